import type { Dataset } from "../data/dataset.js";
import type { Network } from "../networks/layer.js";
import type { Tensor } from "../tensor/tensor.js";
import type { Arena } from "../wasm/arena.js";
import { expectDataset, identityOrder, type LossName, type Score, Session, workingArena } from "./session.js";

/** A score with the confusion matrix, classes × classes row-major: entry [truth, predicted] counts examples. */
export interface Evaluation extends Score {
  /** Empty without labels. */
  readonly confusion: Int32Array;
}

/** A network bound to a data set for repeated scoring without allocation. */
export class Evaluator {
  readonly #session: Session;
  readonly #order: Tensor<"i32">;

  /** @throws as `Session` */
  constructor(arena: Arena, network: Network, dataset: Dataset, batchSize: number, loss?: LossName) {
    this.#session = new Session(arena, network, dataset, { batchSize, gradients: false, loss });
    this.#session.tape.training = false;
    this.#order = identityOrder(arena, dataset.size);
  }

  /** Scores the whole set batch by batch: yields each batch's first example and its predicted classes. */
  *batches(): Generator<{ start: number; predicted: Int32Array }, Score> {
    const { tape, loss, dataset, batchSize, predicted } = this.#session;
    let total = 0,
      correct = 0;
    for (let start = 0; start < dataset.size; start += batchSize) {
      const count = this.#session.load(this.#order, start);
      tape.forward();
      total += loss.total();
      correct += this.#session.correct();
      yield { start, predicted: predicted.data.subarray(0, count) };
    }
    return { loss: total / dataset.size, accuracy: correct / dataset.size };
  }

  /** Scores the whole set at once. */
  run(): Score {
    const batches = this.batches();
    for (;;) {
      const next = batches.next();
      if (next.done) return next.value;
    }
  }
}

/**
 * Scores a network on a data set; nothing is learnt, dropout is off.
 * @throws {ArgumentError} for an empty data set or a bad batch size    @throws {ShapeError} when data and network do not fit
 * @throws {MemoryError} when the samples do not fit in memory
 */
export function evaluate(
  network: Network,
  dataset: Dataset,
  options: { batchSize?: number; loss?: LossName } = {},
): Evaluation {
  expectDataset("evaluate", "dataset", dataset);
  const arena = workingArena("evaluate", network),
    { labels, outputs } = dataset;
  try {
    const batchSize = options.batchSize ?? Math.max(1, Math.min(256, dataset.size));
    const evaluator = new Evaluator(arena, network, dataset, batchSize, options.loss);
    const confusion = new Int32Array(labels ? outputs * outputs : 0);
    const batches = evaluator.batches();
    for (;;) {
      const next = batches.next();
      if (next.done) return { ...next.value, confusion };
      const { start, predicted } = next.value;
      if (labels) for (const [b, guess] of predicted.entries()) confusion[labels[start + b]! * outputs + guess]!++;
    }
  } finally {
    arena.dispose();
  }
}

import type { Dataset } from "../data/dataset.js";
import { ArgumentError, ShapeError } from "../errors.js";
import type { Network } from "../networks/layer.js";
import { gatherBatch, gatherLabels } from "../ops/gather.js";
import { argmaxColumns } from "../ops/reduce.js";
import { softmaxCrossEntropy, squaredError } from "../tape/losses.js";
import type { Loss } from "../tape/operation.js";
import { Tape } from "../tape/tape.js";
import type { Variable } from "../tape/variable.js";
import { Tensor } from "../tensor/tensor.js";
import { Arena } from "../wasm/arena.js";

/** Class labels want `crossEntropy`, numeric targets `squaredError`. */
export type LossName = "crossEntropy" | "squaredError";

/**
 * The data set of every epoch, counted from 1: drawn anew, or altered. All are of one size and kind, and a function of the
 * epoch alone where a resumed run is to have equal bits.
 */
export type EpochData = (epoch: number) => Dataset;

/** What a pass over some examples came to. */
export interface Score {
  /** Mean loss per example. */
  readonly loss: number;
  /** Share of examples whose largest output is their label; NaN without labels. */
  readonly accuracy: number;
}

/**
 * A network recorded over batches of one data set: the samples are copied into WebAssembly memory once, and each batch
 * is gathered from there. All buffers are allocated here; loading and running a batch allocates nothing.
 */
export class Session {
  readonly tape: Tape;
  readonly loss: Loss;
  readonly batchSize: number;
  /** The network's output for the current batch, [outputs, batch]. */
  readonly prediction: Variable;
  /** Class with the largest output of each column of the current batch. */
  readonly predicted: Tensor<"i32">;
  #dataset: Dataset;
  readonly #input: Variable;
  readonly #samples: Tensor<"u8"> | Tensor<"f32">;
  /** Truth of the whole set and of the current batch. */
  readonly #labels: { all: Tensor<"i32">; batch: Tensor<"i32"> } | undefined;
  readonly #targets: { all: Tensor; batch: Tensor } | undefined;

  /**
   * @param arena receives the buffers; it must share its kernels with the network's
   * @throws {ShapeError} when data and network do not fit    @throws {ArgumentError} for a bad batch size or an empty set
   */
  constructor(
    arena: Arena,
    network: Network,
    dataset: Dataset,
    options: { batchSize: number; gradients: boolean; loss?: LossName | undefined },
  ) {
    const { batchSize } = options;
    if (dataset.size === 0) throw new ArgumentError("Session", "the data set's size", 0, "at least one example");
    if (!Number.isInteger(batchSize) || batchSize < 1 || batchSize > dataset.size)
      throw new ArgumentError(
        "Session",
        "batchSize",
        batchSize,
        `an integer from 1 to the ${dataset.size} examples of ${dataset.name}`,
      );
    if (dataset.features !== network.inputs)
      throw new ShapeError(
        "Session",
        `${dataset.name} has ${dataset.features} features, the network ${network.inputs} inputs`,
      );
    if (dataset.outputs !== network.outputs)
      throw new ShapeError(
        "Session",
        `${dataset.name} wants ${dataset.outputs} outputs, the network has ${network.outputs}`,
      );
    const name = options.loss ?? (dataset.labels ? "crossEntropy" : "squaredError");
    this.#dataset = dataset;
    this.batchSize = batchSize;
    this.tape = new Tape(arena, { gradients: options.gradients });
    this.#input = this.tape.input([network.inputs, batchSize]);
    this.prediction = network.record(this.#input);
    this.predicted = new Tensor(arena, [batchSize], "i32");
    this.#samples = samplesOf(arena, [dataset.size, dataset.features], dataset.inputs);
    const { labels, targets } = dataset;
    if (labels)
      this.#labels = {
        all: Tensor.from(arena, [dataset.size], labels, "i32"),
        batch: new Tensor(arena, [batchSize], "i32"),
      };
    if (targets)
      this.#targets = {
        all: Tensor.from(arena, [dataset.size, dataset.outputs], targets),
        batch: new Tensor(arena, [dataset.outputs, batchSize]),
      };
    if (name === "crossEntropy" && this.#labels) this.loss = softmaxCrossEntropy(this.prediction, this.#labels.batch);
    else if (name === "squaredError" && this.#targets) this.loss = squaredError(this.prediction, this.#targets.batch);
    else throw new ArgumentError("Session", "loss", name, `"crossEntropy" with labels or "squaredError" with targets`);
  }

  get dataset(): Dataset {
    return this.#dataset;
  }

  /**
   * Goes on with other examples, as many and of the same kind; nothing is allocated.
   * @throws {ShapeError} when the data sets differ in more than their values
   */
  replaceData(dataset: Dataset): void {
    expectDataset("Session.replaceData", "dataset", dataset);
    const kind = ({ size, features, outputs, inputs, labels, targets }: Dataset) =>
      `${size} examples of ${features} ${inputs instanceof Uint8Array ? "bytes" : "numbers"}, ${outputs} outputs${labels ? ", labels" : ""}${targets ? ", targets" : ""}`;
    if (kind(dataset) !== kind(this.dataset))
      throw new ShapeError("Session.replaceData", `${kind(dataset)}; must be ${kind(this.dataset)}`);
    this.#samples.data.set(dataset.inputs);
    if (dataset.labels) this.#labels?.all.data.set(dataset.labels);
    if (dataset.targets) this.#targets?.all.data.set(dataset.targets);
    this.#dataset = dataset;
  }

  /** Gathers the examples order[start], order[start + 1], … that fill a batch or end the order; gives their number. */
  load(order: Tensor<"i32">, start: number): number {
    const count = Math.min(this.batchSize, order.size - start),
      { scale, offset } = this.dataset;
    gatherBatch(this.#samples, order, start, count, scale, offset, this.#input.value);
    if (this.#labels) gatherLabels(this.#labels.all, order, start, count, this.#labels.batch);
    if (this.#targets) gatherBatch(this.#targets.all, order, start, count, 1, 0, this.#targets.batch);
    this.loss.count = count;
    return count;
  }

  /** Examples of the current batch that were classified rightly; NaN without labels. */
  correct(): number {
    if (!this.#labels) return Number.NaN;
    argmaxColumns(this.prediction.value, this.predicted);
    const predicted = this.predicted.data,
      labels = this.#labels.batch.data;
    let correct = 0;
    for (let b = 0; b < this.loss.count; b++) if (predicted[b] === labels[b]) correct++;
    return correct;
  }
}

/** An arena for one call's own buffers, in the network's memory. @throws {ArgumentError} for what is no network */
export function workingArena(operation: string, network: Network): Arena {
  if (typeof network?.record !== "function")
    throw new ArgumentError(operation, "network", network, "a network, such as a Sequential");
  return new Arena(network.arena.kernels);
}

/** @throws {ArgumentError} for what is no data set: arrays of samples, for instance */
export function expectDataset(operation: string, name: string, dataset: Dataset): void {
  if (!ArrayBuffer.isView(dataset?.inputs))
    throw new ArgumentError(operation, name, dataset, "a Dataset: new Dataset({ inputs, features, labels })");
}

/** Samples in WebAssembly memory, bytes as bytes. */
export function samplesOf(
  arena: Arena,
  shape: readonly [samples: number, features: number],
  inputs: Uint8Array | Float32Array,
): Tensor<"u8"> | Tensor<"f32"> {
  return inputs instanceof Uint8Array
    ? Tensor.from(arena, shape, inputs, "u8")
    : Tensor.from<"f32">(arena, shape, inputs);
}

/** The identity order 0, 1, …, size − 1. */
export function identityOrder(arena: Arena, size: number): Tensor<"i32"> {
  return Tensor.from(
    arena,
    [size],
    Int32Array.from({ length: size }, (_, i) => i),
    "i32",
  );
}

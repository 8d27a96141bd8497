import type { Dataset } from "../data/dataset.js";
import { ArgumentError } from "../errors.js";
import type { Network } from "../networks/layer.js";
import { expectInteger } from "../ops/check.js";
import { Random } from "../random.js";
import { type PruneOptions, planPruning, prune } from "../sparsity/prune.js";
import { RewindPoint } from "../sparsity/rewind-point.js";
import { wiredOf } from "../sparsity/wired.js";
import type { Callback, History } from "./callback.js";
import { fit } from "./fit.js";
import { divide, type FitOptions } from "./fit-options.js";
import { type EpochData, expectDataset } from "./session.js";

/** How to prune over and over; all other options are those of `fit`, in every cycle. */
export interface IterativePruningOptions extends Omit<FitOptions, "resume" | "random"> {
  /** How often the network is trained: as it is at first, and after every pruning. */
  readonly cycles: number;
  /** What goes between two cycles. With `activate`, movement is measured from the start of the cycle. */
  readonly prune: Omit<PruneOptions, "fraction" | "density" | "since" | "random"> & { readonly fraction: number };
  /**
   * The epoch of the first cycle to whose end all weights and biases are set back after pruning, bit for bit; 0, by default,
   * is before the first.
   */
  readonly rewindTo?: number;
  /**
   * Cycle c trains with `random.stream(c)`, prunings draw from `random.stream("prune")`, and a share to validate on, the same in
   * all cycles, is held back by `random.stream("validation")`; `new Random(0)` by default.
   */
  readonly random?: Random;
  /** Told after every cycle, while the network is trained; the next one waits for a promise. "stop" ends it all. */
  onCycle?(cycle: PruningCycle): "stop" | undefined | Promise<"stop" | undefined>;
}

/** One training between two prunings. */
export interface PruningCycle {
  /** From 1. */
  readonly cycle: number;
  /** Connections of all sparse matrices. */
  readonly connections: number;
  readonly history: History;
}

/**
 * Iterative pruning with weight rewinding: train, prune, set the weights that are left back to early values, train again. The
 * optimiser starts anew in every cycle. The network ends trained. A callback of `fit` that stops ends its cycle alone; an abort
 * ends the run with the cycle that it came in.
 * @throws what `fit` and `prune` do    @throws {ArgumentError} for cycles or rewindTo out of range
 * Source: Frankle & Carbin 2019, arXiv:1803.03635; rewinding to a later epoch: Frankle et al. 2020, arXiv:1912.05671.
 */
export async function iterativePruning(
  network: Network,
  dataset: Dataset | EpochData,
  options: IterativePruningOptions,
): Promise<PruningCycle[]> {
  const operation = "iterativePruning",
    { cycles, prune: pruning, rewindTo = 0, random = new Random(0), onCycle, ...training } = options ?? {},
    { epochs = 10, callbacks = [] } = training,
    finished: PruningCycle[] = [];
  expectInteger(operation, "cycles", cycles, 1, 2 ** 20);
  expectInteger(operation, "rewindTo", rewindTo, 0, Math.max(0, epochs - 1));
  if (!(random instanceof Random)) throw new ArgumentError(operation, "random", random, "a Random");
  if (typeof dataset !== "function") expectDataset(operation, "dataset", dataset);
  const [data, validation] =
    typeof dataset === "function"
      ? [dataset, training.validation]
      : divide(dataset, training.validation, random.stream("validation"));
  const early = new RewindPoint(network),
    choices = random.stream("prune"),
    savingEarly: Callback = {
      onEpoch({ epoch }) {
        if (epoch <= rewindTo) early.save();
        return undefined;
      },
    };
  let start = rewindTo > 0 ? new RewindPoint(network) : early;
  planPruning(network, { ...pruning, since: start });
  for (let cycle = 1; cycle <= cycles; cycle++) {
    if (cycle > 1) {
      prune(network, { ...pruning, since: start, random: choices });
      early.rewind();
      start = early;
    }
    const history = await fit(network, data, {
      ...training,
      ...(validation && { validation }),
      random: random.stream(cycle),
      callbacks: cycle === 1 ? [savingEarly, ...callbacks] : callbacks,
    });
    const connections = wiredOf(network).reduce((sum, { matrix }) => sum + matrix.nnz, 0),
      record = { cycle, connections, history };
    finished.push(record);
    if (history.ending === "aborted" || (await onCycle?.(record)) === "stop" || training.signal?.aborted) break;
  }
  return finished;
}

import type { Dataset } from "../data/dataset.js";
import { ArgumentError } from "../errors.js";
import type { Variable } from "../tape/variable.js";
import { identityOrder, Session, workingArena } from "../training/session.js";
import type { ModularNetwork, Unrolled } from "./functional-modularity.js";

/** What units did, a row per example and a column per unit. */
export interface Recording {
  readonly data: Float32Array;
  readonly rows: number;
  readonly columns: number;
}

/** What to look at: a list of a network's variables, [units, batch] each. */
export type Probe = (unrolled: Unrolled) => readonly Variable[];

/** The states of all modules after the last step. */
export const lastStates: Probe = ({ states }) => states.at(-1)!;

/** The states of all modules after every step, h_1 of all modules first. */
export const allStates: Probe = ({ states }) => states.flat();

/** What comes out of all modules' bottlenecks. */
export const bottlenecks: Probe = (unrolled) => unrolled.bottlenecks();

/**
 * Runs a network of modules over a data set and writes down what some of its variables were, in the order of the examples.
 * @throws {ShapeError} when data and network do not fit    @throws {MemoryError} when memory runs out
 * @throws {ArgumentError} when the probe shows nothing
 */
export function recordStates(network: ModularNetwork, dataset: Dataset, probe: Probe = lastStates): Recording[] {
  const arena = workingArena("recordStates", network);
  try {
    let seen: readonly Variable[] = [];
    const watched = {
      ...network,
      record(x: Variable) {
        const unrolled = network.unroll(x);
        seen = probe(unrolled);
        return unrolled.decision().output;
      },
    };
    const batchSize = Math.max(1, Math.min(256, dataset.size)),
      session = new Session(arena, watched, dataset, { batchSize, gradients: false }),
      order = identityOrder(arena, dataset.size);
    if (seen.length === 0) throw new ArgumentError("recordStates", "probe", probe, "one that shows some variable");
    const recordings = seen.map(({ value }) => {
      const columns = value.shape[0]!;
      return { data: new Float32Array(dataset.size * columns), rows: dataset.size, columns };
    });
    for (let start = 0; start < dataset.size; start += batchSize) {
      const count = session.load(order, start);
      session.tape.forward();
      for (const [k, { data, columns }] of recordings.entries()) {
        const values = seen[k]!.value.data;
        for (let b = 0; b < count; b++)
          for (let unit = 0; unit < columns; unit++) data[(start + b) * columns + unit] = values[unit * batchSize + b]!;
      }
    }
    return recordings;
  } finally {
    arena.dispose();
  }
}

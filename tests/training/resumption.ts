import type { Dataset } from "../../src/data/dataset.js";
import { Dense } from "../../src/networks/dense.js";
import { Dropout } from "../../src/networks/dropout.js";
import { MaskedLinear } from "../../src/networks/masked-linear.js";
import { SparseLinear } from "../../src/networks/sparse-linear.js";
import { Random } from "../../src/random.js";
import { relu, tanh } from "../../src/tape/activations.js";
import type { Callback, EpochRecord, History } from "../../src/training/callback.js";
import type { Checkpoint } from "../../src/training/checkpoint.js";
import type { FitOptions } from "../../src/training/fit-options.js";
import { Sequential } from "../../src/training/sequential.js";
import { fingerprint } from "../../src/training/snapshot.js";
import type { Arena } from "../../src/wasm/arena.js";
import { clusters } from "./clusters.js";

/** A small network with every kind of layer that a checkpoint must know of. */
export function everyLayer(arena: Arena, seed = 5): Sequential {
  return new Sequential(arena, {
    inputs: 8,
    layers: [
      new SparseLinear(20, { density: 0.4 }),
      relu,
      new Dropout(0.2),
      new MaskedLinear(12, { density: 0.5 }),
      tanh,
      new Dropout(0.1),
      new Dense(3),
    ],
    random: new Random(seed),
  });
}

/** What is to be equal, whether or not the run was interrupted. */
export interface Outcome {
  readonly history: History;
  readonly print: string;
  readonly checkpoints: readonly Checkpoint[];
}

/** Trains, and keeps the checkpoint of every epoch. */
export async function train(
  network: Sequential,
  options: FitOptions & { readonly resume?: Checkpoint | undefined },
  data: Dataset = clusters(90),
): Promise<Outcome> {
  const checkpoints: Checkpoint[] = [];
  const keep: Callback = {
    onEpoch(_, run) {
      checkpoints.push(run.checkpoint());
      return undefined;
    },
  };
  const { resume, ...rest } = options;
  const history = await network.fit(data, {
    batchSize: 20,
    random: new Random(3),
    ...rest,
    ...(resume && { resume }),
    callbacks: [keep, ...(options.callbacks ?? [])],
  });
  return { history, print: await fingerprint(network.parameters), checkpoints };
}

/** The records without the time they took. */
export function untimed(records: readonly EpochRecord[]): EpochRecord[] {
  return records.map((record) => ({ ...record, milliseconds: 0 }));
}

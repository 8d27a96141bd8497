import type { Dataset } from "../data/dataset.js";
import { ArgumentError, ShapeError } from "../errors.js";
import type { Network } from "../networks/layer.js";
import { binaryStep } from "../ops/activations.js";
import { fill } from "../ops/elementwise.js";
import { gatherBatch } from "../ops/gather.js";
import { matmul } from "../ops/gemm.js";
import type { Operation } from "../tape/operation.js";
import { Tape } from "../tape/tape.js";
import { Tensor } from "../tensor/tensor.js";
import type { Arena } from "../wasm/arena.js";
import { expectDataset, identityOrder, samplesOf, workingArena } from "./session.js";

export interface DeadNeurons {
  /** Share of zeros among the outputs of all rectifiers, over all examples. */
  readonly rate: number;
  /** The same of every rectified layer, in the order of the network. */
  readonly layers: readonly number[];
}

/**
 * Dynamic dead-neuron rate: how often the rectified units of a network are silent, over a whole data set with dropout off;
 * labels are not needed. All `relu` layers are pooled, so a wide one counts for more.
 *   rate = 1/(examples · units) Σ 1[h = 0]
 * @param options.batchSize examples per pass, at most 256 by default; no matter to the result
 * @throws {ArgumentError} for a network without `relu`, an empty data set or a bad batch size
 * @throws {ShapeError} when data and network do not fit    @throws {MemoryError} when the samples do not fit in memory
 * Source: Liu, Ghosh & Motani 2022, arXiv:2212.06145.
 */
export function deadNeuronRate(network: Network, dataset: Dataset, options: { batchSize?: number } = {}): DeadNeurons {
  const operation = "deadNeuronRate";
  expectDataset(operation, "dataset", dataset);
  const arena = workingArena(operation, network),
    { size, features, inputs, scale, offset } = dataset,
    batch = options.batchSize ?? Math.min(256, size);
  if (size === 0) throw new ArgumentError(operation, "the data set's size", 0, "at least one example");
  if (!Number.isInteger(batch) || batch < 1)
    throw new ArgumentError(operation, "batchSize", batch, "a positive integer");
  if (features !== network.inputs)
    throw new ShapeError(operation, `${dataset.name} has ${features} features, the network ${network.inputs} inputs`);
  try {
    const tape = new Tape(arena, { gradients: false });
    tape.training = false;
    const input = tape.input([features, batch]);
    network.record(input);
    const counters = new Map(tape.operations.filter(isRectifier).map((relu) => [relu, counterOf(arena, relu, batch)]));
    if (counters.size === 0) throw new ArgumentError(operation, "network", network, "one with relu");
    const order = identityOrder(arena, size),
      samples = samplesOf(arena, [size, features], inputs);
    for (let start = 0; start < size; start += batch) {
      const count = Math.min(batch, size - start);
      gatherBatch(samples, order, start, count, scale, offset, input.value);
      for (const step of tape.operations) {
        step.forward();
        counters.get(step)?.count(count); // at once: a later operation may work in the same memory
      }
    }
    const all = [...counters.values()],
      silent = all.map(({ units, active }) => size * units - active());
    return {
      rate: silent.reduce((a, b) => a + b) / all.reduce((sum, { units }) => sum + size * units, 0),
      layers: all.map(({ units }, l) => silent[l]! / (size * units)),
    };
  } finally {
    arena.dispose();
  }
}

const isRectifier = ({ name }: Operation): boolean => name === "relu";

/** Counts the active units of the first examples of every batch: 1 · [h > 0], exact up to 2^24 units. */
function counterOf(arena: Arena, { output: { value } }: Operation, batch: number) {
  const units = value.size / batch,
    steps = new Tensor(arena, [units, batch]),
    ones = fill(new Tensor(arena, [1, units]), 1),
    perExample = new Tensor(arena, [1, batch]),
    h = value.reshape([units, batch]);
  let active = 0;
  return {
    units,
    active: () => active,
    count(examples: number) {
      matmul(ones, binaryStep(h, steps), perExample);
      for (const units of perExample.data.subarray(0, examples)) active += units;
    },
  };
}

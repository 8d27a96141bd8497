import { digits } from "../../src/data/digits.js";
import { Dense } from "../../src/networks/dense.js";
import { SparseLinear } from "../../src/networks/sparse-linear.js";
import { Random } from "../../src/random.js";
import { relu } from "../../src/tape/activations.js";
import type { FitOptions } from "../../src/training/fit-options.js";
import { Sequential } from "../../src/training/sequential.js";
import { Arena } from "../../src/wasm/arena.js";
import { load } from "../../src/wasm/load.js";

const data = digits({ count: 2000, seed: 7 });

/** Trains a network, on the page or in a worker; its weights, all together. */
export async function train(options: FitOptions): Promise<Float32Array<ArrayBuffer>> {
  using arena = new Arena(await load());
  const network = new Sequential(arena, {
    inputs: 784,
    layers: [new SparseLinear(256), relu, new Dense(10)],
    random: new Random(5),
  });
  await network.fit(data, { random: new Random(6), ...options });
  return Float32Array.from(network.parameters.flatMap(({ value }) => [...value.data]));
}

import { digits } from "../../src/data/digits.js";
import { Dense } from "../../src/networks/dense.js";
import { SparseLinear } from "../../src/networks/sparse-linear.js";
import { Random } from "../../src/random.js";
import { relu } from "../../src/tape/activations.js";
import { Sequential } from "../../src/training/sequential.js";
import { fingerprint } from "../../src/training/snapshot.js";
import { Arena } from "../../src/wasm/arena.js";
import { load } from "../../src/wasm/load.js";

/** Trains a network with two threads; the fingerprint of its weights. */
export async function train(epochs: number): Promise<string> {
  const kernels = await load({ threads: { count: 2, leastMs: 0 } });
  if (kernels.threads!.count !== 2) throw new Error(kernels.threads!.reason);
  using arena = new Arena(kernels);
  const layers = [new SparseLinear(256), relu, new Dense(10)],
    network = new Sequential(arena, { inputs: 784, layers, random: new Random(5) });
  await network.fit(digits({ count: 2000, seed: 7 }), { epochs, random: new Random(6) });
  await kernels.threads!.stop();
  return fingerprint(network.parameters);
}

import { digits } from "../../src/data/digits.js";
import { gevb } from "../../src/learning/gevb.js";
import { Dense } from "../../src/networks/dense.js";
import { Dropout } from "../../src/networks/dropout.js";
import { SparseLinear } from "../../src/networks/sparse-linear.js";
import { VectorGate } from "../../src/networks/vector-gate.js";
import { VectorLinear } from "../../src/networks/vector-linear.js";
import { VectorOutput } from "../../src/networks/vector-output.js";
import { Random } from "../../src/random.js";
import { relu } from "../../src/tape/activations.js";
import { Sequential } from "../../src/training/sequential.js";
import { fingerprint } from "../../src/training/snapshot.js";
import { Arena } from "../../src/wasm/arena.js";
import { load } from "../../src/wasm/load.js";
import { trainGolden } from "../golden/training.js";

const images = digits({ count: 400, seed: 1 }),
  nonnegative = true;

const networks = {
  dense: () => ({ layers: [new Dense(64), relu, new Dropout(0.2), new Dense(10)] }),
  sparse: () => ({ layers: [new SparseLinear(64, { density: 0.1 }), relu, new Dense(10)] }),
  gevb: () => ({
    layers: [
      new VectorLinear(24, { components: 10, nonnegative }),
      new VectorGate(),
      new VectorLinear(16, { nonnegative }),
      new VectorGate(),
      new VectorOutput({ nonnegative }),
    ],
    rule: gevb(),
    data: images.withScale(2 / 255, -1),
  }),
};

/** What can be asked to be trained: 200 steps of these networks, and the golden run. */
export type Task = keyof typeof networks | "golden";
export const tasks: readonly Task[] = ["dense", "sparse", "gevb", "golden"];

/** Trains with so many threads, which share all work that can be cut; the fingerprints of the weights, in the order of `tasks`. */
export async function trainAll(count: number): Promise<string[]> {
  const kernels = await load({ threads: { count, leastMs: 0 } });
  try {
    if (kernels.threads!.count !== count)
      throw new Error(`${kernels.threads!.count} threads: ${kernels.threads!.reason}`);
    const prints: string[] = [];
    for (const task of tasks) {
      using arena = new Arena(kernels);
      prints.push(await (task === "golden" ? trainGolden(arena) : trainNetwork(arena, task)));
    }
    return prints;
  } finally {
    await kernels.threads!.stop();
  }
}

async function trainNetwork(arena: Arena, task: keyof typeof networks): Promise<string> {
  const { layers, data = images, rule } = { data: undefined, rule: undefined, ...networks[task]() },
    network = new Sequential(arena, { inputs: 784, layers, random: new Random(1) });
  await network.fit(data, { epochs: 10, batchSize: 20, ...(rule && { rule }) });
  return fingerprint(network.parameters);
}

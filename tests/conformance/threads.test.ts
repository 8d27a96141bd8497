import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { digits } from "../../src/data/digits.js";
import { dendrites } from "../../src/dendrites/kernels.js";
import { pca } from "../../src/embedding/pca.js";
import { tsne } from "../../src/embedding/tsne.js";
import { gevb } from "../../src/learning/gevb.js";
import { Dense } from "../../src/networks/dense.js";
import { Dropout } from "../../src/networks/dropout.js";
import { SparseLinear } from "../../src/networks/sparse-linear.js";
import { VectorGate } from "../../src/networks/vector-gate.js";
import { VectorLinear } from "../../src/networks/vector-linear.js";
import { VectorOutput } from "../../src/networks/vector-output.js";
import { Random } from "../../src/random.js";
import { relu } from "../../src/tape/activations.js";
import { fit } from "../../src/training/fit.js";
import { adam } from "../../src/training/optimizers.js";
import { Sequential } from "../../src/training/sequential.js";
import { fingerprint } from "../../src/training/snapshot.js";
import { Arena } from "../../src/wasm/arena.js";
import { type Kernels, load } from "../../src/wasm/load.js";
import { models } from "./models.js";

/** Kernels for 1, 2, 3 and 4 threads, that hand out whatever can be cut. */
let crews: readonly Kernels[] = [];

beforeAll(async () => {
  const families = [dendrites];
  crews = await Promise.all([
    load({ families }),
    ...[2, 3, 4].map((count) => load({ families, threads: { count, leastMs: 0 } })),
  ]);
  expect(crews.map(({ threads }) => threads?.count)).toEqual([undefined, 2, 3, 4]);
});
afterAll(() => Promise.all(crews.map(({ threads }) => threads?.stop())));

/** What all of them say, which must be one thing. */
async function unanimous<T>(run: (arena: Arena) => Promise<T>): Promise<T> {
  const answers: T[] = [];
  for (const kernels of crews) {
    using arena = new Arena(kernels);
    answers.push(await run(arena));
  }
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  return answers[0]!;
}

describe("equal bits for 1, 2, 3 and 4 threads", () => {
  const images = digits({ count: 400, seed: 1 }),
    nonnegative = true;

  it.each([
    ["dense", () => [new Dense(64), relu, new Dropout(0.2), new Dense(10)], undefined],
    ["90 % sparse", () => [new SparseLinear(64, { density: 0.1 }), relu, new Dense(10)], undefined],
    [
      "GEVB",
      () => [
        new VectorLinear(24, { components: 10, nonnegative }),
        new VectorGate(),
        new VectorLinear(16, { nonnegative }),
        new VectorGate(),
        new VectorOutput({ nonnegative }),
      ],
      gevb(),
    ],
  ] as const)("%s network, 200 steps", async (_, layers, rule) => {
    const found = await unanimous(async (arena) => {
      const network = new Sequential(arena, { inputs: 784, layers: layers(), random: new Random(1) }),
        data = rule ? images.withScale(2 / 255, -1) : images,
        { epochs } = await network.fit(data, { epochs: 10, batchSize: 20, ...(rule && { rule }) });
      return { weights: await fingerprint(network.parameters), loss: epochs.at(-1)!.loss };
    });
    expect(found.loss).toBeLessThan(2);
  });

  it.each(models.map((row) => [row.name, row] as const))("model %s", async (_, row) => {
    await unanimous(async (arena) => {
      const random = new Random(1),
        model = row.build(arena, random);
      await fit(model, row.task(row.examples, 1), {
        epochs: 1,
        batchSize: 20,
        rule: row.rule(),
        optimizer: adam({ rate: row.rate }),
        random: random.stream("training"),
      });
      return fingerprint(model.parameters);
    });
  });

  it("principal components and t-SNE", async () => {
    const points = images.inputs.subarray(0, 100 * 784),
      features = 784;
    await unanimous(async (arena) => {
      const { scores, variances } = await pca(arena, points, { features, components: 5 }),
        map = await tsne(arena, points, { features, iterations: 60, earlyIterations: 30, perplexity: 10 });
      return { scores: [...scores], variances: [...variances], map: [...map] };
    });
  });
});

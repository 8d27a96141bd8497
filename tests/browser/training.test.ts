import { expect, it } from "vitest";
import { digitsSplit } from "../../src/data/digits.js";
import { Dense } from "../../src/networks/dense.js";
import { SparseLinear } from "../../src/networks/sparse-linear.js";
import { relu } from "../../src/tape/activations.js";
import { Sequential } from "../../src/training/sequential.js";
import { Arena } from "../../src/wasm/arena.js";
import { load } from "../../src/wasm/load.js";
import { goldenFingerprint, trainGolden } from "../golden/training.js";

it("trains to the same bits as Node", async () => {
  using arena = new Arena(await load());
  expect(await trainGolden(arena)).toBe(goldenFingerprint);
});

it("learns digits while the page stays alive", async () => {
  using arena = new Arena(await load());
  const { train, test } = digitsSplit({ train: 4000, test: 500, seed: 1 });
  const network = new Sequential(arena, { inputs: 784, layers: [new SparseLinear(256), relu, new Dense(10)] });
  let turns = 0;
  const timer = setInterval(() => turns++, 10);
  await network.fit(train, { epochs: 6 });
  clearInterval(timer);
  expect(network.evaluate(test).accuracy).toBeGreaterThan(0.8);
  // Between epochs at least, though an engine may put two of them into one turn of the timer.
  expect(turns).toBeGreaterThanOrEqual(3);
});

import { expect, it } from "vitest";
import { digitsSplit } from "../../src/data/digits.js";
import { Dense } from "../../src/networks/dense.js";
import { cosine } from "../../src/schedules.js";
import { adam } from "../../src/training/optimizers.js";
import { Sequential } from "../../src/training/sequential.js";
import { openArena } from "../support.js";

// What a good network reaches is a claim of the sparse-mnist experiment on generated digits, which CI runs.
it("the digits are learnt by a linear model in part, and only in part", async () => {
  using arena = await openArena();
  const data = digitsSplit({ train: 10_000, test: 2_000, seed: 1 }),
    train = data.train.normalise(),
    test = data.test.withScale(train.scale, train.offset);
  const linear = new Sequential(arena, { inputs: 784, layers: [new Dense(10)] });
  await linear.fit(train, { epochs: 15, optimizer: adam({ rate: 2e-3 }), schedule: cosine({ epochs: 15 }) });
  const { accuracy } = linear.evaluate(test);
  expect(accuracy).toBeGreaterThan(0.85);
  expect(accuracy).toBeLessThan(0.93);
});

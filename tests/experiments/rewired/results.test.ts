import { expect, it } from "vitest";
import { around, type Found, resultsOf } from "../../../src/experiments/rewired/results.js";

const found = (accuracy: number[], milliseconds: number): Found => ({
  accuracy,
  loss: accuracy.map((share) => 1 - share),
  central: [0.25, 0.5],
  weights: [10, 10, 100],
  milliseconds,
  fingerprint: "",
});

it("takes the runs of each kind together, and leaves out what was not done", () => {
  const jobs = ["a", "b", "a", "b", "c"].map((variant) => ({ variant })),
    results = resultsOf(jobs, [
      found([0.2, 0.4], 10),
      found([0.5, 0.5], 1),
      found([0.4, 0.8], 30),
      undefined,
      undefined,
    ]);
  expect(results.map(({ variant, runs }) => [variant, runs])).toEqual([
    ["a", 2],
    ["b", 1],
  ]);
  const [{ accuracy, loss, lowest, highest, central, milliseconds }] = results as [(typeof results)[number]];
  for (const [got, want] of [
    [accuracy, [0.3, 0.6]],
    [loss, [0.7, 0.4]],
    [central, [0.25, 0.5]],
  ] as const)
    got.forEach((value, i) => {
      expect(value).toBeCloseTo(want[i]!, 12);
    });
  expect([lowest, highest, milliseconds]).toEqual([[0.2, 0.4], [0.4, 0.8], 20]);
});

it("averages over an epoch and the two before it", () => {
  expect(around([0.1, 0.2, 0.3, 0.7], 4)).toBeCloseTo(0.4, 12);
  expect(around([0.1, 0.2, 0.3, 0.7], 1)).toBe(0.1);
});

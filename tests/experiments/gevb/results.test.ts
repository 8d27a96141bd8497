import { expect, it } from "vitest";
import { type CellName, cells } from "../../../src/experiments/gevb/cells.js";
import type { Course, Look } from "../../../src/experiments/gevb/course.js";
import { epochsText, errorText, median, resultsOf } from "../../../src/experiments/gevb/results.js";
import { summaryOf } from "../../../src/experiments/gevb/summary.js";

const look = (epoch: number, testError: number, more: Partial<Look> = {}): Look => ({
  epoch,
  testError,
  ...(epoch > 0 && { trainingError: testError / 2 }),
  angles: [10 * testError, 20 * testError],
  zeroShare: 0.5,
  leastWeight: 0,
  ...more,
});

const course = (id: CellName, run: number, looks: readonly Look[], more: Partial<Course> = {}): Course => ({
  id,
  cell: cells[id],
  architecture: "fc",
  contrast: false,
  run,
  hidden: [
    { units: 4, image: false },
    { units: 2, image: false },
  ],
  looks,
  stepMs: run,
  parameters: 10,
  features: [],
  maps: undefined,
  fingerprint: "",
  ...more,
});

it("takes the runs of a network together: means, and deviations over n − 1", () => {
  const results = resultsOf([
    course("bp", 1, [look(0, 0.9), look(1, 0.1, { zeroShare: 0.25, leastWeight: -1 })], { stepMs: 5 }),
    course("gevb", 1, [look(0, 1), look(1, 0.5)]),
    course("bp", 2, [look(0, 0.9), look(1, 0.2, { leastWeight: -3 })], { stepMs: Number.NaN }),
    course("bp", 3, [look(0, 0.6), look(1, 0.6)], { stepMs: 7 }),
  ]);
  expect(results.map(({ name, runs, epochs }) => [name, runs, epochs])).toEqual([
    ["fc: BP", 3, [0, 1]],
    ["fc: GEVB, mixed signs", 1, [0, 1]],
  ]);
  const [bp, gevb] = results;
  // Of 0.9, 0.9, 0.6: squares 0.01 + 0.01 + 0.04; of 0.1, 0.2, 0.6: 0.04 + 0.01 + 0.09; halved by n − 1.
  expect(bp!.testError.map(({ mean }) => mean)).toEqual([expect.closeTo(0.8, 12), expect.closeTo(0.3, 12)]);
  expect(bp!.testError.map(({ deviation }) => deviation)).toEqual([
    expect.closeTo(Math.sqrt(0.03), 12),
    expect.closeTo(Math.sqrt(0.07), 12),
  ]);
  expect(bp!.trainingError[0]).toEqual({ mean: Number.NaN, deviation: Number.NaN });
  expect(bp!.trainingError[1]!.mean).toBeCloseTo(0.15, 12);
  expect(bp!.angles).toEqual([
    [expect.closeTo(8, 12), expect.closeTo(16, 12)],
    [expect.closeTo(3, 12), expect.closeTo(6, 12)],
  ]);
  expect(bp!.final).toMatchObject({ epochs: [1, 1], leastWeight: -3, zeroShare: expect.closeTo(1.25 / 3, 12) });
  expect(bp!.final.testError).toEqual(bp!.testError[1]);
  expect(bp!.final.angles).toEqual(bp!.angles[1]);
  expect(bp!.stepMs).toBe(7);
  expect(gevb!.testError).toEqual([
    { mean: 1, deviation: Number.NaN },
    { mean: 0.5, deviation: Number.NaN },
  ]);
  expect(resultsOf([])).toEqual([]);
});

it("compares runs at the epochs that all were looked at, though some ended early", () => {
  const [result] = resultsOf([
    course("bp", 1, [look(0, 0.9), look(10, 0.5), look(17, 0.1)]),
    course("bp", 2, [look(0, 0.9), look(10, 0.4), look(20, 0.3), look(30, 0.2)]),
  ]);
  expect(result!.epochs).toEqual([0, 10]);
  expect(result!.testError.map(({ mean }) => mean)).toEqual([0.9, 0.45]);
  expect(result!.final.epochs).toEqual([17, 30]);
  expect(result!.final.testError.mean).toBeCloseTo(0.15, 12);
  expect(summaryOf([result!], "mnist").join("\n")).toMatch(/fc: BP, 2 runs +10 +17–30 /);
});

it("keeps a network and its small form apart", () => {
  const looks = [look(0, 1)],
    both = [course("gevb+", 1, looks), course("gevb+", 1, looks, { contrast: true })];
  expect(resultsOf(both).map(({ name }) => name)).toEqual(["fc: GEVB+", "fc, small: GEVB+"]);
  // What the paper has is compared with the grid's own networks alone.
  const lines = summaryOf(resultsOf(both), "cifar-10");
  expect(lines[1]).toMatch(/47\.62 %$/);
  expect(lines[2]).toMatch(/ –$/);
});

it("says errors in per cent, with a deviation where there is one", () => {
  expect(errorText({ mean: 0.0912, deviation: Number.NaN })).toBe("9.12 %");
  expect(errorText({ mean: 0.0912, deviation: 0.0031 })).toBe("9.12 % ± 0.31");
  expect(errorText({ mean: Number.NaN, deviation: Number.NaN })).toBe("–");
  const final = resultsOf([course("bp", 1, [look(0, 1)])])[0]!.final;
  expect([epochsText(final), epochsText({ ...final, epochs: [3, 8] })]).toEqual(["0", "3–8"]);
});

it("finds the median of what is a number", () => {
  expect(median([3, Number.NaN, 1, 2])).toBe(2);
  expect(median([30, 4])).toBe(30);
  expect(median([])).toBeNaN();
  expect(median([Number.NaN])).toBeNaN();
});

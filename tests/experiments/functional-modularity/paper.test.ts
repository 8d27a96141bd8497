import { expect, it } from "vitest";
import { paperCurves } from "../../../src/experiments/functional-modularity/paper.js";

/** Figure 3 of Béna & Goodman 2021 by p; the bottleneck's at 10⁻⁴ is between 0.50 and 0.57. */
const figure = `
0.0001  0.53  0.89  0.52
0.001   0.27  0.82  0.40
0.01    0.11  0.66  0.27
0.1     0.06  0.32  0.19
1       0.11  0.01  0.20`;

it("holds the paper's figure", () => {
  const rows = figure.trim().split("\n");
  expect(rows).toHaveLength(5);
  for (const row of rows) {
    const [p, ...values] = row.split(/ +/).map(Number);
    expect((["bottleneck", "mask", "correlation"] as const).map((title) => paperCurves(title, p!))).toEqual(values);
  }
});

it("tells nothing of other measures, nor farther than a factor of 1.5 from its densities", () => {
  for (const title of ["normalised", "retraining", "ablation"] as const) expect(paperCurves(title, 0.01)).toBeNull();
  expect([0.0149, 0.0151, 0.0067, 0.0066].map((p) => paperCurves("mask", p))).toEqual([0.66, null, 0.66, null]);
  expect(paperCurves("mask", 1 / 1024)).toBe(0.82);
  expect(paperCurves("mask", 0.00001)).toBeNull();
});

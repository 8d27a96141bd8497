import type { LineSeries } from "../../shell/line-data.js";

/** P(K ≥ k), the share of nodes of at least k neighbours, at each degree above 0 that occurs. */
export function degreeDistribution(degrees: ArrayLike<number>): LineSeries {
  const sorted = Float64Array.from(degrees).sort(),
    x: number[] = [],
    y: number[] = [];
  sorted.forEach((degree, i) => {
    if (degree === 0 || degree === sorted[i - 1]) return;
    x.push(degree);
    y.push((sorted.length - i) / sorted.length);
  });
  return { name: "nodes", x, y };
}

import type { MeasureTitle } from "./results.js";

/** Figure 3 of Béna & Goodman 2021, read off its plots: specialisation by density, masks that keep 5 %, 100 units. */
const figure3: Partial<Record<MeasureTitle, readonly number[]>> = {
  bottleneck: [0.53, 0.27, 0.11, 0.06, 0.11],
  mask: [0.89, 0.82, 0.66, 0.32, 0.01],
  correlation: [0.52, 0.4, 0.27, 0.19, 0.2],
};
const densities = [1e-4, 1e-3, 0.01, 0.1, 1];

/** What the paper found at about this density; null where it tells nothing. */
export function paperCurves(title: MeasureTitle, density: number): number | null {
  const near = densities.findIndex((p) => density / p < 1.5 && p / density < 1.5);
  return figure3[title]?.[near] ?? null;
}

import { type MeasureName, meanOf } from "./measures.js";
import type { SweepPoint } from "./sweep.js";

/** Of the drawing, in its own units. */
export const size = { width: 640, height: 360 } as const;
export const frame = { left: 56, right: 16, top: 16, bottom: 46 } as const;

/** From 0 to Q's maximum for two modules, with room to see what crowds there. */
const largest = 0.5;

/** Where a value of Q stands. */
export const across = (modularity: number): number =>
  frame.left + 8 + (modularity / largest) * (size.width - frame.left - frame.right - 16);

/** Where a specialisation stands, between the ends of `reach`. */
export const down = (value: number, [low, high]: readonly [number, number]): number =>
  size.height - frame.bottom - ((value - low) / (high - low)) * (size.height - frame.top - frame.bottom);

/** Ends of the upright axis: 0 to 1, or further down where something is. */
export function reach(points: readonly SweepPoint[], measure: MeasureName): readonly [low: number, high: number] {
  const all = points.flatMap(({ trained, untrained }) => [meanOf(trained[measure]), meanOf(untrained[measure])]);
  return [Math.min(0, ...all.filter(Number.isFinite).map((value) => Math.floor(value * 5) / 5)), 1];
}

export interface SweepMean {
  readonly connections: number;
  readonly modularity: number;
  readonly trained: number;
  readonly untrained: number;
  readonly accuracy: number;
}

/** Means over the networks of each number of connections, those of the largest Q last. */
export function meansOf(points: readonly SweepPoint[], measure: MeasureName): SweepMean[] {
  const groups = new Map<number, SweepPoint[]>();
  for (const point of points) groups.set(point.connections, [...(groups.get(point.connections) ?? []), point]);
  return [...groups.values()]
    .map((group) => {
      const mean = (value: (point: SweepPoint) => number) =>
          group.reduce((sum, point) => sum + value(point), 0) / group.length,
        { connections, modularity } = group[0]!;
      return {
        connections,
        modularity,
        trained: mean(({ trained }) => meanOf(trained[measure])),
        untrained: mean(({ untrained }) => meanOf(untrained[measure])),
        accuracy: mean(({ accuracy }) => accuracy),
      };
    })
    .sort((a, b) => a.modularity - b.modularity);
}

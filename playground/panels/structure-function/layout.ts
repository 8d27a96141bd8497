import type { Picture } from "./picture.js";

/** Of the drawing, in its own units. */
export const size = { width: 640, height: 330 } as const;

const radius = 104,
  centres = [
    { x: 150, y: 175 },
    { x: 490, y: 175 },
  ] as const;

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** A connection between modules. */
export interface Line {
  /** Numbers of the units it joins, 0 … 2N − 1. */
  readonly from: number;
  readonly to: number;
  readonly weight: number;
}

/** More than so many lines are one grey area, and slow. */
export const mostLines = 150;

/** Where a unit stands: modules are rings, whose first units look at each other. */
export function placeOf(unit: number, units: number): Place {
  const module = unit < units ? 0 : 1,
    turn = ((unit % units) + 0.5) / units - 0.5,
    // Module 0 faces right, module 1 left.
    angle = 2 * Math.PI * turn + (module === 0 ? 0 : Math.PI),
    { x, y } = centres[module];
  return { x: x + radius * Math.cos(angle), y: y + radius * Math.sin(angle) };
}

/** The strongest connections between modules, in an order that does not change while weights do. */
export function linesOf({ weights, units }: Pick<Picture, "weights" | "units">, most: number = mostLines): Line[] {
  const lines: Line[] = [],
    width = 2 * units;
  for (let to = 0; to < width; to++) {
    const first = to < units ? units : 0;
    for (let from = first; from < first + units; from++) {
      const weight = weights[to * width + from]!;
      if (!Number.isNaN(weight)) lines.push({ from, to, weight });
    }
  }
  if (lines.length <= most) return lines;
  const least = lines.map(({ weight }) => Math.abs(weight)).sort((a, b) => b - a)[most - 1]!;
  return lines.filter(({ weight }) => Math.abs(weight) >= least).slice(0, most);
}

/** A bow between two units; those from module 0 pass above, those from module 1 below. */
export function bow({ from, to }: Line, units: number): string {
  const a = placeOf(from, units),
    b = placeOf(to, units),
    up = from < units ? -1 : 1,
    middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 + up * 46 };
  return `M${round(a.x)} ${round(a.y)}Q${round(middle.x)} ${round(middle.y)} ${round(b.x)} ${round(b.y)}`;
}

/** Paths of a 28 × 28 image's dark pixels, from faint to full: one square of side 1 for each run in a row. */
export function inkOf(image: Uint8Array): { readonly path: string; readonly opacity: number }[] {
  const levels = [64, 128, 192].map((least) => ({ least, path: "", opacity: 0.4 }));
  for (const level of levels)
    for (let row = 0; row < 28; row++)
      for (let start = 0; start < 28; start++) {
        let end = start;
        while (end < 28 && image[row * 28 + end]! >= level.least) end++;
        if (end > start) level.path += `M${start} ${row}h${end - start}v1h${start - end}z`;
        start = end;
      }
  return levels.map(({ path, opacity }) => ({ path, opacity }));
}

const round = (length: number): number => Number(length.toFixed(1));

import { neighbourhood } from "./neighbourhood.js";

const { fround } = Math;

export interface InhibitionOptions {
  readonly localAreaDensity: number;
  readonly stimulusThreshold: number;
}

export interface Topology {
  readonly columnDimensions: readonly number[];
  readonly wrapAround: boolean;
}

/** The floor(density · columns) columns of largest overlap (ties: the higher index), without those below the threshold. */
export function inhibitGlobally(overlaps: ArrayLike<number>, options: InhibitionOptions): number[] {
  const { localAreaDensity, stimulusThreshold } = options,
    count = Math.floor(fround(fround(localAreaDensity) * overlaps.length)),
    sorted = Float32Array.from(overlaps).sort(),
    least = sorted[overlaps.length - count] ?? Number.POSITIVE_INFINITY,
    winners: number[] = [];
  let ties = count;
  for (let column = 0; column < overlaps.length; column++) if (overlaps[column]! > least) ties--;
  for (let column = overlaps.length - 1; column >= 0; column--) {
    const overlap = overlaps[column]!;
    if (overlap < stimulusThreshold) continue;
    if (overlap > least || (overlap === least && ties-- > 0)) winners.push(column);
  }
  return winners.reverse();
}

/**
 * The columns that fewer than floor(½ + density · (neighbours + 1)) neighbours beat, ascending. Of equals, those that
 * won already, in ascending order, beat a column. Without those below the threshold.
 */
export function inhibitLocally(
  overlaps: ArrayLike<number>,
  radius: number,
  options: InhibitionOptions & Topology,
): number[] {
  const density = fround(options.localAreaDensity),
    won = new Uint8Array(overlaps.length),
    winners: number[] = [];
  for (let column = 0; column < overlaps.length; column++) {
    const overlap = overlaps[column]!,
      hood = neighbourhood(column, radius, options.columnDimensions, options.wrapAround),
      allowed = Math.floor(fround(0.5 + fround(density * hood.length)));
    if (overlap < options.stimulusThreshold) continue;
    let better = 0;
    for (const other of hood) {
      const against = overlaps[other]!;
      if (against > overlap || (against === overlap && won[other] === 1)) better++;
    }
    if (better >= allowed) continue;
    won[column] = 1;
    winners.push(column);
  }
  return winners;
}

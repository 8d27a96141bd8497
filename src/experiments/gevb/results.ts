import { type Spread, spread } from "../shared/spread.js";
import type { Course, Look } from "./course.js";
import { nameOf } from "./course.js";

/** The runs of one network of the grid, which differ in their seeds, taken together. */
export interface Result extends Omit<Course, "looks" | "fingerprint" | "run"> {
  readonly name: string;
  readonly runs: number;
  /** Epochs at which all runs were looked at: runs that ended early share the first ones only. */
  readonly epochs: readonly number[];
  readonly testError: readonly Spread[];
  readonly trainingError: readonly Spread[];
  /** By look, then by layer; means over runs. */
  readonly angles: readonly (readonly number[])[];
  /** After training, which a run without errors may have ended early. */
  readonly final: {
    /** The fewest and the most of a run. */
    readonly epochs: readonly [least: number, most: number];
    readonly testError: Spread;
    readonly trainingError: Spread;
    readonly zeroShare: number;
    readonly leastWeight: number;
    readonly angles: readonly number[];
  };
}

/** Takes the runs of each network together; features and maps are the first run's. */
export function resultsOf(courses: readonly Course[]): Result[] {
  const groups = new Map<string, Course[]>();
  for (const course of courses) {
    const name = nameOf(course),
      runs = groups.get(name);
    if (runs) runs.push(course);
    else groups.set(name, [course]);
  }
  return [...groups].map(([name, runs]) => {
    const { looks: _, fingerprint: __, run: ___, ...first } = runs[0]!,
      lasts = runs.map(({ looks }) => looks.at(-1)!),
      reached = lasts.map(({ epoch }) => epoch),
      lookAt = (looks: readonly Look[], at: number) => looks.find(({ epoch }) => epoch === at);
    const epochs = runs[0]!.looks
        .map(({ epoch }) => epoch)
        .filter((epoch) => runs.every(({ looks }) => lookAt(looks, epoch))),
      rows = epochs.map((epoch) => runs.map(({ looks }) => lookAt(looks, epoch)!));
    return {
      ...first,
      name,
      runs: runs.length,
      stepMs: median(runs.map(({ stepMs }) => stepMs)),
      epochs,
      testError: rows.map((looks) => spread(looks.map(({ testError }) => testError))),
      trainingError: rows.map((looks) => spread(looks.map(({ trainingError = Number.NaN }) => trainingError))),
      angles: rows.map(meanAngles),
      final: {
        epochs: [Math.min(...reached), Math.max(...reached)],
        testError: spread(lasts.map(({ testError }) => testError)),
        trainingError: spread(lasts.map(({ trainingError = Number.NaN }) => trainingError)),
        zeroShare: spread(lasts.map(({ zeroShare }) => zeroShare)).mean,
        leastWeight: Math.min(...lasts.map(({ leastWeight }) => leastWeight)),
        angles: meanAngles(lasts),
      },
    };
  });
}

const meanAngles = (looks: readonly Look[]): number[] =>
  looks[0]!.angles.map((_, layer) => spread(looks.map(({ angles }) => angles[layer]!)).mean);

/** Of the numbers among the values; NaN when there are none. */
export function median(values: readonly number[]): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

/** As in "8", or "3–8" where runs ended early. */
export const epochsText = ({ epochs: [least, most] }: Result["final"]): string =>
  least === most ? String(most) : `${least}–${most}`;

/** As in "9.10 % ± 0.31": per cent of shares. */
export function errorText({ mean, deviation }: Spread): string {
  if (Number.isNaN(mean)) return "–";
  const text = `${(100 * mean).toFixed(2)} %`;
  return Number.isNaN(deviation) ? text : `${text} ± ${(100 * deviation).toFixed(2)}`;
}

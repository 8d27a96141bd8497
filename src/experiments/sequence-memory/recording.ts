import type { Sdr } from "../../dendrites/sdr.js";
import type { TemporalMemory } from "../../dendrites/temporal-memory.js";
import type { Pair } from "./high-order.js";
import { predictionOf, shareOf } from "./patterns.js";

/** What a memory predicts while it is shown a pair: the first sequence, the second, and their middle alone. */
export interface Recording {
  /** Letters of all elements: those of the first sequence, then the second's first and last. */
  readonly letters: readonly string[];
  readonly runs: readonly {
    readonly letters: readonly string[];
    /** For each step, before its element comes, the share of every letter's columns that is predicted; then after the last. */
    readonly predicted: readonly (readonly number[])[];
  }[];
  /** Columns of the first sequence, ordered by the element they first belong to. */
  readonly columns: readonly number[];
  /** Steps of the first sequence × columns: 1 active and predicted, −1 active and not, 0.4 predicted alone, 0 neither. */
  readonly raster: readonly number[];
}

/** The first sequence is A, B, C …, the second X, the same middle, and Y. */
export function lettersOf(elements: number): { readonly first: string[]; readonly second: string[] } {
  const first = Array.from({ length: elements }, (_, k) => String.fromCharCode(65 + k));
  return { first, second: ["X", ...first.slice(1, -1), "Y"] };
}

export function recordingOf(memory: TemporalMemory, { first, second }: Pair): Recording {
  const names = lettersOf(first.length),
    letters = [...names.first, "X", "Y"],
    patterns = [...first, second[0]!, second.at(-1)!],
    columns = [...new Set(first.flatMap(({ indices }) => Array.from(indices)))],
    raster: number[] = [];
  const show = (sequence: readonly Sdr[], each?: (active: Sdr, prediction: Sdr) => void): number[][] => {
    const predicted: number[][] = [];
    memory.reset();
    for (const pattern of sequence) {
      const prediction = predictionOf(memory);
      predicted.push(patterns.map((one) => shareOf(one, prediction)));
      each?.(pattern, prediction);
      memory.compute(pattern.indices, false);
    }
    const prediction = predictionOf(memory);
    return [...predicted, patterns.map((one) => shareOf(one, prediction))];
  };
  const runs = [
    {
      letters: names.first,
      predicted: show(first, (active, prediction) => {
        for (const column of columns)
          raster.push(active.has(column) ? (prediction.has(column) ? 1 : -1) : prediction.has(column) ? 0.4 : 0);
      }),
    },
    { letters: names.second, predicted: show(second) },
    { letters: names.first.slice(1, -1), predicted: show(first.slice(1, -1)) },
  ];
  return { letters, runs, columns, raster };
}

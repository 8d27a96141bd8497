import { meanOf } from "../shared/spread.js";
import type { Wiring } from "./wiring.js";

/** What became of one network. */
export interface Found {
  /** Test accuracy, and training loss, after every epoch. */
  readonly accuracy: readonly number[];
  readonly loss: readonly number[];
  /** Share of the first layer's connections that come from the central quarter of the image: at first and after every epoch. */
  readonly central: readonly number[];
  /** Stored weights at first and after the last epoch, and how many the same dense network has. */
  readonly weights: readonly [before: number, after: number, dense: number];
  /** At first and after the last epoch; left out for dense networks. */
  readonly wirings?: readonly [before: Wiring, after: Wiring];
  readonly milliseconds: number;
  /** SHA-256 of the trained weights. */
  readonly fingerprint: string;
}

/** The runs of one kind of network, taken together: means over them. */
export interface Result<Variant extends string = string> {
  readonly variant: Variant;
  readonly runs: number;
  readonly accuracy: readonly number[];
  readonly loss: readonly number[];
  readonly central: readonly number[];
  /** Over the runs, after the last epoch. */
  readonly lowest: readonly number[];
  readonly highest: readonly number[];
  readonly weights: Found["weights"];
  /** Of the first run. */
  readonly wirings: readonly [before: Wiring, after: Wiring] | undefined;
  readonly milliseconds: number;
}

/** In the order of the jobs; those that were not done are left out. */
export function resultsOf<Variant extends string>(
  jobs: readonly { readonly variant: Variant }[],
  found: readonly (Found | undefined)[],
): Result<Variant>[] {
  const variants = [...new Set(jobs.map(({ variant }) => variant))];
  return variants.flatMap((variant) => {
    const runs = found.filter((finding, i) => finding && jobs[i]!.variant === variant) as Found[];
    if (runs.length === 0) return [];
    const each = (field: "accuracy" | "loss" | "central", join: (values: readonly number[]) => number) =>
      runs[0]![field].map((_, epoch) => join(runs.map((run) => run[field][epoch]!)));
    return [
      {
        variant,
        runs: runs.length,
        accuracy: each("accuracy", meanOf),
        loss: each("loss", meanOf),
        central: each("central", meanOf),
        lowest: each("accuracy", (values) => Math.min(...values)),
        highest: each("accuracy", (values) => Math.max(...values)),
        weights: runs[0]!.weights,
        wirings: runs[0]!.wirings,
        milliseconds: meanOf(runs.map(({ milliseconds }) => milliseconds)),
      },
    ];
  });
}

/** Accuracy at an epoch, from 1: the mean over it and the two before, for single epochs stray. */
export const around = (accuracy: readonly number[], epoch: number): number =>
  meanOf(accuracy.slice(Math.max(0, epoch - 3), epoch));

import type { HighOrder } from "./high-order.js";
import type { Protocol } from "./protocol.js";
import type { Robustness } from "./robustness.js";

export type Job = "protocol" | "large" | HighOrder["variant"] | "robustness";
export type Found = Protocol | HighOrder | Robustness;

/** What was found, those parts that were finished. */
export interface Results {
  readonly protocols: readonly Protocol[];
  readonly memories: readonly HighOrder[];
  readonly robustness: Robustness | undefined;
}

export function resultsOf(found: readonly (Found | undefined)[]): Results {
  const all = found.filter((one) => one !== undefined);
  return {
    protocols: all.filter((one) => one.kind === "protocol"),
    memories: all.filter((one) => one.kind === "high-order"),
    robustness: all.find((one) => one.kind === "robustness"),
  };
}

export const titleOf = ({ sizes }: Protocol): string =>
  `${sizes.columns} columns, ${sizes.activeColumns} active, ${sizes.sequences} sequences of ${sizes.elements}`;

export const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b), Infinity);
export const most = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), -Infinity);
export const meanOf = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/** Single figures, and curves. */
export function figuresOf({ protocols, memories, robustness }: Results): {
  metrics: Record<string, number>;
  series: Record<string, readonly number[]>;
} {
  const metrics: Record<string, number> = {},
    series: Record<string, readonly number[]> = {};
  for (const protocol of protocols) {
    const { sizes, passes, segments, synapses, bytes } = protocol,
      name = `${sizes.columns} columns`,
      learning = passes.slice(0, sizes.passes),
      test = passes[sizes.passes];
    if (learning.length > 0)
      metrics[`${name}: ms per step, learning`] = meanOf(learning.map((pass) => pass.millisecondsPerStep));
    if (test) {
      metrics[`${name}: ms per step, testing`] = test.millisecondsPerStep;
      metrics[`${name}: mean raw anomaly, testing`] = test.anomaly;
    }
    Object.assign(metrics, {
      [`${name}: segments`]: segments,
      [`${name}: synapses`]: synapses,
      [`${name}: bytes`]: bytes,
    });
    series[`${name}: mean raw anomaly of each pass`] = passes.map(({ anomaly }) => anomaly);
    for (const [pass, { byElement }] of passes.entries())
      series[`${name}: raw anomaly by element, pass ${pass + 1}`] = byElement;
  }
  for (const { variant, course, whole, middle, dying } of memories) {
    metrics[`${variant}: right last element, mean share of columns`] = meanOf(whole.map(({ right }) => right));
    metrics[`${variant}: the other one, mean share of columns`] = meanOf(whole.map(({ wrong }) => wrong));
    metrics[`${variant}: columns of neither, mean`] = meanOf(whole.map(({ others }) => others));
    metrics[`${variant}: middle alone, mean share of columns of either`] = meanOf(
      middle.flatMap(({ right, wrong }) => [right, wrong]),
    );
    for (const what of ["right", "wrong", "accuracy"] as const)
      series[`${variant}: ${what} by round`] = course.map((round) => round[what]);
    for (const { share, accuracy } of dying) metrics[`${variant}: accuracy with ${share} of cells dead`] = accuracy;
  }
  for (const kind of ["moved", "killed"] as const)
    for (const { share, predicted, expected } of robustness?.[kind] ?? []) {
      const name = `${kind === "moved" ? "columns moved" : "cells dead"}, ${Number(share.toFixed(3))}`;
      metrics[`${name}: predicted`] = predicted;
      metrics[`${name}: expected`] = expected;
    }
  return { metrics, series };
}

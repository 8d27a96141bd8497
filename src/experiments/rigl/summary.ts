import { formatNumber } from "../report/numbers.js";
import { duration, percent, textTable } from "../report/text.js";
import type { Result } from "../rewired/results.js";
import { type Variant, variantTitles } from "./config.js";

/** The table a terminal shows. */
export function summaryOf(results: readonly Result<Variant>[]): string[] {
  if (results.length === 0) return ["No network has learnt to the end."];
  const head = ["network", "runs", "weights", "of dense", "test accuracy", "lowest", "highest", "central", "time"],
    rows = results.map(({ variant, runs, weights, accuracy, lowest, highest, central, milliseconds }) => [
      variantTitles[variant],
      String(runs),
      formatNumber(weights[1]),
      percent(weights[1] / weights[2], 1),
      ...[accuracy, lowest, highest, central].map((values) => percent(values.at(-1)!)),
      duration(milliseconds),
    ]);
  return [
    ...textTable([head, ...rows], { right: head.map((_, column) => column).slice(1) }),
    "",
    "A fixed mask keeps the connections it began with; RigL moves them to where the gradient of the loss is largest.",
    "Accuracy after the last epoch: mean, lowest and highest of the runs. Central: input connections from the central quarter of the image.",
  ];
}

import { formatFixed, formatNumber } from "../report/numbers.js";
import { duration, textTable } from "../report/text.js";
import { text } from "./claims.js";
import { variantTitles } from "./config.js";
import { paperAccuracy } from "./paper.js";
import type { Result } from "./results.js";

/** The table a terminal shows. */
export function summaryOf(results: readonly Result[]): string[] {
  if (results.length === 0) return ["No network has learnt all tasks."];
  const head = ["network", "tasks", "values", "mean accuracy", "paper's", "first task", "own context", "time"],
    rows = results.map(({ variant, tasks, parameters, mean, first, contexts, milliseconds }) => [
      variantTitles[variant],
      formatNumber(tasks),
      formatNumber(parameters),
      text(mean),
      formatFixed(paperAccuracy(variant, tasks) ?? Number.NaN, 3).replace("NaN", "–"),
      text(first),
      Number.isNaN(contexts) ? "–" : `${formatFixed(100 * contexts, 2)} %`,
      duration(milliseconds),
    ]);
  return [
    ...textTable([head, ...rows], { right: [1, 2, 4, 6, 7] }),
    "",
    "The paper's networks have 2048 units a layer and learn from 60 000 images of every task.",
  ];
}

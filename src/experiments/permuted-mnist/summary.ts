import { formatFixed, formatNumber } from "../report/numbers.js";
import { duration, textTable } from "../report/text.js";
import { spreadText } from "../shared/spread.js";
import { type Config, variantTitles } from "./config.js";
import { paperAccuracy, smallReference } from "./paper.js";
import type { Result } from "./results.js";

/** The table a terminal shows. */
export function summaryOf(results: readonly Result[], config: Config): string[] {
  if (results.length === 0) return ["No network has learnt all tasks."];
  const head = [
      "network",
      "tasks",
      "values",
      "mean accuracy",
      "reference",
      "paper's",
      "first task",
      "reference",
      "own context",
      "time",
    ],
    known = (value: number | null | undefined) => (value == null ? "–" : formatFixed(value, 3)),
    rows = results.map(({ variant, tasks, parameters, mean, first, contexts, milliseconds }) => [
      variantTitles[variant],
      formatNumber(tasks),
      formatNumber(parameters),
      spreadText(mean),
      known(smallReference(variant, tasks, config)?.mean),
      known(paperAccuracy(variant, tasks)),
      spreadText(first),
      known(smallReference(variant, tasks, config)?.first),
      Number.isNaN(contexts) ? "–" : `${formatFixed(100 * contexts, 2)} %`,
      duration(milliseconds),
    ]);
  return [
    ...textTable([head, ...rows], { right: [1, 2, 4, 5, 7, 8, 9] }),
    "",
    "The paper's networks have 2048 units a layer and learn from 60 000 images of every task; the reference is another implementation of the small protocol, one seed.",
  ];
}

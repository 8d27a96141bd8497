import { formatFixed } from "../report/numbers.js";
import { duration, textTable } from "../report/text.js";
import { methodTitles } from "./config.js";
import type { Result } from "./results.js";

/** The table a terminal shows: the methods side by side, cycle by cycle. */
export function summaryOf(results: readonly Result[]): string[] {
  if (results.length === 0) return ["No network went through all its cycles."];
  const head = [
      "remaining",
      ...results.flatMap(({ method }) => [`${methodTitles[method]}: accuracy`, "silent", "cut off"]),
    ],
    rows = results[0]!.stages.map((stage, cycle) => [
      `${formatFixed(100 * stage.remaining, 2)} %`,
      ...results.flatMap(({ stages }) => {
        const own = stages[cycle];
        return own
          ? [own.accuracy, own.silent, own.cutOff].map(({ mean }, i) => formatFixed(mean, i === 0 ? 4 : 3))
          : ["", "", ""];
      }),
    ]);
  return [
    ...textTable([head, ...rows], { right: head.map((_, column) => column) }),
    "",
    ...results.map(
      ({ method, runs, milliseconds }) =>
        `${methodTitles[method]}: ${runs === 1 ? "one network" : `means of ${runs} networks`}, ${duration(milliseconds)} each`,
    ),
    "Accuracy: on test images. Silent: share of zeros among the outputs of hidden units. Cut off: share of hidden units without incoming connections.",
    "The paper's gain of 3 to 4 points is that of convolutional networks on harder images.",
  ];
}

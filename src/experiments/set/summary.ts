import { formatFixed, formatNumber } from "../report/numbers.js";
import { duration, textTable } from "../report/text.js";
import { around } from "../rewired/results.js";
import { type Config, variantTitles } from "./config.js";
import { paperAccuracy, toldEpochs } from "./paper.js";
import type { Result } from "./results.js";

/** The epochs of a run that the sources tell of, and its last. */
export const shownEpochs = ({ epochs }: Config): number[] => [
  ...new Set([...toldEpochs.filter((epoch) => epoch <= epochs), epochs]),
];

/** Accuracy at those epochs, each beside the authors'. */
export function figures(result: Result, config: Config): (number | null)[] {
  return shownEpochs(config).flatMap((epoch) => [
    around(result.accuracy, epoch),
    paperAccuracy(result.variant, epoch, config),
  ]);
}

/** The table a terminal shows. */
export function summaryOf(results: readonly Result[], config: Config): string[] {
  if (results.length === 0) return ["No network has learnt to the end."];
  const epochs = shownEpochs(config),
    head = ["network", "runs", "weights", ...epochs.flatMap((epoch) => [`epoch ${epoch}`, "authors'"]), "time"],
    rows = results.map((result) => [
      variantTitles[result.variant],
      String(result.runs),
      formatNumber(result.weights[1]),
      ...figures(result, config).map((value) => (value === null ? "–" : formatFixed(value, 4))),
      duration(result.milliseconds),
    ]);
  return [
    ...textTable([head, ...rows], { right: head.map((_, column) => column).slice(1) }),
    "",
    "A fixed mask keeps the connections it began with; SET replaces the weakest after every epoch.",
    "Test accuracy, the mean over an epoch and the two before it and over runs; the authors' are means of five seeds.",
  ];
}

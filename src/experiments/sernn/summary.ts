import { formatFixed, formatNumber } from "../report/numbers.js";
import { textTable } from "../report/text.js";
import { meanOf, spreadText } from "../shared/spread.js";
import { accuracies } from "./claims.js";
import { kindTitles } from "./config.js";
import type { Result } from "./results.js";

/** The table a terminal shows. */
export function summaryOf(results: readonly Result[]): string[] {
  if (results.length === 0) return ["No network was trained."];
  const rows = results.map((result) => [
      kindTitles[result.kind],
      formatNumber(result.strength),
      accuracies(result),
      spreadText(result.weight, 0),
      spreadText(result.correlation),
      spreadText(result.modularity),
      spreadText(result.sigma, 2),
      spreadText(result.activity),
    ]),
    times = results.flatMap(({ networks }) => networks.map(({ milliseconds }) => milliseconds));
  return [
    ...textTable([["regulariser", "γ", "accuracy", "Σ|W|", "corr(|W|, D)", "Q", "σ", "activity"], ...rows], {
      right: [1, 2, 3, 4, 5, 6, 7],
    }),
    "",
    conventions,
    `Training took ${formatFixed(meanOf(times) / 1000, 1)} s a network, ${formatFixed(Math.min(...times) / 1000, 1)} s the fastest.`,
  ];
}

export const conventions =
  "Means over networks, but for accuracies. Σ|W|: sum of the sizes of the recurrent weights; corr(|W|, D): their correlation with the distance between the units; activity: mean state of a unit. Q (Louvain, the best of five) and σ (against random graphs of as many units and edges) are those of the graph of the strongest connections, directions and self-connections left out; σ of its largest connected part.";

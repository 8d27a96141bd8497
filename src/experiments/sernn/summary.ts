import { formatFixed, formatNumber } from "../report/numbers.js";
import { textTable } from "../report/text.js";
import { accuracies, text } from "./claims.js";
import { kindTitles } from "./config.js";
import { meanOf, type Result } from "./results.js";

/** The table a terminal shows. */
export function summaryOf(results: readonly Result[]): string[] {
  if (results.length === 0) return ["No network was trained."];
  const rows = results.map((result) => [
      kindTitles[result.kind],
      formatNumber(result.strength),
      accuracies(result),
      text(result.weight, 0),
      text(result.correlation),
      text(result.modularity),
      text(result.sigma, 2),
      text(result.activity),
    ]),
    times = results.flatMap(({ networks }) => networks.map(({ milliseconds }) => milliseconds));
  return [
    ...textTable([["regulariser", "γ", "accuracy", "Σ|W|", "corr(|W|, D)", "Q", "σ", "activity"], ...rows], {
      right: [1],
    }),
    "",
    conventions,
    `Training took ${formatFixed(meanOf(times) / 1000, 1)} s a network, ${formatFixed(Math.min(...times) / 1000, 1)} s the fastest.`,
  ];
}

export const conventions =
  "Means over networks, but for accuracies. Q (Louvain, the best of five) and σ (against random graphs of as many units and edges) are those of the graph of the strongest connections, directions and self-connections left out; σ of its largest connected part.";

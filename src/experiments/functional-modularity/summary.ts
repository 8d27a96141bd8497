import { formatFixed, formatNumber } from "../report/numbers.js";
import { textTable } from "../report/text.js";
import { spreadText } from "../shared/spread.js";
import { type MeasureTitle, measureTitles, type Result } from "./results.js";

/** The tables a terminal shows. */
export function summaryOf(results: readonly Result[]): string[] {
  if (results.length === 0) return ["No network was trained."];
  const titles = (Object.keys(measureTitles) as MeasureTitle[]).filter((title) => results[0]!.measures[title]);
  const rows = results.map((result) => [
    formatNumber(result.density),
    formatNumber(result.connections),
    result.wiring,
    formatFixed(result.modularity, 4),
    spreadText(result.accuracy),
    ...titles.map((title) => spreadText(result.measures[title]!.trained)),
  ]);
  const head = ["p", "each way", "wiring", "Q", "accuracy", ...titles.map((title) => `spec, ${measureTitles[title]}`)];
  const raw = results.map((result) => [
    formatNumber(result.density),
    result.wiring,
    ...titles.flatMap((title) => {
      const { own, other, untrained } = result.measures[title]!;
      return [`${formatFixed(own.mean, 2)} / ${formatFixed(other.mean, 2)}`, formatFixed(untrained.mean, 2)];
    }),
  ]);
  const rawHead = [
    "p",
    "wiring",
    ...titles.flatMap((title) => [`${measureTitles[title]}: own / other digit`, "untrained spec"]),
  ];
  return [
    ...textTable([head, ...rows], { right: [0, 1, 3] }),
    "",
    ...textTable([rawHead, ...raw], { right: [0] }),
    "",
    `Means over networks (${results[0]!.runs} each) and both modules. Answering one's own digit gives 0.5, two silent modules 0.75 at most.`,
  ];
}

import type { Section } from "../report/html.js";
import { formatFixed, formatNumber } from "../report/numbers.js";
import { heading, paragraph, tiles } from "../report/page.js";
import { table } from "../report/table.js";
import { courses, wiringBeforeAndAfter } from "../rewired/pictures.js";
import { around } from "../rewired/results.js";
import { type Config, variantTitles } from "./config.js";
import type { Result } from "./results.js";
import { figures, shownEpochs } from "./summary.js";

/** The report page: what evolving does to accuracy, and to the wiring. */
export function reportOf(results: readonly Result[], config: Config, shape: readonly number[]): Section[] {
  if (results.length === 0) return [paragraph("The run was interrupted before a network had learnt to the end.")];
  return [
    tiles(
      results.map(({ variant, accuracy, weights: [, after, dense] }) => ({
        label: `${variantTitles[variant]}, test accuracy`,
        value: formatFixed(100 * around(accuracy, config.epochs), 1),
        unit: "%",
        note: `${formatFixed((100 * after) / dense, 1)} % of the weights`,
      })),
    ),
    paragraph(
      "After every epoch SET takes the weights nearest to zero away and lets as many connections grow at random places. The number of connections never changes; where they are does.",
    ),
    courses(results, variantTitles),
    ...results
      .filter(({ variant }) => variant !== "fixed")
      .flatMap((result) => wiringBeforeAndAfter(variantTitles[result.variant], result, shape)),
    heading("All figures"),
    table({
      title: "Test accuracy",
      caption:
        "The mean over an epoch and the two before it, and over runs. The authors' figures are means of five seeds, for their protocol.",
      columns: [
        "network",
        "runs",
        "weights",
        ...shownEpochs(config).flatMap((epoch) => [`epoch ${epoch}`, "authors'"]),
        "seconds",
      ],
      rows: results.map((result) => [
        variantTitles[result.variant],
        result.runs,
        formatNumber(result.weights[1]),
        ...figures(result, config),
        result.milliseconds / 1000,
      ]),
    }),
  ];
}

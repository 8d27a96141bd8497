import type { Section } from "../report/html.js";
import { formatFixed, formatNumber } from "../report/numbers.js";
import { heading, paragraph, tiles } from "../report/page.js";
import { table } from "../report/table.js";
import { courses, wiringBeforeAndAfter } from "../rewired/pictures.js";
import type { Result } from "../rewired/results.js";
import { type Variant, variantTitles } from "./config.js";

/** The report page: what moving connections does to accuracy, and where they go. */
export function reportOf(results: readonly Result<Variant>[], shape: readonly number[]): Section[] {
  if (results.length === 0) return [paragraph("The run was interrupted before a network had learnt to the end.")];
  return [
    tiles(
      results.map(({ variant, accuracy, weights: [, after, dense] }) => ({
        label: `${variantTitles[variant]}, test accuracy`,
        value: formatFixed(100 * accuracy.at(-1)!, 2),
        unit: "%",
        note: `${formatFixed((100 * after) / dense, 1)} % of the weights`,
      })),
    ),
    paragraph(
      "Now and then RigL takes the smallest weights away and lets as many connections grow where the loss would fall fastest: where the gradient of a dense matrix is largest. They leave the pixels that tell nothing.",
    ),
    courses(results, variantTitles),
    ...results
      .filter(({ variant }) => variant !== "static")
      .flatMap((result) => wiringBeforeAndAfter(variantTitles[result.variant], result, shape)),
    heading("All figures"),
    table({
      title: "After the last epoch",
      caption: "Test accuracy in per cent: mean, lowest and highest of the runs.",
      columns: ["network", "runs", "weights", "mean", "lowest", "highest", "central connections, %", "seconds"],
      rows: results.map(({ variant, runs, weights, accuracy, lowest, highest, central, milliseconds }) => [
        variantTitles[variant],
        runs,
        formatNumber(weights[1]),
        ...[accuracy, lowest, highest, central].map((values) => 100 * values.at(-1)!),
        milliseconds / 1000,
      ]),
    }),
  ];
}

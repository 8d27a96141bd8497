import { groupLabels } from "../../sparsity/modular.js";
import { barChart } from "../report/bar-chart.js";
import type { Section } from "../report/html.js";
import { lineChart } from "../report/line-chart.js";
import { formatFixed } from "../report/numbers.js";
import { heading, paragraph, sideBySide, tiles } from "../report/page.js";
import { sparsityRaster } from "../report/raster.js";
import { table } from "../report/table.js";
import { spreadText } from "../shared/spread.js";
import { titleOf } from "./claims.js";
import type { Config } from "./config.js";
import type { Wiring } from "./found.js";
import { smallReference, smallReferenceWithin, spikingReference } from "./paper.js";
import type { Result } from "./results.js";
import { patternOf } from "./structure.js";
import { variants } from "./variants.js";

/** The report page: what the wiring costs in accuracy, and what it looks like. */
export function reportOf(results: readonly Result[], config: Config): Section[] {
  if (results.length === 0) return [paragraph("The run was interrupted before a network had finished.")];
  const main = results.filter(({ inter }) => inter === config.inter);
  return [
    tiles(
      main.map((result) => ({
        label: titleOf(result),
        value: formatFixed(100 * result.accuracy.mean, 1),
        unit: "%",
        note: `${formatFixed(100 * result.density, 1)} % of the connections`,
      })),
    ),
    paragraph(
      `The units of every layer form ${config.groups} ensembles. Each ensemble is wired to its partner in the next layer, and to the others with density p′ = ${config.inter}.`,
    ),
    sideBySide(courses(main), ...(results.length > main.length ? [byDensity(results)] : [])),
    ...(main.some(({ after }) => after) ? [structures(main)] : []),
    heading("Masks"),
    ...main.flatMap((result) => masks(result, config)),
    heading("All figures"),
    figures(results, config),
  ];
}

function courses(main: readonly Result[]): Section {
  return lineChart({
    title: "Test accuracy",
    caption: "After every epoch; means over networks.",
    x: { label: "epoch", whole: true },
    y: { label: "test accuracy, %" },
    series: main.map((result) => ({
      name: titleOf(result),
      x: result.course.map((_, epoch) => epoch + 1),
      y: result.course.map(({ mean }) => 100 * mean),
    })),
  });
}

function byDensity(results: readonly Result[]): Section {
  const dense = results.find(({ variant }) => variant === "dense"),
    swept = [...new Set(results.filter(({ variant }) => variant !== "dense").map(({ variant }) => variant))].flatMap(
      (variant) => {
        const own = results.filter((result) => result.variant === variant).sort((a, b) => a.density - b.density);
        return own.length > 1 ? [own] : [];
      },
    );
  return lineChart({
    title: "Accuracy against density",
    caption:
      "Of the masked layers, for every density p′ between ensembles; the Erdős–Rényi networks have as many connections.",
    x: { label: "density, %" },
    y: { label: "test accuracy, %" },
    series: swept.map((own) => ({
      name: titleOf(own[0]!),
      x: own.map(({ density }) => 100 * density),
      y: own.map(({ accuracy }) => 100 * accuracy.mean),
    })),
    ...(dense && { references: [{ label: "dense", y: 100 * dense.accuracy.mean }] }),
  });
}

function structures(main: readonly Result[]): Section {
  const masked = main.filter(({ before, after }) => before && after),
    bars = (title: string, caption: string, name: "intra" | "ensembles" | "communities") =>
      barChart({
        title,
        caption,
        categories: masked.map(titleOf),
        series: [
          { name: "before training", values: masked.map(({ before }) => before![name]) },
          { name: "after", values: masked.map(({ after }) => after![name]) },
        ],
      });
  return sideBySide(
    bars("Connections within ensembles", "Share of all connections of the masked layers.", "intra"),
    bars("Modularity of the ensembles", "Newman's directed Q of each layer, mean over layers.", "ensembles"),
    bars(
      "Modularity of communities",
      "As found by the Leiden algorithm among all units of the network.",
      "communities",
    ),
  );
}

/** Both ends of training where the wiring changed, one picture of each layer where it did not. */
function masks(result: Result, { groups }: Config): Section[] {
  const { wirings } = result,
    contiguous = variants[result.variant].wiring === "index";
  if (!wirings) return [];
  return wirings.after.map((after, l) => {
    const before = wirings.before[l]!,
      changed = after.columnIndices.some((column, p) => column !== before.columnIndices[p]);
    const raster = (wiring: Wiring, when: string) =>
      sparsityRaster({
        title: `${titleOf(result)}, layer ${l + 1}${when}`,
        pattern: patternOf(wiring),
        rowTitle: "unit",
        columnTitle: l === 0 ? "pixel" : "input",
        ...(wiring.rows === wiring.columns && contiguous && { blocks: groupStarts(wiring.rows, groups) }),
      });
    return changed ? sideBySide(raster(before, ", before"), raster(after, ", after")) : raster(after, "");
  });
}

function groupStarts(size: number, groups: number): number[] {
  const labels = groupLabels(size, groups);
  return Array.from(labels.keys()).filter((i) => labels[i] !== labels[i - 1]);
}

function figures(results: readonly Result[], config: Config): Section {
  return table({
    title: "Accuracy, ours and the reference's",
    caption:
      "Means ± standard deviations over networks. Reference: one seed of another implementation of the small protocol; spiking: one run of a spiking network of 2048 × 3 units. The paper itself states up to 4.3 points gained at up to 75 % sparsity.",
    columns: [
      "network",
      "p′",
      "density, %",
      "networks",
      "accuracy",
      "reference",
      "spiking",
      "within before",
      "after",
      "reference",
      "seconds",
    ],
    rows: results.map((result) => [
      titleOf(result),
      result.variant === "dense" ? null : result.inter,
      100 * result.density,
      result.runs,
      spreadText(result.accuracy),
      smallReference(result.variant, result.inter, config) ?? null,
      spikingReference(result.variant, result.inter, config) ?? null,
      result.before?.intra ?? null,
      result.after?.intra ?? null,
      smallReferenceWithin(result.variant, result.inter, config) ?? null,
      result.milliseconds / 1000,
    ]),
  });
}

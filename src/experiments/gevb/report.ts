import type { Images } from "../../models/gevb.js";
import type { Section } from "../report/html.js";
import { imageGrid } from "../report/images.js";
import { lineChart } from "../report/line-chart.js";
import { formatFixed } from "../report/numbers.js";
import { heading, paragraph, sideBySide, tiles } from "../report/page.js";
import { scatterPlot } from "../report/scatter-plot.js";
import { table } from "../report/table.js";
import type { Spread } from "../shared/spread.js";
import { paperResult } from "./paper.js";
import { epochsText, type Result } from "./results.js";

const classNames: Record<Images, readonly string[]> = {
  mnist: Array.from({ length: 10 }, (_, label) => String(label)),
  "cifar-10": ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"],
};

/** The report page: errors, angles, the paper's table beside ours, learnt features and the maps. */
export function reportOf(results: readonly Result[], data: Images, shape: readonly number[]): Section[] {
  if (results.length === 0) return [paragraph("The run was interrupted before a network was trained.")];
  const own = results.filter(({ contrast }) => !contrast);
  return [
    tiles(
      own.slice(0, 4).map((result) => ({
        label: `${result.name}, test error`,
        value: (100 * result.final.testError.mean).toFixed(2),
        unit: "%",
        note: `epochs: ${epochsText(result.final)}${result.runs > 1 ? `, mean of ${result.runs} runs` : ""}`,
      })),
    ),
    heading("Learning"),
    errorCurves(own),
    heading("Where credit points"),
    paragraph(
      "The angle between what a rule sends to the units and the true gradient there, mean over images. 90° is chance; under a right angle an update goes downhill.",
    ),
    sideBySide(...results.map(angleCurves)),
    heading("Beside the paper"),
    besidePaper(own, data),
    ...features(own, shape),
    ...maps(results, data),
  ];
}

function errorCurves(results: readonly Result[]): Section {
  const curves = (of: "testError" | "trainingError") =>
    results.map((result) => ({
      name: result.name,
      x: result.epochs,
      y: result[of].map(({ mean }) => 100 * mean),
      ...(result.runs > 1 && { band: bandOf(result[of]) }),
    }));
  const x = { label: "epoch", whole: true };
  return sideBySide(
    lineChart({
      title: "Test error",
      caption: "In per cent, on a logarithmic axis; before training it is that of chance.",
      x,
      y: { label: "test error, %", log: true },
      series: curves("testError"),
    }),
    lineChart({
      title: "Training error",
      caption: "In per cent, over an epoch's batches as they came.",
      x,
      y: { label: "training error, %", log: true },
      series: curves("trainingError"),
    }),
  );
}

/** A standard deviation on both sides, above 0 for the logarithmic axis. */
const bandOf = (spreads: readonly Spread[]) => ({
  low: spreads.map(({ mean, deviation }) => 100 * Math.max(mean - deviation, mean / 10)),
  high: spreads.map(({ mean, deviation }) => 100 * (mean + deviation)),
});

function angleCurves(result: Result): Section {
  return lineChart({
    title: result.name,
    caption: `Hidden layers, lowest first: ${result.hidden.map(({ units }) => units).join(", ")} units.`,
    x: { label: "epoch", whole: true },
    y: { label: "angle, degrees", range: [0, 100] },
    series: result.hidden.map((_, layer) => ({
      name: `layer ${layer + 1}`,
      x: result.epochs,
      y: result.angles.map((row) => row[layer]!),
    })),
    references: [{ label: "chance", y: 90 }],
  });
}

function besidePaper(results: readonly Result[], data: Images): Section {
  return table({
    title: "Errors, ours and the paper's",
    caption:
      "In per cent. The paper trained all networks at full width for 200 epochs and gives the mean of five runs.",
    columns: ["network", "epochs", "test error", "paper's", "training error", "paper's", "zero weights, %"],
    rows: results.map((result) => {
      const { final } = result,
        [least, most] = final.epochs,
        theirs = paperResult(data, result.architecture, result.id);
      return [
        result.name,
        least === most ? most : epochsText(final),
        100 * final.testError.mean,
        theirs.test,
        100 * final.trainingError.mean,
        theirs.training,
        100 * final.zeroShare,
      ];
    }),
  });
}

function features(results: readonly Result[], [height = 0, width = 0]: readonly number[]): Section[] {
  const shown = results.filter((result) => result.features.length > 0).slice(0, 2);
  if (shown.length === 0) return [];
  return [
    heading("What first-layer units look for"),
    ...shown.map((result) =>
      imageGrid({
        title: result.name,
        caption:
          "Weights of the first units, by number; where units are vectors, a row is a unit, and after the dot stands the class. Neighbouring units are ON/OFF pairs: at the start each other's negatives.",
        width,
        height,
        images: result.features,
        ...(result.cell.vectors && { columns: 10 }),
        range: "symmetric",
      }),
    ),
  ];
}

function maps(results: readonly Result[], data: Images): Section[] {
  const mapped = results.flatMap(({ name, maps }) => (maps ? [{ name, ...maps }] : []));
  if (mapped.length === 0) return [];
  const names = classNames[data];
  return [
    heading("Maps of images by activity"),
    paragraph(
      "t-SNE of the activity that enters the last hidden layer. d is the spread of a class relative to that of all images; Δ is by how much training lowered it.",
    ),
    ...mapped.map(({ name, before, after }) =>
      sideBySide(
        scatterPlot({
          title: `${name}, before training`,
          caption: `d = ${before.spread.toFixed(3)}`,
          names,
          ...before,
        }),
        scatterPlot({
          title: `${name}, after`,
          caption: `d = ${after.spread.toFixed(3)}, Δ = ${formatFixed(before.spread - after.spread, 3)}`,
          names,
          ...after,
        }),
      ),
    ),
  ];
}

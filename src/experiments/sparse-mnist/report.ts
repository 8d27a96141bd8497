import type { Dataset } from "../../data/dataset.js";
import type { Sequential } from "../../training/sequential.js";
import { barChart } from "../report/bar-chart.js";
import type { Section } from "../report/html.js";
import { imageGrid } from "../report/images.js";
import { lineChart } from "../report/line-chart.js";
import { confusionMatrix } from "../report/matrix.js";
import { formatNumber } from "../report/numbers.js";
import { heading, paragraph, sideBySide, type Tile, tiles } from "../report/page.js";
import { sparsityRaster } from "../report/raster.js";
import { percent } from "../report/text.js";
import { epochRatio, type Finding } from "./findings.js";
import { patternsOf } from "./network.js";
import type { StepTimes } from "./speed.js";
import type { Trained } from "./training.js";

/** The report page: what was reached, the curves, the cost, the wiring and the mistakes. */
export function reportOf(
  trained: readonly Trained[],
  findings: readonly Finding[],
  speed: readonly StepTimes[] | undefined,
  test: Dataset,
): Section[] {
  const sparse = trained.find(({ density }) => density === 0.1) ?? trained.at(-1)!;
  const reached = findings.some(({ testAccuracy }) => testAccuracy.length > 0);
  if (!reached) return [paragraph("The run was interrupted before an epoch was finished.")];
  return [
    headline(findings, speed),
    heading("Learning"),
    ...learning(findings),
    heading("Cost"),
    ...cost(findings, speed),
    heading("Wiring"),
    ...wiring(trained, test),
    heading(`What the ${sparse.name} network gets wrong`),
    ...mistakes(sparse, test),
  ];
}

function headline(findings: readonly Finding[], speed: readonly StepTimes[] | undefined): Section {
  const dense = findings[0]!;
  const accuracies = findings.map(({ name, finalAccuracy, weights }) => ({
    label: `${name}, test accuracy`,
    value: (100 * finalAccuracy).toFixed(2),
    unit: "%",
    note: `${formatNumber(weights)} weights`,
  }));
  const sparse = findings.find(({ density }) => density === 0.1),
    steps = speed?.find(({ density }) => density === 0.1),
    others: Tile[] = [];
  if (sparse && sparse !== dense)
    others.push({
      label: `${sparse.name}, time of an epoch`,
      value: epochRatio(sparse, dense).toFixed(2),
      unit: "of dense",
      note: `${formatNumber(sparse.medianEpochMs / 1000, 3)} s instead of ${formatNumber(dense.medianEpochMs / 1000, 3)} s`,
    });
  if (steps)
    others.push({
      label: `${steps.name}, against plain JavaScript`,
      value: (steps.plainMs / steps.wasmMs).toFixed(1),
      unit: "× as fast",
      note: `${formatNumber(steps.wasmMs, 3)} ms a step instead of ${formatNumber(steps.plainMs, 3)} ms`,
    });
  return tiles([...accuracies, ...others]);
}

function learning(findings: readonly Finding[]): Section[] {
  const x = { label: "epoch" },
    curves = (of: (finding: Finding) => readonly number[]) =>
      findings.map((finding) => {
        const y = of(finding);
        return { name: finding.name, x: y.map((_, epoch) => epoch + 1), y };
      });
  return [
    sideBySide(
      lineChart({
        title: "Test accuracy",
        caption: "After every epoch, in per cent.",
        x,
        y: { label: "test accuracy, %" },
        series: curves(({ testAccuracy }) => testAccuracy.map((accuracy) => 100 * accuracy)),
      }),
      lineChart({
        title: "Loss",
        caption: "Cross-entropy on the training set over every epoch, dropout included, on a logarithmic axis.",
        x,
        y: { label: "training loss", log: true },
        series: curves(({ trainLoss }) => trainLoss),
      }),
    ),
  ];
}

function cost(findings: readonly Finding[], speed: readonly StepTimes[] | undefined): Section[] {
  const categories = findings.map(({ name }) => name);
  const bars = sideBySide(
    barChart({
      title: "Time of an epoch",
      caption: "Seconds of training, median of all epochs. The networks took turns of some 30 ms, epoch by epoch.",
      categories,
      series: [{ name: "seconds", values: findings.map(({ medianEpochMs }) => medianEpochMs / 1000) }],
    }),
    barChart({
      title: "Memory",
      caption: "Megabytes of weights, gradients, Adam's two moments, and the indices of sparse weights.",
      categories,
      series: [{ name: "MB", values: findings.map(({ bytes }) => bytes / 1e6) }],
    }),
  );
  if (!speed) return [bars];
  const { wasmSteps = 0, plainSteps = 0 } = speed[0] ?? {};
  return [
    bars,
    barChart({
      title: "One training step, neurite and plain JavaScript",
      caption: `Milliseconds for gathering a batch, forward, backward and Adam: the same network and weights in both, measured in turns, medians of ${wasmSteps} and ${plainSteps} steps.`,
      categories: speed.map(({ name }) => name),
      series: [
        { name: "neurite", values: speed.map(({ wasmMs }) => wasmMs) },
        { name: "plain JavaScript", values: speed.map(({ plainMs }) => plainMs) },
      ],
    }),
  ];
}

function wiring(trained: readonly Trained[], test: Dataset): Section[] {
  const sparse = trained.filter(({ density }) => density < 1);
  const rasters = sparse.slice(0, 2).flatMap(({ name, network }) => {
    const pattern = patternsOf(network)[0];
    return pattern
      ? [sparsityRaster({ title: `${name}: input to first layer`, pattern, rowTitle: "unit", columnTitle: "pixel" })]
      : [];
  });
  const [height, width] = test.shape;
  if (test.shape.length !== 2 || !height || !width) return [sideBySide(...rasters)];
  const templates = trained.slice(0, 2).map(({ name, network }) =>
    imageGrid({
      title: `${name}: what speaks for each digit`,
      caption:
        "The product of all weight matrices, rectifiers left aside: ink on white pixels speaks for a digit, on black ones against it.",
      width,
      height,
      images: classTemplates(network).map((pixels, label) => ({ pixels, label: String(label) })),
      range: "symmetric",
    }),
  );
  return [sideBySide(...rasters), ...templates];
}

/** Row k of W_L ⋯ W_2·W_1 for every class k. */
function classTemplates(network: Sequential): Float32Array[] {
  const layers = network.layers.filter(({ parameters }) => parameters.length > 0),
    patterns = patternsOf(network);
  return Array.from({ length: network.outputs }, (_, label) => {
    let row = Float32Array.from({ length: network.outputs }, (_, k) => (k === label ? 1 : 0));
    for (let l = layers.length - 1; l >= 0; l--) {
      const weights = layers[l]!.parameters[0]!.value.data,
        columns = layers[l - 1]?.features ?? network.inputs,
        pattern = patterns[l],
        below = new Float32Array(columns);
      for (let i = 0; i < row.length; i++)
        if (pattern)
          for (let p = pattern.rowPointers[i]!; p < pattern.rowPointers[i + 1]!; p++)
            below[pattern.columnIndices[p]!]! += row[i]! * weights[p]!;
        else for (let j = 0; j < columns; j++) below[j]! += row[i]! * weights[i * columns + j]!;
      row = below;
    }
    return row;
  });
}

const shownMistakes = 40;

function mistakes({ network, name }: Trained, test: Dataset): Section[] {
  const { classes, probabilities } = network.predict(test.inputs, test),
    { outputs, features, inputs } = test,
    labels = test.labels!;
  const counts = new Int32Array(outputs * outputs),
    wrong: { sample: number; confidence: number }[] = [];
  for (let sample = 0; sample < test.size; sample++) {
    const truth = labels[sample]!,
      guess = classes[sample]!;
    counts[truth * outputs + guess]!++;
    if (truth !== guess) wrong.push({ sample, confidence: probabilities[sample * outputs + guess]! });
  }
  wrong.sort((a, b) => b.confidence - a.confidence || a.sample - b.sample);
  const confusion = confusionMatrix({
    title: "Confusion matrix",
    caption: `Digits of the test set by what they are and what the ${name} network takes them for.`,
    labels: Array.from({ length: outputs }, (_, label) => String(label)),
    counts,
  });
  const [height, width] = test.shape;
  if (test.shape.length !== 2 || !height || !width || wrong.length === 0) return [confusion];
  const shown = wrong.slice(0, shownMistakes).map(({ sample, confidence }) => ({
    pixels: inputs.subarray(sample * features, (sample + 1) * features),
    label: `${labels[sample]} → ${classes[sample]}, ${percent(confidence, 0)}`,
  }));
  const title = `The ${shown.length} mistakes it is surest of`,
    caption = `Truth → prediction, and the probability it gave it. ${wrong.length} of ${formatNumber(test.size)} are wrong.`;
  return [confusion, imageGrid({ title, caption, width, height, images: shown })];
}

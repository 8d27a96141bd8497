import type { Dataset } from "../../data/dataset.js";
import type { Sequential } from "../../training/sequential.js";
import { barChart } from "../report/bar-chart.js";
import type { Section } from "../report/html.js";
import { imageGrid } from "../report/images.js";
import { lineChart } from "../report/line-chart.js";
import { confusionMatrix } from "../report/matrix.js";
import { formatNumber } from "../report/numbers.js";
import { heading, paragraph, sideBySide, tiles } from "../report/page.js";
import { heatMap, sparsityRaster } from "../report/raster.js";
import { percent } from "../report/text.js";
import type { Finding } from "./findings.js";
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
  const times = findings.slice(1).map(({ name, medianEpochMs }) => ({
    label: `${name}, time of an epoch`,
    value: (medianEpochMs / dense.medianEpochMs).toFixed(2),
    unit: "of dense",
    note: `${formatNumber(medianEpochMs / 1000, 3)} s instead of ${formatNumber(dense.medianEpochMs / 1000, 3)} s`,
  }));
  const factors = (speed ?? []).map(({ name, wasmMs, plainMs }) => ({
    label: `${name}, against plain JavaScript`,
    value: (plainMs / wasmMs).toFixed(1),
    unit: "× as fast",
    note: `${formatNumber(wasmMs, 3)} ms a step instead of ${formatNumber(plainMs, 3)} ms`,
  }));
  // Everything of three networks; of more only what was learnt.
  return tiles(findings.length <= 3 ? [...accuracies, ...times, ...factors] : accuracies);
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
      caption: "Seconds of training, median of all epochs. The networks took turns of some 30 ms.",
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
  const steps = speed.map(({ wasmSteps, plainSteps }) => `${wasmSteps} and ${plainSteps}`).join(", ");
  return [
    bars,
    barChart({
      title: "One training step, neurite and plain JavaScript",
      caption: `Milliseconds for gathering a batch, forward, backward and Adam: the same network and weights in both, measured in turns, medians of ${steps} steps.`,
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
  const maps = trained.slice(0, 3).map(({ name, network }) =>
    heatMap({
      title: `${name}: where it looks`,
      caption: "Sum of the absolute weights from every pixel after training.",
      rows: height,
      columns: width,
      values: pixelStrength(network),
      rowTitle: "pixel row",
      columnTitle: "pixel column",
    }),
  );
  return [sideBySide(...rasters), sideBySide(...maps)];
}

/** Σ_i |W_ij| of the first layer for every input j. */
function pixelStrength(network: Sequential): Float64Array {
  const strength = new Float64Array(network.inputs),
    weights = network.parameters[0]!.value.data,
    pattern = patternsOf(network)[0];
  for (let p = 0; p < weights.length; p++)
    strength[pattern ? pattern.columnIndices[p]! : p % network.inputs]! += Math.abs(weights[p]!);
  return strength;
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

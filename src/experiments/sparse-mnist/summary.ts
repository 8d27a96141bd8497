import { formatNumber } from "../report/numbers.js";
import { byteSize, duration, percent, textTable } from "../report/text.js";
import { epochRatio, type Finding } from "./findings.js";
import type { StepTimes } from "./speed.js";

/** The tables a terminal shows. */
export function summaryOf(networks: readonly Finding[], speed: readonly StepTimes[] | undefined): string[] {
  const lines = [...networkTable(networks), "", ...accuracyTable(networks)],
    stopped = networks.filter(({ unfinished }) => unfinished !== undefined);
  if (stopped.length > 0)
    lines.push("", ...textTable(stopped.map(({ name, unfinished = "" }) => [`${name} stopped in`, unfinished])));
  if (speed) lines.push("", ...speedTable(speed));
  return lines;
}

function networkTable(networks: readonly Finding[]): string[] {
  const dense = networks[0]!;
  const rows = networks.map((network) => [
    network.name,
    formatNumber(network.weights),
    byteSize(network.bytes),
    numberOr(network.medianEpochMs, duration),
    numberOr(epochRatio(network, dense), (ratio) => `${ratio.toFixed(2)} ×`),
    numberOr(network.finalAccuracy, percent),
  ]);
  const head = ["network", "weights", "memory", "epoch", "of dense", "test accuracy"];
  return textTable([head, ...rows], { right: [1, 2, 3, 4, 5] });
}

function accuracyTable(networks: readonly Finding[]): string[] {
  const epochs = Math.max(...networks.map(({ testAccuracy }) => testAccuracy.length));
  if (epochs === 0) return ["No epoch was finished."];
  const rows = Array.from({ length: epochs }, (_, epoch) => [
    String(epoch + 1),
    ...networks.map(({ testAccuracy }) => numberOr(testAccuracy[epoch] ?? Number.NaN, percent)),
  ]);
  const head = ["test accuracy after epoch", ...networks.map(({ name }) => name)];
  return textTable([head, ...rows], { right: [0, ...networks.map((_, column) => column + 1)] });
}

function speedTable(speed: readonly StepTimes[]): string[] {
  const rows = speed.map(({ name, wasmMs, plainMs, wasmSteps, plainSteps }) => [
    name,
    duration(wasmMs),
    duration(plainMs),
    `${(plainMs / wasmMs).toFixed(1)} ×`,
    `${wasmSteps} and ${plainSteps}`,
  ]);
  const head = ["one training step", "neurite", "plain JavaScript", "faster", "medians of"];
  return textTable([head, ...rows], { right: [1, 2, 3] });
}

function numberOr(value: number, format: (value: number) => string): string {
  return Number.isNaN(value) ? "–" : format(value);
}

import type { Images } from "../../models/gevb.js";
import { formatFixed, formatNumber } from "../report/numbers.js";
import { duration, percent, textTable } from "../report/text.js";
import { paperResult } from "./paper.js";
import { epochsText, errorText, type Result } from "./results.js";

/** The tables a terminal shows. */
export function summaryOf(results: readonly Result[], data: Images): string[] {
  if (results.length === 0) return ["No network was trained."];
  return [...errors(results, data), "", ...angles(results), ...maps(results)];
}

function errors(results: readonly Result[], data: Images): string[] {
  const rows = results.map(({ final, ...result }) => [
    result.runs > 1 ? `${result.name}, ${result.runs} runs` : result.name,
    formatNumber(result.parameters),
    epochsText(final),
    Number.isNaN(result.stepMs) ? "–" : duration(result.stepMs),
    errorText(final.testError),
    errorText(final.trainingError),
    percent(final.zeroShare, 1),
    result.contrast ? "–" : `${paperResult(data, result.architecture, result.id).test.toFixed(2)} %`,
  ]);
  const head = ["network", "parameters", "epochs", "step", "test error", "training", "zeros", "paper, 200 epochs"];
  return textTable([head, ...rows], { right: [1, 2, 3, 4, 5, 6, 7] });
}

function angles(results: readonly Result[]): string[] {
  const text = (values: readonly number[]) => values.map((angle) => angle.toFixed(1)).join("  ");
  const rows = results.map((result) => [result.name, text(result.angles[0]!), text(result.final.angles)]);
  return textTable([["angle of credit and gradient, degrees", "before training", "after"], ...rows]);
}

function maps(results: readonly Result[]): string[] {
  const rows = results.flatMap(({ name, maps }) => {
    if (!maps) return [];
    const { before, after } = maps;
    return [[name, before.spread.toFixed(3), after.spread.toFixed(3), formatFixed(before.spread - after.spread, 3)]];
  });
  if (rows.length === 0) return [];
  const head = ["spread of classes in the map, d", "before training", "after", "Δ"];
  return ["", ...textTable([head, ...rows], { right: [1, 2, 3] })];
}

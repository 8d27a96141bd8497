import type { Images } from "../../models/gevb.js";
import { formatNumber } from "../report/numbers.js";
import { duration, percent, textTable } from "../report/text.js";
import { type Course, nameOf } from "./course.js";
import { paperResult } from "./paper.js";

/** The tables a terminal shows. */
export function summaryOf(courses: readonly Course[], data: Images): string[] {
  return [...results(courses, data), "", ...angles(courses), ...maps(courses)];
}

function results(courses: readonly Course[], data: Images): string[] {
  const rows = courses.map((course) => {
    const last = course.looks.at(-1)!,
      { test } = paperResult(data, course.architecture, course.id);
    return [
      nameOf(course),
      formatNumber(course.parameters),
      String(last.epoch),
      Number.isNaN(course.stepMs) ? "–" : duration(course.stepMs),
      percent(last.testError),
      last.trainingError === undefined ? "–" : percent(last.trainingError),
      percent(last.zeroShare, 1),
      course.contrast ? "–" : `${test.toFixed(2)} %`,
    ];
  });
  const head = ["network", "parameters", "epochs", "step", "test error", "training", "zeros", "paper, 200 epochs"];
  return textTable([head, ...rows], { right: [1, 2, 3, 4, 5, 6, 7] });
}

function angles(courses: readonly Course[]): string[] {
  const text = (values: readonly number[]) => values.map((angle) => angle.toFixed(1)).join("  ");
  const rows = courses.map((course) => [
    nameOf(course),
    text(course.looks[0]!.angles),
    text(course.looks.at(-1)!.angles),
  ]);
  return textTable([["angle of credit and gradient, degrees", "before training", "after"], ...rows]);
}

function maps(courses: readonly Course[]): string[] {
  const mapped = courses.filter(({ maps }) => maps !== undefined);
  if (mapped.length === 0) return [];
  const rows = mapped.map((course) => {
    const { before, after } = course.maps!;
    return [
      nameOf(course),
      before.spread.toFixed(3),
      after.spread.toFixed(3),
      (before.spread - after.spread).toFixed(3),
    ];
  });
  const head = ["spread of classes in the map, d", "before training", "after", "Δ"];
  return ["", ...textTable([head, ...rows], { right: [1, 2, 3] })];
}

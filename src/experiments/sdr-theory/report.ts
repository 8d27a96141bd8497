import type { Section } from "../report/html.js";
import { type LineSeries, lineChart } from "../report/line-chart.js";
import { heading, paragraph, sideBySide } from "../report/page.js";
import { table } from "../report/table.js";
import { type Figure, figures } from "./figures.js";
import type { Point } from "./points.js";
import { rowsOf } from "./rows.js";
import { advice, type UnionPoint } from "./summary.js";

/** The report page: the paper's figures, its numbers, and the simulation. */
export function reportOf(points: readonly Point[], unions: readonly UnionPoint[]): Section[] {
  const [a4, b4, a5, b5, six, a7, b7] = figures() as [Figure, Figure, Figure, Figure, Figure, Figure, Figure];
  return [
    paragraph(
      "How often a segment of s synapses fires on a random pattern of a of n active cells, and how often it misses its own, by closed forms. All of them assume uniformly random patterns that are not correlated; correlated activity matches more often.",
    ),
    paragraph(advice()),
    heading("False matches and false negatives"),
    sideBySide(drawn(a4), drawn(b4)),
    heading("Scaling"),
    sideBySide(drawn(a5), drawn(b5)),
    heading("Thresholds"),
    drawn(six),
    heading("Many patterns on one segment"),
    sideBySide(drawn(a7), drawn(b7, unions)),
    heading("Numbers of the papers"),
    numbers(),
    heading("Simulation"),
    ...(points.length > 0 ? [simulation(points)] : [paragraph("Nothing was simulated.")]),
  ];
}

function drawn({ title, caption, xLabel, yLabel, linear, x, curves }: Figure, unions: readonly UnionPoint[] = []) {
  const series: LineSeries[] = curves.map(({ name, y }) => ({ name, x, y }));
  if (unions.length > 0)
    series.push({
      name: "n = 1000, simulated",
      x: unions.map(({ patterns }) => patterns),
      y: unions.map(({ simulated }) => simulated),
    });
  const y = { label: yLabel, log: !linear };
  return lineChart({ title, caption, x: { label: xLabel, whole: true }, y, series });
}

function numbers(): Section {
  return table({
    title: "Closed forms",
    caption: "As the sources write them, or their code gives them, and as they come out here.",
    columns: ["what", "source", "expected", "actual"],
    rows: rowsOf().flatMap(({ name, source, numbers }) =>
      numbers.map(([digits, actual]) => [name, source, digits, actual.toPrecision(9)]),
    ),
  });
}

function simulation(points: readonly Point[]): Section {
  return table({
    title: "Closed forms beside simulated patterns",
    caption:
      "Standard errors are binomial. About one point of 370 lies more than three of them off by chance; where fewer than ten matches or misses are expected, the number says little.",
    columns: ["of", "point", "closed form", "simulated", "standard error", "errors off"],
    rows: points.map(({ group, name, expected, simulated, standardError, deviation }) => [
      group,
      name,
      expected,
      simulated,
      standardError,
      Number.isFinite(deviation) ? Number(deviation.toFixed(2)) : null,
    ]),
  });
}

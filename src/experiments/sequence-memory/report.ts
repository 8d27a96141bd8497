import type { Section } from "../report/html.js";
import { lineChart } from "../report/line-chart.js";
import { matrix } from "../report/matrix.js";
import { formatFixed } from "../report/numbers.js";
import { heading, paragraph, sideBySide, tiles } from "../report/page.js";
import { heatMap } from "../report/raster.js";
import type { HighOrder } from "./high-order.js";
import type { Protocol } from "./protocol.js";
import type { Recording } from "./recording.js";
import { meanOf, type Results, titleOf } from "./results.js";
import type { NoisePoint, Robustness } from "./robustness.js";

/** The report page. */
export function reportOf({ protocols, memories, robustness }: Results): Section[] {
  const recording = memories.find((memory) => memory.recording)?.recording,
    dying = memories.find((memory) => memory.dying.length > 0);
  const sections = [
    ...protocols.flatMap(ofProtocol),
    ...(memories.length > 0 ? [heading("Sequences that share their middle"), ...courses(memories)] : []),
    ...(recording ? ofRecording(recording) : []),
    ...(robustness ? [heading("Noise and damage"), ...ofRobustness(robustness)] : []),
    ...(dying ? [ofDying(dying)] : []),
  ];
  return sections.length > 0 ? sections : [paragraph("Nothing was finished.")];
}

function ofProtocol(protocol: Protocol): Section[] {
  const { sizes, passes, segments, synapses } = protocol,
    test = passes[sizes.passes],
    learning = passes.slice(0, sizes.passes);
  if (passes.length === 0) return [];
  const x = Array.from({ length: sizes.elements }, (_, element) => element + 1);
  return [
    heading(titleOf(protocol)),
    tiles([
      ...(test ? [{ label: "Mean raw anomaly, test", value: formatFixed(test.anomaly, 4) }] : []),
      {
        label: "Learning",
        value: meanOf(learning.map(({ millisecondsPerStep }) => millisecondsPerStep)),
        unit: "ms per step",
      },
      ...(test ? [{ label: "Testing", value: test.millisecondsPerStep, unit: "ms per step" }] : []),
      { label: "Segments", value: segments },
      { label: "Synapses", value: synapses },
    ]),
    sideBySide(
      lineChart({
        title: "Learning",
        caption: "New synapses must be strengthened three times before they count, so knowledge comes at once.",
        x: { label: "pass, the last one without learning", whole: true },
        y: { label: "mean raw anomaly", range: [0, 1] },
        series: [{ name: "anomaly", x: passes.map((_, pass) => pass + 1), y: passes.map(({ anomaly }) => anomaly) }],
      }),
      lineChart({
        title: "Anomaly along a sequence",
        caption: "Of a sequence that is known the first element alone surprises.",
        x: { label: "element", whole: true },
        y: { label: "raw anomaly", range: [0, 1] },
        series: passes.map(({ byElement }, pass) => ({
          name: pass < sizes.passes ? `pass ${pass + 1}` : "test",
          x,
          y: byElement,
        })),
      }),
    ),
  ];
}

function courses(memories: readonly HighOrder[]): Section[] {
  const chart = (title: string, caption: string, what: "accuracy" | "right" | "wrong"): Section =>
    lineChart({
      title,
      caption,
      x: { label: "round", whole: true },
      y: { label: what === "accuracy" ? "accuracy" : "share of columns", range: [0, 1] },
      series: memories.map(({ variant, course }) => ({
        name: variant,
        x: course.map((_, round) => round + 1),
        y: course.map((round) => round[what]),
      })),
    });
  return [
    paragraph(
      "Pairs of sequences differ in their first and last elements alone, so that what comes last depends on what came several steps before. They arrive in random order with a random pattern between them, and the memory is never told where one begins. One memory has but one cell per column, which holds no context; another is as the first, but does not weaken segments that predicted what did not come.",
    ),
    chart(
      "Accuracy on the last element",
      "How often at least half of its columns are predicted, and more of them than of the other sequence's.",
      "accuracy",
    ),
    sideBySide(
      chart("The right one", "Share of its columns predicted.", "right"),
      chart("The other one", "Share of the columns predicted that come last in the pair's other sequence.", "wrong"),
    ),
  ];
}

function ofRecording({ letters, runs, columns, raster }: Recording): Section[] {
  const pictures = runs.map((run) =>
    matrix({
      title: `What is predicted: ${run.letters.join(" ")}`,
      rowLabels: [...run.letters.map((letter) => `before ${letter}`), "after all"],
      columnLabels: letters,
      values: run.predicted.flat().map((share) => Math.round(100 * share) / 100),
      caption: "Share of each element's columns, after learning and a reset.",
      rowTitle: "moment",
      columnTitle: "element",
    }),
  );
  return [
    ...pictures,
    heatMap({
      title: "Columns of the first sequence",
      caption:
        "One row per step. In the first colour, columns that are active and were predicted, paler where they were predicted alone; in the second, active columns that came unpredicted: the first element's.",
      rows: runs[0]!.letters.length,
      columns: columns.length,
      values: raster,
      rowTitle: "step",
      columnTitle: "column",
    }),
  ];
}

function ofRobustness({ moved, killed }: Robustness): Section[] {
  const chart = (title: string, caption: string, label: string, points: readonly NoisePoint[]): Section => {
    const x = points.map(({ share }) => share),
      y = points.map(({ predicted }) => predicted);
    const band = {
      low: points.map(({ predicted, standardError }) => predicted - 2 * standardError),
      high: points.map(({ predicted, standardError }) => predicted + 2 * standardError),
    };
    return lineChart({
      title,
      caption,
      x: { label },
      y: { label: "share of columns predicted", range: [0, 1] },
      series: [
        { name: "measured", x, y, band },
        { name: "closed form", x, y: points.map(({ expected }) => expected) },
      ],
    });
  };
  return [
    sideBySide(
      chart("Columns moved", "Of every element, at random, while it is recalled.", "share of active columns", moved),
      chart("Cells killed", "At random, after learning.", "share of all cells", killed),
    ),
  ];
}

function ofDying({ dying }: HighOrder): Section {
  const x = dying.map(({ share }) => share);
  return lineChart({
    title: "Cells killed, and which last element is predicted",
    caption:
      "The right one counts as predicted when more than twice as many of its columns are as of the other's. Far fewer columns than all are enough for that.",
    x: { label: "share of all cells" },
    y: { label: "share of sequences, of columns", range: [0, 1] },
    series: [
      { name: "right one predicted more", x, y: dying.map(({ accuracy }) => accuracy) },
      { name: "columns of the right one", x, y: dying.map(({ right }) => right) },
    ],
  });
}

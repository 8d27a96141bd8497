import type { Images } from "../../models/gevb.js";
import type { Section } from "../report/html.js";
import { imageGrid } from "../report/images.js";
import { lineChart } from "../report/line-chart.js";
import { heading, paragraph, sideBySide, tiles } from "../report/page.js";
import { scatterPlot } from "../report/scatter-plot.js";
import { table } from "../report/table.js";
import { type Course, nameOf } from "./course.js";
import { paperResult } from "./paper.js";

const classNames: Record<Images, readonly string[]> = {
  mnist: Array.from({ length: 10 }, (_, label) => String(label)),
  "cifar-10": ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"],
};

/** The report page: errors, angles, the paper's table beside ours, learnt features and the maps. */
export function reportOf(courses: readonly Course[], data: Images, shape: readonly number[]): Section[] {
  if (courses.length === 0) return [paragraph("The run was interrupted before a network was trained.")];
  const own = courses.filter(({ contrast }) => !contrast);
  return [
    tiles(
      own.slice(0, 4).map((course) => ({
        label: `${nameOf(course)}, test error`,
        value: (100 * course.looks.at(-1)!.testError).toFixed(2),
        unit: "%",
        note: `after ${course.looks.at(-1)!.epoch} epochs`,
      })),
    ),
    heading("Learning"),
    errorCurves(own),
    heading("Where credit points"),
    paragraph(
      "The angle between what a rule sends to the units and the true gradient there, mean over images. 90° is chance; under a right angle an update goes downhill.",
    ),
    ...sideBySideInPairs(courses.map(angleCurves)),
    heading("Beside the paper"),
    besidePaper(own, data),
    ...features(own, shape),
    ...maps(courses, data),
  ];
}

function errorCurves(courses: readonly Course[]): Section {
  const curves = (of: "testError" | "trainingError") =>
    courses.map((course) => ({
      name: nameOf(course),
      x: course.looks.map(({ epoch }) => epoch),
      y: course.looks.map((look) => 100 * (look[of] ?? Number.NaN)),
    }));
  const x = { label: "epoch" };
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

function angleCurves(course: Course): Section {
  return lineChart({
    title: nameOf(course),
    caption: `Hidden layers, lowest first: ${course.hidden.map(({ units }) => units).join(", ")} units.`,
    x: { label: "epoch" },
    y: { label: "angle, degrees", range: [0, 100] },
    series: course.hidden.map((_, layer) => ({
      name: `layer ${layer + 1}`,
      x: course.looks.map(({ epoch }) => epoch),
      y: course.looks.map(({ angles }) => angles[layer]!),
    })),
    references: [{ label: "chance", y: 90 }],
  });
}

function besidePaper(courses: readonly Course[], data: Images): Section {
  return table({
    title: "Errors, ours and the paper's",
    caption:
      "In per cent. The paper trained all networks at full width for 200 epochs and gives the mean of five runs.",
    columns: ["network", "epochs", "test error", "paper's", "training error", "paper's", "zero weights, %"],
    rows: courses.map((course) => {
      const last = course.looks.at(-1)!,
        theirs = paperResult(data, course.architecture, course.id);
      return [
        nameOf(course),
        last.epoch,
        100 * last.testError,
        theirs.test,
        last.trainingError === undefined ? null : 100 * last.trainingError,
        theirs.training,
        100 * last.zeroShare,
      ];
    }),
  });
}

function features(courses: readonly Course[], [height = 0, width = 0]: readonly number[]): Section[] {
  const shown = courses.filter((course) => course.features.length > 0).slice(0, 2);
  if (shown.length === 0) return [];
  return [
    heading("What first-layer units look for"),
    ...shown.map((course) =>
      imageGrid({
        title: nameOf(course),
        caption:
          "Weights of the first units; a vector unit has an image for every class. Neighbouring units are ON/OFF pairs: at the start each other's negatives.",
        width,
        height,
        images: course.features,
        range: "symmetric",
      }),
    ),
  ];
}

function maps(courses: readonly Course[], data: Images): Section[] {
  const mapped = courses.flatMap((course) => (course.maps ? [{ name: nameOf(course), ...course.maps }] : []));
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
          caption: `d = ${after.spread.toFixed(3)}, Δ = ${(before.spread - after.spread).toFixed(3)}`,
          names,
          ...after,
        }),
      ),
    ),
  ];
}

function sideBySideInPairs(sections: readonly Section[]): Section[] {
  return Array.from({ length: Math.ceil(sections.length / 2) }, (_, pair) =>
    sideBySide(...sections.slice(2 * pair, 2 * pair + 2)),
  );
}

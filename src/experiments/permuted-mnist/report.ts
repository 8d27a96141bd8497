import { barChart } from "../report/bar-chart.js";
import type { Section } from "../report/html.js";
import { lineChart } from "../report/line-chart.js";
import { formatFixed, formatNumber } from "../report/numbers.js";
import { heading, paragraph, sideBySide, tiles } from "../report/page.js";
import { table } from "../report/table.js";
import { spreadText } from "../shared/spread.js";
import { type Config, variantTitles } from "./config.js";
import { paperAccuracy, smallReference } from "./paper.js";
import type { Result } from "./results.js";

/** The report page: how much is kept, task by task, and what it takes. */
export function reportOf(results: readonly Result[], config: Config): Section[] {
  if (results.length === 0) return [paragraph("The run was interrupted before a network had learnt all tasks.")];
  const numbers = [...new Set(results.map(({ tasks }) => tasks))],
    most = Math.max(...numbers);
  return [
    tiles(
      results
        .filter(({ tasks }) => tasks === most)
        .map(({ variant, first, mean }) => ({
          label: `${variantTitles[variant]}, first of ${most} tasks after the last`,
          value: formatFixed(100 * first.mean, 1),
          unit: "%",
          note: `${formatFixed(100 * mean.mean, 1)} % over all tasks`,
        })),
    ),
    paragraph(
      "Every task shows the same digits, with their pixels in an order of its own; tasks are learnt one after another and never shown again, with one readout for all. Dendrites see the mean image of the task, at test that of the nearest task.",
    ),
    ...numbers.flatMap((tasks) => courses(results.filter((result) => result.tasks === tasks))),
    ...(numbers.length > 1 ? [byTasks(results)] : []),
    heading("All figures"),
    figures(results, config),
  ];
}

/** What becomes of the tasks of one sequence. */
function courses(results: readonly Result[]): Section[] {
  const { tasks } = results[0]!,
    tracked = results.filter(({ course }) => course.length > 0),
    percent = (values: readonly number[]) => values.map((value) => 100 * value),
    x = { label: "tasks learnt", whole: true },
    y = { label: "test accuracy, %" };
  const last = barChart({
    title: "Every task after the last",
    caption: "Test accuracy in per cent, in the order of learning.",
    categories: Array.from({ length: tasks }, (_, task) => String(task + 1)),
    series: results.map(({ variant, final }) => ({ name: variantTitles[variant], values: percent(final) })),
  });
  if (tracked.length === 0) return [heading(`${tasks} tasks`), last];
  const first = lineChart({
    title: "The first task",
    caption: "While later tasks are learnt.",
    x,
    y,
    series: tracked.map(({ variant, course }) => ({
      name: variantTitles[variant],
      x: course.map((_, after) => after + 1),
      y: percent(course.map((row) => row[0]!)),
    })),
  });
  const each = tracked.map(({ variant, course }) =>
    lineChart({
      title: variantTitles[variant],
      caption: "Accuracy on each task, from when it was learnt on.",
      x,
      y,
      series: shown(tasks).map((task) => ({
        name: `task ${task + 1}`,
        x: course.slice(task).map((_, after) => task + after + 1),
        y: percent(course.slice(task).map((row) => row[task]!)),
      })),
    }),
  );
  return [heading(`${tasks} tasks`), sideBySide(first, last), sideBySide(...each)];
}

/** Of many tasks a chart shows five, from the first on. */
const shown = (tasks: number): number[] =>
  Array.from({ length: Math.min(5, tasks) }, (_, i) => Math.floor((i * tasks) / Math.min(5, tasks)));

function byTasks(results: readonly Result[]): Section {
  const variants = [...new Set(results.map(({ variant }) => variant))];
  return lineChart({
    title: "Mean accuracy against the number of tasks",
    caption: "Over all tasks, after the last.",
    x: { label: "tasks", log: true },
    y: { label: "mean accuracy, %" },
    series: variants.map((variant) => {
      const own = results.filter((result) => result.variant === variant);
      return {
        name: variantTitles[variant],
        x: own.map(({ tasks }) => tasks),
        y: own.map(({ mean }) => 100 * mean.mean),
      };
    }),
  });
}

function figures(results: readonly Result[], config: Config): Section {
  return table({
    title: "Accuracy, ours and the paper's",
    caption:
      "Means ± standard deviations over networks. The paper's networks have 2048 units in each layer; the reference is another implementation of the small protocol, one seed.",
    columns: [
      "network",
      "tasks",
      "values",
      "mean",
      "reference",
      "paper's mean",
      "first task",
      "reference",
      "own context, %",
      "seconds",
    ],
    rows: results.map(({ variant, tasks, parameters, mean, first, contexts, milliseconds }) => [
      variantTitles[variant],
      tasks,
      formatNumber(parameters),
      spreadText(mean),
      smallReference(variant, tasks, config)?.mean ?? null,
      paperAccuracy(variant, tasks),
      spreadText(first),
      smallReference(variant, tasks, config)?.first ?? null,
      Number.isNaN(contexts) ? null : 100 * contexts,
      milliseconds / 1000,
    ]),
  });
}

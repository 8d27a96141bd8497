import type { Section } from "../report/html.js";
import { imageGrid } from "../report/images.js";
import { lineChart } from "../report/line-chart.js";
import { heading, sideBySide } from "../report/page.js";
import { sparsityRaster } from "../report/raster.js";
import type { Result } from "./results.js";
import type { Wiring } from "./wiring.js";

/** Accuracy, and where the connections are, epoch after epoch. */
export function courses(results: readonly Result[], titles: Readonly<Record<string, string>>): Section {
  const percent = (values: readonly number[]) => values.map((share) => 100 * share),
    from = (first: number, values: readonly number[]) => values.map((_, i) => i + first);
  return sideBySide(
    lineChart({
      title: "Test accuracy",
      caption: "Means over runs; the shade goes from the lowest to the highest run.",
      x: { label: "epoch", whole: true },
      y: { label: "test accuracy, %" },
      series: results.map(({ variant, accuracy, lowest, highest }) => ({
        name: titles[variant]!,
        x: from(1, accuracy),
        y: percent(accuracy),
        band: { low: percent(lowest), high: percent(highest) },
      })),
    }),
    lineChart({
      title: "Where the input connections are",
      caption: "Share of the first layer's connections that come from the central quarter of the image.",
      x: { label: "epoch", whole: true },
      y: { label: "central connections, %", range: [0, 100] },
      series: results
        .filter(({ wirings }) => wirings)
        .map(({ variant, central }) => ({ name: titles[variant]!, x: from(0, central), y: percent(central) })),
      references: [{ label: "a quarter", y: 25 }],
    }),
  );
}

/** One network's connections before and after. */
export function wiringBeforeAndAfter(title: string, { wirings }: Result, shape: readonly number[]): Section[] {
  if (!wirings) return [];
  const [before, after] = wirings,
    [height, width] = shape.slice(-2),
    most = Math.max(...before.pixels, ...after.pixels),
    named = [
      ["before", before],
      ["after", after],
    ] as const;
  const pixels =
    shape.length < 2
      ? []
      : [
          imageGrid({
            title: "Connections of every pixel",
            caption: `Black: none; white: ${most}.`,
            width: width!,
            height: height!,
            range: [0, most],
            images: named.map(([label, { pixels }]) => ({ pixels, label })),
          }),
        ];
  return [
    heading(title),
    ...pixels,
    sideBySide(
      degrees("Connections of pixels", named, ({ pixels }) => pixels),
      degrees("Input connections of units", named, ({ fanIn }) => fanIn),
    ),
    sideBySide(
      ...named.map(([label, { pattern }]) =>
        sparsityRaster({
          title: `The next layer ${label}`,
          caption: "A row for every unit, a column for every unit below.",
          pattern: {
            ...pattern,
            rowPointers: Int32Array.from(pattern.rowPointers),
            columnIndices: Int32Array.from(pattern.columnIndices),
          },
        }),
      ),
    ),
  ];
}

/** How many have so many connections, in twenty bins. */
function degrees(
  title: string,
  wirings: readonly (readonly [string, Wiring])[],
  of: (wiring: Wiring) => readonly number[],
): Section {
  const bins = 20,
    bin = Math.max(1, Math.ceil((Math.max(...wirings.flatMap(([, wiring]) => of(wiring))) + 1) / bins));
  return lineChart({
    title,
    caption: bin > 1 ? `Counted in bins of ${bin}.` : "",
    x: { label: "connections" },
    y: { label: "how many have them" },
    series: wirings.map(([name, wiring]) => {
      const counts = new Array<number>(bins).fill(0);
      for (const degree of of(wiring)) counts[Math.floor(degree / bin)]!++;
      return { name, x: counts.map((_, i) => (i + 0.5) * bin - 0.5), y: counts };
    }),
  });
}

import { latticePoints } from "../../models/sernn.js";
import type { AxisOptions, Section } from "../report/index.js";
import { lineChart } from "../report/line-chart.js";
import { networkPlot } from "../report/network-plot.js";
import { formatFixed, formatNumber } from "../report/numbers.js";
import { heading, paragraph, sideBySide, tiles } from "../report/page.js";
import { table } from "../report/table.js";
import { type Spread, spreadText } from "../shared/spread.js";
import { accuracies } from "./claims.js";
import { type Config, isWhole, type Kind, kinds, kindTitles } from "./config.js";
import { doublePrecision, referenceFor } from "./reference.js";
import type { Result, Trained } from "./results.js";
import { conventions } from "./summary.js";

/** The report page: an example of each kind in space, what becomes of weights with distance, and the curves over γ. */
export function reportOf(results: readonly Result[], config: Config): Section[] {
  if (results.length === 0) return [paragraph("The run was interrupted before a network was trained.")];
  const examples = kinds.flatMap((kind) => example(results, kind));
  return [
    tiles(
      examples.slice(0, 2).map((network) => ({
        label: `correlation of |W| and distance, ${nameOf(network)}`,
        value: formatFixed(network.correlation, 2),
        note: `accuracy ${formatFixed(network.accuracy, 3)}, Σ|W| = ${formatNumber(network.weight, 3)}`,
      })),
    ),
    heading("Networks in space"),
    paragraph(
      "Units stand on a lattice; the 250 strongest connections are drawn, units and the lines inside a community in its colour. A regulariser that charges for length leaves short lines, L1 does not look at it.",
    ),
    sideBySide(...examples.map((network) => drawing(network, config))),
    sideBySide(...examples.map(profile)),
    heading("Over the strength of regularisation"),
    ...kinds.flatMap((kind) => curves(results, kind)),
    heading("At equal wiring"),
    sideBySide(
      against(results, "σ", "small-worldness", ({ sigma }) => sigma),
      against(results, "Q", "modularity", ({ modularity }) => modularity),
    ),
    against(results, "activity", "mean activity of a unit", ({ activity }) => activity),
    heading("All figures"),
    figures(results, config),
  ];
}

const nameOf = ({ kind, strength }: { kind: Kind; strength: number }): string =>
  `${kindTitles[kind]}, γ = ${formatNumber(strength)}`;

/** The first network of a kind that was drawn: of seRNN the one nearest to the paper's γ = 0.08, of others that of nearest Σ|W|. */
function example(results: readonly Result[], kind: Kind): Trained[] {
  const drawn = (of: Kind) =>
      results
        .filter((result) => result.kind === of)
        .flatMap(({ networks }) => networks.filter((network) => network.drawn)),
    [model] = drawn("spatial").sort((a, b) => Math.abs(a.strength - 0.08) - Math.abs(b.strength - 0.08)),
    apart = ({ weight }: Trained) => Math.abs(weight - (model?.weight ?? 0));
  if (kind === "spatial") return model ? [model] : [];
  return drawn(kind)
    .sort((a, b) => apart(a) - apart(b))
    .slice(0, 1);
}

/** The lattice seen from the side, so that no two units hide each other. */
function drawing(network: Trained, { lattice }: Config): Section {
  const points = latticePoints(lattice as [number, number, number]),
    { sources, targets, weights, groups } = network.drawn!;
  return networkPlot({
    title: nameOf(network),
    caption: `Q = ${formatFixed(network.structure.modularity, 3)}, σ = ${formatFixed(network.structure.sigma, 2)}.`,
    positions: groups.flatMap((_, i) => {
      const [x, y, z] = points.subarray(3 * i, 3 * i + 3) as unknown as [number, number, number];
      return [x + 0.41 * y, z + 0.27 * y + 0.06 * x];
    }),
    groups,
    edges: { sources, targets, weights },
    edgeLimit: 250,
  });
}

function profile(network: Trained): Section {
  const { distance, mean, low, high } = network.byDistance;
  return lineChart({
    title: `Weight against distance, ${nameOf(network)}`,
    caption: `Mean |W| at every distance on the lattice; the band holds the middle 80 %. r = ${formatFixed(network.correlation, 3)} over all weights.`,
    x: { label: "distance" },
    y: { label: "|W|" },
    series: [{ name: "mean |W|", x: distance, y: mean, band: { low, high } }],
  });
}

function curve(name: string, results: readonly Result[], x: (result: Result) => number, y: (result: Result) => Spread) {
  const spreads = results.map(y),
    several = spreads.every(({ deviation }) => Number.isFinite(deviation)),
    end = (sign: number) => spreads.map(({ mean, deviation }) => mean + sign * deviation);
  return {
    name,
    x: results.map(x),
    y: spreads.map(({ mean }) => mean),
    ...(several && { band: { low: end(-1), high: end(1) } }),
  };
}

function curves(results: readonly Result[], kind: Kind): Section[] {
  const own = results.filter((result) => result.kind === kind).sort((a, b) => a.strength - b.strength);
  if (own.length < 2) return [];
  const x: AxisOptions = { label: "γ", log: true },
    chart = (title: string, label: string, lines: readonly [string, (result: Result) => Spread][], references = {}) =>
      lineChart({
        title: `${kindTitles[kind]}: ${title}`,
        x,
        y: { label },
        series: lines.map(([name, y]) => curve(name, own, ({ strength }) => strength, y)),
        ...references,
      });
  return [
    sideBySide(
      chart("accuracy", "test accuracy", [["accuracy", ({ accuracy }) => accuracy]], {
        references: [{ label: "without memory", y: 0.625 }],
      }),
      chart("structure", "Q, and correlation", [
        ["Q", ({ modularity }) => modularity],
        ["corr(|W|, D)", ({ correlation }) => correlation],
      ]),
      chart("small-worldness", "σ", [["σ", ({ sigma }) => sigma]]),
    ),
  ];
}

function against(results: readonly Result[], label: string, title: string, y: (result: Result) => Spread): Section {
  return lineChart({
    title: `${title[0]!.toUpperCase()}${title.slice(1)} against total weight`,
    x: { label: "Σ|W|" },
    y: { label },
    series: kinds.flatMap((kind) => {
      const own = results.filter((result) => result.kind === kind).sort((a, b) => a.weight.mean - b.weight.mean);
      return own.length === 0 ? [] : [curve(kindTitles[kind], own, ({ weight }) => weight.mean, y)];
    }),
  });
}

function figures(results: readonly Result[], config: Config): Section {
  const whole = isWhole(config);
  return table({
    title: whole ? "Ours, and the same protocol in double precision" : "Means over networks",
    caption: `${conventions}${whole ? ` In brackets: one network of each kind in NumPy, by the paper's equations, with other random numbers. Whether a network learns in ten epochs is chance: of ${doublePrecision.networks} others in NumPy, γ = 0.08, 0.2 and 0.3, ${doublePrecision.learnt} did, and ${doublePrecision.strong.learnt} of ${doublePrecision.strong.networks} at γ = 0.5.` : ""}`,
    columns: ["regulariser", "γ", "networks", "accuracy", "Σ|W|", "corr(|W|, D)", "Q", "σ", "activity"],
    rows: results.map((result) => {
      const reference = whole ? referenceFor(result.kind, result.strength) : undefined,
        beside = (spread: Spread, decimals: number, value: number | undefined) =>
          spreadText(spread, decimals) + (value === undefined ? "" : ` (${formatFixed(value, decimals)})`);
      return [
        kindTitles[result.kind],
        result.strength,
        result.networks.length,
        accuracies(result) + (reference ? ` (${formatFixed(reference.accuracy, 3)})` : ""),
        beside(result.weight, 0, reference?.weight),
        beside(result.correlation, 3, reference?.correlation),
        beside(result.modularity, 3, reference?.modularity),
        beside(result.sigma, 2, reference?.sigma),
        spreadText(result.activity),
      ];
    }),
  });
}

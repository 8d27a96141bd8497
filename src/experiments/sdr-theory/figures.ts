import { falseMatch, falseNegative, unionFalseMatch, unionSynapses } from "../../dendrites/index.js";
import { losses, noiseThresholds } from "./points.js";

/** Curves of a figure of the paper, over one x axis. */
export interface Figure {
  readonly id: string;
  readonly title: string;
  readonly caption: string;
  readonly xLabel: string;
  readonly yLabel: string;
  /** Whether the y axis is even; it is logarithmic otherwise. */
  readonly linear?: true;
  readonly x: readonly number[];
  readonly curves: readonly { readonly name: string; readonly y: readonly number[] }[];
}

/** first, first + step, … last. */
const steps = (first: number, last: number, step: number): number[] =>
  Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, k) => first + k * step);

const matchLabel = "probability of a false match",
  cellsLabel = "n, cells";

/** All figures of the paper that are formulas: 4A, 4B, 5A, 5B, 6 and 7. */
export const figures = (): Figure[] => [figure4A(), figure4B(), figure5A(), figure5B(), figure6(), ...figure7()];

function figure4A(): Figure {
  const x = steps(300, 2100, 200);
  return {
    id: "4A",
    title: "Figure 4A: false matches fall faster than exponentially with the population",
    caption: "A segment of 24 synapses and threshold 12 before random patterns of a active cells.",
    xLabel: cellsLabel,
    yLabel: matchLabel,
    x,
    curves: [64, 128, 256].map((active) => ({
      name: `a = ${active}`,
      y: x.map((cells) => falseMatch({ cells, active, synapses: 24, threshold: 12 })),
    })),
  };
}

function figure4B(): Figure {
  return {
    id: "4B",
    title: "Figure 4B: false negatives under noise",
    caption:
      "A segment of 30 synapses on a pattern of 128 active cells, of which v are replaced. Up to 30 − θ of them do no harm at all.",
    xLabel: "v, replaced cells",
    yLabel: "probability of a miss",
    linear: true,
    x: losses,
    curves: noiseThresholds.map((threshold) => ({
      name: `θ = ${threshold}`,
      y: losses.map((lost) => falseNegative({ active: 128, synapses: 30, lost, threshold })),
    })),
  };
}

function figure5A(): Figure {
  const x = steps(300, 19_900, 200),
    rate = (cells: number, active: number) => falseMatch({ cells, active, synapses: 24, threshold: 12 });
  return {
    id: "5A",
    title: "Figure 5A: a larger population helps only if activity does not grow with it",
    caption: "24 synapses, threshold 12. At a share of the cells, the rate stays below the binomial limit but near it.",
    xLabel: cellsLabel,
    yLabel: matchLabel,
    x,
    curves: [
      ...[64, 128, 256].map((active) => ({ name: `a = ${active}`, y: x.map((cells) => rate(cells, active)) })),
      ...[4, 2].map((part) => ({ name: `a = n/${part}`, y: x.map((cells) => rate(cells, cells / part)) })),
    ],
  };
}

function figure5B(): Figure {
  const x = steps(2, 50, 2);
  return {
    id: "5B",
    title: "Figure 5B: false matches fall exponentially with the number of synapses",
    caption: "Threshold at half of the synapses.",
    xLabel: "s, synapses",
    yLabel: matchLabel,
    x,
    curves: (
      [
        [32, 2000],
        [32, 4000],
        [256, 16_000],
        [4000, 16_000],
      ] as const
    ).map(([active, cells]) => ({
      name: `a = ${active}, n = ${cells}`,
      y: x.map((synapses) => falseMatch({ cells, active, synapses, threshold: synapses / 2 })),
    })),
  };
}

/** The paper's grid: populations, shares of active cells from 0.5 to 3 %, and synapses. */
const figure6Cells = steps(10_000, 190_000, 20_000),
  figure6Shares = steps(1, 6, 1),
  figure6Synapses = steps(20, 50, 5);

/** The median false-match rate over the grid of figure 6. */
export function medianFalseMatch(threshold: number): number {
  const rates = figure6Cells
      .flatMap((cells) =>
        figure6Shares.flatMap((share) =>
          figure6Synapses.map((synapses) => falseMatch({ cells, active: (cells * share) / 200, synapses, threshold })),
        ),
      )
      .sort((a, b) => a - b),
    middle = rates.length / 2;
  return (rates[middle - 1]! + rates[middle]!) / 2;
}

function figure6(): Figure {
  const x = steps(3, 24, 1);
  return {
    id: "6",
    title: "Figure 6: thresholds from about 9 on are safe",
    caption:
      "Median over populations of 10,000 to 190,000 cells, 0.5 to 3 % of them active, and 20 to 50 synapses. NMDA spikes were measured to need 8 to 20 synapses.",
    xLabel: "θ, threshold",
    yLabel: matchLabel,
    x,
    curves: [{ name: "median", y: x.map(medianFalseMatch) }],
  };
}

function figure7(): Figure[] {
  const x = steps(1, 19, 1),
    populations = [1000, 10_000, 20_000] as const,
    xLabel = "M, patterns on one segment";
  return [
    {
      id: "7A",
      title: "Figure 7A: synapses of a segment that many patterns share",
      caption: "Expected number, 25 synapses for each pattern.",
      xLabel,
      yLabel: "synapses",
      linear: true,
      x,
      curves: populations.map((cells) => ({
        name: `n = ${cells}`,
        y: x.map((patterns) => unionSynapses({ cells, synapses: 25, patterns })),
      })),
    },
    {
      id: "7B",
      title: "Figure 7B: false matches of a segment that many patterns share",
      caption: "200 active cells, threshold 15, 25 synapses for each pattern.",
      xLabel,
      yLabel: matchLabel,
      x,
      curves: populations.map((cells) => ({
        name: `n = ${cells}`,
        y: x.map((patterns) => unionFalseMatch({ cells, active: 200, synapses: 25, threshold: 15, patterns })),
      })),
    },
  ];
}

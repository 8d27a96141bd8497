import { textTable } from "../src/experiments/report/text.js";
import { Dense } from "../src/networks/dense.js";
import { SparseLinear } from "../src/networks/sparse-linear.js";
import { layerStep } from "../src/networks/step-times.js";
import { Arena } from "../src/wasm/arena.js";
import { batches, layers } from "./shapes.js";
import type { Suite } from "./suite.js";
import type { Entry } from "./table.js";

const densities = [0.1, 0.2, 0.3, 0.45, 0.7, 1];

/** What is timed, and its floating-point operations for each weight and example. */
const passes = [
  { pass: "forward", training: false, flops: 2 },
  { pass: "training", training: true, flops: 6 },
] as const;

const nameOf = ({ columns, rows }: (typeof layers)[number], batch: number, pass: string) =>
  `${columns} → ${rows}, batch ${batch}, ${pass}`;

/**
 * Layers in sparse storage beside dense ones, forward and in training (forward, the weights' gradient, the error passed
 * down; no optimiser), and the density at which one overtakes the other.
 */
export const crossover: Suite = {
  name: "crossover",
  *cases({ kernels }) {
    for (const shape of layers)
      for (const batch of batches)
        for (const { pass, training, flops } of passes) {
          using arena = new Arena(kernels);
          const { columns, rows } = shape,
            use = { batch, training },
            baseline = layerStep(arena, new Dense(rows), columns, use);
          yield densities.map((density) => ({
            name: `${nameOf(shape, batch, pass)}, ${percent(density)}`,
            density,
            flops: flops * Math.round(density * rows * columns) * batch,
            beside: "dense",
            kernel: layerStep(arena, new SparseLinear(rows, { density }), columns, use),
            baseline,
          }));
        }
  },
  summary(entries) {
    const lines = layers.flatMap((shape) =>
      batches.map((batch) => [
        `${shape.columns} → ${shape.rows}`,
        String(batch),
        ...passes.map(({ pass }) => {
          const start = `${nameOf(shape, batch, pass)},`;
          return crossing(entries.filter((entry) => entry.case.startsWith(start)));
        }),
      ]),
    );
    return [
      "Sparse storage is faster than dense below this density:",
      ...textTable([["layer", "batch", "forward", "training"], ...lines], { right: [1, 2, 3] }),
    ];
  },
};

/** Where a sparse layer's time, on straight lines between the densities measured, meets that of the dense one. */
export function crossing(entries: readonly Pick<Entry, "density" | "medianMs" | "baselineMs">[]): string {
  const points = entries.map(({ density, medianMs, baselineMs }) => ({
      density: density!,
      lost: medianMs - baselineMs,
    })),
    at = points.findIndex(({ lost }) => lost > 0);
  if (points.length === 0) return "not measured";
  if (at < 0) return "any";
  if (at === 0) return `under ${percent(points[0]!.density)}`;
  const [below, above] = [points[at - 1]!, points[at]!],
    share = below.lost / (below.lost - above.lost);
  return percent(below.density + share * (above.density - below.density));
}

const percent = (density: number) => `${Math.round(100 * density)} %`;

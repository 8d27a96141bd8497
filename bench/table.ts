import { textTable } from "../src/experiments/report/text.js";

/** One case's entry in the JSON file. `gflops` counts useful work: 2 · nnz · batch for a sparse product. */
export interface Entry {
  readonly suite: string;
  readonly case: string;
  readonly density: number | null;
  readonly medianMs: number;
  readonly baselineMs: number;
  readonly ratio: number;
  readonly gflops: number;
  /** Memory of both, where a suite looks at it. */
  readonly bytes?: number;
  readonly baselineBytes?: number;
  readonly node: string;
}

/** Kernels beside plain JavaScript. */
export function tableBesideJavaScript(entries: readonly Entry[]): string[] {
  const rows = entries.map((entry) => [
    entry.suite,
    entry.case,
    entry.density === null || entry.density === 1 ? "" : `${Number((100 * entry.density).toPrecision(3))} %`,
    entry.medianMs.toFixed(3),
    entry.baselineMs.toFixed(3),
    `${entry.ratio.toFixed(1)} ×`,
    rate(entry),
  ]);
  const head = ["suite", "case", "density", "ms", "JavaScript ms", "faster", "GFLOP/s"];
  return textTable([head, ...rows], { right: [2, 3, 4, 5, 6] });
}

/** Kernels beside other kernels. */
export function tableBesideKernels(entries: readonly Entry[]): string[] {
  const rows = entries.map((entry) => [
    entry.suite,
    entry.case,
    entry.medianMs.toFixed(3),
    entry.baselineMs.toFixed(3),
    `${entry.ratio.toFixed(2)} ×`,
    rate(entry),
  ]);
  const head = ["suite", "case", "ms", "the other's ms", "as fast", "GFLOP/s"];
  return textTable([head, ...rows], { right: [2, 3, 4, 5] });
}

const rate = ({ gflops }: Entry) => (gflops > 0 ? gflops.toFixed(1) : "");

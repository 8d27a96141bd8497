import { ArgumentError } from "../errors.js";
import { expectInteger } from "../ops/check.js";
import { expectDimensions, INDEX_LIMIT } from "./check.js";

/** A weight layer, as far as its share of the connections goes. */
export interface BudgetLayer {
  /** Width of the output, or its channels. */
  readonly rows: number;
  /** Width of the input, or its channels. */
  readonly columns: number;
  /** Sides of a convolution's kernel; none by default. The layer has rows · columns · their product cells. */
  readonly kernel?: readonly number[];
  /** Whether it keeps all its connections whatever the others do; false by default. */
  readonly dense?: boolean;
}

/**
 * How connections are shared out. A layer's density is proportional to
 * - `uniform`: 1;
 * - `er`, Erdős–Rényi: (rows + columns) / (rows · columns), so narrow layers, above all the output, stay denser;
 * - `erk`: (rows + columns + Σ kernel) / (rows · columns · Π kernel).
 */
export type BudgetRule = "uniform" | "er" | "erk";

export interface LayerBudgets {
  /** Connections of every layer. */
  readonly counts: number[];
  /** Densities before they were rounded to whole connections. */
  readonly densities: number[];
  /** ε, the factor on the rule's terms of layers that are not dense; 0 when all are. */
  readonly epsilon: number;
}

/**
 * Shares round(density · all cells) connections out among layers. The factor ε solves the whole budget, dense layers
 * included; a layer whose density would exceed 1 becomes dense and ε is solved again for the others. Fractions go to the
 * layers with the largest ones, so the counts add up exactly.
 * @param options.density share of all cells, above 0, up to 1    @param options.rule `er` by default
 * @throws {ArgumentError} for an option or a dimension out of range, no layers, and a budget that layers told to be dense exceed
 * Source: Mocanu et al. 2018, doi:10.1038/s41467-018-04316-3; ERK and the total budget: Evci et al. 2020, arXiv:1911.11134.
 */
export function layerBudgets(
  layers: readonly BudgetLayer[],
  options: { readonly density: number; readonly rule?: BudgetRule },
): LayerBudgets {
  const { density, rule = "er" } = options ?? {};
  if (!Array.isArray(layers) || layers.length === 0)
    throw new ArgumentError("layerBudgets", "layers", layers, "one or more layers");
  if (!(density > 0 && density <= 1))
    throw new ArgumentError("layerBudgets", "density", density, "a number above 0, up to 1");
  const cells = layers.map(cellsOf),
    terms = layers.map((layer, l) => term(rule, layer, cells[l]!)),
    all = sum(cells),
    total = Math.round(density * all);
  expectInteger("layerBudgets", "number of connections", total, 0, 2 ** 53 - 1);
  const full = layers.map((layer) => layer.dense === true),
    dense = sum(cells.filter((_, l) => full[l]));
  if (dense > total) {
    const least = `at least ${dense} / ${all}: ${dense} connections are in layers told to be dense`;
    throw new ArgumentError("layerBudgets", "density", density, least);
  }

  let epsilon = 0,
    shares = cells;
  for (let settled = false; !settled; ) {
    const rest = total - sum(cells.filter((_, l) => full[l])),
      weight = sum(terms.filter((_, l) => !full[l]));
    epsilon = weight > 0 ? rest / weight : 0;
    shares = cells.map((count, l) => (full[l] ? count : weight > 0 ? (rest * terms[l]!) / weight : 0));
    settled = true;
    for (const [l, share] of shares.entries())
      if (!full[l] && share >= cells[l]!) {
        full[l] = true;
        settled = false;
      }
  }
  return {
    counts: rounded(shares, cells, total),
    densities: shares.map((share, l) => (full[l] ? 1 : share / cells[l]!)),
    epsilon,
  };
}

function cellsOf({ rows, columns, kernel = [] }: BudgetLayer): number {
  let cells = expectDimensions("layerBudgets", rows, columns);
  for (const side of kernel) {
    expectInteger("layerBudgets", "kernel", side, 1, INDEX_LIMIT);
    cells *= side;
  }
  expectInteger("layerBudgets", "number of cells", cells, 0, 2 ** 53 - 1);
  return cells;
}

/** Connections of a layer where ε = 1: cells times what its density is proportional to. */
function term(rule: BudgetRule, { rows, columns, kernel = [] }: BudgetLayer, cells: number): number {
  if (cells === 0) return 0;
  switch (rule) {
    case "uniform":
      return cells;
    case "er":
      return (rows + columns) * (cells / (rows * columns));
    case "erk":
      return rows + columns + sum(kernel);
    default:
      throw new ArgumentError("layerBudgets", "rule", rule, '"uniform", "er" or "erk"');
  }
}

/** Whole numbers that add up to the total: the largest fractions are rounded up. */
function rounded(shares: readonly number[], cells: readonly number[], total: number): number[] {
  const counts = shares.map((share, l) => Math.min(Math.floor(share), cells[l]!)),
    byFraction = Array.from(counts.keys()).sort((a, b) => shares[b]! - counts[b]! - (shares[a]! - counts[a]!));
  let missing = total - sum(counts);
  for (const l of byFraction)
    if (missing > 0 && counts[l]! < cells[l]!) {
      counts[l]!++;
      missing--;
    }
  return counts;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

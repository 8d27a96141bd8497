import { ArgumentError } from "../errors.js";
import { expectDimensions, expectFraction } from "./check.js";

/** Width of a layer's output and input. */
export interface LayerSize {
  readonly rows: number;
  readonly columns: number;
}

/**
 * Shares round(density · all cells) connections out among layers in proportion to rows + columns, as in the Erdős–Rényi
 * initialisation of sparse training: narrow layers, above all the output, stay denser than wide ones. A layer that would
 * get more than its cells is full, and the others share the rest. Fractions go to the layers with the largest ones, so
 * the counts add up exactly.
 * @returns the number of connections of every layer
 * Source: Mocanu et al. 2018, doi:10.1038/s41467-018-04316-3; exact total after Evci et al. 2020, arXiv:1911.11134.
 * @throws {ArgumentError} on a dimension or density out of range, or no layers
 */
export function erdosRenyiCounts(layers: readonly LayerSize[], density: number): number[] {
  if (layers.length === 0) throw new ArgumentError("erdosRenyiCounts", "layers", layers, "one or more layers");
  expectFraction("erdosRenyiCounts", "density", density);
  const cells = layers.map(({ rows, columns }) => expectDimensions("erdosRenyiCounts", rows, columns));
  const total = Math.round(density * cells.reduce((sum, count) => sum + count, 0));

  const full = new Set<number>();
  let shares = cells;
  for (let settled = false; !settled; ) {
    let rest = total,
      weight = 0;
    for (const [l, { rows, columns }] of layers.entries())
      if (full.has(l)) rest -= cells[l]!;
      else weight += rows + columns;
    shares = layers.map(({ rows, columns }, l) =>
      full.has(l) ? cells[l]! : weight > 0 ? (rest * (rows + columns)) / weight : 0,
    );
    settled = true;
    for (const l of layers.keys())
      if (!full.has(l) && shares[l]! >= cells[l]!) {
        full.add(l);
        settled = full.size === layers.length;
      }
  }
  const counts = shares.map((share, l) => Math.min(Math.floor(share), cells[l]!));
  let missing = total - counts.reduce((sum, count) => sum + count, 0);
  const byFraction = [...layers.keys()].sort((a, b) => shares[b]! - counts[b]! - (shares[a]! - counts[a]!));
  for (const l of byFraction)
    if (missing > 0 && counts[l]! < cells[l]!) {
      counts[l]!++;
      missing--;
    }
  return counts;
}

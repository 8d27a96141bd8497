import { ArgumentError } from "../errors.js";
import { expectInteger } from "../ops/check.js";
import type { Random } from "../random.js";
import type { Pattern } from "../tensor/pattern.js";
import { expectDimensions, expectFraction, INDEX_LIMIT } from "./check.js";
import { sampleWithoutReplacement } from "./sample.js";

/** Which units make up an ensemble; see {@link ensemblePattern}. */
export type Grouping = "index" | "random" | "mixer";

export interface EnsembleOptions {
  readonly rows: number;
  readonly columns: number;
  /** Number of ensembles, G: divides rows and columns. */
  readonly groups: number;
  /** Share of connections within an ensemble, p_intra; 1 by default. */
  readonly intra?: number;
  /** Share of connections between different ensembles, p′. */
  readonly inter: number;
  /** `index` by default. */
  readonly grouping?: Grouping;
  /** Number of the layer from 1, by which `mixer` alternates; 1 by default. */
  readonly layer?: number;
}

/** A pattern, and the ensemble of each of its rows and columns. */
export interface EnsemblePattern extends Pattern {
  readonly rowGroups: Int32Array;
  readonly columnGroups: Int32Array;
}

/**
 * Ensemble to ensemble: the units on both sides of a layer form G ensembles of equal size; each is wired to its partner
 * with density intra and to the others with inter. Ensembles are, by `grouping`,
 * - `index`: neighbours, ⌊i / (n / G)⌋;
 * - `random`: as large, but of units drawn anew for each side of each layer;
 * - `mixer`: neighbours in odd layers, every G-th unit (i mod G) in even ones, as an MLP-Mixer mixes places and features.
 *
 * Every row has exactly round(intra · columns / G) connections to its partner and round(inter · (columns − columns / G)) to
 * the others, halves rounded up, all such choices equally likely. So the density is 1/G · intra + (1 − 1/G) · inter up to
 * rounding. (The paper draws each connection by itself; then counts would vary.)
 * Source: Konstantaropoulos, Smirnakis & Papadopouli 2025, arXiv:2508.14140.
 * @throws {ArgumentError} for groups that do not divide rows and columns, an option out of range, or more than 2^31 − 1
 *   connections
 */
export function ensemblePattern(random: Random, options: EnsembleOptions): EnsemblePattern {
  const call = "ensemblePattern",
    { rows, columns, groups, intra = 1, inter, grouping = "index", layer = 1 } = options;
  expectDimensions(call, rows, columns);
  expectInteger(call, "groups", groups, 1, INDEX_LIMIT);
  for (const [name, size] of Object.entries({ rows, columns }))
    if (size % groups !== 0) throw new ArgumentError(call, "groups", groups, `a divisor of ${name}, ${size}`);
  expectFraction(call, "intra", intra);
  expectFraction(call, "inter", inter);
  expectInteger(call, "layer", layer, 1, INDEX_LIMIT);

  const rowGroups = labels(random, rows, groups, grouping, layer),
    columnGroups = labels(random, columns, groups, grouping, layer),
    own = Array.from({ length: groups }, (_, g) => columnsWhere(columnGroups, (group) => group === g)),
    others = Array.from({ length: groups }, (_, g) => columnsWhere(columnGroups, (group) => group !== g)),
    partner = columns / groups,
    within = Math.round(intra * partner),
    fanIn = within + Math.round(inter * (columns - partner));
  expectInteger(call, "number of connections", rows * fanIn, 0, INDEX_LIMIT);
  const columnIndices = new Int32Array(rows * fanIn);
  for (let row = 0; row < rows; row++) {
    const group = rowGroups[row]!,
      chosen = columnIndices.subarray(row * fanIn, (row + 1) * fanIn);
    for (const [k, i] of sampleWithoutReplacement(random, partner, within).entries()) chosen[k] = own[group]![i]!;
    for (const [k, i] of sampleWithoutReplacement(random, columns - partner, fanIn - within).entries())
      chosen[within + k] = others[group]![i]!;
    chosen.sort();
  }
  const rowPointers = Int32Array.from({ length: rows + 1 }, (_, row) => row * fanIn);
  return { rows, columns, rowPointers, columnIndices, rowGroups, columnGroups };
}

/** Share of a layer's connections that join partners; 0 when there are none. */
export function intraShare(
  { rowPointers, columnIndices }: Pick<Pattern, "rowPointers" | "columnIndices">,
  { rowGroups, columnGroups }: Pick<EnsemblePattern, "rowGroups" | "columnGroups">,
): number {
  let count = 0;
  for (let row = 0, p = 0; row < rowGroups.length; row++)
    for (; p < rowPointers[row + 1]!; p++) if (columnGroups[columnIndices[p]!] === rowGroups[row]) count++;
  return columnIndices.length === 0 ? 0 : count / columnIndices.length;
}

/** The ensemble of each of `size` units, a multiple of `groups`. */
function labels(random: Random, size: number, groups: number, grouping: Grouping, layer: number): Int32Array {
  const block = size / groups;
  switch (grouping) {
    case "index":
      return Int32Array.from({ length: size }, (_, i) => Math.floor(i / block));
    case "mixer":
      return layer % 2 === 1
        ? labels(random, size, groups, "index", layer)
        : Int32Array.from({ length: size }, (_, i) => i % groups);
    case "random": {
      const order = labels(random, size, groups, "index", layer);
      for (let i = size - 1; i > 0; i--) {
        const j = random.integer(i + 1),
          swapped = order[i]!;
        order[i] = order[j]!;
        order[j] = swapped;
      }
      return order;
    }
    default:
      throw new ArgumentError("ensemblePattern", "grouping", grouping, '"index", "random" or "mixer"');
  }
}

function columnsWhere(groups: Int32Array, wanted: (group: number) => boolean): Int32Array {
  return Int32Array.from(groups.keys()).filter((column) => wanted(groups[column]!));
}

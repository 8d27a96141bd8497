import { ArgumentError } from "../errors.js";
import { fillNormal } from "../ops/random.js";
import type { Random } from "../random.js";
import type { BlockSize } from "../sparsity/blocks.js";
import type { Pattern } from "../tensor/pattern.js";
import { Tensor } from "../tensor/tensor.js";

/**
 * ON/OFF initialisation of weights [rows, columns], whatever axes the two have: along the last one inputs stand in pairs;
 * see `Initialisation`.
 *   first layer:  W[2i] = R_i, W[2i+1] = −R_i                                           R ~ N(0, 1/fanIn)
 *   above it:     W[2i,2j] = W[2i+1,2j+1] = max(R_ij, 0), W[2i,2j+1] = W[2i+1,2j] = max(−R_ij, 0)   R ~ N(0, 4/fanIn)
 * @throws {ArgumentError} for an odd number of rows, but one above the first layer, for an odd number of inputs above it,
 * and for sparse weights
 * Source: Clark, Abbott & Chung 2021, arXiv:2106.04089.
 */
export function fillOnOff(
  weights: Tensor,
  rows: number,
  { fanIn, first, random }: { fanIn: number; first: boolean; random: Random },
): void {
  const columns = weights.size / rows;
  if (weights.shape.length < 2)
    throw new ArgumentError("onOff", "weights", "sparse", "dense: pairs need all of their weights");
  expectPairs(rows, weights.shape.at(-1)!, first);
  const drawn = first ? [rows / 2, columns] : [Math.ceil(rows / 2), columns / 2],
    r = new Tensor(weights.arena, drawn);
  fillNormal(random, r, 0, Math.sqrt((first ? 1 : 4) / Math.max(1, fanIn)));
  const from = r.data,
    to = weights.data;
  if (first)
    for (let i = 0; i < from.length; i++) {
      const at = 2 * i - (i % columns); // rows 2p and 2p + 1 of pair p
      to[at] = from[i]!;
      to[at + columns] = -from[i]!;
    }
  else
    for (let i = 0, pair = 0; i < rows; i += 2, pair++)
      for (let j = 0; j < columns; j += 2) {
        const value = from[(pair * columns + j) / 2]!,
          at = i * columns + j;
        to[at] = Math.max(value, 0);
        to[at + 1] = Math.max(-value, 0);
        if (i + 1 === rows) continue;
        to[at + columns] = to[at + 1]!;
        to[at + columns + 1] = to[at]!;
      }
  r.dispose();
}

/**
 * The same for the stored weights of a sparse matrix, with as many draws as it has blocks: with every weight stored it gives
 * the dense weights, bit for bit.
 * @param weights [nnz]
 * @param pattern made of blocks of the size that onOffBlock gives, each of its rows repeated for every component of a unit
 * where the layer starts vectors
 */
export function fillSparseOnOff(
  weights: Tensor,
  units: number,
  { pattern, fanIn, first, random }: { pattern: Pattern; fanIn: number; first: boolean; random: Random },
): void {
  const { rows, rowPointers } = pattern,
    single = units === 1,
    step = first ? 1 : 2,
    r = new Tensor(weights.arena, [weights.size / (single ? 2 : 2 * step)]);
  fillNormal(random, r, 0, Math.sqrt((first ? 1 : 4) / Math.max(1, fanIn)));
  const from = r.data,
    to = weights.data,
    begin = (unit: number) => rowPointers[(unit * rows) / units]!;
  for (let unit = 0, k = 0; unit < units; unit += 2) {
    const end = begin(unit + 1),
      length = end - begin(unit); // from a weight of unit 2p to the one of unit 2p + 1
    for (let p = begin(unit); p < end; p += step) {
      const value = from[k++]!;
      if (first) {
        to[p] = value;
        to[p + length] = -value;
        continue;
      }
      to[p] = Math.max(value, 0);
      to[p + 1] = Math.max(-value, 0);
      if (single) continue;
      to[p + length] = to[p + 1]!;
      to[p + length + 1] = to[p]!;
    }
  }
  r.dispose();
}

/**
 * What a connection between pairs is between units: 2 × 2, from the network's inputs 2 × 1, to a single output 1 × 2.
 * @throws {ArgumentError} as fillOnOff does
 */
export function onOffBlock(units: number, inputs: number, first: boolean): BlockSize {
  expectPairs(units, inputs, first);
  return { rows: units === 1 ? 1 : 2, columns: first ? 1 : 2 };
}

function expectPairs(units: number, inputs: number, first: boolean): void {
  if (first || units > 1) expectPairedUnits(units, first ? "" : ", but for a single output");
  if (!first) expectPairedInputs(inputs);
}

/** @throws {ArgumentError} unless units, at one position of an image, stand in pairs */
export function expectPairedUnits(units: number, exception = ""): void {
  if (units % 2 !== 0) throw new ArgumentError("onOff", "units", units, `even: they stand in pairs${exception}`);
}

/** @throws {ArgumentError} unless the units below, at one position of an image, stand in pairs */
export function expectPairedInputs(inputs: number): void {
  if (inputs % 2 !== 0) throw new ArgumentError("onOff", "inputs", inputs, "even: the units below stand in pairs");
}

import { ArgumentError } from "../errors.js";
import { fillNormal } from "../ops/random.js";
import type { Random } from "../tensor/random.js";
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
  const columns = weights.size / rows,
    inputs = weights.shape.at(-1)!;
  if (weights.shape.length < 2)
    throw new ArgumentError("onOff", "weights", "sparse", "dense: pairs need all of their weights");
  if (rows % 2 !== 0 && (first || rows > 1))
    throw new ArgumentError(
      "onOff",
      "units",
      rows,
      `even: they stand in pairs${first ? "" : ", but for a single output"}`,
    );
  if (!first && inputs % 2 !== 0)
    throw new ArgumentError("onOff", "inputs", inputs, "even: the units below stand in pairs");
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

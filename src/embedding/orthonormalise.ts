import { copy } from "../ops/elementwise.js";
import { matmul } from "../ops/gemm.js";
import { gram } from "../ops/gram.js";
import { fillNormal } from "../ops/random.js";
import type { Random } from "../random.js";
import { Tensor } from "../tensor/tensor.js";
import { inverseCholesky } from "./cholesky.js";
import type { Turns } from "./turns.js";

/** Passes beyond the wanted ones that new columns may take. */
const maxExtraPasses = 4;

/**
 * Makes the columns of a matrix orthonormal in place; they go on spanning what they spanned. The matrix is given in blocks
 * of rows, each [rows, m], one arena. A pass multiplies it by the inverse of its Cholesky factor, AᵀA being summed in
 * double precision, which f32 columns never exhaust; the second pass takes away the rounding of the first. Columns that
 * depend on others are replaced by random ones, which takes one pass more.
 * Source: Yamazaki, Tomov & Dongarra 2015, doi:10.1137/14M0973773 (Cholesky QR in mixed precision).
 * @param passes 1 where nearly orthonormal will do, 2 for f32's full precision
 */
export async function orthonormalise(
  blocks: readonly Tensor[],
  passes: number,
  random: Random,
  turns: Turns,
): Promise<void> {
  const [first] = blocks,
    m = first?.shape[1] ?? 0;
  if (first === undefined || m === 0) return;
  const { arena } = first,
    factor = new Tensor(arena, [m, m]);
  try {
    for (let pass = 1, last = passes; pass <= last; pass++) {
      const { inverse, dependent } = inverseCholesky(await gramOf(blocks, turns), m);
      factor.data.set(inverse);
      for (const block of blocks) {
        multiplyInPlace(block, factor);
        await turns.take();
        if (dependent.length > 0) replaceColumns(block, dependent, random);
      }
      if (dependent.length > 0) last = Math.min(Math.max(last, pass + 2), passes + maxExtraPasses);
    }
  } finally {
    factor.dispose();
  }
}

/** Rows summed in one go: with fewer, adding up the m² sums of each part would cost more than the products. */
const gramRows = 256;

/** Lower triangle of AᵀA for A in blocks of rows. */
export async function gramOf(blocks: readonly Tensor[], turns: Turns): Promise<Float64Array> {
  const m = blocks[0]?.shape[1] ?? 0,
    total = new Float64Array(m * m);
  for (const block of blocks) {
    const rows = block.shape[0]!;
    for (let begin = 0; begin < rows; begin += gramRows) {
      const part = gram(block, begin, Math.min(begin + gramRows, rows));
      for (let i = 0; i < total.length; i++) total[i]! += part[i]!;
      await turns.take();
    }
  }
  return total;
}

function multiplyInPlace(block: Tensor, factor: Tensor): void {
  const product = new Tensor(block.arena, block.shape);
  try {
    copy(matmul(block, factor, product), block);
  } finally {
    product.dispose();
  }
}

function replaceColumns(block: Tensor, columns: readonly number[], random: Random): void {
  const [rows = 0, m = 0] = block.shape,
    drawn = fillNormal(random, new Tensor(block.arena, [rows, columns.length]));
  const from = drawn.data,
    to = block.data;
  for (let i = 0; i < rows; i++)
    for (let c = 0; c < columns.length; c++) to[i * m + columns[c]!] = from[i * columns.length + c]!;
  drawn.dispose();
}

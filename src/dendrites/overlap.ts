import { ArgumentError, ShapeError } from "../errors.js";
import { expectDisjoint, expectIsTensor, expectTensor } from "../ops/check.js";
import { Tensor } from "../tensor/tensor.js";
import { type Arena, expectArena } from "../wasm/arena.js";
import { dendrites } from "./kernels.js";
import { Sdr } from "./sdr.js";

/**
 * Overlaps of many SDRs with many, counts[i,j] = |rows_i ∧ others_j|, by packed bits.
 * @param rows packed as by `packSdrs`, [rows, bytes]; bytes a multiple of 16    @param others [others, bytes]
 * @param counts receives the overlaps, [rows, others]
 * @throws {ShapeError} when shapes do not fit or arrays overlap    @throws {ArgumentError} without the kernels of `dendrites`
 */
export function overlaps(rows: Tensor<"u8">, others: Tensor<"u8">, counts: Tensor<"i32">): Tensor<"i32"> {
  expectIsTensor("overlaps", "rows", rows);
  expectIsTensor("overlaps", "others", others);
  const [count = 0, bytes = 0] = rows.shape,
    [otherCount = 0] = others.shape;
  expectTensor("overlaps", "rows", rows, [count, bytes], rows, "u8");
  expectTensor("overlaps", "others", others, [otherCount, bytes], rows, "u8");
  expectTensor("overlaps", "counts", counts, [count, otherCount], rows, "i32");
  expectDisjoint("overlaps", rows, counts, "rows and counts");
  expectDisjoint("overlaps", others, counts, "others and counts");
  if (bytes % 16 !== 0) throw new ShapeError("overlaps", `rows of ${bytes} bytes must be multiples of 16`);
  dendrites
    .of("overlaps", rows.arena)
    .overlap_bits_i32(0, count, otherCount, bytes / 16, rows.ptr, others.ptr, counts.ptr);
  return counts;
}

/**
 * SDRs of one size as rows of packed bits, each padded to whole vectors of 128.
 * @throws {ShapeError} when sizes differ or there is none
 */
export function packSdrs(arena: Arena, sdrs: readonly Sdr[]): Tensor<"u8"> {
  expectArena("packSdrs", arena);
  if (!Array.isArray(sdrs) || !sdrs.every((sdr) => sdr instanceof Sdr))
    throw new ArgumentError("packSdrs", "sdrs", sdrs, "a list of Sdrs");
  const size = sdrs[0]?.size ?? 0;
  if (size === 0 || sdrs.some((sdr) => sdr.size !== size))
    throw new ShapeError("packSdrs", `SDRs of [${sdrs.map((sdr) => sdr.size)}] bits must be one or more of one size`);
  const bytes = 16 * Math.ceil(size / 128),
    rows = new Tensor(arena, [sdrs.length, bytes], "u8");
  for (const [i, { bits }] of sdrs.entries())
    rows.data.set(new Uint8Array(bits.buffer, bits.byteOffset, bits.byteLength), i * bytes);
  return rows;
}

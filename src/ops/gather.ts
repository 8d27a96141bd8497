import { ArgumentError, ShapeError } from "../errors.js";
import type { DataType, Tensor } from "../tensor/tensor.js";
import { expectDisjoint, expectInteger, expectIsTensor, expectTensor } from "./check.js";

/**
 * Picks a batch of samples and turns it feature-major: out[f, b] = samples[indices[start + b], f]·scale + offset for
 * b < count, and 0 in the columns count ≤ b < batch.
 * @param samples [n, features], u8 or f32    @param indices sample numbers, [any length]
 * @param out receives the batch, [features, batch]; overlaps neither
 * @throws {ShapeError} when shapes or memories do not fit or arrays overlap
 * @throws {ArgumentError} when start … start + count leaves the indices, count > batch, an index is not one of
 *   0 … n − 1, or scale or offset is not finite; nothing was written then
 */
export function gatherBatch(
  samples: Tensor<"u8"> | Tensor<"f32">,
  indices: Tensor<"i32">,
  start: number,
  count: number,
  scale: number,
  offset: number,
  out: Tensor,
): Tensor {
  return gatherRows("gatherBatch", samples, indices, start, count, scale, offset, out);
}

/**
 * Picks the targets of a batch, feature-major: out[f, b] = targets[indices[start + b], f] for b < count, else 0.
 * Shapes and errors as `gatherBatch`.
 */
export function gatherTargets(
  targets: Tensor,
  indices: Tensor<"i32">,
  start: number,
  count: number,
  out: Tensor,
): Tensor {
  return gatherRows("gatherTargets", targets, indices, start, count, 1, 0, out);
}

/**
 * Picks the labels of a batch: out[b] = labels[indices[start + b]] for b < count, 0 for count ≤ b < batch.
 * @param labels [n]    @param indices sample numbers, [any length]
 * @param out receives the labels, [batch]; overlaps neither
 * @throws {ShapeError} when shapes or memories do not fit or arrays overlap
 * @throws {ArgumentError} when start … start + count leaves the indices, count > batch, or an index is not one of
 *   0 … n − 1; nothing was written then
 */
export function gatherLabels(
  labels: Tensor<"i32">,
  indices: Tensor<"i32">,
  start: number,
  count: number,
  out: Tensor<"i32">,
): Tensor<"i32"> {
  expectIsTensor("gatherLabels", "labels", labels);
  expectIsTensor("gatherLabels", "out", out);
  expectTensor("gatherLabels", "labels", labels, [labels.size], labels, "i32");
  expectTensor("gatherLabels", "out", out, [out.size], labels, "i32");
  const first = expectPicks("gatherLabels", labels, labels.size, indices, start, count, out, out.size);
  labels.arena.kernels.gather_i32(0, count, labels.ptr, first, out.ptr);
  out.data.fill(0, count);
  return out;
}

/**
 * Keeps some columns: y[i,b] (+)= x[i,b] where which[b] = wanted, else 0.
 * @param which integers, [batch]    @param x [rows, batch]    @param y receives the result, same shape; may be x
 * @param accumulate adds to y
 * @throws {ShapeError} when shapes or memories do not fit    @throws {ArgumentError} unless wanted is an i32 number ≥ 0
 */
export function selectColumns(which: Tensor<"i32">, wanted: number, x: Tensor, y: Tensor, accumulate = false): Tensor {
  expectIsTensor("selectColumns", "x", x);
  const [rows = 0, batch = 0] = x.shape;
  expectTensor("selectColumns", "x", x, [rows, batch], x, "f32");
  expectTensor("selectColumns", "y", y, [rows, batch], x, "f32");
  expectTensor("selectColumns", "which", which, [batch], x, "i32");
  expectInteger("selectColumns", "wanted", wanted, 0, 0x7fffffff);
  x.arena.kernels.select_columns_f32(0, rows, batch, accumulate, wanted, which.ptr, x.ptr, y.ptr);
  return y;
}

/**
 * Keeps some entries: y[i] = x[i] for the given indices, else 0.
 * @param indices row-major, [any length]    @param x any shape    @param y receives the result, same shape; overlaps neither
 * @throws {ShapeError} when shapes or memories do not fit or arrays overlap
 * @throws {ArgumentError} when an index is not one of 0 … size − 1; nothing was written then
 */
export function keepEntries(indices: Tensor<"i32">, x: Tensor, y: Tensor): Tensor {
  expectIsTensor("keepEntries", "x", x);
  expectTensor("keepEntries", "x", x, x.shape, x, "f32");
  expectTensor("keepEntries", "y", y, x.shape, x, "f32");
  expectDisjoint("keepEntries", x, y, "x and y");
  expectIsTensor("keepEntries", "indices", indices);
  const count = indices.size;
  expectPicks("keepEntries", x as Tensor<DataType>, x.size, indices, 0, count, y as Tensor<DataType>, count);
  x.arena.kernels.keep_entries_f32(x.size, count, indices.ptr, x.ptr, y.ptr);
  return y;
}

function gatherRows(
  operation: string,
  samples: Tensor<"u8"> | Tensor<"f32">,
  indices: Tensor<"i32">,
  start: number,
  count: number,
  scale: number,
  offset: number,
  out: Tensor,
): Tensor {
  expectIsTensor(operation, "samples", samples);
  expectIsTensor(operation, "out", out);
  const [n = 0, features = 0] = samples.shape,
    [, batch = 0] = out.shape,
    { kernels } = samples.arena;
  if (samples.dtype !== "u8" && samples.dtype !== "f32")
    throw new ShapeError(operation, `samples hold ${(samples as Tensor<DataType>).dtype}, must hold u8 or f32`);
  if (samples.shape.length !== 2) throw new ShapeError(operation, `samples [${samples.shape}] must be [n, features]`);
  if (out.shape.length !== 2) throw new ShapeError(operation, `out [${out.shape}] must be [${features}, batch]`);
  expectTensor(operation, "out", out, [features, batch], samples as Tensor<DataType>, "f32");
  expectFinite(operation, "scale", scale);
  expectFinite(operation, "offset", offset);
  const first = expectPicks(operation, samples as Tensor<DataType>, n, indices, start, count, out, batch),
    gather = samples.dtype === "u8" ? kernels.gather_u8_f32 : kernels.gather_f32;
  gather(0, features, features, count, batch, scale, offset, samples.ptr, first, out.ptr);
  return out;
}

/** The checks every gather shares; gives the address of the first index. */
function expectPicks(
  operation: string,
  source: Tensor<DataType>,
  limit: number,
  indices: Tensor<"i32">,
  start: number,
  count: number,
  out: Tensor<DataType>,
  batch: number,
): number {
  expectIsTensor(operation, "indices", indices);
  expectTensor(operation, "indices", indices, [indices.size], source, "i32");
  expectDisjoint(operation, source, out, "source and out");
  expectDisjoint(operation, indices, out, "indices and out");
  if (!Number.isInteger(start) || start < 0 || start > indices.size)
    throw new ArgumentError(operation, "start", start, `an integer from 0 to ${indices.size}`);
  const most = Math.min(batch, indices.size - start);
  if (!Number.isInteger(count) || count < 0 || count > most)
    throw new ArgumentError(operation, "count", count, `an integer from 0 to ${most}`);
  const first = indices.ptr + 4 * start,
    bad = source.arena.kernels.find_outside_i32(0, count, limit, first);
  if (bad >= 0) {
    const position = start + bad;
    throw new ArgumentError(operation, `indices[${position}]`, indices.data[position], `from 0 to ${limit - 1}`);
  }
  return first;
}

function expectFinite(operation: string, name: string, value: number): void {
  if (!Number.isFinite(Math.fround(value))) throw new ArgumentError(operation, name, value, "a finite f32 number");
}

import { ShapeError } from "../errors.js";
import type { Tensor } from "../tensor/tensor.js";
import { expectAlike, expectInteger, expectIsTensor, expectTensor } from "./check.js";

/**
 * Σ x[i], summed in double precision: element i goes to partial sum i mod 8 for the whole blocks of eight, the eight
 * are joined pairwise, the remaining elements follow one by one. 0 for an empty tensor.
 */
export function sum(x: Tensor): number {
  expectAlike("sum", { x });
  return x.arena.kernels.sum_f32(0, x.size, x.ptr);
}

/** Σ x[i] / n, summed as `sum`. NaN for an empty tensor. */
export function mean(x: Tensor): number {
  expectAlike("mean", { x });
  return x.arena.kernels.sum_f32(0, x.size, x.ptr) / x.size;
}

/** Population variance Σ (x[i] − mean)² / n, in two passes, each summed as `sum`. NaN for an empty tensor. */
export function variance(x: Tensor): number {
  expectAlike("variance", { x });
  const center = x.arena.kernels.sum_f32(0, x.size, x.ptr) / x.size;
  return x.arena.kernels.sum_squares_f32(0, x.size, center, x.ptr) / x.size;
}

/** Σ x[i]², summed as `sum`. */
export function sumSquares(x: Tensor): number {
  expectAlike("sumSquares", { x });
  return x.arena.kernels.sum_squares_f32(0, x.size, 0, x.ptr);
}

/** max |x[i]|: 0 for an empty tensor, NaN when an element is NaN. */
export function maxAbs(x: Tensor): number {
  expectAlike("maxAbs", { x });
  return x.arena.kernels.max_abs_f32(0, x.size, x.ptr);
}

/** Whether no element is NaN or infinite. */
export function allFinite(x: Tensor): boolean {
  expectAlike("allFinite", { x });
  return Number.isFinite(x.arena.kernels.max_abs_f32(0, x.size, x.ptr));
}

/** Row-major index of the largest element: the lowest of equals, NaN never wins, 0 when all are NaN, −1 when empty. */
export function argmax(x: Tensor): number {
  expectAlike("argmax", { x });
  return x.arena.kernels.argmax_f32(0, x.size, x.ptr);
}

/**
 * Row of the largest element of every column, out[b] = argmax_i x[i,b]: the lowest of equals, NaN never wins, 0 when a
 * column is all NaN. With a `group` the number of the group of so many rows in which it stands, ⌊argmax_i x[i,b] / group⌋.
 * @param x [rows, batch]    @param out receives the row indices, [batch]    @param group from 1 to the number of rows
 * @throws {ShapeError} unless x is a matrix with at least one row and out is as long as it has columns
 * @throws {ArgumentError} for another group
 */
export function argmaxColumns(x: Tensor, out: Tensor<"i32">, group = 1): Tensor<"i32"> {
  expectIsTensor("argmaxColumns", "x", x);
  const [rows = 0, batch = 0] = x.shape;
  if (x.shape.length !== 2 || rows === 0)
    throw new ShapeError("argmaxColumns", `x is [${x.shape}], must be [rows, batch] with at least one row`);
  expectAlike("argmaxColumns", { x });
  expectTensor("argmaxColumns", "out", out, [batch], x, "i32");
  expectInteger("argmaxColumns", "group", group, 1, rows);
  x.arena.kernels.argmax_columns_f32(0, batch, rows, group, batch, x.ptr, out.ptr);
  return out;
}

import { ArgumentError, ShapeError } from "../errors.js";
import type { Tensor } from "../tensor/tensor.js";
import { expectAlike, expectDisjoint, expectIsTensor, expectTensor } from "./check.js";

/**
 * Sum, y[i] = a[i] + b[i].
 * @param a any shape    @param b same shape    @param y receives the result, same shape; may be a or b
 * @throws {ShapeError} when the shapes differ
 */
export function add(a: Tensor, b: Tensor, y: Tensor): Tensor {
  expectAlike("add", { a, b, y });
  a.arena.kernels.add_f32(0, a.size, a.ptr, b.ptr, y.ptr);
  return y;
}

/**
 * Product, y[i] (+)= a[i] · b[i].
 * @param a any shape    @param b same shape    @param y receives the result, same shape; may be a or b
 * @param accumulate adds to y
 * @throws {ShapeError} when the shapes differ
 */
export function multiply(a: Tensor, b: Tensor, y: Tensor, accumulate = false): Tensor {
  expectAlike("multiply", { a, b, y });
  a.arena.kernels.multiply_f32(0, a.size, accumulate, a.ptr, b.ptr, y.ptr);
  return y;
}

/**
 * y[i] += alpha · x[i].
 * @param alpha factor, rounded to f32    @param x any shape    @param y added to, same shape; may be x
 * @throws {ShapeError} when the shapes differ
 */
export function axpy(alpha: number, x: Tensor, y: Tensor): Tensor {
  expectAlike("axpy", { x, y });
  x.arena.kernels.axpy_f32(0, x.size, alpha, x.ptr, y.ptr);
  return y;
}

/**
 * y[i] = factor · x[i].
 * @param x any shape    @param factor rounded to f32    @param y receives the result, same shape; may be x
 * @throws {ShapeError} when the shapes differ
 */
export function scale(x: Tensor, factor: number, y: Tensor): Tensor {
  expectAlike("scale", { x, y });
  x.arena.kernels.scale_f32(0, x.size, factor, x.ptr, y.ptr);
  return y;
}

/**
 * y[i] = min(max(x[i], low), high); NaN stays NaN.
 * @param x any shape    @param low least, rounded to f32    @param high largest, rounded to f32
 * @param y receives the result, same shape; may be x
 * @throws {ShapeError} when the shapes differ    @throws {ArgumentError} unless low ≤ high
 */
export function clamp(x: Tensor, low: number, high: number, y: Tensor): Tensor {
  expectAlike("clamp", { x, y });
  if (!(low <= high)) throw new ArgumentError("clamp", "low", low, `at most high, which is ${high}`);
  x.arena.kernels.clamp_f32(0, x.size, low, high, x.ptr, y.ptr);
  return y;
}

/** Sets every element: x[i] = value, rounded to f32. */
export function fill(x: Tensor, value: number): Tensor {
  expectAlike("fill", { x });
  x.arena.kernels.fill_f32(0, x.size, value, x.ptr);
  return x;
}

/**
 * y[i] = x[i], bit by bit.
 * @param x any shape    @param y receives the copy, same shape; may be x
 * @throws {ShapeError} when the shapes differ
 */
export function copy(x: Tensor, y: Tensor): Tensor {
  expectAlike("copy", { x, y });
  x.arena.kernels.copy_f32(0, x.size, x.ptr, y.ptr);
  return y;
}

/**
 * Adds one number per row: y[i,b] += bias[i].
 * @param bias [rows]    @param y added to, [rows, n], or [rows, …] with n elements after the first axis
 * @throws {ShapeError} when bias is not as long as y has rows
 */
export function addBias(bias: Tensor, y: Tensor): Tensor {
  const [rows, n] = expectRows("addBias", "bias", bias, "y", y);
  y.arena.kernels.add_bias_f32(0, rows, n, bias.ptr, y.ptr);
  return y;
}

/**
 * Sets every row to one number: y[i,b] = bias[i mod length]. A bias shorter than y repeats, as one that a convolution's
 * positions share does.
 * @param bias [rows], or [rows / r] for a whole r
 * @param y overwritten, [rows, n], or [rows, …] with n elements after the first axis
 * @throws {ShapeError} when bias is no vector, or y's rows are no whole multiple of its length
 */
export function fillRows(bias: Tensor, y: Tensor): Tensor {
  expectIsTensor("fillRows", "bias", bias);
  const period = bias.shape[0] ?? 0,
    [rows, n] = expectRows("fillRows", "bias", bias, "y", y, period);
  y.arena.kernels.fill_rows_f32(0, rows, n, period, bias.ptr, y.ptr);
  return y;
}

/**
 * Gradient of a bias: gradient[i] (+)= Σ_b d[i,b], in f32 over sixteen partial sums (at most n/16 + 7 roundings each).
 * @param d gradient at what the bias was added to, [rows, n], or [rows, …]    @param gradient receives the sums, [rows]
 * @param accumulate adds to gradient
 * @throws {ShapeError} when gradient is not as long as d has rows
 */
export function biasGradient(d: Tensor, gradient: Tensor, accumulate = false): Tensor {
  const [rows, n] = expectRows("biasGradient", "gradient", gradient, "d", d);
  d.arena.kernels.bias_gradient_f32(0, rows, n, accumulate, d.ptr, gradient.ptr);
  return gradient;
}

/**
 * Sum of equal parts, y[j] (+)= Σ_p x[p·n + j] where n is y's size: what positions or groups that share a parameter
 * contribute to its gradient. Summed in ascending p, from 0 or from the old y.
 * @param x any shape whose size is a whole multiple of y's    @param y receives the sums, any shape; may not overlap x
 * @param accumulate adds to y
 * @throws {ShapeError} when x's size is no whole multiple of y's, or they overlap
 */
export function sumGroups(x: Tensor, y: Tensor, accumulate = false): Tensor {
  expectIsTensor("sumGroups", "x", x);
  expectIsTensor("sumGroups", "y", y);
  expectTensor("sumGroups", "x", x, x.shape, x, "f32");
  expectTensor("sumGroups", "y", y, y.shape, x, "f32");
  if (!isMultiple(x.size, y.size))
    throw new ShapeError("sumGroups", `x has ${x.size} elements, must have a whole multiple of y's ${y.size}`);
  expectDisjoint("sumGroups", x, y, "x and y");
  x.arena.kernels.sum_groups_f32(0, y.size, y.size && x.size / y.size, y.size, accumulate, x.ptr, y.ptr);
  return y;
}

const isMultiple = (size: number, part: number) => (part === 0 ? size === 0 : size % part === 0);

/** The matrix's rows and their length; the vector is as long as that, or `period` divides the rows and is its length. */
function expectRows(
  operation: string,
  vectorName: string,
  vector: Tensor,
  matrixName: string,
  matrix: Tensor,
  period?: number,
): [rows: number, n: number] {
  expectIsTensor(operation, matrixName, matrix);
  const rows = matrix.shape[0];
  if (rows === undefined)
    throw new ShapeError(operation, `${matrixName} is a scalar, must be [rows, n]: ${vectorName} holds one per row`);
  expectTensor(operation, matrixName, matrix, matrix.shape, matrix, "f32");
  expectTensor(
    operation,
    vectorName,
    vector,
    [period !== undefined && isMultiple(rows, period) ? period : rows],
    matrix,
    "f32",
  );
  return [rows, rows === 0 ? 0 : matrix.size / rows];
}

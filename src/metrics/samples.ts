import { ArgumentError, ShapeError } from "../errors.js";

/**
 * What units did, a row per sample and a column per unit: an array of rows of one length, or all numbers row after row
 * with the two sizes.
 */
export type Samples =
  | readonly ArrayLike<number>[]
  | { readonly data: ArrayLike<number>; readonly rows: number; readonly columns: number };

/** A copy of one's own, row-major, in double precision. */
export interface Matrix {
  readonly data: Float64Array;
  readonly rows: number;
  readonly columns: number;
}

const isArray = (value: unknown): value is ArrayLike<number> =>
  typeof value === "object" && value !== null && Number.isInteger((value as ArrayLike<number>).length);

/**
 * Copies samples.
 * @throws {ShapeError} for no rows, no columns, rows of several lengths, or data that is not rows · columns numbers
 * @throws {ArgumentError} for something else than samples, or a number that is not finite
 */
export function readSamples(operation: string, name: string, samples: Samples): Matrix {
  if (typeof samples === "object" && samples !== null && "data" in samples) {
    const { data, rows, columns } = samples;
    if (!isArray(data)) throw new ArgumentError(operation, `${name}.data`, data, "an array of numbers");
    for (const [size, value] of Object.entries({ rows, columns }))
      if (!Number.isInteger(value) || value < 1)
        throw new ArgumentError(operation, `${name}.${size}`, value, "a positive integer");
    if (data.length !== rows * columns)
      throw new ShapeError(operation, `${name} has ${data.length} numbers, must be ${rows} rows of ${columns}`);
    const copy = new Float64Array(data.length);
    for (let i = 0; i < copy.length; i++) copy[i] = finite(operation, data[i], () => `${name}.data[${i}]`);
    return { data: copy, rows, columns };
  }
  if (!isArray(samples))
    throw new ArgumentError(operation, name, samples, "an array of rows or { data, rows, columns }");
  const rows = samples.length;
  if (rows === 0) throw new ShapeError(operation, `${name} has no rows`);
  for (let i = 0; i < rows; i++) {
    if (!isArray(samples[i])) throw new ArgumentError(operation, `${name}[${i}]`, samples[i], "an array of numbers");
    if (samples[i]!.length !== samples[0]!.length)
      throw new ShapeError(
        operation,
        `${name}[${i}] has ${samples[i]!.length} numbers, ${name}[0] has ${samples[0]!.length}`,
      );
  }
  const columns = samples[0]!.length;
  if (columns === 0) throw new ShapeError(operation, `${name} has no columns`);
  const data = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    const row = samples[i]!;
    for (let j = 0; j < columns; j++) data[i * columns + j] = finite(operation, row[j], () => `${name}[${i}][${j}]`);
  }
  return { data, rows, columns };
}

/**
 * Copies one row of numbers.
 * @throws {ShapeError} for no numbers
 * @throws {ArgumentError} for something else than an array of numbers, or a number that is not finite
 */
export function readVector(operation: string, name: string, vector: ArrayLike<number>): Float64Array {
  if (!isArray(vector)) throw new ArgumentError(operation, name, vector, "an array of numbers");
  if (vector.length === 0) throw new ShapeError(operation, `${name} has no numbers`);
  const copy = new Float64Array(vector.length);
  for (let i = 0; i < copy.length; i++) copy[i] = finite(operation, vector[i], () => `${name}[${i}]`);
  return copy;
}

function finite(operation: string, value: unknown, name: () => string): number {
  if (!Number.isFinite(value)) throw new ArgumentError(operation, name(), value, "a finite number");
  return value as number;
}

/**
 * Multiplies numbers in place by a power of two, 1 unless their sizes are extreme, after which fourth powers of their
 * sums neither overflow nor vanish.
 * @returns the power of two
 */
export function rescale(numbers: Float64Array): number {
  let largest = 0,
    factor = 1;
  for (let i = 0; i < numbers.length; i++) largest = Math.max(largest, Math.abs(numbers[i]!));
  while (largest * factor > 2 ** 60) factor /= 2 ** 60;
  while (largest > 0 && largest * factor < 1 / 2 ** 60) factor *= 2 ** 60;
  if (factor !== 1) for (let i = 0; i < numbers.length; i++) numbers[i]! *= factor;
  return factor;
}

/**
 * Takes from each column its mean, in place. The first row is taken away before means are formed, so that a column of
 * equal numbers becomes exactly 0 and a large common offset costs no digits.
 */
export function centreColumns({ data, rows, columns }: Matrix): void {
  for (let j = 0; j < columns; j++) {
    const first = data[j]!;
    let sum = 0;
    for (let i = j; i < data.length; i += columns) sum += data[i]! -= first;
    for (let i = j; i < data.length; i += columns) data[i]! -= sum / rows;
  }
}

export function transposed({ data, rows, columns }: Matrix): Matrix {
  const turned = new Float64Array(data.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) turned[j * rows + i] = data[i * columns + j]!;
  return { data: turned, rows: columns, columns: rows };
}

/** Σ_k a[i, k] b[j, k]: row i of one matrix times row j of another with as many columns. */
export function rowProduct(a: Matrix, i: number, b: Matrix, j: number): number {
  return dot(a.data, i * a.columns, b.data, j * b.columns, a.columns);
}

/** Σ_k a[i + k] b[j + k] over `length` numbers, in four sums at a time, since one would wait for each addition. */
export function dot(a: Float64Array, i: number, b: Float64Array, j: number, length: number): number {
  const end = i + length,
    fours = end - 3;
  let s0 = 0,
    s1 = 0,
    s2 = 0,
    s3 = 0;
  for (; i < fours; i += 4, j += 4) {
    s0 += a[i]! * b[j]!;
    s1 += a[i + 1]! * b[j + 1]!;
    s2 += a[i + 2]! * b[j + 2]!;
    s3 += a[i + 3]! * b[j + 3]!;
  }
  for (; i < end; i++, j++) s0 += a[i]! * b[j]!;
  return s0 + s1 + (s2 + s3);
}

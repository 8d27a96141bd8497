import { ArgumentError, ShapeError } from "../errors.js";
import type { Arena } from "../wasm/arena.js";
import type * as generated from "../wasm/exports/rewiring.js";
import { rewiringWasm } from "../wasm/inline/rewiring.js";
import { InstantKernels } from "../wasm/instant.js";
import { plainArray } from "./input.js";
import { ownerOf } from "./owner.js";
import type { Pattern } from "./pattern.js";
import { type DataType, isView, type Tensor } from "./tensor.js";

/** What changes structures, and chooses the places. */
export const rewiringKernels: InstantKernels<Awaited<ReturnType<typeof generated.instantiate>>> =
  /* @__PURE__ */ new InstantKernels("rewiring", rewiringWasm);

/**
 * Lends the kernels a caller's lists for one call: places of entries, and ranks or flat positions.
 * @param room where they are lent, if they fit; else the arena lends 4 bytes per place and 8 per number
 * @param use gets their addresses
 * @throws {MemoryError} when the arena cannot
 */
export function withLists<T>(
  arena: Arena,
  operation: string,
  places: Int32Array,
  numbers: Float64Array,
  room: Tensor<"i32"> | undefined,
  use: (places: number, numbers: number) => T,
): T {
  const bytes = 8 * numbers.length + 4 * places.length,
    fits = room !== undefined && bytes <= 4 * room.size,
    numbersAt = fits ? room.ptr : arena.allocate(bytes, operation),
    placesAt = numbersAt + 8 * numbers.length;
  try {
    new Float64Array(arena.buffer, numbersAt, numbers.length).set(numbers);
    new Int32Array(arena.buffer, placesAt, places.length).set(places);
    return use(placesAt, numbersAt);
  } finally {
    if (!fits) arena.release(numbersAt);
  }
}

/**
 * Strictly ascending places of entries. Elements of an Int32Array are the kernels' to check; one that seems empty may have
 * lost its memory.
 * @param live the arena's memory, which may move when lists are lent: what lies there is copied
 */
export function readPlaces(
  operation: string,
  name: string,
  array: ArrayLike<number>,
  limit: number,
  live: ArrayBufferLike,
): Int32Array {
  if (!(array instanceof Int32Array) || array.length === 0 || array.length > limit)
    return new Int32Array(readAscending(operation, name, array, limit));
  return array.buffer === live ? array.slice() : array;
}

/** Strictly ascending ranks or flat positions, in a Float64Array as places in an Int32Array. */
export function readPositions(
  operation: string,
  name: string,
  array: ArrayLike<number>,
  limit: number,
  live: ArrayBufferLike,
): Float64Array {
  if (!(array instanceof Float64Array) || array.length === 0 || array.length > limit)
    return readAscending(operation, name, array, limit);
  return array.buffer === live ? array.slice() : array;
}

/** What leads from one structure to another: entries to drop, and flat positions to grow at. */
export function differenceOf(from: Pattern, to: Pattern): { readonly dropped: number[]; readonly grown: number[] } {
  const dropped: number[] = [],
    grown: number[] = [];
  for (let row = 0; row < from.rows; row++) {
    let p = from.rowPointers[row]!,
      q = to.rowPointers[row]!;
    const end = from.rowPointers[row + 1]!,
      stop = to.rowPointers[row + 1]!;
    while (p < end || q < stop) {
      const left = p < end ? from.columnIndices[p]! : Infinity,
        right = q < stop ? to.columnIndices[q]! : Infinity;
      if (left < right) dropped.push(p);
      if (right < left) grown.push(row * from.columns + right);
      if (left <= right) p++;
      if (right <= left) q++;
    }
  }
  return { dropped, grown };
}

/**
 * @throws {ShapeError} unless each has one 4-byte element per entry, in the matrix's memory, is no view of another tensor and no
 * matrix's values, and overlaps neither these values nor another companion
 */
export function expectCompanions(operation: string, values: Tensor, companions: readonly Tensor<DataType>[]): void {
  if (!Array.isArray(companions)) throw new ArgumentError(operation, "companions", companions, "an array of tensors");
  const all: Tensor<DataType>[] = [values as Tensor<DataType>, ...companions],
    bytes = 4 * values.size;
  for (const [i, tensor] of companions.entries()) {
    const refuse = (detail: string) => new ShapeError(operation, `companions[${i}] ${detail}`);
    if (!Array.isArray((tensor as Partial<Tensor> | null)?.shape))
      throw new ArgumentError(operation, `companions[${i}]`, tensor, "a Tensor");
    if (tensor.dtype === "u8" || tensor.shape.length !== 1 || tensor.size !== values.size)
      throw refuse(`is ${tensor.dtype} [${tensor.shape}], must be f32 or i32 [${values.size}]`);
    if (tensor.arena.kernels.memory !== values.arena.kernels.memory)
      throw refuse("lives in another WebAssembly memory; load() once and share its kernels");
    if (isView(tensor)) throw refuse("is a view of another tensor");
    if (ownerOf.has(tensor as Tensor)) throw refuse("holds a matrix's values, which move with its own entries");
    const { ptr } = tensor;
    if (all.slice(0, i + 1).some((other) => Math.abs(other.ptr - ptr) < bytes))
      throw refuse("must not overlap the values or another companion");
  }
}

/** Strictly ascending integers from 0 to below `limit`, each read once. */
export function readAscending(operation: string, name: string, array: ArrayLike<number>, limit: number): Float64Array {
  if (typeof array !== "object" || array === null || !Number.isSafeInteger(array.length) || array.length < 0)
    throw new ArgumentError(operation, name, array, "an array of integers");
  if (array.length > limit) throw new ShapeError(operation, `${name} has ${array.length} elements, at most ${limit}`);
  const numbers = copyOf(operation, name, array);
  for (let i = 0, previous = -1; i < numbers.length; i++) {
    const value = numbers[i]!;
    if (Math.floor(value) !== value || value <= previous || value >= limit)
      throw new ArgumentError(
        operation,
        `${name}[${i}]`,
        value,
        previous < 0 ? `an integer from 0 to ${limit - 1}` : `an integer above ${previous}, up to ${limit - 1}`,
      );
    previous = value;
  }
  return numbers;
}

/**
 * Numbers in double precision.
 * @throws {ArgumentError} for what is none    @throws {MemoryError} when the engine has no room for them
 */
function copyOf(operation: string, name: string, array: ArrayLike<number>): Float64Array {
  const numbers = plainArray(operation, Float64Array, array.length);
  if (ArrayBuffer.isView(array)) {
    try {
      numbers.set(array);
    } catch {
      throw new ArgumentError(operation, name, array, "an array of numbers whose memory is still there");
    }
    return numbers;
  }
  for (let i = 0; i < numbers.length; i++) {
    const value: unknown = array[i];
    if (typeof value !== "number") throw new ArgumentError(operation, `${name}[${i}]`, value, "an integer");
    numbers[i] = value;
  }
  return numbers;
}

/** @returns the number of places    @throws {ArgumentError} when flat positions would not be exact numbers */
export function expectCells(operation: string, rows: number, columns: number): number {
  if (rows * columns > 2 ** 53) throw new ArgumentError(operation, "rows · columns", rows * columns, "at most 2^53");
  return rows * columns;
}

import { ArgumentError, MemoryError, ShapeError } from "../errors.js";

/** Largest size, index or position: those are i32 in the kernels. */
const largest = 0x7fffffff;

/** Throws unless `size` is an integer from 0 to 2^31 − 1. */
export function expectSize(operation: string, name: string, size: number): void {
  if (!Number.isInteger(size) || size < 0 || size > largest)
    throw new ShapeError(operation, `${name} is ${String(size)}, must be an integer from 0 to ${largest}`);
}

/**
 * A caller's numbers as a Float32Array: the array itself or, read once element by element, a copy.
 * Arrays inside `live`, the arena's memory, are copied too, since the next allocation may detach them.
 * @throws {ArgumentError} on an element that is no number
 */
export function readNumbers(
  operation: string,
  name: string,
  array: ArrayLike<number>,
  live: ArrayBufferLike,
): Float32Array {
  if (array instanceof Float32Array) return array.buffer === live ? array.slice() : array;
  expectArray(operation, name, array);
  const copy = plainArray(operation, Float32Array, array.length);
  for (let i = 0; i < copy.length; i++) {
    const value: unknown = array[i];
    if (typeof value !== "number") throw new ArgumentError(operation, `${name}[${i}]`, value, "a number");
    copy[i] = value;
  }
  return copy;
}

/**
 * A caller's indices as an Int32Array: the array itself or, as in readNumbers, a copy. Values of an Int32Array are not
 * looked at. Shared memory is refused, as another thread could change an index after it was checked.
 * @param at names an element in an error
 * @throws {ArgumentError} on an element of another array that is no integer from 0 to 2^31 − 1, and on shared memory
 */
export function readIndices(
  operation: string,
  name: string,
  array: ArrayLike<number>,
  live: ArrayBufferLike | undefined,
  at: (i: number) => string,
): Int32Array {
  if (ArrayBuffer.isView(array) && Object.prototype.toString.call(array.buffer) === "[object SharedArrayBuffer]")
    throw new ArgumentError(operation, name, array, "in memory that no other thread can change, not shared");
  if (array instanceof Int32Array) return array.buffer === live ? array.slice() : array;
  expectArray(operation, name, array);
  const copy = plainArray(operation, Int32Array, array.length);
  for (let i = 0; i < copy.length; i++) {
    const value: unknown = array[i];
    if (typeof value !== "number" || !Number.isInteger(value) || value < 0 || value > largest)
      throw new ArgumentError(operation, at(i), value, `an integer from 0 to ${largest}`);
    copy[i] = value;
  }
  return copy;
}

function expectArray(operation: string, name: string, array: ArrayLike<number>): void {
  if (typeof array !== "object" || array === null)
    throw new ArgumentError(operation, name, array, "an array of numbers");
  expectSize(operation, `${name}.length`, array.length);
}

/** A zeroed typed array outside of WebAssembly memory. @throws {MemoryError} when the engine has no room for it */
export function plainArray<T extends Float32Array | Float64Array | Int32Array | Uint8Array>(
  operation: string,
  type: { new (length: number): T; readonly BYTES_PER_ELEMENT: number },
  length: number,
): T {
  try {
    return new type(length);
  } catch (cause) {
    const detail = "the JavaScript engine has no room for an array of that size";
    throw new MemoryError(operation, length * type.BYTES_PER_ELEMENT, detail, { cause });
  }
}

import { ArgumentError, ShapeError } from "../errors.js";
import { readNumbers } from "../tensor/input.js";
import { type Arena, expectArena } from "../wasm/arena.js";

/** A caller's points: their numbers, how many there are, and the power of two that brings the largest to [1, 2). */
export interface Points {
  readonly values: Float32Array;
  readonly n: number;
  readonly scale: number;
}

/**
 * Reads points of `features` numbers each, one after the other.
 * @throws {ArgumentError} on what is no finite f32 number    @throws {ShapeError} unless the numbers fill whole points
 */
export function readPoints(operation: string, arena: Arena, points: ArrayLike<number>, features: number): Points {
  expectArena(operation, arena);
  if (!Number.isInteger(features) || features < 1 || features > 0x7fffffff)
    throw new ArgumentError(operation, "features", features, "an integer from 1 to 2147483647");
  const values = readNumbers(operation, "points", points, arena.buffer),
    n = values.length / features;
  if (!Number.isInteger(n))
    throw new ShapeError(operation, `${values.length} numbers are no whole points of ${features} features`);
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]!);
    if (!(size < Infinity)) throw new ArgumentError(operation, `points[${i}]`, values[i], "a finite f32 number");
    if (size > largest) largest = size;
  }
  return { values, n, scale: unitScale(largest) };
}

/** The power of two that brings x to [1, 2), or to [2, 4) and below 1 at the very ends of f32's range; 1 for 0. */
function unitScale(x: number): number {
  if (x === 0) return 1;
  const bits = new Uint32Array(Float32Array.of(x).buffer),
    exponent = Math.min(Math.max((bits[0]! >>> 23) - 127, -126), 126);
  bits[0] = (127 - exponent) << 23;
  return new Float32Array(bits.buffer)[0]!;
}

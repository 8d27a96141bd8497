import fc from "fast-check";
import type { Sdr } from "../../src/dendrites/sdr.js";

/** A number of bits that crosses words, and two lists of ON bits, ascending. */
export const twoLists = fc
  .integer({ min: 1, max: 200 })
  .chain((size) => fc.tuple(fc.constant(size), fc.subarray(places(size)), fc.subarray(places(size))));

export const places = (size: number): number[] => Array.from({ length: size }, (_, index) => index);

/** Looks at the SDR's forms one after another, each derived or not: they must say the same. */
export function formsOf(sdr: Sdr): { indices: number[]; bits: number[]; dense: number[]; has: number[] } {
  const bits = Array.from(sdr.bits).flatMap((word, w) =>
    places(32).flatMap((b) => ((word >>> b) & 1 ? [w * 32 + b] : [])),
  );
  return {
    indices: [...sdr.indices],
    bits,
    dense: [...sdr.toDense()].flatMap((value, index) => (value ? [index] : [])),
    has: places(sdr.size + 70).filter((index) => sdr.has(index)),
  };
}

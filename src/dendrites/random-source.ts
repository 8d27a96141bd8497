import { ArgumentError } from "../errors.js";

/**
 * What draws random numbers for SDRs, pools and memories: the package's `Random`, or a `MersenneTwister`, whose draws are
 * those of the C++ implementation of HTM.
 */
export interface RandomSource {
  /** An integer from [0, limit). */
  integer(limit: number): number;
  /** The source's own way to choose `count` of the items, in the order chosen. Without one, `sample` has its own. */
  sample?(items: Uint32Array, count: number): Uint32Array<ArrayBuffer>;
}

/** @throws {ArgumentError} unless random draws integers */
export function expectRandomSource(operation: string, random: RandomSource): RandomSource {
  if (typeof random?.integer === "function") return random;
  throw new ArgumentError(operation, "random", random, "a Random or a MersenneTwister");
}

/**
 * `count` of the items without replacement, every choice equally likely, in random order. Takes one draw for each unless
 * the source has its own way; none for none. The items stay as they are.
 * @param count at most the number of items
 */
export function sample(items: Uint32Array, count: number, random: RandomSource): Uint32Array<ArrayBuffer> {
  if (random.sample !== undefined) return random.sample(items, count);
  // Fisher and Yates' shuffle from the front, left off after `count` places.
  const pool = new Uint32Array(items),
    size = pool.length;
  for (let place = 0; place < count; place++) {
    const other = place + random.integer(size - place),
      item = pool[place]!;
    pool[place] = pool[other]!;
    pool[other] = item;
  }
  return pool.slice(0, count);
}

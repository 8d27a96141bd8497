import { ArgumentError } from "./errors.js";

/**
 * Seeded random numbers from the counter-based generator Philox4x32-10: word block i of a stream is a pure function of
 * (seed, stream, i), so results do not depend on the engine, on threads or on the order in which streams are used.
 * Tensors are filled by the same function in WebAssembly (ops/random); this class draws single numbers and counts.
 * Source: Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3", doi:10.1145/2063384.2063405.
 */
export class Random {
  readonly seed: number;
  /** The 64-bit stream number as two 32-bit words: the upper half of the generator's counter. */
  readonly streamWords: readonly [number, number];
  #position = 0;

  /** @throws {ArgumentError} unless seed is an integer from 0 to 2^53 − 1 */
  constructor(seed: number, streamWords: readonly [number, number] = [0, 0]) {
    if (!Number.isSafeInteger(seed) || seed < 0)
      throw new ArgumentError("Random", "seed", seed, "an integer from 0 to 2^53 − 1");
    this.seed = seed;
    this.streamWords = streamWords;
  }

  /** The generator's key: the seed's low and high 32-bit words. */
  get keyWords(): [number, number] {
    return [this.seed >>> 0, Math.floor(this.seed / 2 ** 32)];
  }

  /** Blocks of four 32-bit words drawn so far; set it to continue a saved run. */
  get position(): number {
    return this.#position;
  }

  set position(position: number) {
    if (!Number.isSafeInteger(position) || position < 0)
      throw new ArgumentError("Random", "position", position, "an integer from 0 to 2^53 − 1");
    this.#position = position;
  }

  /** An independent generator of the same seed, named by a path: `random.stream("weights").stream(3)`. */
  stream(name: string | number): Random {
    let words = this.streamWords;
    // Each character is hashed into the stream number by one Philox block; the marker keeps 1 and "1" apart.
    const characters = typeof name === "number" ? [1, name >>> 0] : [2, ...Array.from(name, (c) => c.codePointAt(0)!)];
    for (const character of characters) {
      const [a, b] = philox(character, 0x6e657572, words[0], words[1], 0x73747265, 0x616d6e65);
      words = [a, b];
    }
    return new Random(this.seed, words);
  }

  /** Reserves `count` blocks for a kernel and gives the position of the first. */
  reserve(count: number): number {
    const first = this.#position;
    this.position = first + count;
    return first;
  }

  /** A double from [0, 1) with 53 random bits. */
  uniform(): number {
    return this.#bits53() / 2 ** 53;
  }

  /** An integer from [0, limit), every one equally likely. @throws {ArgumentError} unless limit is in [1, 2^53] */
  integer(limit: number): number {
    if (!Number.isInteger(limit) || limit < 1 || limit > 2 ** 53)
      throw new ArgumentError("Random.integer", "limit", limit, "an integer from 1 to 2^53");
    const fair = 2 ** 53 - (2 ** 53 % limit);
    let bits = this.#bits53();
    while (bits >= fair) bits = this.#bits53();
    return bits % limit;
  }

  #bits53(): number {
    const position = this.reserve(1),
      [key0, key1] = this.keyWords,
      [stream0, stream1] = this.streamWords;
    const [a, b] = philox(position >>> 0, Math.floor(position / 2 ** 32), stream0, stream1, key0, key1);
    return (a >>> 5) * 2 ** 26 + (b >>> 6);
  }
}

type Words = [number, number, number, number];

/** One Philox4x32-10 block: counter words c0…c3 under key words k0, k1. */
export function philox(c0: number, c1: number, c2: number, c3: number, k0: number, k1: number): Words {
  for (let round = 0; round < 10; round++) {
    const high0 = multiplyHigh(0xd2511f53, c0),
      low0 = Math.imul(0xd2511f53, c0),
      high1 = multiplyHigh(0xcd9e8d57, c2),
      low1 = Math.imul(0xcd9e8d57, c2);
    c0 = high1 ^ c1 ^ k0;
    c1 = low1;
    c2 = high0 ^ c3 ^ k1;
    c3 = low0;
    k0 = (k0 + 0x9e3779b9) | 0;
    k1 = (k1 + 0xbb67ae85) | 0;
  }
  return [c0 >>> 0, c1 >>> 0, c2 >>> 0, c3 >>> 0];
}

/** Upper 32 bits of the unsigned 64-bit product, from four 16-bit products, each of which fits 32 bits. */
function multiplyHigh(a: number, b: number): number {
  const a0 = a & 0xffff,
    a1 = a >>> 16,
    b0 = b & 0xffff,
    b1 = b >>> 16;
  const middle = (Math.imul(a1, b0) + (Math.imul(a0, b0) >>> 16)) | 0,
    cross = (Math.imul(a0, b1) + (middle & 0xffff)) | 0;
  return (Math.imul(a1, b1) + (middle >>> 16) + (cross >>> 16)) | 0;
}

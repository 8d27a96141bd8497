import type { Random } from "../random.js";

/**
 * Quick random numbers for algorithms that draw millions: xoshiro128**, its state drawn from the generator passed in, so
 * that a measure takes four numbers of it whatever it does with its own.
 * Source: Blackman & Vigna 2021, "Scrambled linear pseudorandom number generators", doi:10.1145/3460772.
 */
export class Draws {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  constructor(random: Random) {
    this.#a = random.integer(2 ** 32) | 0;
    this.#b = random.integer(2 ** 32) | 0;
    this.#c = random.integer(2 ** 32) | 0;
    // Never all four zero, where the generator would stay.
    this.#d = random.integer(2 ** 32) | 1;
  }

  /** 32 random bits, from 0 to 2^32 − 1. */
  word(): number {
    const b = this.#b,
      scrambled = Math.imul(b, 5),
      result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9);
    this.#c ^= this.#a;
    this.#d ^= b;
    this.#b = b ^ this.#c;
    this.#a ^= this.#d;
    this.#c ^= b << 9;
    this.#d = (this.#d << 11) | (this.#d >>> 21);
    return result >>> 0;
  }

  /** An integer from [0, limit), every one equally likely; limit from 1 to 2^32. */
  integer(limit: number): number {
    const fair = 2 ** 32 - (2 ** 32 % limit);
    let word = this.word();
    while (word >= fair) word = this.word();
    return word % limit;
  }

  /** A double from [0, 1) with 53 random bits. */
  uniform(): number {
    return ((this.word() >>> 5) * 2 ** 26 + (this.word() >>> 6)) / 2 ** 53;
  }

  /** Puts items into random order, every one equally likely (Fisher and Yates). */
  shuffle(items: Int32Array): Int32Array {
    for (let last = items.length - 1; last > 0; last--) {
      const other = this.integer(last + 1),
        item = items[last]!;
      items[last] = items[other]!;
      items[other] = item;
    }
    return items;
  }
}

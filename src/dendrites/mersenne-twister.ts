import { ArgumentError } from "../errors.js";
import { expectInteger } from "../ops/check.js";
import { expectList, expectNumber } from "./expect.js";

/** Words of state, and the distance of the two words that are combined. */
const WORDS = 624,
  MIDDLE = 397;

/**
 * The Mersenne Twister MT19937 of 32 bits, with the draws that the C++ implementation of HTM makes of it: what a
 * `compatible` spatial pooler or temporal memory needs to give that implementation's bits. For anything else, `Random` is
 * the better generator: this one favours small remainders in `below`, and has one stream.
 * Source: Matsumoto & Nishimura 1998, doi:10.1145/272991.272995.
 */
export class MersenneTwister {
  readonly #words = new Uint32Array(WORDS);
  /** The next word of #words to give; WORDS when they are used up. */
  #position = WORDS;

  /** @throws {ArgumentError} unless seed is an integer from 0 to 2^32 − 1 */
  constructor(seed: number) {
    expectInteger("MersenneTwister", "seed", seed, 0, 0xffffffff);
    const words = this.#words;
    words[0] = seed;
    for (let i = 1; i < WORDS; i++) {
      const before = words[i - 1]!;
      words[i] = Math.imul(before ^ (before >>> 30), 1812433253) + i;
    }
  }

  /** A copy of the 624 words, then the position among them: set it to continue a saved run. */
  get state(): Uint32Array<ArrayBuffer> {
    const state = new Uint32Array(WORDS + 1);
    state.set(this.#words);
    state[WORDS] = this.#position;
    return state;
  }

  /** @throws {ArgumentError} unless state is 624 words, not those of a generator stuck at 0, and a position up to 624 */
  set state(state: Uint32Array) {
    const allowed = "a Uint32Array of 624 words that are not all 0, and a position from 0 to 624";
    if (!(state instanceof Uint32Array) || state.length !== WORDS + 1 || state[WORDS]! > WORDS)
      throw new ArgumentError("MersenneTwister", "state", state, allowed);
    // Of the first word, the recurrence reads the top bit alone.
    if (state[0]! >>> 31 === 0 && state.subarray(1, WORDS).every((word) => word === 0))
      throw new ArgumentError("MersenneTwister", "state", state, allowed);
    this.#words.set(state.subarray(0, WORDS));
    this.#position = state[WORDS]!;
  }

  /** 32 random bits, from 0 to 2^32 − 1. */
  next(): number {
    if (this.#position === WORDS) this.#refill();
    let word = this.#words[this.#position++]!;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return (word ^ (word >>> 18)) >>> 0;
  }

  /**
   * An integer from [0, limit): next() modulo limit.
   * @throws {ArgumentError} unless limit is an integer from 1 to 2^32
   */
  below(limit: number): number {
    expectInteger("MersenneTwister.below", "limit", limit, 1, 2 ** 32);
    return modulo(this.next(), limit);
  }

  /** The same as `below`, under the name that `Random` has for it. */
  integer(limit: number): number {
    return this.below(limit);
  }

  /** A double from 0 to 1, both included: next() / (2^32 − 1). */
  real(): number {
    return this.next() / 0xffffffff;
  }

  /** A single-precision number from a to b, every step rounded to single precision: a + (b − a) · real(). */
  realRange(a: number, b: number): number {
    expectNumber("MersenneTwister.realRange", "a", a);
    expectNumber("MersenneTwister.realRange", "b", b);
    const from = Math.fround(a),
      span = Math.fround(Math.fround(b) - from);
    return Math.fround(from + Math.fround(span * this.real()));
  }

  /** Puts items into random order in place, from the end: item i changes places with item below(i + 1). */
  shuffle<T extends { [index: number]: number; readonly length: number }>(items: T): T {
    expectList("MersenneTwister.shuffle", "items", items);
    for (let last = items.length - 1; last > 0; last--) {
      const other = modulo(this.next(), last + 1),
        item = items[last]!;
      items[last] = items[other]!;
      items[other] = item;
    }
    return items;
  }

  /**
   * The first `count` of a shuffled copy of the items, in that order. None of them takes no draw at all.
   * @throws {ArgumentError} unless count is an integer from 0 to the number of items
   */
  sample(items: ArrayLike<number>, count: number): Uint32Array<ArrayBuffer> {
    expectList("MersenneTwister.sample", "items", items);
    for (let at = 0; at < items.length; at++) expectNumber("MersenneTwister.sample", `items[${at}]`, items[at]!);
    expectInteger("MersenneTwister.sample", "count", count, 0, items.length);
    return count === 0 ? new Uint32Array(0) : this.shuffle(Uint32Array.from(items)).slice(0, count);
  }

  #refill(): void {
    const words = this.#words;
    for (let i = 0, next = 1, far = MIDDLE; i < WORDS; i++) {
      const joined = (words[i]! & 0x80000000) | (words[next]! & 0x7fffffff);
      words[i] = words[far]! ^ (joined >>> 1) ^ (-(joined & 1) & 0x9908b0df);
      if (++next === WORDS) next = 0;
      if (++far === WORDS) far = 0;
    }
    this.#position = 0;
  }
}

/**
 * word mod limit, quicker than %, which engines leave to a slow routine beyond 2^31. Exact: below 2^32, a quotient that is
 * no integer is further from one than it is rounded.
 */
const modulo = (word: number, limit: number): number => word - Math.floor(word / limit) * limit;

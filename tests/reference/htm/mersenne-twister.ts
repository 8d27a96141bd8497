/**
 * MT19937, the 32-bit Mersenne Twister (Matsumoto & Nishimura 1998), with the derived draws of the HTM sheet. Every
 * method says how many numbers it draws: the order of draws is part of the specification.
 */
export class MersenneTwister {
  readonly #state = new Uint32Array(624);
  #position = 624;

  constructor(seed: number) {
    const state = this.#state;
    state[0] = seed;
    for (let i = 1; i < 624; i++) {
      const previous = state[i - 1]!;
      state[i] = Math.imul(1812433253, previous ^ (previous >>> 30)) + i;
    }
  }

  /** The next number, uniform on [0, 2³²). */
  next(): number {
    if (this.#position === 624) this.#regenerate();
    let y = this.#state[this.#position++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  /** An integer below `max`, by remainder (its small bias is the specification's). One draw. */
  integer(max: number): number {
    return this.next() % max;
  }

  /** A double on [0, 1], both ends included. One draw. */
  real(): number {
    return this.next() / 4294967295;
  }

  /** A single-precision number from a to b, every step of it rounded to f32. One draw. */
  realRange(a: number, b: number): number {
    return Math.fround(a + Math.fround(Math.fround(b - a) * this.real()));
  }

  /** Fisher–Yates from the end, in place. length − 1 draws; none for an empty array. */
  shuffle(values: { [index: number]: number; length: number }): void {
    for (let i = values.length - 1; i > 0; i--) {
      const j = this.integer(i + 1),
        swapped = values[i]!;
      values[i] = values[j]!;
      values[j] = swapped;
    }
  }

  /** The first `count` of a shuffled copy. length − 1 draws; none for count = 0. */
  sample(values: ArrayLike<number>, count: number): Uint32Array {
    if (count === 0) return new Uint32Array(0);
    const copy = Uint32Array.from(values);
    this.shuffle(copy);
    return copy.slice(0, count);
  }

  #regenerate(): void {
    const state = this.#state;
    for (let i = 0; i < 624; i++) {
      const y = (state[i]! & 0x80000000) | (state[(i + 1) % 624]! & 0x7fffffff);
      state[i] = state[(i + 397) % 624]! ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
    }
    this.#position = 0;
  }
}

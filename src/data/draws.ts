import { philox, type Random } from "../random.js";

/**
 * Cheap random numbers for generators that need hundreds per sample: sample i reads its own Philox blocks
 * (block, i) of a stream, so what it gets depends neither on other samples nor on how much they drew.
 */
export class SampleDraws {
  readonly #stream: readonly [number, number];
  readonly #key: readonly [number, number];
  #words: readonly number[] = [];
  #next = 4;
  #sample = 0;
  #block = 0;

  constructor(random: Random) {
    this.#stream = random.streamWords;
    this.#key = random.keyWords;
  }

  /** Goes to the beginning of a sample's numbers. */
  seek(sample: number): void {
    this.#sample = sample;
    this.#block = 0;
    this.#next = 4;
  }

  /** 128 random bits in four words. */
  block(): readonly number[] {
    return philox(this.#block++, this.#sample, this.#stream[0], this.#stream[1], this.#key[0], this.#key[1]);
  }

  /** 32 random bits. */
  word(): number {
    if (this.#next === 4) {
      this.#words = this.block();
      this.#next = 0;
    }
    return this.#words[this.#next++]!;
  }

  /** A number from [low, high). */
  uniform(low: number, high: number): number {
    return low + (high - low) * (this.word() / 2 ** 32);
  }

  /** A smooth bump over (−1, 1) with mean 0 and standard deviation ⅓: the mean of three uniform numbers. */
  bump(): number {
    const word = this.word();
    return ((word & 1023) + ((word >>> 10) & 1023) + ((word >>> 20) & 1023)) / 1534.5 - 1;
  }
}

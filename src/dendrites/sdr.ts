import { ArgumentError, ShapeError } from "../errors.js";
import { expectInteger } from "../ops/check.js";
import { expectList, expectRoom } from "./expect.js";
import { expectRandomSource, type RandomSource, sample } from "./random-source.js";

/** How many ON bits: a count, or a fraction that is rounded to one (halves up). */
export type SdrAmount = { readonly count: number } | { readonly fraction: number };

/** Indices are 32-bit and bits are counted in 32 bits. */
const SIZE_LIMIT = 0x7fffffff;

/**
 * Sparse distributed representation: a long binary vector of which few bits are ON, as the ascending list of those and as
 * packed bits. Either form is made of the other when it is asked for and the other changed last: neither is ever stale.
 *
 * Bits of several dimensions are counted row by row, the last dimension fastest. What makes another SDR writes it into
 * `into` where that is given, which may be one of those it reads. `union`, `intersection` and `concatenate` lie beside.
 * Source: Ahmad & Hawkins 2015, arXiv:1503.07469; 2016, arXiv:1601.00720.
 */
export class Sdr {
  readonly dimensions: readonly number[];
  /** The number of bits, ON and OFF. */
  readonly size: number;
  #indices: Uint32Array<ArrayBuffer> = new Uint32Array(0);
  #bits: Uint32Array<ArrayBuffer>;
  #indicesCurrent = true;
  #bitsCurrent = true;

  /**
   * All bits OFF.
   * @param dimensions the number of bits, or one number for each dimension
   * @throws {ArgumentError} unless they are integers from 1 with a product up to 2^31 − 1
   */
  constructor(dimensions: number | readonly number[]) {
    this.dimensions = Object.freeze(
      typeof dimensions === "number" ? [dimensions] : Array.isArray(dimensions) ? [...dimensions] : [],
    );
    if (this.dimensions.length === 0)
      throw new ArgumentError("Sdr", "dimensions", dimensions, "a number, or a list of at least one");
    for (const extent of this.dimensions) expectInteger("Sdr", "dimensions", extent, 1, SIZE_LIMIT);
    this.size = this.dimensions.reduce((product, extent) => product * extent, 1);
    expectInteger("Sdr", "size", this.size, 1, SIZE_LIMIT);
    this.#bits = expectRoom("Sdr", this.size / 8, () => new Uint32Array(Math.ceil(this.size / 32)));
  }

  /** With these bits ON. @throws {ArgumentError} unless the indices are ascending, unique and below the size */
  static from(dimensions: number | readonly number[], indices: ArrayLike<number>): Sdr {
    return new Sdr(dimensions).set(indices);
  }

  /** With the bits ON whose values are not 0. @param dimensions one dimension unless given */
  static fromDense(values: ArrayLike<number | boolean>, dimensions: number | readonly number[] = values?.length): Sdr {
    expectList("Sdr.fromDense", "values", values);
    return new Sdr(dimensions).setDense(values);
  }

  /** With random bits ON, every choice equally likely. @throws {ArgumentError} for more than there are bits */
  static random(dimensions: number | readonly number[], amount: SdrAmount, random: RandomSource): Sdr {
    return new Sdr(dimensions).randomize(amount, random);
  }

  /** Indices of the ON bits, ascending. A view to read, good until the SDR changes. */
  get indices(): Uint32Array<ArrayBuffer> {
    if (!this.#indicesCurrent) {
      const bits = this.#bits,
        indices = (this.#indices = this.#room(populationCount(bits)));
      for (let word = 0, at = 0; word < bits.length; word++)
        for (let rest = bits[word]!; rest !== 0; rest &= rest - 1) indices[at++] = word * 32 + lowestBit(rest);
      this.#indicesCurrent = true;
    }
    return this.#indices;
  }

  /** Bit i is bit i mod 32 of word ⌊i / 32⌋; those past the size are 0. A view to read, good until the SDR changes. */
  get bits(): Uint32Array<ArrayBuffer> {
    if (!this.#bitsCurrent) {
      const bits = this.#bits.fill(0);
      for (const index of this.#indices) bits[index >>> 5]! |= 1 << index;
      this.#bitsCurrent = true;
    }
    return this.#bits;
  }

  /** The number of ON bits. */
  get count(): number {
    return this.indices.length;
  }

  /** The fraction of bits that are ON. */
  get sparsity(): number {
    return this.count / this.size;
  }

  /** Whether a bit is ON; false for what is no index. */
  has(index: number): boolean {
    return Number.isInteger(index) && index >>> 0 === index && ((this.bits[index >>> 5]! >>> index) & 1) === 1;
  }

  /** A fresh array of one 0 or 1 for each bit. */
  toDense(): Uint8Array<ArrayBuffer> {
    const dense = new Uint8Array(this.size);
    for (const index of this.indices) dense[index] = 1;
    return dense;
  }

  /** All bits OFF. */
  clear(): this {
    this.#bits.fill(0);
    this.#bitsCurrent = true;
    this.#indicesCurrent = false;
    return this;
  }

  /** One more bit ON. @throws {ArgumentError} unless index is an integer from 0 and below the size */
  add(index: number): this {
    expectInteger("Sdr.add", "index", index, 0, this.size - 1);
    this.bits[index >>> 5]! |= 1 << index;
    this.#indicesCurrent = false;
    return this;
  }

  /**
   * These bits ON, all others OFF.
   * @throws {ArgumentError} unless the indices are ascending, unique and below the size; the SDR is unchanged then
   */
  set(indices: ArrayLike<number>): this {
    expectList("Sdr.set", "indices", indices);
    for (let at = 0, least = 0; at < indices.length; at++) {
      expectInteger("Sdr.set", `indices[${at}] (ascending, each once)`, indices[at]!, least, this.size - 1);
      least = indices[at]! + 1;
    }
    return this.#take(indices);
  }

  /** The bits ON whose values are not 0. @throws {ShapeError} unless there is one value for each bit */
  setDense(values: ArrayLike<number | boolean>): this {
    expectList("Sdr.setDense", "values", values);
    if (values.length !== this.size)
      throw new ShapeError("Sdr.setDense", `${values.length} values, must be ${this.size}`);
    this.clear();
    for (let index = 0; index < values.length; index++) if (values[index]) this.#bits[index >>> 5]! |= 1 << index;
    return this;
  }

  /**
   * The bits of packed words, laid out as `bits` is.
   * @throws {ShapeError} {ArgumentError} unless there are ⌈size / 32⌉ words, without a bit past the size
   */
  setBits(words: Uint32Array): this {
    if (!(words instanceof Uint32Array)) throw new ArgumentError("Sdr.setBits", "words", words, "a Uint32Array");
    if (words.length !== this.#bits.length)
      throw new ShapeError("Sdr.setBits", `${words.length} words, must be ${this.#bits.length}`);
    const last = words[words.length - 1]!;
    if (this.size % 32 !== 0 && last >>> (this.size % 32) !== 0)
      throw new ArgumentError("Sdr.setBits", "the last word", last, `without a bit past the size, ${this.size}`);
    this.#bits.set(words);
    this.#bitsCurrent = true;
    this.#indicesCurrent = false;
    return this;
  }

  /** The same bits as another SDR of the same size. @throws {ShapeError} when the sizes differ */
  copyFrom(other: Sdr): this {
    this.#expectSize("Sdr.copyFrom", other);
    return other === this ? this : this.#take(other.indices);
  }

  clone(): Sdr {
    return new Sdr(this.dimensions).copyFrom(this);
  }

  /** Whether dimensions and bits are the same. */
  equals(other: Sdr): boolean {
    if (!(other instanceof Sdr)) throw new ArgumentError("Sdr.equals", "other", other, "an Sdr");
    return (
      String(this.dimensions) === String(other.dimensions) &&
      this.count === other.count &&
      this.bits.every((word, i) => word === other.bits[i])
    );
  }

  /** The number of bits that are ON in both. @throws {ShapeError} when the sizes differ */
  overlap(other: Sdr): number {
    this.#expectSize("Sdr.overlap", other);
    const [few, many] = this.count <= other.count ? [this.indices, other.bits] : [other.indices, this.bits];
    let shared = 0;
    for (let i = 0; i < few.length; i++) shared += (many[few[i]! >>> 5]! >>> few[i]!) & 1;
    return shared;
  }

  /**
   * `count` of the ON bits, every choice equally likely; the others are OFF.
   * @throws {ArgumentError} for more than are ON
   */
  subsample(amount: SdrAmount, random: RandomSource, into = new Sdr(this.dimensions)): Sdr {
    expectRandomSource("Sdr.subsample", random);
    this.#expectSize("Sdr.subsample", into);
    const count = countOf("Sdr.subsample", amount, this.count, this.count);
    return into.#take(sample(this.indices, count, random).sort());
  }

  /**
   * Noise that keeps the number of ON bits: so many of them move to places that were OFF. The ON bits that move are drawn
   * first, then their new places, each from the ascending list.
   * @param amount a fraction is one of the ON bits
   * @throws {ArgumentError} for more than are ON, or than are OFF
   */
  noise(amount: SdrAmount, random: RandomSource, into = new Sdr(this.dimensions)): Sdr {
    expectRandomSource("Sdr.noise", random);
    this.#expectSize("Sdr.noise", into);
    const off = expectRoom("Sdr.noise", 4 * this.size, () => new Uint32Array(this.size - this.count)),
      moved = countOf("Sdr.noise", amount, this.count, Math.min(this.count, off.length)),
      { bits } = this;
    for (let index = 0, at = 0; index < this.size; index++)
      if (!((bits[index >>> 5]! >>> index) & 1)) off[at++] = index;
    const leaving = sample(this.indices, moved, random),
      coming = sample(off, moved, random);
    into.copyFrom(this);
    const target = into.bits;
    for (const index of leaving) target[index >>> 5]! &= ~(1 << index);
    for (const index of coming) target[index >>> 5]! |= 1 << index;
    into.#indicesCurrent = false;
    return into;
  }

  /** Random bits ON, every choice equally likely, all others OFF. @throws {ArgumentError} for more than there are bits */
  randomize(amount: SdrAmount, random: RandomSource): this {
    expectRandomSource("Sdr.randomize", random);
    const count = countOf("Sdr.randomize", amount, this.size, this.size),
      all = expectRoom("Sdr.randomize", 4 * this.size, () => new Uint32Array(this.size));
    for (let index = 0; index < all.length; index++) all[index] = index;
    return this.#take(sample(all, count, random).sort());
  }

  /** Indices known to be good. */
  #take(indices: ArrayLike<number>): this {
    this.#indices = this.#room(indices.length);
    this.#indices.set(indices);
    this.#indicesCurrent = true;
    this.#bitsCurrent = false;
    return this;
  }

  /** A list of so many indices, in the memory of the old one if that is large enough. */
  #room(count: number): Uint32Array<ArrayBuffer> {
    const { buffer } = this.#indices;
    if (count * 4 <= buffer.byteLength) return new Uint32Array(buffer, 0, count);
    // An eighth more, so that counts that waver do not allocate each time.
    return new Uint32Array(new ArrayBuffer(4 * Math.min(this.size, count + (count >>> 3))), 0, count);
  }

  #expectSize(operation: string, other: Sdr): void {
    if (!(other instanceof Sdr)) throw new ArgumentError(operation, "other", other, "an Sdr");
    if (other.size !== this.size)
      throw new ShapeError(operation, `[${this.dimensions}] and [${other.dimensions}] must have the same size`);
  }
}

function countOf(operation: string, amount: SdrAmount, whole: number, most: number): number {
  if (typeof amount === "object" && amount !== null && "fraction" in amount) {
    if (!(Number.isFinite(amount.fraction) && amount.fraction >= 0 && amount.fraction <= 1))
      throw new ArgumentError(operation, "fraction", amount.fraction, "a number from 0 to 1");
    const count = Math.round(amount.fraction * whole);
    if (count > most)
      throw new ArgumentError(operation, "fraction", amount.fraction, `at most ${most} of ${whole} bits`);
    return count;
  }
  expectInteger(operation, "count", amount?.count, 0, most);
  return amount.count;
}

const lowestBit = (word: number): number => 31 - Math.clz32(word & -word);

function populationCount(words: Uint32Array): number {
  let count = 0;
  for (let i = 0; i < words.length; i++) {
    let word = words[i]!;
    word -= (word >>> 1) & 0x55555555;
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
    count += Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return count;
}

import { ArgumentError } from "../errors.js";
import { expectInteger } from "../ops/check.js";
import { type Encoder, expectPlace, targetOf } from "./encoder.js";
import { expectBoolean, expectNumber, expectOne, expectOptions, expectPositive } from "./expect.js";
import { murmur3 } from "./murmur3.js";
import type { Sdr } from "./sdr.js";

export interface RandomScalarEncoderOptions {
  /** The number of bits. */
  readonly size: number;
  /** Bits hashed for every value. */
  readonly activeBits: number;
  /** Either how far apart values must be to have different bits … */
  readonly resolution?: number;
  /** … or how far apart they must be to share none but by chance: resolution · activeBits … */
  readonly radius?: number;
  /** … or true where values are integers that name categories, which share none but by chance: radius 1. */
  readonly category?: true;
  /** Of the hash; another seed gives unrelated bits. From 0 to 2^32 − 1, 0 unless given. */
  readonly seed?: number;
  /** The C++ implementation's bits, in its arithmetic of single precision. False unless given. */
  readonly compatible?: boolean;
}

/**
 * Numbers of any range: the random distributed scalar encoder. Numbers are counted in steps of the resolution, and each
 * step has a random bit, found by hashing; a value has the bits of its own step and of the next activeBits − 1.
 *   i = ⌊value / resolution⌋,   bit k = MurmurHash3_x86_32(i + k mod 2^32, seed) mod size,   k from 0 to activeBits − 1
 * Two bits may fall together, so that size · (1 − (1 − 1/size)^activeBits) are ON on average. Two values share about
 * activeBits · (1 − distance / radius) bits, and beyond the radius what two random SDRs share.
 *
 * `compatible`: values and resolution are rounded to single precision, and the step is the quotient with its fraction cut
 * off, so that the two steps beside 0 are one and encode alike.
 */
export class RandomScalarEncoder implements Encoder<number> {
  readonly size: number;
  readonly activeBits: number;
  readonly resolution: number;
  readonly category: boolean;
  readonly seed: number;
  readonly compatible: boolean;

  /** @throws {ArgumentError} unless exactly one of resolution, radius and category is given, and size > activeBits */
  constructor(options: RandomScalarEncoderOptions) {
    const call = "RandomScalarEncoder",
      { size, activeBits, resolution, radius, category, seed = 0, compatible = false } = expectOptions(call, options);
    expectInteger(call, "activeBits", activeBits, 1, 0x7ffffffe);
    expectInteger(call, "size", size, activeBits + 1, 0x7fffffff);
    expectInteger(call, "seed", seed, 0, 0xffffffff);
    this.size = size;
    this.activeBits = activeBits;
    this.seed = seed;
    this.compatible = expectBoolean(call, "compatible", compatible);
    const given = expectOne(call, { resolution, radius, category });
    if (given === "category" && category !== true)
      throw new ArgumentError(call, "category", category, "true, or left out");
    this.category = given === "category";
    const round = compatible ? Math.fround : (number: number) => number,
      step = given === "resolution" ? round(resolution!) : round(round(radius ?? 1) / activeBits);
    this.resolution = expectPositive(call, given, step);
  }

  /** How far apart values must be to share no bit but by chance. */
  get radius(): number {
    return this.resolution * this.activeBits;
  }

  encode(value: number, into?: Sdr): Sdr {
    const target = targetOf("RandomScalarEncoder.encode", this.size, into),
      step = this.#step(value);
    this.#turnOn(step, target.clear(), 0);
    return target;
  }

  write(value: number, into: Sdr, offset: number): void {
    expectPlace("RandomScalarEncoder.write", this.size, into, offset);
    this.#turnOn(this.#step(value), into, offset);
  }

  #step(value: number): number {
    const call = "RandomScalarEncoder";
    expectNumber(call, "value", value);
    if (this.category && !Number.isInteger(value))
      throw new ArgumentError(call, "value", value, "an integer, a category");
    let step: number;
    if (this.compatible) step = Math.trunc(Math.fround(value) / this.resolution);
    else step = this.category ? value * this.activeBits : Math.floor(value / this.resolution);
    // Further out, hashed numbers would come around to those of other values.
    if (step < -(2 ** 31) || step > 2 ** 31 - this.activeBits)
      throw new ArgumentError(call, "value", value, "at most 2^31 steps of the resolution from 0");
    return step;
  }

  #turnOn(step: number, target: Sdr, offset: number): void {
    for (let k = 0; k < this.activeBits; k++) target.add(offset + (murmur3(step + k, this.seed) % this.size));
  }
}

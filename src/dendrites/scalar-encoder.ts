import { ArgumentError } from "../errors.js";
import { expectInteger } from "../ops/check.js";
import { type Encoder, expectPlace, targetOf } from "./encoder.js";
import { expectBoolean, expectNumber, expectOne, expectOptions, expectPositive } from "./expect.js";
import type { Sdr } from "./sdr.js";

export interface ScalarEncoderOptions {
  /** The range of values. */
  readonly minimum: number;
  readonly maximum: number;
  /** ON bits of every encoding. */
  readonly activeBits: number;
  /** Either the number of bits … */
  readonly size?: number;
  /** … or how far apart values must be to share no bit … */
  readonly radius?: number;
  /** … or how far apart values must be to have different bits: radius / activeBits. */
  readonly resolution?: number;
  /** Whether the range closes to a ring, as the hours of a day do: `maximum` is `minimum` again. False unless given. */
  readonly periodic?: boolean;
  /** Whether values outside of the range are encoded as its ends, rather than refused. False unless given. */
  readonly clip?: boolean;
}

/**
 * Numbers of a known range: `activeBits` neighbouring bits, which move along the SDR as the value moves along the range.
 *   first bit = round((value − minimum) / resolution),   size = activeBits + ⌈range / resolution⌉
 *   periodic:   ⌊(value − minimum) / resolution⌋, the bits going round;   size = ⌈range / resolution⌉
 * Two values share about activeBits · (1 − distance / radius) bits, none from the radius on. Where size is given, and for
 * every periodic one, the resolution is the one that fills it: range / (size − activeBits), periodic range / size.
 */
export class ScalarEncoder implements Encoder<number> {
  readonly minimum: number;
  readonly maximum: number;
  readonly activeBits: number;
  readonly size: number;
  readonly resolution: number;
  readonly periodic: boolean;
  readonly clip: boolean;

  /**
   * @throws {ArgumentError} unless minimum < maximum, exactly one of size, radius and resolution is given, and the size is
   *   more than activeBits; for `clip` of a periodic range, which has no ends
   */
  constructor(options: ScalarEncoderOptions) {
    const call = "ScalarEncoder",
      {
        minimum,
        maximum,
        activeBits,
        size,
        radius,
        resolution,
        periodic = false,
        clip = false,
      } = expectOptions(call, options);
    this.minimum = expectNumber(call, "minimum", minimum);
    this.maximum = expectNumber(call, "maximum", maximum);
    const range = expectPositive(call, "maximum − minimum", maximum - minimum);
    expectInteger(call, "activeBits", activeBits, 1, 0x7fffffff);
    this.activeBits = activeBits;
    this.periodic = expectBoolean(call, "periodic", periodic);
    this.clip = expectBoolean(call, "clip", clip);
    if (periodic && clip) throw new ArgumentError(call, "clip", clip, "false when periodic");
    const given = expectOne(call, { size, radius, resolution });
    expectNumber(call, given, { size, radius, resolution }[given]!);
    let steps: number;
    if (given === "size") steps = periodic ? size! : size! - activeBits;
    else {
      const step = given === "radius" ? radius! / activeBits : resolution!;
      expectPositive(call, given, step);
      // What rounding added to an integer must not become one more.
      steps = Math.ceil((range / step) * (1 - 2 ** -40));
      if (!periodic) this.resolution = step;
    }
    this.size = periodic ? steps : steps + activeBits;
    expectInteger(call, "size", this.size, activeBits + 1, 0x7fffffff);
    this.resolution ??= range / steps;
  }

  /** How far apart values must be to share no bit. */
  get radius(): number {
    return this.resolution * this.activeBits;
  }

  encode(value: number, into?: Sdr): Sdr {
    const target = targetOf("ScalarEncoder.encode", this.size, into),
      first = this.#first(value);
    this.#turnOn(first, target.clear(), 0);
    return target;
  }

  write(value: number, into: Sdr, offset: number): void {
    expectPlace("ScalarEncoder.write", this.size, into, offset);
    this.#turnOn(this.#first(value), into, offset);
  }

  #first(value: number): number {
    const { minimum, maximum, size, activeBits } = this;
    if (this.clip && !Number.isNaN(value)) value = Math.min(Math.max(value, minimum), maximum);
    const above = expectNumber("ScalarEncoder", "value", value, minimum, maximum) - minimum;
    // Multiplied first, so that whole steps, such as those of days of a week, are exact and stay whole.
    if (this.periodic) return value === maximum ? 0 : Math.floor((above * size) / (maximum - minimum)) % size;
    return Math.min(Math.round(above / this.resolution), size - activeBits);
  }

  #turnOn(first: number, target: Sdr, offset: number): void {
    for (let k = 0; k < this.activeBits; k++) target.add(offset + ((first + k) % this.size));
  }
}

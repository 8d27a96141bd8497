import { ArgumentError, ShapeError } from "../errors.js";
import { expectInteger } from "../ops/check.js";
import { Sdr } from "./sdr.js";

/**
 * Turns values into SDRs in such a way that values alike share ON bits. Encoders keep no state: a value always gives the
 * same bits. A value that is missing is for the caller to treat: NaN is refused, an empty SDR says "nothing known".
 * Source: Purdy 2016, "Encoding data for HTM systems", arXiv:1602.05925.
 */
export interface Encoder<Value> {
  /** The number of bits of every SDR it makes. */
  readonly size: number;
  /**
   * @param into receives the bits, all its others OFF; a new one of one dimension unless given
   * @throws {ArgumentError} {ShapeError} for a value it has no bits for, and a target of another size; unchanged then
   */
  encode(value: Value, into?: Sdr): Sdr;
  /**
   * The bits of a value inside of a larger SDR: those from `offset` on are turned ON, none is turned OFF.
   * @throws {ArgumentError} for a value it has no bits for, and unless offset + size bits are there; unchanged then
   */
  write(value: Value, into: Sdr, offset: number): void;
}

/** Where an encoder of so many bits writes. @throws {ArgumentError} {ShapeError} unless it has as many */
export function targetOf(operation: string, size: number, into?: Sdr): Sdr {
  if (into === undefined) return new Sdr(size);
  if (!(into instanceof Sdr)) throw new ArgumentError(operation, "into", into, "an Sdr");
  if (into.size !== size) throw new ShapeError(operation, `into has ${into.size} bits, must have ${size}`);
  return into;
}

/** @throws {ArgumentError} unless `size` bits lie in the SDR from `offset` on */
export function expectPlace(operation: string, size: number, into: Sdr, offset: number): void {
  if (!(into instanceof Sdr)) throw new ArgumentError(operation, "into", into, "an Sdr");
  expectInteger(operation, "offset", offset, 0, into.size - size);
}

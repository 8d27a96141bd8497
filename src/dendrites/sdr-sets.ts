import { ArgumentError, ShapeError } from "../errors.js";
import { Sdr } from "./sdr.js";

/**
 * The bits that are ON in at least one of the SDRs.
 * @param into receives them; may be one of those read
 * @throws {ArgumentError} {ShapeError} unless there is at least one, all of one size
 */
export function union(sdrs: readonly Sdr[], into?: Sdr): Sdr {
  return combine("union", sdrs, into, (all, one) => all | one);
}

/** The bits that are ON in every one of the SDRs. All else as for `union`. */
export function intersection(sdrs: readonly Sdr[], into?: Sdr): Sdr {
  return combine("intersection", sdrs, into, (all, one) => all & one);
}

function combine(
  operation: string,
  sdrs: readonly Sdr[],
  into: Sdr | undefined,
  join: (all: number, one: number) => number,
): Sdr {
  const first = firstOf(operation, sdrs);
  into ??= new Sdr(first.dimensions);
  if (!(into instanceof Sdr)) throw new ArgumentError(operation, "into", into, "an Sdr");
  for (const { size } of [...sdrs, into])
    if (size !== first.size) throw new ShapeError(operation, `sizes ${first.size} and ${size} must be the same`);
  const words = first.bits.slice();
  for (const sdr of sdrs) {
    const { bits } = sdr;
    for (let i = 0; i < words.length; i++) words[i] = join(words[i]!, bits[i]!);
  }
  return into.setBits(words);
}

/**
 * SDRs one after another along the first dimension, in which alone they may differ: the bits of the first, then those of
 * the second and so on. This is how the encodings of several values become one input.
 * @param into receives them; its size is the sum of theirs, and it is none of them
 * @throws {ArgumentError} {ShapeError} unless there is at least one, and all but the first dimension agree
 */
export function concatenate(sdrs: readonly Sdr[], into?: Sdr): Sdr {
  const first = firstOf("concatenate", sdrs),
    rest = first.dimensions.slice(1);
  let extent = 0,
    size = 0;
  for (const sdr of sdrs) {
    if (String(sdr.dimensions.slice(1)) !== String(rest))
      throw new ShapeError(
        "concatenate",
        `[${sdr.dimensions}] must agree with [${first.dimensions}] but for the first`,
      );
    extent += sdr.dimensions[0]!;
    size += sdr.size;
  }
  into ??= new Sdr([extent, ...rest]);
  if (!(into instanceof Sdr)) throw new ArgumentError("concatenate", "into", into, "an Sdr");
  if (into.size !== size) throw new ShapeError("concatenate", `into has ${into.size} bits, must have ${size}`);
  if (sdrs.length > 1 && sdrs.includes(into))
    throw new ArgumentError("concatenate", "into", into, "none of those concatenated");
  const indices = new Uint32Array(sdrs.reduce((count, sdr) => count + sdr.count, 0));
  let at = 0,
    offset = 0;
  for (const sdr of sdrs) {
    for (const index of sdr.indices) indices[at++] = offset + index;
    offset += sdr.size;
  }
  return into.set(indices);
}

function firstOf(operation: string, sdrs: readonly Sdr[]): Sdr {
  if (!Array.isArray(sdrs) || sdrs.length === 0 || !sdrs.every((sdr) => sdr instanceof Sdr))
    throw new ArgumentError(operation, "sdrs", sdrs, "a list of at least one Sdr");
  return sdrs[0]!;
}

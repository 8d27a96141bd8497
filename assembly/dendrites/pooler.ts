/**
 * A spatial pooler: every column has a pool of inputs it may be connected to, fixed for life, and a permanence in
 * [0, 1] for each; a synapse is connected when its permanence reaches `threshold`. As pools never change, they lie side
 * by side in rows of `synapseStride`, ascending, and which of a column's synapses are connected is also held as bits,
 * so that an overlap is the population count of a few words: no lists to walk or to keep.
 *
 * These words either lie over all inputs, or over windows: 64 inputs from a multiple of 8 on, as many windows as the
 * largest need is, past the last input on to the first.
 *
 * Rows end on whole vectors. Behind the last synapse of a row stands input number `inputs`, which never is active, with
 * permanence 0. Arrays by column are readable up to the next whole vector.
 *
 * Every field is one word; src/dendrites/pooler-layout.ts names them in the same order and sets those up to `random`.
 */
@unmanaged
export class Pooler {
  inputs: u32;
  columns: u32;
  /** Numbers of dimensions, and their extents u32, the last one contiguous. */
  inputAxes: u32;
  columnAxes: u32;
  inputShape: usize;
  columnShape: usize;
  potentialRadius: u32;
  potentialFraction: f32;
  globalInhibition: u32;
  wrapAround: u32;
  /** Share of columns to win, of all or of a neighbourhood; their number in global inhibition. */
  density: f32;
  winnersWanted: u32;
  stimulusThreshold: u32;
  increment: f32;
  decrement: f32;
  connectedPermanence: f32;
  /** f32(connected permanence − 1e-6). */
  threshold: f32;
  minimumDutyFraction: f32;
  dutyCyclePeriod: u32;
  boostStrength: f32;
  /** Mean over dimensions of columns per input. */
  columnsPerInput: f32;
  /** Random, for initial pools and permanences only. */
  random: usize;

  iteration: u32;
  inhibitionRadius: u32;
  winnerCount: u32;
  /** Boosted overlap of the last step's weakest winner: where the search for the next one's begins. */
  lastThreshold: f32;

  /** Synapses from one row to the next, a multiple of 4; 64-bit words from one row of bits to the next. */
  synapseStride: u32;
  wordStride: u32;
  poolSizes: usize; // u32[columns]
  pools: usize; // u32[columns, synapseStride]
  permanences: usize; // f32[columns, synapseStride]
  /** Numbers of connected synapses. */
  connected: usize; // u32[columns]
  /** Bit by synapse. */
  bits: usize; // u64[columns, wordStride]
  /** Byte of activeBits each window begins at; 0 when words lie over all inputs. */
  windows: usize; // u32[columns, wordStride]
  /** The synapse's bit in its row: the input itself when words lie over all inputs. */
  places: usize; // u32[columns, synapseStride]

  overlaps: usize; // u32[columns]
  boosted: usize; // f32[columns]
  boostFactors: usize; // f32[columns]
  activeDuty: usize; // f32[columns]
  overlapDuty: usize; // f32[columns]
  minimumDuty: usize; // f32[columns]
  /** All bits set when a column has won, in local inhibition. */
  won: usize; // i32[columns], in global inhibition scratch
  winners: usize; // u32[columns]

  active: usize; // u32[inputs], where a step's active inputs are put
  /** Bits of active inputs, clear between steps; with windows twice one behind the other, and 64 more. */
  activeBits: usize;
  /** What a permanence changes by: −decrement between steps, and 0 for input number `inputs`. */
  changes: usize; // f32[inputs + 1]
  hood: usize; // Hood
  hoodAxes: usize;
}

// @ts-ignore: decorator
@inline
export function roundUp(n: u32, multiple: u32): u32 {
  return (n + multiple - 1) & ~(multiple - 1);
}

/** Bytes from the start of a pool, permanence or place array to a column's row. */
// @ts-ignore: decorator
@inline
export function rowOf(p: Pooler, column: u32): usize {
  return ((<usize>column) * p.synapseStride) << 2;
}

/** A column's row of bits. */
// @ts-ignore: decorator
@inline
export function bitsOf(p: Pooler, column: u32): usize {
  return p.bits + (((<usize>column) * p.wordStride) << 3);
}

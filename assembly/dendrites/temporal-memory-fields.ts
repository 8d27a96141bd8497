import { u32At } from "./array";
import { Random } from "./random";
import { Store } from "./store";

/**
 * Temporal memory: columns of cells whose segments learn which cells were active the step before. `inputs` of its store
 * are all cells and, after them, external ones that only predict.
 * Source: Hawkins & Ahmad 2016, doi:10.3389/fncir.2016.00023.
 */
@unmanaged
export class Memory {
  segments: Store;
  random: Random;
  columns: u32;
  cellsPerColumn: u32;
  activationThreshold: u32;
  minThreshold: u32;
  maxNewSynapses: u32;
  maxSegmentsPerCell: u32;
  maxSynapsesPerSegment: u32;
  initialPermanence: f32;
  permanenceIncrement: f32;
  permanenceDecrement: f32;
  predictedDecrement: f32;

  /** Cells of this step, ascending, with the external ones of the next step's prediction behind them. */
  active: usize;
  activeCount: u32;
  winners: usize;
  winnerCount: u32;
  /** Where the next step's lists are written; they take the others' place when the step is done. */
  nextActive: usize;
  nextWinners: usize;
  /** Bits by input: the active cells, while a step learns. */
  activeBits: usize;

  /** Segments the active cells excite, in the order of their cells; up to date when `excited`, as of `changes`. */
  excited: u32;
  activeSegments: usize;
  activeSegmentCount: u32;
  matchingSegments: usize;
  matchingSegmentCount: u32;
  /** Room in these lists and in the scratch list. */
  segmentRoom: u32;
  scratch: usize;
  changes: u32;
}

/** Cell of the i-th segment in a list. */
// @ts-ignore: decorator
@inline
export function cellOf(tm: Memory, list: usize, i: u32): u32 {
  return u32At(tm.segments.segmentCell, u32At(list, i));
}

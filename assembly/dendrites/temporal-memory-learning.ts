import { adaptSegment } from "./adapt";
import { u16At, u32At } from "./array";
import { growSynapses } from "./grow";
import { drawAndForget } from "./random";
import { createSegment, segmentsOf } from "./segments";
import { cellOf, Memory } from "./temporal-memory-fields";

/** Weakens the matching segments from entry `i` on whose cells lie before `end`; gives the first entry behind them. */
export function punish(tm: Memory, i: u32, end: u32): u32 {
  for (; i < tm.matchingSegmentCount; i++) {
    if (cellOf(tm, tm.matchingSegments, i) >= end) break;
    adaptSegment(
      tm.segments, u32At(tm.matchingSegments, i), tm.activeBits, -tm.predictedDecrement, 0, true, tm.minThreshold,
    );
  }
  return i;
}

/** Strengthens the synapses that were right, and grows new ones until maxNewSynapses of them see active cells. */
export function reinforce(tm: Memory, segment: u32): void {
  const s = tm.segments,
    seen = u16At(s.potentialCounts, segment),
    kept = adaptSegment(
      s, segment, tm.activeBits, tm.permanenceIncrement, tm.permanenceDecrement, true, tm.minThreshold,
    );
  if (kept && tm.maxNewSynapses > seen) grow(tm, segment, tm.maxNewSynapses - seen);
}

// @ts-ignore: decorator
@inline
function grow(tm: Memory, segment: u32, most: u32): void {
  growSynapses(
    tm.segments, segment, tm.winners, tm.winnerCount, tm.initialPermanence, tm.random, most, tm.maxSynapsesPerSegment,
  );
}

/** The winner among the cells [first, end) of a column nothing predicted; it learns. */
export function burst(tm: Memory, first: u32, end: u32, matching: u32, previous: u32, learn: bool): u32 {
  const s = tm.segments;
  let best: i32 = -1,
    most: u32 = 0;
  for (let i = matching; i < tm.matchingSegmentCount && cellOf(tm, tm.matchingSegments, i) < end; i++) {
    const segment = u32At(tm.matchingSegments, i),
      seen = u16At(s.potentialCounts, segment);
    if (best >= 0 && seen <= most) continue;
    best = segment;
    most = seen;
  }
  if (best >= 0) {
    const cell = u32At(s.segmentCell, best);
    if (learn) reinforce(tm, best);
    return cell;
  }
  const wonBefore = previous < tm.winnerCount && u32At(tm.winners, previous) < end,
    winner = wonBefore ? u32At(tm.winners, previous) : leastUsed(tm, first, end),
    wanted = min(tm.maxNewSynapses, tm.winnerCount);
  if (learn && wanted) grow(tm, createSegment(s, winner, tm.maxSegmentsPerCell), wanted);
  return winner;
}

/** The cell with the fewest segments, of equals the first. The C++ implementation draws an order it then ignores. */
function leastUsed(tm: Memory, first: u32, end: u32): u32 {
  const s = tm.segments;
  if (tm.random.compatible) drawAndForget(tm.random, end - first);
  let cell = first,
    fewest = segmentsOf(s, first).length;
  for (let other = first + 1; other < end && fewest; other++) {
    const held = segmentsOf(s, other).length;
    if (held >= fewest) continue;
    cell = other;
    fewest = held;
  }
  return cell;
}

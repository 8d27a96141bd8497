import { activityCounts, at_least_u16, sortByCell } from "./activity";
import { setU32, u32At } from "./array";
import { bitBytes, setBits } from "./bits";
import { allocate, giveBack, reallocate } from "./host";
import { Random } from "./random";
import { Store } from "./store";
import { cellOf, Memory } from "./temporal-memory-fields";
import { burst, punish, reinforce } from "./temporal-memory-learning";

export function tm_bytes(): usize {
  return offsetof<Memory>();
}

/** Makes a memory over an empty store and a generator, of tm_bytes() zeroed bytes at `pointer`. */
export function tm_create(
  pointer: usize, segments: usize, random: usize, columns: u32, cellsPerColumn: u32, activationThreshold: u32,
  minThreshold: u32, maxNewSynapses: u32, maxSegmentsPerCell: u32, maxSynapsesPerSegment: u32, initialPermanence: f32,
  permanenceIncrement: f32, permanenceDecrement: f32, predictedDecrement: f32,
): void {
  const tm = changetype<Memory>(pointer);
  tm.segments = changetype<Store>(segments);
  tm.random = changetype<Random>(random);
  tm.columns = columns;
  tm.cellsPerColumn = cellsPerColumn;
  tm.activationThreshold = activationThreshold;
  tm.minThreshold = minThreshold;
  tm.maxNewSynapses = maxNewSynapses;
  tm.maxSegmentsPerCell = maxSegmentsPerCell;
  tm.maxSynapsesPerSegment = maxSynapsesPerSegment;
  tm.initialPermanence = initialPermanence;
  tm.permanenceIncrement = permanenceIncrement;
  tm.permanenceDecrement = permanenceDecrement;
  tm.predictedDecrement = predictedDecrement;
  const bytes = (<usize>tm.segments.inputs) << 2;
  tm.active = allocate(pointer, bytes);
  tm.winners = allocate(pointer, bytes);
  tm.nextActive = allocate(pointer, bytes);
  tm.nextWinners = allocate(pointer, bytes);
  tm.activeBits = allocate(pointer, bitBytes(tm.segments.inputs));
}

/** Gives back everything but the memory's own block. */
export function tm_release(pointer: usize): void {
  const tm = changetype<Memory>(pointer);
  giveBack(pointer, tm.active);
  giveBack(pointer, tm.winners);
  giveBack(pointer, tm.nextActive);
  giveBack(pointer, tm.nextWinners);
  giveBack(pointer, tm.activeBits);
  giveBack(pointer, tm.activeSegments);
  giveBack(pointer, tm.matchingSegments);
  giveBack(pointer, tm.scratch);
}

/** Forgets which cells are active: a new sequence begins. */
export function tm_reset(pointer: usize): void {
  const tm = changetype<Memory>(pointer);
  tm.activeCount = 0;
  tm.winnerCount = 0;
  tm.activeSegmentCount = 0;
  tm.matchingSegmentCount = 0;
  tm.excited = 0;
}

/**
 * Finds the segments that the active cells excite: once per step, unless external inputs are `given` (in place of those
 * there are) or the segments were changed from outside.
 *   external u32[externalCount], externalWinners u32[externalWinnerCount]: external inputs, numbered from 0
 */
export function tm_activate_dendrites(
  pointer: usize, given: bool, external: usize, externalCount: u32, externalWinners: usize, externalWinnerCount: u32,
): void {
  const tm = changetype<Memory>(pointer),
    s = tm.segments;
  if (tm.excited && !given && tm.changes == s.changes) return;
  reserveLists(tm);
  if (given) {
    tm.activeCount = replaceExternal(s, tm.active, tm.activeCount, external, externalCount);
    tm.winnerCount = replaceExternal(s, tm.winners, tm.winnerCount, externalWinners, externalWinnerCount);
  }
  activityCounts(s, tm.active, tm.activeCount, true);
  tm.activeSegmentCount = at_least_u16(s.segmentIds, tm.activationThreshold, s.connectedCounts, tm.activeSegments);
  tm.matchingSegmentCount = at_least_u16(s.segmentIds, tm.minThreshold, s.potentialCounts, tm.matchingSegments);
  sortByCell(s, tm.activeSegmentCount, tm.activeSegments, tm.scratch);
  sortByCell(s, tm.matchingSegmentCount, tm.matchingSegments, tm.scratch);
  tm.excited = 1;
  tm.changes = s.changes;
}

/** Puts external inputs behind the cells of a list, in place of those it had; gives its length. */
function replaceExternal(s: Store, list: usize, length: u32, external: usize, count: u32): u32 {
  const cells = s.cells;
  while (length && u32At(list, length - 1) >= cells) length--;
  for (let i: u32 = 0; i < count; i++) setU32(list, length + i, cells + u32At(external, i));
  return length + count;
}

/** The lists of segments can hold all there are. What they held is not kept. */
function reserveLists(tm: Memory): void {
  const needed = tm.segments.segmentIds;
  if (needed <= tm.segmentRoom) return;
  const owner = changetype<usize>(tm),
    bytes = (<usize>tm.segments.segmentRoom) << 2;
  tm.activeSegments = reallocate(owner, tm.activeSegments, 0, bytes);
  tm.matchingSegments = reallocate(owner, tm.matchingSegments, 0, bytes);
  tm.scratch = reallocate(owner, tm.scratch, 0, bytes);
  tm.segmentRoom = tm.segments.segmentRoom;
}

/**
 * One step: cells of the active columns become active, those that were predicted alone and else all of a column; with
 * `learn` segments are strengthened, weakened and grown. Only when all is done do the new lists replace the old ones.
 *   columns u32[count], ascending
 * @returns how many active columns were not predicted
 */
export function tm_activate_cells(pointer: usize, columns: usize, count: u32, learn: bool): u32 {
  const tm = changetype<Memory>(pointer),
    s = tm.segments,
    perColumn = tm.cellsPerColumn,
    punishes = learn && tm.predictedDecrement > 0;
  let bursts: u32 = 0,
    active: u32 = 0, // cells in nextActive and in nextWinners so far
    winners: u32 = 0,
    nextActive: u32 = 0, // first entries of the lists that were not walked yet
    nextMatching: u32 = 0,
    nextPrevious: u32 = 0;
  // Should memory run out halfway, segments have changed, and the lists of them name some that are gone.
  tm.excited = 0;
  if (learn) {
    memory.fill(tm.activeBits, 0, bitBytes(s.inputs));
    setBits(tm.activeBits, tm.active, tm.activeCount, true);
  }
  for (let i: u32 = 0; i < count; ) {
    let column = u32At(columns, i),
      isActive = true;
    // Only punishment makes a column with nothing but matching segments worth a visit.
    if (punishes && nextMatching < tm.matchingSegmentCount) {
      const other = cellOf(tm, tm.matchingSegments, nextMatching) / perColumn;
      if (other < column) {
        column = other;
        isActive = false;
      }
    }
    const first = column * perColumn,
      end = first + perColumn;
    nextActive = skipTo(tm, tm.activeSegments, nextActive, tm.activeSegmentCount, first);
    nextMatching = skipTo(tm, tm.matchingSegments, nextMatching, tm.matchingSegmentCount, first);
    if (!isActive) {
      nextMatching = punish(tm, nextMatching, end);
      continue;
    }
    i++;
    if (nextActive < tm.activeSegmentCount && cellOf(tm, tm.activeSegments, nextActive) < end) {
      let before: u32 = -1;
      for (; nextActive < tm.activeSegmentCount; nextActive++) {
        const cell = cellOf(tm, tm.activeSegments, nextActive);
        if (cell >= end) break;
        if (cell != before) {
          setU32(tm.nextActive, active++, cell);
          setU32(tm.nextWinners, winners++, cell);
          before = cell;
        }
        if (learn) reinforce(tm, u32At(tm.activeSegments, nextActive));
      }
    } else {
      bursts++;
      for (let cell = first; cell < end; cell++) setU32(tm.nextActive, active++, cell);
      while (nextPrevious < tm.winnerCount && u32At(tm.winners, nextPrevious) < first) nextPrevious++;
      setU32(tm.nextWinners, winners++, burst(tm, first, end, nextMatching, nextPrevious, learn));
    }
    nextMatching = skipTo(tm, tm.matchingSegments, nextMatching, tm.matchingSegmentCount, end);
  }
  if (punishes) punish(tm, nextMatching, s.cells);

  const oldActive = tm.active,
    oldWinners = tm.winners;
  tm.active = tm.nextActive;
  tm.winners = tm.nextWinners;
  tm.nextActive = oldActive;
  tm.nextWinners = oldWinners;
  tm.activeCount = active;
  tm.winnerCount = winners;
  return bursts;
}

/** First entry at or behind `i` whose cell is not before `first`. */
// @ts-ignore: decorator
@inline
function skipTo(tm: Memory, list: usize, i: u32, count: u32, first: u32): u32 {
  while (i < count && cellOf(tm, list, i) < first) i++;
  return i;
}

import { setU32, u32At } from "./array";
import { Row, rowBytes } from "./row";
import { Store } from "./store";

/** The list of an active cell. */
// @ts-ignore: decorator
@inline
function rowOf(lists: usize, active: usize, i: u32): Row {
  return changetype<Row>(lists + ((<usize>u32At(active, i)) << 1) * rowBytes);
}

/**
 * Reads a word of every cache line of a list that is needed next: lists lie far apart, and this fetches them meanwhile.
 * What it gives means nothing, but must go somewhere, or the reads would be optimised away.
 */
// @ts-ignore: decorator
@inline
function touch(row: Row): u32 {
  const bytes = (<usize>row.length) << 2;
  let sum: u32 = 0;
  for (let line: usize = 0; line < bytes; line += 64) sum += load<u32>(row.entries + line);
  return sum;
}

/** ++counts[segment] for every segment in the lists of the active cells. */
function scatter(lists: usize, active: usize, count: u32, counts: usize): u32 {
  let touched: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    if (i + 1 < count) touched += touch(rowOf(lists, active, i + 1));
    const row = rowOf(lists, active, i),
      entries = row.entries,
      end = entries + ((<usize>row.length) << 2),
      fours = entries + ((<usize>row.length & ~3) << 2);
    let entry = entries;
    for (; entry < fours; entry += 16) {
      const a = counts + ((<usize>load<u32>(entry)) << 1),
        b = counts + ((<usize>load<u32>(entry, 4)) << 1),
        c = counts + ((<usize>load<u32>(entry, 8)) << 1),
        d = counts + ((<usize>load<u32>(entry, 12)) << 1);
      // A list names a segment once, so the four differ.
      const na = load<u16>(a) + 1, nb = load<u16>(b) + 1, nc = load<u16>(c) + 1, nd = load<u16>(d) + 1;
      store<u16>(a, na);
      store<u16>(b, nb);
      store<u16>(c, nc);
      store<u16>(d, nd);
    }
    for (; entry < end; entry += 4) {
      const at = counts + ((<usize>load<u32>(entry)) << 1);
      store<u16>(at, load<u16>(at) + 1);
    }
  }
  return touched;
}

/**
 * Counts every segment's active connected synapses, and with `potential` all its active synapses.
 *   active u32[count], each cell once
 */
export function activityCounts(s: Store, active: usize, count: u32, potential: bool): void {
  const bytes = (<usize>s.segmentIds) << 1;
  memory.fill(s.connectedCounts, 0, bytes);
  let touched = scatter(s.inputRows, active, count, s.connectedCounts);
  if (potential) {
    memory.copy(s.potentialCounts, s.connectedCounts, bytes);
    touched += scatter(s.inputRows + rowBytes, active, count, s.potentialCounts);
  }
  store<u32>(s.bins, touched);
}

/** Writes those of `lanes` indices from i on whose count is no smaller than wanted; gives the place behind them. */
// @ts-ignore: decorator
@inline
function keep8(i: u32, lanes: u32, counts: usize, wanted: v128, out: usize): usize {
  let hits = i16x8.bitmask(i16x8.ge_u(v128.load(counts + ((<usize>i) << 1)), wanted)) & ((1 << lanes) - 1);
  for (; hits; hits &= hits - 1) {
    store<u32>(out, i + ctz(hits));
    out += 4;
  }
  return out;
}

/**
 * Indices i < n with counts[i] ≥ threshold, ascending; gives their number.
 *   counts u16, readable up to the next whole vector   out u32[≤ n]
 */
export function at_least_u16(n: u32, threshold: u32, counts: usize, out: usize): u32 {
  if (threshold > 0xffff) return 0;
  const wanted = i16x8.splat(<i16>threshold),
    start = out;
  let i: u32 = 0;
  for (; i + 32 <= n; i += 32) {
    // Most segments see next to nothing: 32 counts are passed over at once.
    const at = counts + ((<usize>i) << 1),
      high = i16x8.max_u(
        i16x8.max_u(v128.load(at), v128.load(at, 16)), i16x8.max_u(v128.load(at, 32), v128.load(at, 48)),
      );
    if (v128.any_true(i16x8.ge_u(high, wanted)))
      for (let j: u32 = 0; j < 32; j += 8) out = keep8(i + j, 8, counts, wanted, out);
  }
  for (; i < n; i += 8) out = keep8(i, min(8, n - i), counts, wanted, out);
  return <u32>((out - start) >> 2);
}

/**
 * The segments of `ids` in the order of their cells, of one cell in the order they came in: a radix sort by bytes.
 *   ids u32[n], overwritten   other u32[n], scratch
 */
export function sortByCell(s: Store, n: u32, ids: usize, other: usize): void {
  const cells = s.segmentCell;
  let sorted = true;
  for (let i: u32 = 1; i < n && sorted; i++) sorted = u32At(cells, u32At(ids, i - 1)) <= u32At(cells, u32At(ids, i));
  if (sorted) return;
  if (n <= 48) {
    for (let i: u32 = 1; i < n; i++) {
      const id = u32At(ids, i),
        cell = u32At(cells, id);
      let j = i;
      for (; j > 0 && u32At(cells, u32At(ids, j - 1)) > cell; j--) setU32(ids, j, u32At(ids, j - 1));
      setU32(ids, j, id);
    }
    return;
  }
  const bins = s.bins,
    bits: u32 = 32 - clz(s.cells - 1);
  let from = ids,
    to = other;
  for (let shift: u32 = 0; shift < bits; shift += 8) {
    memory.fill(bins, 0, 1024);
    for (let i: u32 = 0; i < n; i++) {
      const bin = bins + ((<usize>((u32At(cells, u32At(from, i)) >> shift) & 255)) << 2);
      store<u32>(bin, load<u32>(bin) + 1);
    }
    for (let bin: usize = 0, before: u32 = 0; bin < 1024; bin += 4) {
      const held = load<u32>(bins + bin);
      store<u32>(bins + bin, before);
      before += held;
    }
    for (let i: u32 = 0; i < n; i++) {
      const id = u32At(from, i),
        bin = bins + ((<usize>((u32At(cells, id) >> shift) & 255)) << 2),
        place = load<u32>(bin);
      store<u32>(bin, place + 1);
      store<u32>(to + ((<usize>place) << 2), id);
    }
    const swapped = from;
    from = to;
    to = swapped;
  }
  if (from != ids) memory.copy(ids, from, (<usize>n) << 2);
}

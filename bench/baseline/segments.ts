/** Segments by presynaptic cell: those of cell c are segments[pointers[c]] to segments[pointers[c + 1]]. */
export interface SegmentLists {
  readonly pointers: Uint32Array;
  readonly segments: Uint32Array;
}

/** Lists the segments with `threshold` or more synapses from active cells; gives their number. */
export function matchSegments(
  { pointers, segments }: SegmentLists,
  active: Uint32Array,
  threshold: number,
  counts: Uint16Array,
  out: Uint32Array,
): number {
  counts.fill(0);
  for (let i = 0; i < active.length; i++) {
    const cell = active[i]!,
      end = pointers[cell + 1]!;
    for (let p = pointers[cell]!; p < end; p++) counts[segments[p]!]!++;
  }
  let found = 0;
  for (let segment = 0; segment < counts.length; segment++) if (counts[segment]! >= threshold) out[found++] = segment;
  return found;
}

/** counts[i, j] = bits that row i of one and row j of the other have both; rows of `words` words. */
export function overlaps(rows: Int32Array, others: Int32Array, words: number, counts: Int32Array): void {
  const otherCount = others.length / words;
  for (let i = 0; i < rows.length / words; i++)
    for (let j = 0; j < otherCount; j++) {
      let count = 0;
      for (let w = 0; w < words; w++) {
        let word = rows[i * words + w]! & others[j * words + w]!;
        word -= (word >>> 1) & 0x55555555;
        word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
        count += Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
      }
      counts[i * otherCount + j] = count;
    }
}

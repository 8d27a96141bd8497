/**
 * Overlaps of every segment with every pattern, both packed: counts[p, s] = popcount(pattern[p] AND segment[s]).
 * Patterns [begin, end) are counted.
 *   segments v128[segmentCount, words]   patterns v128[…, words]   counts u16[…, segmentCount]; words in units of 128 bits
 */
export function overlap_bits_u16(
  begin: u32, end: u32, segmentCount: u32, words: u32, segments: usize, patterns: usize, counts: usize,
): void {
  const row = (<usize>words) << 4;
  for (let p: usize = begin; p < end; p++) {
    const pattern = patterns + p * row,
      out = counts + ((p * segmentCount) << 1);
    for (let i: usize = 0; i < segmentCount; i++)
      store<u16>(out + (i << 1), <u16>overlap(segments + i * row, pattern, row));
  }
}

/** Bits that both have. Bytes' counts, at most 8 each, are summed for 31 vectors before they could pass a byte. */
// @ts-ignore: decorator
@inline
function overlap(a: usize, b: usize, bytes: usize): u32 {
  let total = i32x4.splat(0);
  for (let at: usize = 0; at < bytes; ) {
    const stop = min(bytes, at + (31 << 4));
    let sum = i8x16.splat(0);
    for (; at < stop; at += 16) sum = i8x16.add(sum, i8x16.popcnt(v128.and(v128.load(a + at), v128.load(b + at))));
    total = i32x4.add(total, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(sum)));
  }
  return (
    i32x4.extract_lane(total, 0) + i32x4.extract_lane(total, 1) + (i32x4.extract_lane(total, 2) + i32x4.extract_lane(total, 3))
  );
}

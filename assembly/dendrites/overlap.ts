/**
 * Overlaps of rows of packed bits: counts[i, j] = popcount(rows[i] AND others[j]). Rows [begin, end) are counted.
 *   rows v128[…, vectors]   others v128[otherCount, vectors]   counts i32[…, otherCount]
 */
export function overlap_bits_i32(
  begin: i32, end: i32, otherCount: i32, vectors: i32, rows: usize, others: usize, counts: usize,
): void {
  const bytes = (<usize>vectors) << 4,
    count = <usize>otherCount;
  for (let i = <usize>begin; i < <usize>end; i++) {
    const row = rows + i * bytes,
      out = counts + ((i * count) << 2);
    for (let j: usize = 0; j < count; j++) store<u32>(out + (j << 2), overlap(row, others + j * bytes, bytes));
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

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

/** Bits that both have: a 64-bit count is one instruction on x86-64, where one of bytes takes eight. */
// @ts-ignore: decorator
@inline
function overlap(a: usize, b: usize, bytes: usize): u32 {
  let even: u64 = 0,
    odd: u64 = 0;
  for (let at: usize = 0; at < bytes; at += 16) {
    even += popcnt(load<u64>(a + at) & load<u64>(b + at));
    odd += popcnt(load<u64>(a + at, 8) & load<u64>(b + at, 8));
  }
  return <u32>(even + odd);
}

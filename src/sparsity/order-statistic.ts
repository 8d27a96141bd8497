/**
 * The number that `rank` others come before when all are in ascending order, in O(n): bits of numbers, the sign turned, are
 * ordered as the numbers are, so two counts over their halves find it.
 * @param numbers at least one, none of them NaN; left as they are    @param rank from 0 to their number − 1
 */
export function orderStatistic(numbers: Float32Array, rank: number): number {
  const bits = new Int32Array(numbers.buffer, numbers.byteOffset, numbers.length),
    counts = new Uint32Array(2 ** 16);
  for (let i = 0; i < bits.length; i++) counts[keyOf(bits[i]!) >>> 16]!++;
  let high = 0,
    left = rank;
  for (; left >= counts[high]!; high++) left -= counts[high]!;
  counts.fill(0);
  for (let i = 0; i < bits.length; i++) {
    const key = keyOf(bits[i]!);
    if (key >>> 16 === high) counts[key & 0xffff]!++;
  }
  let low = 0;
  for (; left >= counts[low]!; low++) left -= counts[low]!;
  const key = high * 2 ** 16 + low;
  return new Float32Array(Int32Array.of(key >= 2 ** 31 ? key - 2 ** 31 : ~key).buffer)[0]!;
}

/** As unsigned integers, keys have the order of the numbers, −0 before 0. */
const keyOf = (bits: number): number => (bits < 0 ? ~bits : bits | 0x80000000) >>> 0;

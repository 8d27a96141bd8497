import { remainder53 } from "../philox";

/**
 * Marks members of 0 … population − 1, none twice: for last = from … population − 1, the member drawn from 0 … last, or
 * last where that is marked. Draws are Random.integer's, of the first two words of a block each.
 *   blocks i32[4 · count], from the generator   bits u64[⌈population / 64⌉], one for each member
 * @returns which `last` comes next: population when all are done, less where the blocks were too few
 * Source: R. Floyd's algorithm, in Bentley & Floyd 1987, doi:10.1145/30401.315746.
 */
export function mark_members(from: i32, population: i32, count: i32, blocks: usize, bits: usize): i32 {
  const stop = blocks + (<usize>count << 4);
  for (; from < population && blocks < stop; blocks += 16) {
    const limit = <u64>from + 1,
      drawn = ((<u64>load<u32>(blocks) >>> 5) << 26) | (<u64>load<u32>(blocks, 4) >>> 6),
      rest = remainder53(drawn, limit);
    if (drawn - rest > (1 << 53) - limit) continue; // the last, incomplete run of `limit` numbers is drawn again
    const member = <u32>rest,
      isTaken = (load<u32>(wordOf(member, bits)) >>> (member & 31)) & 1,
      marked = isTaken ? <u32>from : member,
      word = wordOf(marked, bits);
    store<u32>(word, load<u32>(word) | (1 << (marked & 31)));
    from++;
  }
  return from;
}

// @ts-ignore: decorator
@inline
function wordOf(member: u32, bits: usize): usize {
  return bits + ((<usize>member >>> 5) << 2);
}

/** The first k members, ascending, that are marked, or, when `others` is not 0, that are not.   bits u64[]   out f64[k] */
export function list_members(k: i32, others: i32, bits: usize, out: usize): void {
  const stop = out + (<usize>k << 3),
    flip: u64 = others ? -1 : 0;
  for (let base = 0; out < stop; base += 64, bits += 8)
    for (let word = load<u64>(bits) ^ flip; word && out < stop; word &= word - 1, out += 8)
      store<f64>(out, <f64>(base + <i32>ctz(word)));
}

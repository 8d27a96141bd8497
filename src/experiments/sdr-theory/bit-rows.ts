import type { Random } from "../../random.js";

/** Patterns as rows of packed bits, `stride` 32-bit words each: whole vectors of 128 bits. */
export interface BitRows {
  readonly rows: number;
  readonly stride: number;
  readonly words: Int32Array;
}

export function emptyRows(rows: number, cells: number): BitRows {
  const stride = 4 * ((cells + 127) >>> 7);
  return { rows, stride, words: new Int32Array(rows * stride) };
}

export function setBit({ words, stride }: BitRows, row: number, bit: number): void {
  words[row * stride + (bit >>> 5)]! |= 1 << (bit & 31);
}

export function hasBit({ words, stride }: BitRows, row: number, bit: number): boolean {
  return (words[row * stride + (bit >>> 5)]! & (1 << (bit & 31))) !== 0;
}

/** `count` of the numbers below `limit`, every choice equally likely: Floyd's algorithm, of one draw each. */
export function choose(limit: number, count: number, random: Random): Int32Array {
  const chosen = new Int32Array(count),
    taken = emptyRows(1, limit);
  for (let i = 0; i < count; i++) {
    const last = limit - count + i,
      drawn = random.integer(last + 1),
      one = hasBit(taken, 0, drawn) ? last : drawn;
    setBit(taken, 0, one);
    chosen[i] = one;
  }
  return chosen;
}

/** `rows` random patterns of `count` of the cells, or unions of several such patterns. */
export function randomRows(rows: number, cells: number, count: number, random: Random, patterns = 1): BitRows {
  const made = emptyRows(rows, cells);
  for (let row = 0; row < rows; row++)
    for (let m = 0; m < patterns; m++) for (const bit of choose(cells, count, random)) setBit(made, row, bit);
  return made;
}

/** `rows` choices of `count` of the members, which are some of the cells, every choice equally likely. */
export function subsetRows(rows: number, cells: number, members: Int32Array, count: number, random: Random): BitRows {
  const made = emptyRows(rows, cells);
  for (let row = 0; row < rows; row++)
    for (const index of choose(members.length, count, random)) setBit(made, row, members[index]!);
  return made;
}

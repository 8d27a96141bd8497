import { setU32, u32At } from "./array";

/**
 * Where a memory's draws come from. `compatible`: MT19937, the remainder of a division, and the order of draws of the
 * C++ implementation. Otherwise xoshiro128**, and a product's upper half (Lemire's way, whose bias is below
 * limit/2^32).
 */
@unmanaged
export class Random {
  compatible: u32;
  /** Words of the twister that were used; 624 when the next draw makes new ones. */
  position: u32;
  /** u32[624] of the twister, or u32[4]. */
  words: usize;
}

/** Sources: Matsumoto & Nishimura 1998, doi:10.1145/272991.272995. */
function twist(words: usize): void {
  for (let i: u32 = 0; i < 624; i++) {
    const y = (u32At(words, i) & 0x80000000) | (u32At(words, i < 623 ? i + 1 : 0) & 0x7fffffff),
      far = u32At(words, i < 227 ? i + 397 : i - 227);
    setU32(words, i, far ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0));
  }
}

/** 32 random bits. */
export function nextWord(random: Random): u32 {
  const words = random.words;
  if (!random.compatible) {
    // Blackman & Vigna 2021, doi:10.1145/3460772.
    const a = u32At(words, 0), b = u32At(words, 1), c = u32At(words, 2) ^ a, d = u32At(words, 3) ^ b;
    setU32(words, 0, a ^ d);
    setU32(words, 1, b ^ c);
    setU32(words, 2, c ^ (b << 9));
    setU32(words, 3, rotl<u32>(d, 11));
    return rotl<u32>(b * 5, 7) * 9;
  }
  if (random.position == 624) {
    twist(words);
    random.position = 0;
  }
  let y = u32At(words, random.position++);
  y ^= y >>> 11;
  y ^= (y << 7) & 0x9d2c5680;
  y ^= (y << 15) & 0xefc60000;
  return y ^ (y >>> 18);
}

/** An integer from 0 to limit − 1. */
export function below(random: Random, limit: u32): u32 {
  const word = nextWord(random);
  return random.compatible ? word % limit : <u32>((<u64>word * <u64>limit) >> 32);
}

/** Fisher and Yates, from the end. */
export function shuffle(random: Random, items: usize, count: u32): void {
  for (let i: u32 = count; i > 1; i--) {
    const j = below(random, i),
      item = u32At(items, i - 1);
    setU32(items, i - 1, u32At(items, j));
    setU32(items, j, item);
  }
}

/** Puts one of the items from place `i` on into that place: the next one drawn without replacement. */
export function drawNext(random: Random, items: usize, i: u32, count: u32): void {
  const other = i + below(random, count - i),
    item = u32At(items, other);
  setU32(items, other, u32At(items, i));
  setU32(items, i, item);
}

/** The draws of a shuffle of `count` items whose order nobody needs. */
export function drawAndForget(random: Random, count: u32): void {
  for (; count > 1; count--) nextWord(random);
}

/** Starts a twister at `seed`. */
export function random_seed(pointer: usize, seed: u32): void {
  const random = changetype<Random>(pointer),
    words = random.words;
  random.compatible = 1;
  random.position = 624;
  setU32(words, 0, seed);
  for (let i: u32 = 1; i < 624; i++) {
    const before = u32At(words, i - 1);
    setU32(words, i, 1812433253 * (before ^ (before >>> 30)) + i);
  }
}

/** From 0 to 1, in double precision; 1 itself can come. */
export function unitReal(random: Random): f64 {
  return <f64>nextWord(random) / 4294967295.0;
}

import { expectInteger } from "../ops/check.js";
import { fillBits } from "../ops/random.js";
import type { Random } from "../random.js";
import { rewiringKernels } from "../tensor/rewiring.js";
import { Tensor } from "../tensor/tensor.js";
import type { Arena } from "../wasm/arena.js";
import { INDEX_LIMIT } from "./check.js";

/**
 * `count` distinct integers from [0, population), every such subset equally likely, ascending.
 * Time and memory grow with `count`, not with `population`: one draw and one table entry per integer.
 * Source: R. Floyd's algorithm, in Bentley & Floyd 1987, "A sample of brilliance", doi:10.1145/30401.315746.
 * @throws {ArgumentError} unless population is an integer up to 2^53 and count one up to min(population, 2^31 − 1)
 */
export function sampleWithoutReplacement(random: Random, population: number, count: number): Float64Array<ArrayBuffer> {
  expectSample(population, count);
  // One bit per member of the population costs less than a table as long as one word holds, on average, one of the
  // chosen.
  return population <= 32 * count ? sampleDense(random, population, count) : sampleSparse(random, population, count);
}

function expectSample(population: number, count: number): void {
  expectInteger("sampleWithoutReplacement", "population", population, 0, 2 ** 53);
  expectInteger("sampleWithoutReplacement", "count", count, 0, Math.min(population, INDEX_LIMIT));
}

/** The chosen, or when they are the majority those left out, as a bit set. */
function sampleDense(random: Random, population: number, count: number): Float64Array<ArrayBuffer> {
  const words = new Uint32Array(Math.ceil(population / 32)),
    complement = count > population / 2,
    marked = complement ? population - count : count;
  for (let last = population - marked; last < population; last++) {
    let member = random.integer(last + 1);
    if (isSet(words, member)) member = last;
    words[Math.floor(member / 32)]! |= 1 << (member % 32);
  }
  const chosen = new Float64Array(count);
  for (let word = 0, k = 0; k < count; word++) {
    // Bits past the population are 0; in the complement they come after the last that is wanted.
    let bits = complement ? ~words[word]! : words[word]!;
    for (; bits !== 0 && k < count; bits &= bits - 1) chosen[k++] = 32 * word + 31 - Math.clz32(bits & -bits);
  }
  return chosen;
}

function isSet(words: Uint32Array, member: number): boolean {
  return ((words[Math.floor(member / 32)]! >>> (member % 32)) & 1) === 1;
}

/**
 * The chosen in a hash table of at most two thirds load with linear probing; 0 marks a free slot, so entries are member
 * + 1.
 */
function sampleSparse(random: Random, population: number, count: number): Float64Array<ArrayBuffer> {
  let slots = 4;
  while (slots < 1.5 * count) slots *= 2;
  const table = new Float64Array(slots);
  const slotOf = (member: number): number => {
    const low = member >>> 0,
      high = Math.floor(member / 2 ** 32);
    let hash = Math.imul(low ^ Math.imul(high, 0x85ebca6b), 0x9e3779b1);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    let slot = ((hash ^ (hash >>> 13)) >>> 0) % slots;
    while (table[slot] !== 0 && table[slot] !== member + 1) slot = (slot + 1) % slots;
    return slot;
  };
  const chosen = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    const last = population - count + k;
    let member = random.integer(last + 1),
      slot = slotOf(member);
    if (table[slot] !== 0) {
      member = last;
      slot = slotOf(last);
    }
    table[slot] = member + 1;
    chosen[k] = member;
  }
  return chosen.sort();
}

/** Blocks of the generator that are drawn at once. */
const blocksAtOnce = 4096;

/**
 * `sampleWithoutReplacement` in WebAssembly, which gives the same integers and leaves the generator where that does.
 * @param population the largest    @param count the largest: what exceeds these is left to JavaScript, and so are populations
 * above 192 · count or of 2^31 and more
 * @throws {MemoryError} when there is no room for a bit for each of the population, but at most 24 bytes for each of `count`,
 * for 8 more of these, and for up to 64 KiB of what is drawn at once
 */
export function bindSample(arena: Arena, population: number, count: number): typeof sampleWithoutReplacement {
  const wordsFor = (members: number) => 2 * Math.ceil(members / 64), // two to a word of the kernels
    bits = new Tensor(arena, [Math.min(wordsFor(population), 6 * count)], "i32"),
    chosen = new Tensor(arena, [2 * count], "i32"), // in double precision
    blocks = new Tensor(arena, [4 * Math.min(blocksAtOnce, count)], "i32");
  return (random, population, count) => {
    expectSample(population, count);
    const { mark_members, list_members } = rewiringKernels.of(arena.kernels),
      others = count > population / 2,
      words = wordsFor(population);
    if (words > bits.size || 2 * count > chosen.size || population > INDEX_LIMIT)
      return sampleWithoutReplacement(random, population, count);
    bits.data.fill(0, 0, words);
    for (let last = others ? count : population - count; last < population; ) {
      const drawn = Math.min(population - last, blocks.size / 4);
      fillBits(random, blocks.rows(0, 4 * drawn));
      last = mark_members(last, population, drawn, blocks.ptr, bits.ptr);
    }
    list_members(count, Number(others), bits.ptr, chosen.ptr);
    return new Float64Array(arena.buffer, chosen.ptr, count).slice();
  };
}

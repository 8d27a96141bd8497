import { ArgumentError } from "../errors.js";
import type { Random } from "../random.js";
import type { Tensor } from "../tensor/tensor.js";
import type { Arena } from "../wasm/arena.js";
import { expectDisjoint, expectIsTensor, expectTensor } from "./check.js";

/**
 * 32 random bits per element, the generator's words as they come: element i is word i mod 4 of block ⌊i/4⌋ from the
 * generator's position on, so the same seed gives the same bits everywhere. Takes ⌈size/4⌉ blocks, as every fill here.
 * @param x receives the words, any shape
 */
export function fillBits(random: Random, x: Tensor<"i32">): Tensor<"i32"> {
  expectIsTensor("fillBits", "x", x);
  expectTensor("fillBits", "x", x, x.shape, x, "i32");
  const pointer = x.ptr;
  x.arena.kernels.fill_bits_i32(0, x.size, ...draw(random, x.size), pointer);
  return x;
}

/**
 * Independent uniform numbers of [low, high): low + u·(high − low) in f32 with a 24-bit u, never `high` itself.
 * @param x receives the numbers, any shape
 * @throws {ArgumentError} unless low < high as f32 numbers and high − low is finite in f32
 */
export function fillUniform(random: Random, x: Tensor, low = 0, high = 1): Tensor {
  expectIsTensor("fillUniform", "x", x);
  expectTensor("fillUniform", "x", x, x.shape, x, "f32");
  const least = Math.fround(low),
    limit = Math.fround(high);
  if (!Number.isFinite(least)) throw new ArgumentError("fillUniform", "low", low, "a finite f32 number");
  if (!(limit > least) || !Number.isFinite(Math.fround(limit - least)))
    throw new ArgumentError("fillUniform", "high", high, `above low, ${low}, by a finite f32 difference`);
  const { kernels } = x.arena,
    pointer = x.ptr;
  kernels.fill_uniform_f32(0, x.size, ...draw(random, x.size), least, limit, pointer);
  return x;
}

/**
 * Independent normal numbers by Box and Muller's transform of 32-bit words; no number lies further than 6.77 standard
 * deviations from the mean (probability 10⁻¹¹ each).
 * @param x receives the numbers, any shape
 * @throws {ArgumentError} unless mean and standardDeviation are finite in f32 and standardDeviation ≥ 0
 */
export function fillNormal(random: Random, x: Tensor, mean = 0, standardDeviation = 1): Tensor {
  expectIsTensor("fillNormal", "x", x);
  expectTensor("fillNormal", "x", x, x.shape, x, "f32");
  if (!Number.isFinite(Math.fround(mean))) throw new ArgumentError("fillNormal", "mean", mean, "a finite f32 number");
  if (!(Number.isFinite(Math.fround(standardDeviation)) && standardDeviation >= 0))
    throw new ArgumentError("fillNormal", "standardDeviation", standardDeviation, "a finite f32 number, not negative");
  const { kernels } = x.arena,
    pointer = x.ptr;
  kernels.fill_normal_f32(0, x.size, ...draw(random, x.size), mean, standardDeviation, pointer);
  return x;
}

/**
 * Independent ones with this probability, zeros otherwise: 1 where a 32-bit word < probability · 2³², rounded.
 * The f32 and the u8 form of one stream agree.
 * @param x receives the numbers, any shape
 * @throws {ArgumentError} unless probability lies in [0, 1]
 */
export function fillBernoulli<T extends "f32" | "u8">(random: Random, x: Tensor<T>, probability = 0.5): Tensor<T> {
  expectIsTensor("fillBernoulli", "x", x);
  expectTensor("fillBernoulli", "x", x as Tensor<"f32" | "u8">, x.shape, x, x.dtype === "u8" ? "u8" : "f32");
  if (!(probability >= 0 && probability <= 1))
    throw new ArgumentError("fillBernoulli", "probability", probability, "from 0 to 1");
  const { kernels } = x.arena,
    pointer = x.ptr,
    fill = x.dtype === "u8" ? kernels.fill_bernoulli_u8 : kernels.fill_bernoulli_f32;
  fill(0, x.size, ...draw(random, x.size), Math.round(probability * 2 ** 32), pointer);
  return x;
}

/**
 * Inverted dropout: y[i] = x[i] / (1 − rate) with probability 1 − rate, else exactly 0.
 * Source: Srivastava et al. 2014, jmlr.org/papers/v15/srivastava14a.html.
 * @param x any shape    @param y receives the result, same shape; may be x
 * @param mask receives 1 where x was kept, 0 where it was dropped; same shape, overlaps neither
 * @throws {ArgumentError} unless rate lies in [0, 1)    @throws {ShapeError} when shapes differ or mask overlaps
 */
export function dropout(random: Random, x: Tensor, rate: number, y: Tensor, mask: Tensor<"u8">): Tensor {
  expectRate("dropout", rate);
  expectIsTensor("dropout", "x", x);
  expectTensor("dropout", "x", x, x.shape, x, "f32");
  expectTensor("dropout", "y", y, x.shape, x, "f32");
  expectTensor("dropout", "mask", mask, x.shape, x, "u8");
  expectDisjoint("dropout", mask, x, "mask and x");
  expectDisjoint("dropout", mask, y, "mask and y");
  fillBernoulli(random, mask, 1 - rate);
  x.arena.kernels.dropout_f32(0, x.size, 1 / (1 - rate), x.ptr, mask.ptr, y.ptr);
  return y;
}

/**
 * Gradient of `dropout`: dx[i] = dy[i] · mask[i] / (1 − rate), added to dx when `accumulate`.
 * @param dy any shape    @param mask as `dropout` left it    @param dx same shape; may be dy
 * @throws {ArgumentError} unless rate lies in [0, 1)    @throws {ShapeError} when shapes differ or mask overlaps dx
 */
export function dropoutBackward(dy: Tensor, mask: Tensor<"u8">, rate: number, dx: Tensor, accumulate = false): Tensor {
  expectRate("dropoutBackward", rate);
  expectIsTensor("dropoutBackward", "dy", dy);
  expectTensor("dropoutBackward", "dy", dy, dy.shape, dy, "f32");
  expectTensor("dropoutBackward", "mask", mask, dy.shape, dy, "u8");
  expectTensor("dropoutBackward", "dx", dx, dy.shape, dy, "f32");
  expectDisjoint("dropoutBackward", mask, dx, "mask and dx");
  const { kernels } = dy.arena,
    scale = accumulate ? kernels.dropout_add_f32 : kernels.dropout_f32;
  scale(0, dy.size, 1 / (1 - rate), dy.ptr, mask.ptr, dx.ptr);
  return dx;
}

/**
 * The integers 0 … n − 1 in random order, every order equally likely.
 * @param out receives them, [n]
 * @throws {ShapeError} unless out has one dimension
 */
export function permutation(random: Random, out: Tensor<"i32">): Tensor<"i32"> {
  expectIsTensor("permutation", "out", out);
  expectTensor("permutation", "out", out, [out.size], out, "i32");
  const { position, words } = stream(random);
  advance(random, out.arena.kernels.permutation_i32(out.size, ...words, position, out.ptr));
  return out;
}

/**
 * Shuffles x in place, every order equally likely: for i = size − 1 … 1, x[i] and x[random.integer(i + 1)] change places.
 * Source: Durstenfeld 1964, doi:10.1145/364520.364540 (Fisher–Yates).
 */
export function shuffle(random: Random, x: Tensor<"i32">): Tensor<"i32"> {
  expectIsTensor("shuffle", "x", x);
  expectTensor("shuffle", "x", x, x.shape, x, "i32");
  const { position, words } = stream(random);
  advance(random, x.arena.kernels.shuffle_i32(x.size, ...words, position, x.ptr));
  return x;
}

/**
 * k distinct integers of 0 … n − 1, ascending, every subset equally likely; time and memory grow with k alone.
 * For j = n − k … n − 1, random.integer(j + 1) joins the set, or j when it is there already.
 * Source: Bentley & Floyd 1987, doi:10.1145/30401.315746.
 * @param arena lends 24·k bytes of work memory during the call
 * @throws {ArgumentError} unless n is an integer from 0 to 2^53 and k one from 0 to n
 * @throws {MemoryError} when the arena cannot lend the work memory; `random` has not moved then
 */
export function sampleWithoutReplacement(random: Random, n: number, k: number, arena: Arena): Float64Array {
  if (!Number.isInteger(n) || n < 0 || n > 2 ** 53)
    throw new ArgumentError("sampleWithoutReplacement", "n", n, "an integer from 0 to 2^53");
  if (!Number.isInteger(k) || k < 0 || k > n)
    throw new ArgumentError("sampleWithoutReplacement", "k", k, `an integer from 0 to n, ${n}`);
  const { position, words } = stream(random),
    kernels = arena.kernels,
    cells = arena.allocate(24 * k, "sampleWithoutReplacement");
  try {
    advance(random, kernels.sample_f64(n, k, ...words, position, cells));
    return new Float64Array(arena.buffer, cells, k).slice();
  } finally {
    arena.release(cells);
  }
}

type Words = [key0: number, key1: number, stream0: number, stream1: number];

function stream(random: Random): { position: number; words: Words } {
  return { position: random.position, words: [...random.keyWords, ...random.streamWords] };
}

/** Takes the blocks of `count` words: the generator's part of a fill's arguments. */
function draw(random: Random, count: number): [...Words, position: number] {
  return [...random.keyWords, ...random.streamWords, random.reserve(Math.ceil(count / 4))];
}

/** Moves past the blocks a kernel drew; their number is known only afterwards because some draws are rejected. */
function advance(random: Random, blocks: number): void {
  random.reserve(blocks);
}

function expectRate(operation: string, rate: number): void {
  if (!(rate >= 0 && rate < 1)) throw new ArgumentError(operation, "rate", rate, "at least 0 and below 1");
}

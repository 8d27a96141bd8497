import { philox, type Random } from "../../src/random.js";

const mask = 0xffffffffn;

/** The words of `count` elements from the generator's position on, by the TypeScript twin. */
export function words(random: Random, count: number): number[] {
  const [key0, key1] = random.keyWords,
    [stream0, stream1] = random.streamWords,
    out: number[] = [];
  for (let block = random.position; out.length < count; block++)
    out.push(...philox(block >>> 0, Math.floor(block / 2 ** 32), stream0, stream1, key0, key1));
  return out.slice(0, count);
}

/** low + u·(high − low) in f32 arithmetic, before the bound below `high`. */
export function uniform(word: number, low: number, high: number): number {
  const product = Math.fround(Math.fround(high - low) * ((word >>> 8) / 2 ** 24));
  return Math.fround(low + product);
}

/** Box and Muller's pair of two words, in double precision, and its radius. */
export function normalPair(a: number, b: number): { radius: number; pair: [number, number] } {
  // The kernel reads the first word as f32: rounding it is part of the definition, not an error.
  const u = Math.fround(Math.fround(a) + 0.5) / 2 ** 32,
    radius = Math.sqrt(-2 * Math.log(u)),
    angle = (2 * Math.PI * b) / 2 ** 32;
  return { radius, pair: [radius * Math.cos(angle), radius * Math.sin(angle)] };
}

/** The counter whose Philox4x32-10 block is `output`: each round is a bijection, undone from the last to the first. */
export function invertPhilox(output: readonly number[], key0: number, key1: number): [number, number, number, number] {
  let [c0, c1, c2, c3] = output.map(BigInt) as [bigint, bigint, bigint, bigint];
  const inverse = (m: bigint) => {
    let x = m;
    for (let i = 0; i < 5; i++) x = (x * (2n - m * x)) & mask; // Newton: each step doubles the correct low bits
    return x & mask;
  };
  const m0 = 0xd2511f53n,
    m1 = 0xcd9e8d57n,
    inverse0 = inverse(m0),
    inverse1 = inverse(m1);
  for (let round = 9n; round >= 0n; round--) {
    const k0 = (BigInt(key0) + round * 0x9e3779b9n) & mask,
      k1 = (BigInt(key1) + round * 0xbb67ae85n) & mask,
      before0 = (c3 * inverse0) & mask,
      before2 = (c1 * inverse1) & mask,
      before1 = c0 ^ ((m1 * before2) >> 32n) ^ k0,
      before3 = c2 ^ ((m0 * before0) >> 32n) ^ k1;
    [c0, c1, c2, c3] = [before0, before1, before2, before3];
  }
  return [Number(c0), Number(c1), Number(c2), Number(c3)];
}

/** Largest distance between the empirical distribution of `values` and a distribution function. */
export function kolmogorovSmirnov(values: ArrayLike<number>, distribution: (x: number) => number): number {
  const sorted = Float64Array.from(values).sort();
  let distance = 0;
  sorted.forEach((x, i) => {
    const p = distribution(x);
    distance = Math.max(distance, p - i / sorted.length, (i + 1) / sorted.length - p);
  });
  return distance;
}

/** Normal distribution function: ½ + φ(x)·(x + x³/3 + x⁵/15 + …), convergent for every x. */
export function normalDistribution(x: number): number {
  let term = x,
    sum = x;
  for (let k = 1; Math.abs(term) > 1e-17; k++) {
    term *= (x * x) / (2 * k + 1);
    sum += term;
  }
  return 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
}

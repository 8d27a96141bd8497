import fc from "fast-check";
import { expect, it } from "vitest";
import { MersenneTwister } from "../../src/dendrites/mersenne-twister.js";
import { ArgumentError } from "../../src/errors.js";

const draws = (random: MersenneTwister, count: number) => Array.from({ length: count }, () => random.next());

it("draws the published numbers", () => {
  expect(draws(new MersenneTwister(42), 3)).toEqual([1608637542, 3421126067, 4083286876]);
  // ISO C++ [rand.predef]: the 10000th number of the default seed.
  expect(draws(new MersenneTwister(5489), 10_000).at(-1)).toBe(4123659995);
});

it("makes every other draw of the words", () => {
  const [first, second, third] = draws(new MersenneTwister(42), 3) as [number, number, number];
  expect(new MersenneTwister(42).below(1000)).toBe(first % 1000);
  expect(new MersenneTwister(42).integer(7)).toBe(first % 7);
  expect(new MersenneTwister(42).real()).toBe(first / (2 ** 32 - 1));
  const span = Math.fround(Math.fround(0.9) - Math.fround(0.1));
  expect(new MersenneTwister(42).realRange(0.1, 0.9)).toBe(
    Math.fround(Math.fround(0.1) + Math.fround((span * first) / (2 ** 32 - 1))),
  );
  // From the end: 3 changes places with first mod 4 = 2, 2 with second mod 3 = 2, 1 with third mod 2 = 0.
  expect([first % 4, second % 3, third % 2]).toEqual([2, 2, 0]);
  expect(new MersenneTwister(42).shuffle([10, 11, 12, 13])).toEqual([11, 10, 13, 12]);
  const items = Uint32Array.of(10, 11, 12, 13);
  expect([...new MersenneTwister(42).sample(items, 2)]).toEqual([11, 10]);
  expect([...items]).toEqual([10, 11, 12, 13]);
});

it("leaves the remainder that % does, whatever the limit", () =>
  fc.assert(
    fc.property(fc.nat(0xffffffff), fc.integer({ min: 1, max: 2 ** 32 }), fc.nat(40), (seed, most, shift) => {
      const limit = Math.max(1, Math.floor(most / 2 ** shift));
      expect(new MersenneTwister(seed).below(limit)).toBe(new MersenneTwister(seed).next() % limit);
    }),
    { numRuns: 300 },
  ));

it("draws nothing to sample nothing, nor to shuffle one", () => {
  const random = new MersenneTwister(42);
  expect(random.sample([1, 2, 3], 0)).toHaveLength(0);
  random.shuffle([1]);
  random.shuffle([]);
  expect(random.next()).toBe(1608637542);
});

it("continues from a saved state, wherever it was taken", () =>
  fc.assert(
    fc.property(fc.nat(0xffffffff), fc.nat(1500), (seed, before) => {
      const random = new MersenneTwister(seed);
      draws(random, before);
      const { state } = random,
        resumed = new MersenneTwister(1);
      resumed.state = state;
      const expected = draws(random, 700);
      expect(draws(resumed, 700)).toEqual(expected);
      resumed.state = state;
      expect(draws(resumed, 700)).toEqual(expected);
    }),
    { numRuns: 30 },
  ));

it("refuses what is no seed, limit, count or state", () => {
  for (const seed of [-1, 0.5, 2 ** 32, Number.NaN]) expect(() => new MersenneTwister(seed)).toThrow(ArgumentError);
  const random = new MersenneTwister(1),
    { state } = random,
    stuck = new Uint32Array(625),
    late = state.slice();
  stuck[0] = 0x7fffffff;
  late[624] = 625;
  for (const limit of [0, -1, 1.5, 2 ** 32 + 1]) expect(() => random.below(limit)).toThrow(ArgumentError);
  for (const count of [-1, 0.5, 4]) expect(() => random.sample([1, 2, 3], count)).toThrow(ArgumentError);
  for (const bad of [stuck, late, state.slice(1), [...state] as unknown as Uint32Array])
    expect(() => (random.state = bad)).toThrow(ArgumentError);
  expect(random.state).toEqual(state);
});

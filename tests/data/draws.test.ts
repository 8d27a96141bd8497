import { expect, it } from "vitest";
import { SampleDraws } from "../../src/data/draws.js";
import { philox, Random } from "../../src/random.js";

const words = (draws: SampleDraws, count: number) => Array.from({ length: count }, () => draws.word());

it("gives the generator's published numbers: block 0 of sample 0, seed 0", () => {
  // Random123's known answer for a counter and a key of zeros, philox4x32 with 10 rounds.
  expect(words(new SampleDraws(new Random(0)), 4)).toEqual([0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]);
});

it("gives a sample the same numbers whatever was drawn before, and no two samples, streams or seeds the same", () => {
  const draws = new SampleDraws(new Random(3)),
    of = (sample: number, source = draws) => {
      source.seek(sample);
      return words(source, 10);
    };
  const first = of(5);
  draws.word();
  draws.block();
  expect(of(6)).not.toEqual(first);
  expect(of(5)).toEqual(first);
  const others = [new Random(3).stream("other"), new Random(4), new Random(3 + 2 ** 32)].map((random) =>
    of(5, new SampleDraws(random)),
  );
  expect(new Set([...first, ...of(6), ...others.flat()]).size).toBe(50);
});

it("reads block after block of a sample by the stream's and the seed's own words", () => {
  const draws = new SampleDraws(new Random(5 + 3 * 2 ** 32, [7, 8]));
  draws.seek(6);
  expect(words(draws, 8)).toEqual([...philox(0, 6, 7, 8, 5, 3), ...philox(1, 6, 7, 8, 5, 3)]);
});

it("whole blocks are the words, four by four", () => {
  const draws = new SampleDraws(new Random(1));
  draws.seek(2);
  const blocks = [...draws.block(), ...draws.block()];
  draws.seek(2);
  expect(words(draws, 8)).toEqual(blocks);
});

it("uniform numbers fill their range evenly, chi-squared with 9 degrees of freedom below 27.88 (p = 0.001)", () => {
  const draws = new SampleDraws(new Random(7)),
    counts = new Array<number>(10).fill(0),
    n = 20_000;
  for (let i = 0; i < n; i++) {
    const place = Math.floor((draws.uniform(-3, 2) + 3) * 2);
    counts[place]!++;
  }
  expect(counts).toHaveLength(10);
  expect(counts.reduce((sum, count) => sum + (count - n / 10) ** 2 / (n / 10), 0)).toBeLessThan(27.88);
});

it("bumps lie in (−1, 1), have mean 0 and deviation ⅓", () => {
  const draws = new SampleDraws(new Random(8)),
    n = 20_000,
    bumps = Array.from({ length: n }, () => draws.bump()),
    mean = bumps.reduce((sum, bump) => sum + bump, 0) / n,
    variance = bumps.reduce((sum, bump) => sum + bump ** 2, 0) / n;
  expect(bumps.every((bump) => Math.abs(bump) <= 1)).toBe(true);
  // Five standard errors; that of a variance is below √(2/n) of it, as the bumps' kurtosis is below 3.
  expect(Math.abs(mean)).toBeLessThan(5 / 3 / Math.sqrt(n));
  expect(Math.abs(9 * variance - 1)).toBeLessThan(5 * Math.sqrt(2 / n));
});

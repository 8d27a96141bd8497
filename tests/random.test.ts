import { describe, expect, it } from "vitest";
import { ArgumentError } from "../src/errors.js";
import { philox, Random } from "../src/random.js";

describe("philox", () => {
  // Known-answer vectors published with the generator (Random123, kat_vectors, philox4x32 with 10 rounds).
  it.each([
    [
      [0, 0, 0, 0, 0, 0],
      [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    ],
    [Array(6).fill(0xffffffff), [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0],
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    ],
  ])("counter and key %j", (input, expected) => {
    const [c0, c1, c2, c3, k0, k1] = input as [number, number, number, number, number, number];
    expect(philox(c0, c1, c2, c3, k0, k1)).toEqual(expected);
  });
});

describe("Random", () => {
  it("repeats itself for a seed and differs between seeds and streams", () => {
    const draw = (random: Random) => Array.from({ length: 5 }, () => random.uniform());
    expect(draw(new Random(7))).toEqual(draw(new Random(7)));
    const draws = [new Random(7), new Random(8), new Random(7).stream("a"), new Random(7).stream("b")].map(draw);
    draws.push(draw(new Random(7).stream(1)), draw(new Random(7).stream("1")));
    expect(new Set(draws.map(String)).size).toBe(draws.length);
  });

  it("continues from a saved position", () => {
    const random = new Random(3);
    random.uniform();
    const resumed = new Random(3);
    resumed.position = random.position;
    expect(resumed.integer(1000)).toBe(random.integer(1000));
  });

  it("draws integers evenly", () => {
    const random = new Random(5),
      counts = new Array(7).fill(0);
    for (let i = 0; i < 70_000; i++) counts[random.integer(7)]++;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(chiSquare).toBeLessThan(22.46); // 6 degrees of freedom, p = 0.001
  });

  it.each([-1, 0.5, Number.NaN, 2 ** 53])("refuses seed %s", (seed) => {
    expect(() => new Random(seed)).toThrow(ArgumentError);
  });

  it.each([0, -3, 1.5, Number.NaN])("refuses limit %s", (limit) => {
    expect(() => new Random(1).integer(limit)).toThrow(ArgumentError);
  });
});

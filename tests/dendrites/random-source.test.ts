import fc from "fast-check";
import { expect, it } from "vitest";
import { MersenneTwister } from "../../src/dendrites/mersenne-twister.js";
import { expectRandomSource, type RandomSource, sample } from "../../src/dendrites/random-source.js";
import { ArgumentError } from "../../src/errors.js";
import { Random } from "../../src/random.js";

it("chooses distinct items and leaves them as they were", () =>
  fc.assert(
    fc.property(fc.nat(1000), fc.uint32Array({ maxLength: 30 }), fc.nat(30), (seed, list, wish) => {
      const items = new Uint32Array(new Set(list)),
        before = [...items],
        count = Math.min(wish, items.length);
      for (const random of [new Random(seed), new MersenneTwister(seed)]) {
        const chosen = sample(items, count, random);
        expect(new Set(chosen).size).toBe(count);
        expect([...chosen].every((item) => before.includes(item))).toBe(true);
      }
      expect([...items]).toEqual(before);
    }),
  ));

it("takes one draw for each item, or the source's own way", () => {
  const random = new Random(1);
  sample(Uint32Array.of(5, 6, 7, 8), 3, random);
  expect(random.position).toBe(3);
  expect(sample(Uint32Array.of(5, 6, 7, 8), 3, new MersenneTwister(9))).toEqual(
    new MersenneTwister(9).sample([5, 6, 7, 8], 3),
  );
});

it("accepts what draws integers, and nothing else", () => {
  for (const random of [new Random(1), new MersenneTwister(1)]) expect(expectRandomSource("call", random)).toBe(random);
  for (const bad of [undefined, null, 5, {}, Math.random])
    expect(() => expectRandomSource("call", bad as unknown as RandomSource)).toThrow(ArgumentError);
});

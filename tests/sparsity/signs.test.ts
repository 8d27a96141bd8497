import { expect, it } from "vitest";
import { philox, Random } from "../../src/random.js";
import { signAt } from "../../src/sparsity/signs.js";

it("a place's sign is fixed by the generator's seed and stream, whatever was drawn", () => {
  const random = new Random(7).stream("signs"),
    places = [0, 1, 63, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1],
    before = places.map((place) => signAt(random, place));
  random.uniform();
  expect(places.toReversed().map((place) => signAt(random, place))).toEqual(before.toReversed());
  const [word] = philox(5, 1, ...random.streamWords, 7, 0);
  expect(signAt(random, 2 ** 32 + 5)).toBe(word % 2 ? 1 : -1);
});

it("is a fair coin, thrown anew for every place, stream and seed", () => {
  const signs = (random: Random) => Array.from({ length: 4000 }, (_, place) => signAt(random, place)),
    sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0),
    one = signs(new Random(1));
  expect(new Set(one)).toEqual(new Set([-1, 1]));
  // Sums of 4000 coins have the deviation 63; four of them leave one chance in 16 000.
  expect(Math.abs(sum(one))).toBeLessThan(253);
  for (const other of [one.slice(1), one.slice(200), signs(new Random(2)), signs(new Random(1).stream("x"))])
    expect(Math.abs(sum(other.map((sign, i) => sign * one[i]!)))).toBeLessThan(253);
});

import { expect, it } from "vitest";
import { Draws } from "../../src/metrics/draws.js";
import { Random } from "../../src/random.js";

/** xoshiro128** from its definition, in 64-bit integers. */
function* xoshiro(state: [bigint, bigint, bigint, bigint]): Generator<number> {
  const mask = 0xffffffffn,
    rotate = (x: bigint, k: bigint) => ((x << k) | (x >> (32n - k))) & mask;
  for (;;) {
    yield Number((rotate((state[1] * 5n) & mask, 7n) * 9n) & mask);
    const t = (state[1] << 9n) & mask;
    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= t;
    state[3] = rotate(state[3], 11n);
  }
}

it("draws xoshiro128**, from a state of four numbers of the generator", () => {
  const source = new Random(5),
    [a, b, c, d] = Array.from({ length: 4 }, () => BigInt(source.integer(2 ** 32))),
    expected = xoshiro([a!, b!, c!, d! | 1n]),
    draws = new Draws(new Random(5));
  for (let i = 0; i < 1000; i++) expect(draws.word()).toBe(expected.next().value);
});

it("draws integers and doubles evenly, chi-squared with 9 degrees of freedom below 27.9 (p = 0.001)", () => {
  const draws = new Draws(new Random(1)),
    n = 100_000;
  for (const draw of [() => draws.integer(10), () => Math.floor(draws.uniform() * 10)]) {
    const counts = new Array<number>(10).fill(0);
    for (let i = 0; i < n; i++) counts[draw()]!++;
    expect(counts.reduce((sum, count) => sum + (count - n / 10) ** 2 / (n / 10), 0)).toBeLessThan(27.9);
  }
  expect(draws.integer(1)).toBe(0);
});

it("shuffles into every order equally often, chi-squared with 23 degrees of freedom below 49.8 (p = 0.001)", () => {
  const draws = new Draws(new Random(2)),
    counts = new Map<string, number>(),
    n = 48_000;
  for (let i = 0; i < n; i++) {
    const order = draws.shuffle(Int32Array.of(0, 1, 2, 3)).join();
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect(counts.size).toBe(24);
  expect([...counts.values()].reduce((sum, count) => sum + (count - n / 24) ** 2 / (n / 24), 0)).toBeLessThan(49.8);
});

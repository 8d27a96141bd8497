import { expect, it } from "vitest";
import { Draws } from "../../src/metrics/draws.js";
import { randomOrder } from "../../src/metrics/random-order.js";
import { Random } from "../../src/random.js";

it("gives every order equally often, chi-squared with 23 degrees of freedom below 49.8 (p = 0.001)", () => {
  const draws = new Draws(new Random(2)),
    counts = new Map<string, number>(),
    order = Int32Array.of(9, 9, 9, 9, 9),
    n = 48_000;
  for (let i = 0; i < n; i++) {
    randomOrder(order, 4, draws);
    const name = order.join();
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  expect(counts.size).toBe(24);
  expect([...counts.keys()].every((name) => name.endsWith(",9"))).toBe(true);
  expect([...counts.values()].reduce((sum, count) => sum + (count - n / 24) ** 2 / (n / 24), 0)).toBeLessThan(49.8);
});

it("orders any number of items", () => {
  const order = new Int32Array(2 ** 21 + 10);
  for (const count of [0, 1, 2, 1000, order.length]) {
    randomOrder(order, count, new Draws(new Random(count)));
    const seen = new Uint8Array(count);
    for (let i = 0; i < count; i++) seen[order[i]!] = 1;
    expect(seen.every((here) => here === 1)).toBe(true);
  }
});

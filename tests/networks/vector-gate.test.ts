import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { VectorGate } from "../../src/networks/vector-gate.js";
import { openArena } from "../support.js";
import { site } from "./support.js";

describe("VectorGate", () => {
  it("draws directions of ±1 with equal chance, opposite in pairs", async () => {
    using arena = await openArena();
    const { directions, ...bound } = new VectorGate().bind({ ...site(arena, 400), components: 10 }),
      { data } = directions;
    expect(directions.shape).toEqual([400, 10]);
    expect([bound.features, bound.shape, bound.components, bound.parameters]).toEqual([400, [400], 10, []]);
    let ones = 0;
    for (let pair = 0; pair < 200; pair++)
      for (let k = 0; k < 10; k++) {
        const even = data[20 * pair + k]!;
        expect([1, -1]).toContain(even);
        expect(data[20 * pair + 10 + k]).toBe(-even);
        if (even === 1) ones++;
      }
    // five standard deviations of 2000 fair coins
    expect(Math.abs(ones - 1000)).toBeLessThan(5 * Math.sqrt(500));
    for (let k = 0; k < 10; k++)
      expect(Math.abs(data.filter((t, i) => t === 1 && i % 20 === k).length - 100)).toBeLessThan(5 * Math.sqrt(50));
  });

  it("leaves the last of an odd number of units alone", async () => {
    using arena = await openArena();
    const { directions } = new VectorGate().bind({ ...site(arena, 3), components: 2 }),
      [a, b, c, d, e, f, ...rest] = directions.data;
    expect([c, d, rest]).toEqual([-a!, -b!, []]);
    expect([e, f].map((t) => Math.abs(t!))).toEqual([1, 1]);
  });

  it("has a direction for every channel of an image", async () => {
    using arena = await openArena();
    const { directions, shape } = new VectorGate().bind({ ...site(arena, 48), shape: [3, 4, 4], components: 2 });
    expect([directions.shape, shape]).toEqual([
      [4, 2],
      [3, 4, 4],
    ]);
  });

  it("depends on the seed alone, and keeps nothing but the directions", async () => {
    using arena = await openArena();
    const draw = (seed: number) => new VectorGate().bind({ ...site(arena, 40, seed), components: 3 }).directions;
    expect(draw(1).data).toEqual(draw(1).data);
    expect(draw(1).data).not.toEqual(draw(2).data);
    expect(arena.memory().blocks).toBe(4);
  });

  it("refuses scalar units", async () => {
    using arena = await openArena();
    expect(() => new VectorGate().bind(site(arena, 4))).toThrow(ArgumentError);
  });
});

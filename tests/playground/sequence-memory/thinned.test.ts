import fc from "fast-check";
import { expect, it } from "vitest";
import { thinned } from "../../../playground/panels/sequence-memory/streams/thinned.js";

it("leaves few values as they are", () => {
  expect(thinned([3, 1, 2], 3)).toEqual({ x: [0, 1, 2], y: [3, 1, 2] });
  expect(thinned([3, 1, 2], 3, true)).toEqual({ x: [0, 1, 2], y: [3, 1, 2] });
});

it("keeps the largest of each stretch, or by turns the smallest and the largest of two", () => {
  expect(thinned([1, 5, 2, 0, 7], 3)).toEqual({ x: [0, 2, 4], y: [5, 2, 7] });
  expect(thinned([1, 5, 2, 0, 7, 9, 8, 6], 4, true)).toEqual({ x: [0, 2, 4, 6], y: [0, 5, 6, 9] });
});

it("has no more points than asked for, and the extremes of all values among them", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ noNaN: true }), { minLength: 1, maxLength: 500 }),
      fc.integer({ min: 1, max: 100 }),
      (values, most) => {
        const one = thinned(values, most),
          both = thinned(values, most, true);
        expect(one.x.length).toBeLessThanOrEqual(most);
        expect(both.x).toEqual(one.x);
        expect(Math.max(...one.y)).toBe(Math.max(...values));
        for (const y of both.y) expect(values).toContain(y);
      },
    ),
  );
});

import fc from "fast-check";
import { expect, it } from "vitest";
import { nearestPlace, sliderPlaces, sliderText } from "../../../playground/shell/slider-scale.js";
import { integer, number } from "../../../playground/shell/url-state.js";

const kinds = fc.record({
  minimum: fc.double({ min: 1e-3, max: 10, noNaN: true }),
  span: fc.double({ min: 1, max: 1e5, noNaN: true }),
  whole: fc.boolean(),
  logarithmic: fc.boolean(),
});

it("places ascend from the minimum to the maximum, each nearest to its own number, a thousand steps at most", () => {
  fc.assert(
    fc.property(kinds, ({ minimum, span, whole, logarithmic }) => {
      const bounds = whole
          ? { minimum: Math.ceil(minimum), maximum: Math.ceil(minimum) + Math.ceil(span) }
          : { minimum, maximum: minimum + span },
        places = sliderPlaces((whole ? integer : number)(bounds.minimum, bounds), { logarithmic });
      expect([places[0], places.at(-1)]).toEqual([bounds.minimum, bounds.maximum]);
      expect(places.length).toBeLessThanOrEqual(1001);
      expect(places.every((value, place) => place === 0 || value > places[place - 1]!)).toBe(true);
      expect(!whole || places.every(Number.isInteger)).toBe(true);
      expect(places.map((value) => nearestPlace(places, value))).toEqual([...places.keys()]);
    }),
  );
});

it("numbers are those that people write", () => {
  expect(sliderPlaces(number(0, { minimum: 0, maximum: 0.5 }), { step: 0.1 })).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5]);
  expect(sliderPlaces(integer(3, { minimum: 1, maximum: 4 }))).toEqual([1, 2, 3, 4]);
  expect(sliderPlaces(integer(3, { minimum: 1, maximum: 4 }), { logarithmic: true })).toEqual([1, 2, 3, 4]);
  // Equal factors: the middle of 0.01 … 100 is 1.
  const places = sliderPlaces(number(1, { minimum: 0.01, maximum: 100 }), { logarithmic: true });
  expect(places[100]).toBe(1);
  expect(places).toHaveLength(201);
});

it("a number has its unit behind it", () => {
  expect([sliderText(0.25), sliderText(1500, "ms")]).toEqual(["0.25", "1,500 ms"]);
});

import fc from "fast-check";
import { expect, it } from "vitest";
import { CategoryEncoder, type CategoryEncoderOptions } from "../../src/dendrites/category-encoder.js";
import { Sdr } from "../../src/dendrites/sdr.js";
import { ArgumentError, ShapeError } from "../../src/errors.js";

it("gives every category bits of its own, all of them in use", () =>
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 9 }),
      fc.integer({ min: 1, max: 40 }),
      (categories, activeBits) => {
        const encoder = new CategoryEncoder({ categories, activeBits });
        expect(encoder.size).toBe(categories.length * activeBits);
        expect(categories.flatMap((category) => [...encoder.encode(category).indices])).toEqual(
          Array.from({ length: encoder.size }, (_, index) => index),
        );
      },
    ),
  ));

it("has room for others where it is told to", () => {
  const encoder = new CategoryEncoder<number>({ categories: [7, 3], activeBits: 2, others: true });
  expect([7, 3, 5, Number.NaN].map((value) => [...encoder.encode(value).indices])).toEqual([
    [0, 1],
    [2, 3],
    [4, 5],
    [4, 5],
  ]);
});

it("writes a part of a whole", () => {
  const whole = Sdr.from(10, [0]);
  new CategoryEncoder({ categories: ["a", "b"], activeBits: 2 }).write("b", whole, 3);
  expect([...whole.indices]).toEqual([0, 5, 6]);
});

const encoder = new CategoryEncoder<string>({ categories: ["a", "b"], activeBits: 2 }),
  target = Sdr.from(4, [1]);

it("refuses other values and other targets, and leaves the target", () => {
  for (const value of ["c", "", undefined as unknown as string])
    expect(() => encoder.encode(value, target)).toThrow(ArgumentError);
  expect(() => encoder.encode("a", new Sdr(5))).toThrow(ShapeError);
  expect(() => encoder.write("a", target, 1)).toThrow(ArgumentError);
  expect([...target.indices]).toEqual([1]);
});

it.each<object>([
  { categories: [], activeBits: 2 },
  { activeBits: 2 },
  { categories: "ab", activeBits: 2 },
  { categories: ["a", "a"], activeBits: 2 },
  { categories: ["a"], activeBits: 0 },
  { categories: ["a", "b"], activeBits: 2 ** 30 },
  { categories: ["a"], activeBits: 2, others: 1 },
])("refuses options %j", (options) => {
  expect(() => new CategoryEncoder(options as CategoryEncoderOptions<string>)).toThrow(ArgumentError);
});

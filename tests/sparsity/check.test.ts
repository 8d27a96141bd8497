import { expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { expectInteger } from "../../src/ops/check.js";
import { expectDimensions, expectFraction, INDEX_LIMIT } from "../../src/sparsity/check.js";

it("expectInteger takes integers from low to high, both included", () => {
  for (const value of [-2, 0, 3]) expectInteger("op", "n", value, -2, 3);
  for (const value of [-3, 4, 0.5, Number.NaN, Infinity, "1" as unknown as number])
    expect(() => expectInteger("op", "n", value, -2, 3), String(value)).toThrow(ArgumentError);
  expect(() => expectInteger("op", "n", 9, 0, 3)).toThrow("op: n is 9, must be an integer from 0 to 3");
});

it("expectFraction takes 0 to 1, both included", () => {
  for (const value of [0, 0.5, 1]) expectFraction("op", "p", value);
  for (const value of [-1e-9, 1.001, Number.NaN]) expect(() => expectFraction("op", "p", value)).toThrow(ArgumentError);
});

it("expectDimensions counts the cells that a double can count exactly, and refuses more", () => {
  expect(expectDimensions("op", 0, 5)).toBe(0);
  expect(expectDimensions("op", INDEX_LIMIT, 2 ** 22)).toBe(INDEX_LIMIT * 2 ** 22);
  expect(() => expectDimensions("op", INDEX_LIMIT, 2 ** 23)).toThrow("at most 2^53");
  expect(() => expectDimensions("op", INDEX_LIMIT + 1, 1)).toThrow(ArgumentError);
  expect(() => expectDimensions("op", 1, -1)).toThrow(ArgumentError);
});

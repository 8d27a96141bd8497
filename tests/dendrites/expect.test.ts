import { expect, it } from "vitest";
import { expectBoolean, expectNumber, expectOne, expectPositive } from "../../src/dendrites/expect.js";
import { ArgumentError } from "../../src/errors.js";

it("lets good values through", () => {
  expect([-5, 1e300].map((value) => expectNumber("call", "name", value))).toEqual([-5, 1e300]);
  expect([0, 1].map((value) => expectNumber("call", "name", value, 0, 1))).toEqual([0, 1]);
  expect(expectPositive("call", "name", 1e-300)).toBe(1e-300);
  expect(expectBoolean("call", "name", false)).toBe(false);
  expect(expectOne("call", { a: undefined, b: 0 })).toBe("b");
});

it.each<[string, () => unknown]>([
  ["call: name is NaN, must be a number", () => expectNumber("call", "name", Number.NaN)],
  ["call: name is Infinity, must be a number", () => expectNumber("call", "name", Number.POSITIVE_INFINITY)],
  ["call: name is -1, must be a number from 0 up to 1", () => expectNumber("call", "name", -1, 0, 1)],
  ["call: name is -1, must be a number from 0", () => expectNumber("call", "name", -1, 0)],
  ["call: name is 0, must be a number above 0", () => expectPositive("call", "name", 0)],
  ["call: name is 1, must be true or false", () => expectBoolean("call", "name", 1 as unknown as boolean)],
  ['call: options is "without any", must be one of a, b', () => expectOne("call", { a: undefined, b: undefined })],
  ['call: options is "a and b", must be one of a, b', () => expectOne("call", { a: 1, b: 2 })],
])("refuses with %s", (message, check) => {
  expect(check).toThrow(ArgumentError);
  expect(check).toThrow(message);
});

import { expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { expectBoolean, expectInteger, expectNumber, expectOneOf, expectRandom } from "../../src/metrics/expect.js";
import { Random } from "../../src/random.js";

it("lets good values through", () => {
  const random = new Random(1);
  expect(expectOneOf("call", "name", "a", ["a", "b"])).toBe("a");
  expect(expectBoolean("call", "name", false)).toBe(false);
  expect([1, 5].map((value) => expectInteger("call", "name", value, 1, 5))).toEqual([1, 5]);
  expect(expectInteger("call", "name", 2 ** 40, 1)).toBe(2 ** 40);
  expect([0, 0.5, 1].map((value) => expectNumber("call", "name", value, 0, 1))).toEqual([0, 0.5, 1]);
  expect(expectNumber("call", "name", Number.MAX_VALUE, 0)).toBe(Number.MAX_VALUE);
  expect(expectRandom("call", random)).toBe(random);
});

it.each<[string, () => unknown]>([
  ['call: name is "c", must be "a" or "b"', () => expectOneOf("call", "name", "c" as "a", ["a", "b"])],
  ["call: name is 1, must be true or false", () => expectBoolean("call", "name", 1 as unknown as boolean)],
  ["call: name is 0, must be an integer from 1 to 5", () => expectInteger("call", "name", 0, 1, 5)],
  ["call: name is 6, must be an integer from 1 to 5", () => expectInteger("call", "name", 6, 1, 5)],
  ["call: name is 1.5, must be an integer, 1 or more", () => expectInteger("call", "name", 1.5, 1)],
  ["call: name is Infinity, must be an integer, 1 or more", () => expectInteger("call", "name", Infinity, 1)],
  ["call: name is NaN, must be a number from 0 to 1", () => expectNumber("call", "name", Number.NaN, 0, 1)],
  ["call: name is Infinity, must be a number, 0 or more", () => expectNumber("call", "name", Infinity, 0)],
  ["call: name is a Symbol", () => expectNumber("call", "name", Object(Symbol("s")) as number, 0)],
  ['call: name is "1", must be a number', () => expectNumber("call", "name", "1" as unknown as number, 0)],
  ["call: name is 1n, must be an integer", () => expectInteger("call", "name", 1n as unknown as number, 0)],
  ["call: random is 5, must be a Random", () => expectRandom("call", 5 as unknown as Random)],
])("refuses with %s", (message, check) => {
  expect(check).toThrow(ArgumentError);
  expect(check).toThrow(message);
});

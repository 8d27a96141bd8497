import { expect, it } from "vitest";
import { expectPlace, targetOf } from "../../src/dendrites/encoder.js";
import { Sdr } from "../../src/dendrites/sdr.js";
import { ArgumentError, ShapeError } from "../../src/errors.js";

it("writes where it is told to, or into a new SDR of its size", () => {
  const target = new Sdr([2, 5]);
  expect(targetOf("test", 10, target)).toBe(target);
  const made = targetOf("test", 10);
  expect([made.size, made.count, [...made.dimensions]]).toEqual([10, 0, [10]]);
  expect(() => targetOf("test", 9, target)).toThrow(ShapeError);
  expect(() => targetOf("test", 9, target)).toThrow("test: into has 10 bits, must have 9");
  expect(() => targetOf("test", 9, { size: 9 } as Sdr)).toThrow(ArgumentError);
});

it("a place has room for all bits", () => {
  const into = new Sdr(10);
  for (const [size, offset] of [
    [10, 0],
    [3, 7],
    [1, 9],
  ] as const)
    expect(() => expectPlace("test", size, into, offset)).not.toThrow();
  for (const [size, offset] of [
    [10, 1],
    [3, 8],
    [11, 0],
    [3, -1],
    [3, 0.5],
    [3, Number.NaN],
  ] as const)
    expect(() => expectPlace("test", size, into, offset)).toThrow(/^test: offset is /);
  expect(() => expectPlace("test", 1, null as unknown as Sdr, 0)).toThrow(ArgumentError);
});

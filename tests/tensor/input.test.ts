import { expect, it } from "vitest";
import { ArgumentError, MemoryError, ShapeError } from "../../src/errors.js";
import { expectSize, plainArray, readIndices, readNumbers } from "../../src/tensor/input.js";

const live = new ArrayBuffer(16),
  at = (i: number) => `index ${i}`;

it("expectSize takes what an i32 can count", () => {
  for (const size of [0, 0x7fffffff]) expectSize("op", "n", size);
  for (const size of [-1, 0.5, 2 ** 31, Number.NaN, undefined as never])
    expect(() => expectSize("op", "n", size)).toThrow(ShapeError);
});

it("readNumbers passes a Float32Array on, and copies everything else and what lies in live memory", () => {
  const own = Float32Array.of(1, 2),
    inside = new Float32Array(live);
  expect(readNumbers("op", "x", own, live)).toBe(own);
  const copy = readNumbers("op", "x", inside, live);
  expect(copy.buffer).not.toBe(live);
  expect(copy).toEqual(inside);
  expect(readNumbers("op", "x", [1, Number.NaN], live)).toEqual(Float32Array.of(1, Number.NaN));
  expect(() => readNumbers("op", "x", [1, "2" as never], live)).toThrow('op: x[1] is "2", must be a number');
  expect(() => readNumbers("op", "x", undefined as never, live)).toThrow(ArgumentError);
  expect(() => readNumbers("op", "x", {} as never, live)).toThrow(ShapeError);
});

it("readNumbers reads each element once, so that no getter can answer twice", () => {
  let asked = 0;
  const sly = { length: 1 } as unknown as number[];
  Object.defineProperty(sly, 0, { get: () => (asked++ === 0 ? 5 : Number.NaN) });
  expect([...readNumbers("op", "x", sly, live)]).toEqual([5]);
});

it("readIndices refuses what is no index and memory that another thread may change", () => {
  const own = Int32Array.of(3, -1);
  expect(readIndices("op", "x", own, live, at)).toBe(own);
  expect(readIndices("op", "x", new Int32Array(live), live, at).buffer).not.toBe(live);
  expect([...readIndices("op", "x", [0, 0x7fffffff], live, at)]).toEqual([0, 0x7fffffff]);
  for (const bad of [-1, 1.5, 2 ** 31, "1"])
    expect(() => readIndices("op", "x", [0, bad as number], live, at)).toThrow(/op: index 1 is/);
  expect(() => readIndices("op", "x", new Int32Array(new SharedArrayBuffer(8)), live, at)).toThrow(ArgumentError);
});

it("plainArray says how much it could not get", () => {
  expect(plainArray("op", Uint8Array, 3)).toEqual(new Uint8Array(3));
  expect(() => plainArray("op", Float32Array, 2 ** 52)).toThrow(MemoryError);
});

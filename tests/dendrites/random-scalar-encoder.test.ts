import fc from "fast-check";
import { expect, it } from "vitest";
import { MersenneTwister } from "../../src/dendrites/mersenne-twister.js";
import { murmur3 } from "../../src/dendrites/murmur3.js";
import { RandomScalarEncoder, type RandomScalarEncoderOptions } from "../../src/dendrites/random-scalar-encoder.js";
import { Sdr } from "../../src/dendrites/sdr.js";
import { ArgumentError, ShapeError } from "../../src/errors.js";

it("makes the noisy input that the C++ implementation makes of a sine after 5000 steps", () => {
  const encoder = new RandomScalarEncoder({ size: 1000, activeBits: 200, radius: 0.03, seed: 2019, compatible: true }),
    random = new MersenneTwister(42),
    input = new Sdr(1000);
  expect(encoder.resolution).toBeCloseTo(0.00014999999257, 14);
  let x = 0,
    value = 0;
  for (let step = 0; step < 5000; step++) {
    x = Math.fround(x + Math.fround(0.01));
    value = Math.fround(Math.sin(x));
    encoder.encode(value, input).noise({ fraction: 0.01 }, random, input);
  }
  expect(x).toBeCloseTo(49.9976158, 7);
  expect(value).toBeCloseTo(-0.26467475, 8);
  const indices = [...input.indices];
  expect(indices).toHaveLength(177);
  expect(indices.reduce((sum, index) => sum + index)).toBe(89394);
  expect(indices.slice(0, 5)).toEqual([0, 4, 13, 21, 24]);
  expect(indices.slice(-5)).toEqual([976, 979, 981, 991, 998]);
});

it("has the hashed bits of the steps from the value's on", () =>
  fc.assert(
    fc.property(fc.integer({ min: -1000, max: 1000 }), fc.nat(0xffffffff), (step, seed) => {
      const encoder = new RandomScalarEncoder({ size: 100, activeBits: 10, resolution: 0.25, seed }),
        hashed = Array.from({ length: 10 }, (_, k) => murmur3(step + k, seed) % 100),
        want = [...new Set(hashed)].sort((a, b) => a - b);
      expect([...encoder.encode(step / 4).indices]).toEqual(want);
      expect([...encoder.encode(step / 4 + 0.249).indices]).toEqual(want);
    }),
  ));

it("shares fewer bits the further apart values are, on both sides of 0", () => {
  const encoder = new RandomScalarEncoder({ size: 20_000, activeBits: 100, radius: 10 }),
    from = encoder.encode(-3.05);
  let before = from.count;
  for (let distance = 0.1; distance < 10; distance += 0.1) {
    const shared = from.overlap(encoder.encode(-3.05 + distance));
    // One step less, but for two bits that fall together.
    expect(shared).toBeLessThanOrEqual(before);
    expect(Math.abs(shared - (100 - distance * 10))).toBeLessThanOrEqual(5);
    before = shared;
  }
  // Beyond, what chance gives: 0.5 bits on average.
  for (const far of [10, 1000, -1e6]) expect(from.overlap(encoder.encode(far))).toBeLessThan(6);
});

it("cuts fractions off in the compatible form alone", () => {
  const options = { size: 1000, activeBits: 20, resolution: 1 },
    own = new RandomScalarEncoder(options),
    compatible = new RandomScalarEncoder({ ...options, compatible: true });
  expect(own.encode(-0.5).equals(own.encode(0.5))).toBe(false);
  expect(compatible.encode(-0.5).equals(compatible.encode(0.5))).toBe(true);
  expect(own.encode(-1).equals(compatible.encode(-1))).toBe(true);
  expect(compatible.encode(1.999999999).equals(compatible.encode(2))).toBe(true);
});

it("tells categories apart", () => {
  for (const compatible of [false, true]) {
    const encoder = new RandomScalarEncoder({ size: 100_000, activeBits: 21, category: true, seed: 5, compatible }),
      codes = Array.from({ length: 20 }, (_, category) => encoder.encode(category - 10));
    expect(encoder.radius).toBeCloseTo(1, 6);
    for (const a of codes) for (const b of codes) if (a !== b) expect(a.overlap(b)).toBeLessThan(compatible ? 4 : 3);
    expect(() => encoder.encode(0.5)).toThrow(ArgumentError);
  }
});

it("writes into what it is given, alone or as a part", () => {
  const encoder = new RandomScalarEncoder({ size: 50, activeBits: 4, resolution: 1 }),
    into = Sdr.from(50, [0, 49]);
  expect(encoder.encode(-7, into)).toBe(into);
  expect(into.equals(encoder.encode(-7))).toBe(true);
  const whole = Sdr.from(101, [100]);
  encoder.write(-7, whole, 50);
  expect([...whole.indices]).toEqual([...Array.from(into.indices, (index) => 50 + index), 100]);
});

const encoder = new RandomScalarEncoder({ size: 50, activeBits: 4, resolution: 1 }),
  target = Sdr.from(50, [7]);

it.each<[() => unknown, new (...args: never[]) => Error]>([
  [() => encoder.encode(Number.NaN, target), ArgumentError],
  [() => encoder.encode(Number.POSITIVE_INFINITY, target), ArgumentError],
  [() => encoder.encode(2 ** 31, target), ArgumentError],
  [() => encoder.encode(-(2 ** 31) - 1, target), ArgumentError],
  [() => encoder.encode(0, new Sdr(21)), ShapeError],
  [() => encoder.write(0, target, -1), ArgumentError],
  [() => encoder.write(Number.NaN, target, 0), ArgumentError],
])("refuses %s and leaves the target", (call, type) => {
  expect(call).toThrow(type);
  expect([...target.indices]).toEqual([7]);
});

const good = { size: 50, activeBits: 4 };
it.each<object>([
  good,
  { ...good, radius: 1, resolution: 1 },
  { ...good, radius: 1, category: true },
  { ...good, category: false },
  { ...good, radius: 0 },
  { ...good, resolution: Number.NaN },
  { ...good, resolution: 1e-60, compatible: true },
  { ...good, radius: 1, size: 4 },
  { ...good, radius: 1, activeBits: 0 },
  { ...good, radius: 1, seed: -1 },
  { ...good, radius: 1, compatible: "yes" },
])("refuses options %j", (options) => {
  expect(() => new RandomScalarEncoder(options as RandomScalarEncoderOptions)).toThrow(ArgumentError);
});

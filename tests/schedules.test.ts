import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError } from "../src/errors.js";
import { constant, cosine, exponential, linear, polynomial, type Schedule, step } from "../src/schedules.js";

/** The factor at a time in epochs, 1000 steps each. */
const at = (schedule: Schedule, time: number) =>
  schedule({ epoch: Math.floor(time), step: Math.round((time % 1) * 1000), steps: 1000 });

/** Largest distance of a product or sum of a few terms of magnitude 1 from the exact value. */
const roundoff = 2 ** -50;

describe("cosine", () => {
  // ½ (1 + cos πx) in closed form: cos π/6 = √3/2, π/4 = √2/2, π/3 = ½, π/5 = (1 + √5)/4, π/12 = (√6 + √2)/4.
  it.each([
    [0, 1],
    [1 / 12, 0.5 + (Math.sqrt(6) + Math.sqrt(2)) / 8],
    [1 / 6, 0.5 + Math.sqrt(3) / 4],
    [1 / 5, 0.5 + (1 + Math.sqrt(5)) / 8],
    [1 / 4, 0.5 + Math.sqrt(2) / 4],
    [1 / 3, 0.75],
    [1 / 2, 0.5],
    [2 / 3, 0.25],
    [3 / 4, 0.5 - Math.sqrt(2) / 4],
    [5 / 6, 0.5 - Math.sqrt(3) / 4],
    [1, 0],
  ])("at share %d of the time is %d", (x, expected) => {
    const factor = cosine({ epochs: 60 })({ epoch: Math.round(60 * x), step: 0, steps: 1 });
    expect(Math.abs(factor - expected)).toBeLessThanOrEqual(roundoff);
  });

  it("agrees with the engine's cosine everywhere", () => {
    const schedule = cosine({ epochs: 1 }),
      steps = 10_000;
    let worst = 0;
    for (let step = 0; step < steps; step++) {
      const exact = 0.5 * (1 + Math.cos((Math.PI * step) / steps));
      worst = Math.max(worst, Math.abs(schedule({ epoch: 0, step, steps }) - exact));
    }
    expect(worst).toBeLessThanOrEqual(roundoff);
  });

  it("warms up, falls to the floor and stays there", () => {
    const schedule = cosine({ epochs: 10, warmup: 2, floor: 0.1 });
    expect(at(schedule, 0)).toBe(1 / 2000); // the first step already learns
    expect(at(schedule, 1)).toBe(1001 / 2000);
    expect(at(schedule, 1.999)).toBe(1); // last step of the warm-up
    expect(at(schedule, 2)).toBe(1);
    expect(at(schedule, 6)).toBeCloseTo(0.55, 14);
    expect(at(schedule, 10)).toBe(0.1);
    expect(at(schedule, 250)).toBe(0.1);
  });
});

describe("exponential", () => {
  it("multiplies the rate once per epoch or once per step", () => {
    const yearly = exponential({ factor: 0.9 }),
      daily = exponential({ factor: 0.5, every: "step" });
    for (const step of [0, 9])
      expect([0, 1, 2].map((epoch) => yearly({ epoch, step, steps: 10 }))).toEqual([1, 0.9, 0.9 * 0.9]);
    expect([0, 1, 7].map((step) => daily({ epoch: 2, step, steps: 8 }))).toEqual([2 ** -16, 2 ** -17, 2 ** -23]);
    // 0.95^30 = 0.214638763…, 30 products at most.
    expect(
      Math.abs(exponential({ factor: 0.95 })({ epoch: 30, step: 0, steps: 1 }) - 0.21463876394293727),
    ).toBeLessThan(30 * 2 ** -53);
    expect(exponential({ factor: 0 })({ epoch: 0, step: 0, steps: 1 })).toBe(1);
  });

  it.each([{ factor: -0.1 }, { factor: 1.1 }, { factor: Number.NaN }, { factor: 0.5, every: "year" }])(
    "refuses %o",
    (options) => expect(() => exponential(options as never)).toThrow(ArgumentError),
  );
});

describe("linear and polynomial", () => {
  it.each([
    [0, 1, 1, 1],
    [1, 0.75, 0.5625, 0.421875],
    [2, 0.5, 0.25, 0.125],
    [3, 0.25, 0.0625, 0.015625],
    [4, 0, 0, 0],
    [9, 0, 0, 0],
  ])("after %d of 4 epochs are %d, square %d, cube %d", (time, line, square, cube) => {
    expect(at(linear({ epochs: 4 }), time)).toBe(line);
    expect(at(polynomial({ epochs: 4, power: 1 }), time)).toBe(line);
    expect(at(polynomial({ epochs: 4, power: 2 }), time)).toBe(square);
    expect(at(polynomial({ epochs: 4, power: 3 }), time)).toBe(cube);
  });

  it("keep warm-up and floor", () => {
    const schedule = linear({ epochs: 5, warmup: 1, floor: 0.5 });
    expect([0.5, 1, 3, 5, 6].map((time) => at(schedule, time))).toEqual([0.501, 1, 0.75, 0.5, 0.5]);
  });

  it("allow a warm-up of part of an epoch", () => {
    const schedule = linear({ epochs: 1, warmup: 0.0025 });
    expect([0, 0.001, 0.002].map((time) => at(schedule, time))).toEqual([0.4, 0.8, 1]);
  });
});

describe("step and constant", () => {
  it("fall by the factor at every so many epochs", () => {
    const schedule = step({ every: 3, factor: 0.5 });
    expect([0, 2.999, 3, 5.5, 6, 9, 30].map((time) => at(schedule, time))).toEqual([
      1,
      1,
      0.5,
      0.5,
      0.25,
      0.125,
      2 ** -10,
    ]);
    expect(at(step({ every: 1, factor: 0 }), 0.5)).toBe(1);
    expect(at(step({ every: 1, factor: 0 }), 1)).toBe(0);
  });

  it("stay where they are", () => {
    expect([0, 0.5, 100].map((time) => at(constant(), time))).toEqual([1, 1, 1]);
  });
});

const decays = {
  cosine,
  linear,
  cubic: (options: Parameters<typeof linear>[0]) => polynomial({ ...options, power: 3 }),
};

describe.each(Object.entries(decays))("%s", (_, schedule) => {
  it("stays between floor and 1 and never rises after the warm-up", () => {
    const options = fc.record({
      epochs: fc.double({ min: 0.1, max: 20, noNaN: true }),
      part: fc.double({ min: 0, max: 0.99, noNaN: true }),
      floor: fc.double({ min: 0, max: 1, noNaN: true }),
      steps: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(options, ({ epochs, part, floor, steps }) => {
        const warmup = part * epochs,
          factorOf = schedule({ epochs, warmup, floor });
        let previous = 1;
        for (let epoch = 0; epoch < epochs + 2; epoch++)
          for (let step = 0; step < steps; step++) {
            const factor = factorOf({ epoch, step, steps });
            expect(factor).toBeGreaterThan(epoch + step / steps < warmup ? 0 : floor - 2 ** -53);
            expect(factor).toBeLessThanOrEqual(1);
            if (epoch + step / steps < warmup) continue;
            expect(factor).toBeLessThanOrEqual(previous + roundoff);
            previous = factor;
          }
      }),
    );
  });

  it.each([
    { epochs: 0 },
    { epochs: -1 },
    { epochs: Number.NaN },
    { epochs: Number.POSITIVE_INFINITY },
    { epochs: 5, warmup: 5 },
    { epochs: 5, warmup: -1 },
    { epochs: 5, floor: 1.1 },
    { epochs: 5, floor: Number.NaN },
  ])("refuses %j", (options) => {
    expect(() => schedule(options)).toThrow(ArgumentError);
  });
});

it("refuses powers, intervals and factors out of range", () => {
  for (const power of [0, 0.5, -1, Number.NaN]) expect(() => polynomial({ epochs: 1, power })).toThrow(ArgumentError);
  for (const every of [0, 1.5, -1]) expect(() => step({ every, factor: 0.5 })).toThrow(ArgumentError);
  for (const factor of [-0.1, 1.1, Number.NaN]) expect(() => step({ every: 1, factor })).toThrow(ArgumentError);
});

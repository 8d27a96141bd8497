import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../../src/errors.js";
import { Random } from "../../../src/random.js";
import { Parameter } from "../../../src/tape/parameter.js";
import { Tensor } from "../../../src/tensor/tensor.js";
import { communicability, type SpatialOptions, spatial } from "../../../src/training/penalties/spatial.js";
import type { Arena } from "../../../src/wasm/arena.js";
import { transposed } from "../../reference/expm.js";
import { spatialCost, spatialGradient } from "../../reference/spatial-cost.js";
import { openArena } from "../../support.js";

const parameter = (arena: Arena, n: number, w: readonly number[], name = "w") =>
  new Parameter(name, Tensor.from(arena, [n, n], w));

const sender = { parameters: "w", rows: "source" } as const;

function apply(arena: Arena, n: number, w: readonly number[], options: Omit<SpatialOptions, "parameters" | "rows">) {
  const weights = parameter(arena, n, w),
    cost = spatial({ ...sender, ...options })
      .bind(arena, [weights])
      .apply();
  return { cost, gradient: Array.from(weights.gradient.data) };
}

const matrixOf = (n: number, of: (i: number, j: number) => number) =>
  Array.from({ length: n * n }, (_, at) => of(Math.floor(at / n), at % n));

const weight = fc.oneof(
  fc.constant(0),
  fc.double({ min: 0.05, max: 2, noNaN: true }),
  fc.double({ min: -2, max: -0.05, noNaN: true }),
);
const cases = fc
  .integer({ min: 1, max: 6 })
  .chain((n) =>
    fc.record({
      n: fc.constant(n),
      w: fc.array(weight, { minLength: n * n, maxLength: n * n }).map((w) => w.map(Math.fround)),
      d: fc.array(fc.double({ min: 0, max: 3, noNaN: true }), { minLength: n * n, maxLength: n * n }),
      isolated: fc.integer({ min: -1, max: n - 1 }),
      strength: fc.constantFrom(0.01, 1),
      distancePower: fc.constantFrom(0, 0.5, 1, 2),
      communicabilityPower: fc.constantFrom(0.5, 1, 1.7),
    }),
  )
  .map(({ isolated, w, ...rest }) => ({
    ...rest,
    w: w.map((x, at) => (Math.floor(at / rest.n) === isolated ? 0 : x)),
  }));

describe("spatial", () => {
  it("costs 4 sinh 1 between two units", async () => {
    using arena = await openArena();
    const { cost } = apply(arena, 2, [0, 2, 2, 0], { strength: 1, distances: [0, 1, 1, 0] });
    expect(cost).toBeCloseTo(4.70080477, 5);
    expect(cost).toBeCloseTo(4 * Math.sinh(1), 5);
  });

  it("has cost and gradient of three units in the plane", async () => {
    using arena = await openArena();
    const root = Math.sqrt(5),
      w = [0.5, -1, 0.25, 0.75, 0.1, -0.3, -0.2, 0.6, 0.4],
      { cost, gradient } = apply(arena, 3, w, { strength: 0.5, distances: [0, 1, 2, 1, 0, root, 2, root, 0] });
    expect(cost).toBeCloseTo(1.5776670363, 5);
    const want = [
      -0.16073535, -0.68308013, 0.42398847, 0.07749076, -0.23381774, -0.24875831, -0.36801128, 1.26332646, -0.18001114,
    ];
    for (const [at, slope] of gradient.entries()) expect(slope).toBeCloseTo(want[at]!, 5);
  });

  it("equals the definition, whose gradient is that of finite differences, isolated units and all", async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ n, w, d, ...options }) => {
        using arena = await openArena();
        const all = { ...options, distances: d },
          want = spatialGradient(w, n, all),
          { cost, gradient } = apply(arena, n, w, all),
          value = spatialCost(w, n, all);
        // Sums and products in f32 of nonnegative numbers: relative to the cost, and to what the gradient is made of.
        expect(Math.abs(cost - value)).toBeLessThanOrEqual(2e-5 * value + 1e-12);
        const size = Math.max(...want.map(Math.abs));
        for (const [at, slope] of gradient.entries()) {
          expect(Math.abs(slope - want[at]!)).toBeLessThanOrEqual(1e-4 * size + 1e-12);
          if (w[at] === 0) expect(slope).toBe(0);
          else {
            // Central differences are off by h² times the third derivative, and by the roundoff of the cost over h.
            const h = 1e-4 * Math.abs(w[at]!),
              moved = (by: number) => spatialCost(w.with(at, w[at]! + by), n, all),
              slopeThere = (moved(h) - moved(-h)) / (2 * h);
            expect(Math.abs(want[at]! - slopeThere)).toBeLessThanOrEqual(1e-5 * size + (1e-13 * (value + 1)) / h);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it("grows with the scale of the weights, and is Σ w ∂w: Euler's theorem, at 100 units", async () => {
    using arena = await openArena();
    const random = new Random(4),
      n = 100,
      w = matrixOf(n, () => Math.fround((random.uniform() - 0.5) * random.uniform())),
      distances = matrixOf(n, (i, j) => Math.abs(i - j) / 10),
      { cost, gradient } = apply(arena, n, w, { strength: 0.1, distances });
    expect(cost).toBeGreaterThan(1);
    expect(Math.abs(gradient.reduce((sum, slope, at) => sum + slope * w[at]!, 0) / cost - 1)).toBeLessThan(1e-5);
    const other = (change: (x: number, at: number) => number) =>
      apply(arena, n, w.map(change), { strength: 0.1, distances });
    expect(other((x) => 4 * x).cost / cost).toBeCloseTo(4, 4);
    expect(other((x, at) => (at % 3 === 0 ? -x : x)).cost).toBe(cost);
    expect(other((x, at) => (at % (n + 1) === 0 ? x : 0)).cost).toBe(0);
  });

  it("takes weights whose rows are receivers, the default, as the transposed matrix", async () => {
    using arena = await openArena();
    const random = new Random(5),
      n = 7,
      w = matrixOf(n, () => random.uniform() - 0.5),
      distances = matrixOf(n, (i, j) => 1 + ((3 * i + j) % 5)),
      weights = parameter(arena, n, transposed(w, n));
    const want = apply(arena, n, w, { strength: 1, distances }),
      cost = spatial({ strength: 1, distances: transposed(distances, n), parameters: "w" })
        .bind(arena, [weights])
        .apply();
    expect(cost).toBeCloseTo(want.cost, 4);
    for (const [at, slope] of transposed(Array.from(weights.gradient.data), n).entries())
      expect(slope).toBeCloseTo(want.gradient[at]!, 4);
  });

  it("adds to the gradient, and allocates nothing", async () => {
    using arena = await openArena();
    const weights = parameter(arena, 2, [0, 2, 2, 0]),
      bound = spatial({ ...sender, strength: 1, distances: [0, 1, 1, 0] }).bind(arena, [weights]);
    const before = arena.memory();
    bound.apply();
    const once = Array.from(weights.gradient.data);
    bound.apply();
    expect(Array.from(weights.gradient.data)).toEqual(once.map((slope) => 2 * slope));
    expect(arena.memory()).toEqual(before);
  });

  it("refuses what does not fit", async () => {
    using arena = await openArena();
    const weights = parameter(arena, 2, [0, 2, 2, 0]),
      good = { strength: 1, distances: [0, 1, 1, 0], parameters: "w" };
    const bad = (change: object) => () => spatial({ ...good, ...change });
    for (const change of [
      { strength: -1 },
      { strength: Number.NaN },
      { distances: [0, -1, 1, 0] },
      { distances: [0, Number.NaN, 1, 0] },
      { distances: 3 },
      { distancePower: -1 },
      { communicabilityPower: 0 },
      { communicabilityPower: Infinity },
      { rows: "row" },
      { parameters: [] },
      { parameters: 3 },
    ])
      expect(bad(change)).toThrow(ArgumentError);
    expect(() => spatial({ ...good, parameters: "v" }).bind(arena, [weights])).toThrow(/parameters.*v.*one of w/);
    expect(() => spatial({ ...good, distances: [0, 1, 2] }).bind(arena, [weights])).toThrow(ShapeError);
    const flat = new Parameter("w", Tensor.from(arena, [4], [1, 2, 3, 4]));
    expect(() => spatial(good).bind(arena, [flat])).toThrow(/w is \[4\], must be a square matrix/);
  });
});

describe("communicability", () => {
  it("is the cost where all units are at a distance of 1", async () => {
    using arena = await openArena();
    const random = new Random(6),
      n = 5,
      w = matrixOf(n, () => random.uniform() - 0.5),
      one = parameter(arena, n, w),
      two = parameter(arena, n, w);
    const cost = communicability({ strength: 0.3, parameters: () => true })
      .bind(arena, [one])
      .apply();
    expect(cost).toBe(
      spatial({ strength: 0.3, distances: w.map(() => 1), parameters: ["w"] })
        .bind(arena, [two])
        .apply(),
    );
    expect(Array.from(one.gradient.data)).toEqual(Array.from(two.gradient.data));
    expect(() => communicability({ strength: 1, parameters: () => false }).bind(arena, [one])).toThrow(ArgumentError);
  });
});

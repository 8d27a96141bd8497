import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { squaredDistances, tsneAffinities, tsneSymmetrise } from "../../src/ops/affinities.js";
import { Random } from "../../src/random.js";
import { Tensor } from "../../src/tensor/tensor.js";
import type { Arena } from "../../src/wasm/arena.js";
import * as reference from "../reference/tsne.js";
import { expectRangeInvariance, openArena, variants } from "../support.js";

const ulp = 2 ** -24;
const number = fc.float({ noNaN: true, noDefaultInfinity: true, min: -8, max: 8 });
const shapes = fc.tuple(fc.integer({ min: 0, max: 19 }), fc.integer({ min: 0, max: 21 }));
const clouds = shapes.chain(([n, features]) =>
  fc.record({
    n: fc.constant(n),
    features: fc.constant(features),
    x: fc.array(number, { minLength: n * features, maxLength: n * features }),
  }),
);

function normal(seed: number, count: number): Float32Array {
  const random = new Random(seed);
  return Float32Array.from({ length: count }, () => {
    let sum = -6;
    for (let term = 0; term < 12; term++) sum += random.uniform();
    return sum;
  });
}

describe("squaredDistances", () => {
  it.each(variants)("%s build, is the definition, symmetric to the bit, 0 on the diagonal", async (variant) => {
    using arena = await openArena(variant);
    fc.assert(
      fc.property(clouds, ({ n, features, x }) => {
        const points = Tensor.from(arena, [n, features], x),
          d = new Tensor(arena, [n, n]),
          guard = Tensor.from(arena, [4], [7, 7, 7, 7]);
        squaredDistances(points, d);
        const want = reference.squaredDistances(
          Array.from({ length: n }, (_, i) => x.slice(i * features, (i + 1) * features)),
        );
        for (let i = 0; i < n; i++)
          for (let j = 0; j < n; j++) {
            const got = d.data[i * n + j]!;
            // Each term carries three roundings, the sum one per term; all terms are positive.
            expect(Math.abs(got - want[i]![j]!)).toBeLessThanOrEqual(
              (features + 3) * 2 * ulp * want[i]![j]! + 2 ** -140,
            );
            expect(got).toBe(d.data[j * n + i]);
            if (i === j) expect(got).toBe(0);
          }
        expect([...points.data]).toEqual(x);
        expect([...guard.data]).toEqual([7, 7, 7, 7]);
        for (const tensor of [points, d, guard]) tensor.dispose();
      }),
      { numRuns: 40 },
    );
  });

  it("keeps the digits of close points far from the origin, and passes over blocks of wide rows", async () => {
    using arena = await openArena();
    const far = Tensor.from(arena, [2, 1], [4096, 4096 + 2 ** -11]);
    expect([...squaredDistances(far, new Tensor(arena, [2, 2])).data]).toEqual([0, 2 ** -22, 2 ** -22, 0]);
    const n = 11,
      wide = Tensor.from(arena, [n, 9001], normal(1, n * 9001)),
      d = squaredDistances(wide, new Tensor(arena, [n, n]));
    const want = reference.squaredDistances(reference.rowsOf(wide.data, 9001));
    d.data.forEach((got, at) => {
      const exact = want[Math.floor(at / n)]![at % n]!;
      expect(Math.abs(got - exact)).toBeLessThanOrEqual((9001 / 4 + 9) * ulp * exact);
    });
  });
});

/** Distances of n points in five dimensions, in three blobs of different width. */
function blobs(arena: Arena, n: number): Tensor {
  const x = normal(n, 5 * n).map((v, at) => v * (1 + (Math.floor(at / 5) % 3) * 3) + 20 * (Math.floor(at / 5) % 3));
  return squaredDistances(Tensor.from(arena, [n, 5], x), new Tensor(arena, [n, n]));
}

describe("tsneAffinities", () => {
  it.each(variants)(
    "%s build, every row's entropy is that of the perplexity, and the row is the definition's",
    async (variant) => {
      using arena = await openArena(variant);
      for (const [n, perplexity] of [
        [4, 1.2],
        [5, 2],
        [33, 7],
        [62, 20.5],
        [103, 30],
      ] as const) {
        const d = blobs(arena, n),
          distances = reference.rowsOf(d.data, n),
          want = reference.affinities(distances, perplexity),
          p = tsneAffinities(d, perplexity, new Tensor(arena, [n, n]));
        reference.rowsOf(p.data, n).forEach((row, i) => {
          // The promised 1e-5, the f32 logarithm of the sum (1 ulp of at most 8), and the row's own rounding.
          expect(Math.abs(reference.entropy(row) - Math.log(perplexity))).toBeLessThan(1e-5 + 2e-6);
          expect(Math.abs(row.reduce((a, b) => a + b, 0) - 1)).toBeLessThan(4 * ulp);
          expect(row[i]).toBe(0);
          // |dH| ≤ 1.2e-5 moves log β by 1.2e-5 / Var(t), and p by a factor of exp(|t − mean| dlogβ).
          const t = want[i]!.map((q) => (q > 0 ? -Math.log(q) : 0)),
            mean = want[i]!.reduce((sum, q, j) => sum + q * t[j]!, 0),
            variance = want[i]!.reduce((sum, q, j) => sum + q * (t[j]! - mean) ** 2, 0);
          row.forEach((got, j) => {
            const bound = want[i]![j]! * (Math.abs(t[j]! - mean) + 1) * (1.3e-5 / variance + 64 * ulp) + 1e-19;
            expect(Math.abs(got - want[i]![j]!)).toBeLessThanOrEqual(bound);
          });
        });
        expect(reference.rowsOf(d.data, n)).toEqual(distances);
        const inPlace = tsneAffinities(d, perplexity, d);
        expect([...inPlace.data]).toEqual([...p.data]);
      }
    },
  );

  it.each(variants)("%s build, does not depend on the scale of the distances", async (variant) => {
    using arena = await openArena(variant);
    const n = 30,
      d = blobs(arena, n),
      p = tsneAffinities(d, 8, new Tensor(arena, [n, n]));
    for (const scale of [2 ** -60, 2 ** 60]) {
      const scaled = Tensor.from(
        arena,
        [n, n],
        d.data.map((v) => v * scale),
      );
      expect([...tsneAffinities(scaled, 8, scaled).data]).toEqual([...p.data]);
    }
  });

  it.each(variants)("%s build, stays finite where no precision reaches the perplexity", async (variant) => {
    using arena = await openArena(variant);
    const n = 9,
      same = tsneAffinities(new Tensor(arena, [n, n]), 2, new Tensor(arena, [n, n]));
    same.data.forEach((p, at) => void expect(p).toBeCloseTo(at % (n + 1) === 0 ? 0 : 1 / 8, 6));
    // Six points at one place and three far away: with perplexity 2 the five other twins share a row evenly.
    const at = [0, 0, 0, 0, 0, 0, 3, 5, 9],
      d = Tensor.from(
        arena,
        [n, n],
        at.flatMap((a) => at.map((b) => (a - b) ** 2)),
      );
    const p = tsneAffinities(d, 2, d).data;
    for (let j = 0; j < n; j++) expect(p[j]).toBeCloseTo(j > 0 && j < 6 ? 1 / 5 : 0, 6);
    expect(p.every(Number.isFinite)).toBe(true);
  });
});

describe("tsneSymmetrise", () => {
  it.each(variants)("%s build, is (p_ij + p_ji) / 2n at every size", async (variant) => {
    using arena = await openArena(variant);
    for (const n of [0, 1, 2, 5, 16, 17, 33, 50]) {
      const values = normal(n, n * n).map((v) => Math.abs(v)),
        p = Tensor.from(arena, [n, n], values),
        guard = Tensor.from(arena, [4], [7, 7, 7, 7]);
      tsneSymmetrise(p);
      p.data.forEach((got, at) => {
        const [i, j] = [Math.floor(at / n), at % n],
          want = (values[at]! + values[j * n + i]!) / (2 * n);
        expect(Math.abs(got - want)).toBeLessThanOrEqual(3 * ulp * want);
        expect(got).toBe(p.data[j * n + i]);
      });
      expect([...guard.data]).toEqual([7, 7, 7, 7]);
      for (const cut of [0, 1, n >> 1, n]) {
        const parts = Tensor.from(arena, [n, n], values);
        tsneSymmetrise(tsneSymmetrise(parts, 0, Math.min(cut, n)), Math.min(cut, n), n);
        expect([...parts.data]).toEqual([...p.data]);
      }
    }
  });
});

it.each(variants)("%s build, rows may be computed in parts", async (variant) => {
  using arena = await openArena(variant);
  const n = 15,
    room = new Tensor(arena, [n * n + 5]),
    x = Tensor.from(arena, [n, 7], normal(3, n * 7)),
    { kernels } = arena,
    rowOf = (at: number) => Math.floor(at / n);
  room.data.fill(7);
  expectRangeInvariance(n, room, rowOf, (b, e) => kernels.squared_distances_f32(b, e, n, 7, x.ptr, room.ptr));
  const d = squaredDistances(x, new Tensor(arena, [n, n]));
  expectRangeInvariance(n, room, rowOf, (b, e) => kernels.tsne_affinities_f32(b, e, n, 4, d.ptr, room.ptr));
});

it("bad input is refused and nothing is written", async () => {
  using arena = await openArena();
  using other = await openArena();
  const x = Tensor.from(arena, [4, 3], normal(4, 12)),
    d = new Tensor(arena, [4, 4]);
  expect(() => squaredDistances(x, new Tensor(arena, [4, 3]))).toThrow(ShapeError);
  expect(() => squaredDistances(x, new Tensor(other, [4, 4]))).toThrow(ShapeError);
  expect(() => squaredDistances(d, d)).toThrow("x and d must not overlap");
  expect(() => squaredDistances(x, d, 3, 2)).toThrow("end is 2, must be an integer from 3 to 4");
  expect(() => tsneAffinities(x, 2, d)).toThrow(ShapeError);
  expect(() => tsneAffinities(new Tensor(arena, [1, 1]), 1, new Tensor(arena, [1, 1]))).toThrow("at least two points");
  for (const perplexity of [0.5, 4, Number.NaN]) expect(() => tsneAffinities(d, perplexity, d)).toThrow(ArgumentError);
  expect(() => tsneSymmetrise(x)).toThrow(ShapeError);
  expect(() => tsneSymmetrise(d, 0, 5)).toThrow(ArgumentError);
  expect([...d.data]).toEqual(new Array(16).fill(0));
});

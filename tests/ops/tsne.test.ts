import { describe, expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { squaredDistances, tsneAffinities, tsneSymmetrise } from "../../src/ops/affinities.js";
import { fillNormal } from "../../src/ops/random.js";
import { sum } from "../../src/ops/reduce.js";
import { tsneDivergence, tsneForces, tsneStep } from "../../src/ops/tsne.js";
import { Random } from "../../src/random.js";
import { Tensor } from "../../src/tensor/tensor.js";
import type { Arena } from "../../src/wasm/arena.js";
import * as reference from "../reference/tsne.js";
import { expectRangeInvariance, openArena, variants } from "../support.js";

const ulp = 2 ** -24;
const sizes = [4, 5, 16, 31, 66];

/** Joint affinities of n random points and a random map of them, with room for the forces. */
function setUp(arena: Arena, n: number, spread = 3) {
  const random = new Random(n),
    x = fillNormal(random, new Tensor(arena, [n, 6])),
    p = squaredDistances(x, new Tensor(arena, [n, n])),
    map = fillNormal(random, new Tensor(arena, [2, n]), 0, spread);
  tsneSymmetrise(tsneAffinities(p, Math.min(10, n / 3), p));
  const [attraction, repulsion] = [new Tensor(arena, [2, n]), new Tensor(arena, [2, n])],
    [z, rows] = [new Tensor(arena, [n]), new Tensor(arena, [n])];
  return { p, map, attraction, repulsion, z, rows };
}

describe("tsneForces", () => {
  it.each(variants)("%s build, is the definition", async (variant) => {
    using arena = await openArena(variant);
    for (const n of [0, 1, 2, ...sizes]) {
      const p = new Tensor(arena, [n, n]),
        full = n >= 4 ? setUp(arena, n) : undefined,
        map = full?.map ?? fillNormal(new Random(n), new Tensor(arena, [2, n])),
        out = [new Tensor(arena, [2, n]), new Tensor(arena, [2, n]), new Tensor(arena, [n])] as const;
      const guard = Tensor.from(arena, [4], [7, 7, 7, 7]),
        affinities = full?.p ?? p,
        rows = reference.rowsOf(affinities.data, n),
        want = reference.forces(rows, map.data),
        size = reference.forces(rows, map.data, Math.abs);
      tsneForces(affinities, map, ...out);
      // A term has eight roundings on the way, the sum at most one per term.
      const close = (got: Float32Array, exact: number[], magnitude: number[]) =>
        exact.forEach(
          (value, i) => void expect(Math.abs(got[i]! - value)).toBeLessThanOrEqual((n + 10) * ulp * magnitude[i]!),
        );
      close(out[0].data, want.attraction, size.attraction);
      close(out[1].data, want.repulsion, size.repulsion);
      close(out[2].data, want.z, size.z);
      expect([...guard.data]).toEqual([7, 7, 7, 7]);
    }
  });

  it("leaves the point itself out before its w = 1 swamps small ones", async () => {
    using arena = await openArena();
    const n = 6,
      { p, attraction, repulsion, z } = setUp(arena, n),
      map = Tensor.from(arena, [2, n], [0, 1e6, 2e6, 3e6, 4e6, 5e6, 0, 0, 0, 0, 0, 0]);
    tsneForces(p, map, attraction, repulsion, z);
    reference.forces(reference.rowsOf(p.data, n), map.data).z.forEach((want, i) => {
      expect(Math.abs(z.data[i]! - want)).toBeLessThanOrEqual(16 * ulp * want);
    });
  });

  it("gives the gradient of the divergence, by finite differences", async () => {
    using arena = await openArena();
    const n = 31,
      { p, map, attraction, repulsion, z } = setUp(arena, n),
      rows = reference.rowsOf(p.data, n);
    tsneForces(p, map, attraction, repulsion, z);
    const total = sum(z),
      step = 1e-5,
      largest = Math.max(...attraction.data.map(Math.abs));
    for (let at = 0; at < 2 * n; at++) {
      const shifted = (by: number) => reference.divergence(rows, Array.from(map.data).with(at, map.data[at]! + by));
      const slope = (shifted(step) - shifted(-step)) / (2 * step),
        gradient = 4 * (attraction.data[at]! - repulsion.data[at]! / total);
      expect(Math.abs(gradient - slope)).toBeLessThan(1e-5 * largest);
    }
  });
});

describe("tsneDivergence", () => {
  it.each(variants)("%s build, is the definition", async (variant) => {
    using arena = await openArena(variant);
    for (const n of sizes) {
      const { p, map, attraction, repulsion, z, rows } = setUp(arena, n);
      tsneForces(p, map, attraction, repulsion, z);
      const got = tsneDivergence(p, map, sum(z), rows).data,
        affinities = reference.rowsOf(p.data, n);
      reference.divergenceRows(affinities, map.data).forEach((want, i) => {
        // The ratio under the logarithm is off by n + 20 roundings, the logarithm and the product by two each.
        const weight = affinities[i]!.reduce((a, b) => a + b, 0);
        expect(Math.abs(got[i]! - want)).toBeLessThanOrEqual((n + 60) * ulp * weight);
      });
    }
  });
});

describe("tsneStep", () => {
  it.each(variants)("%s build, has the definition's bits but for rounding, and gains that learn", async (variant) => {
    using arena = await openArena(variant);
    const how = { rate: 50, momentum: 0.75, exaggeration: 4, normaliser: 16 };
    for (const n of [0, 1, 3, 10, 17]) {
      const random = new Random(n),
        tensor = () => fillNormal(random, new Tensor(arena, [2, n])),
        [attraction, repulsion, velocity, map] = [tensor(), tensor(), tensor(), tensor()],
        gains = fillNormal(random, new Tensor(arena, [2, n]), 1, 0.3),
        guard = Tensor.from(arena, [4], [7, 7, 7, 7]);
      if (n > 2) {
        velocity.data[1] = 0;
        gains.data[2] = 0.011;
      }
      const state = { map: [...map.data], velocity: [...velocity.data], gains: [...gains.data] },
        gradient = Array.from(attraction.data, (a, i) => 4 * (4 * a - repulsion.data[i]! / 16));
      tsneStep(attraction, repulsion, how, velocity, gains, map);
      reference.step(state, gradient, how.rate, how.momentum);
      for (let i = 0; i < 2 * n; i++) {
        expect(Math.abs(gains.data[i]! - state.gains[i]!)).toBeLessThanOrEqual(4 * ulp * state.gains[i]!);
        // Terms of at most 50 · gain · (16 |a| + |r| / 4) + |v|, eight roundings.
        const terms = 50 * state.gains[i]! * (16 * Math.abs(attraction.data[i]!) + Math.abs(repulsion.data[i]!)) + 10;
        expect(Math.abs(velocity.data[i]! - state.velocity[i]!)).toBeLessThanOrEqual(8 * ulp * terms);
        expect(Math.abs(map.data[i]! - state.map[i]!)).toBeLessThanOrEqual(10 * ulp * terms);
      }
      expect([...guard.data]).toEqual([7, 7, 7, 7]);
    }
  });
});

it.each(variants)("%s build, points may be computed in parts", async (variant) => {
  using arena = await openArena(variant);
  const n = 15,
    { p, map, attraction, repulsion, z } = setUp(arena, n),
    { kernels } = arena,
    room = Tensor.from(arena, [2 * n + 5], new Array(2 * n + 5).fill(7)),
    pointOf = (at: number) => (at < 2 * n ? at % n : n);
  const run = (b: number, e: number, a: Tensor, r: Tensor, zs: Tensor) =>
    kernels.tsne_forces_f32(b, e, n, p.ptr, map.ptr, a.ptr, r.ptr, zs.ptr);
  expectRangeInvariance(n, room, pointOf, (b, e) => run(b, e, room, repulsion, z));
  expectRangeInvariance(n, room, pointOf, (b, e) => run(b, e, attraction, room, z));
  const single = (at: number) => at;
  expectRangeInvariance(n, room, single, (b, e) => run(b, e, attraction, repulsion, room));
  expectRangeInvariance(n, room, single, (b, e) => kernels.tsne_divergence_f32(b, e, n, 9, p.ptr, map.ptr, room.ptr));
  const step = (b: number, e: number, v: Tensor, g: Tensor, y: Tensor) =>
    kernels.tsne_step_f32(b, e, 9, 0.5, 12, 4, attraction.ptr, repulsion.ptr, v.ptr, g.ptr, y.ptr);
  for (let which = 0; which < 3; which++)
    expectRangeInvariance(2 * n, room, single, (b, e) => {
      const others = [0, 1].map((seed) => fillNormal(new Random(seed), new Tensor(arena, [2 * n])));
      const [v, g, y] = others.toSpliced(which, 0, room) as [Tensor, Tensor, Tensor];
      step(b, e, v, g, y);
      for (const other of others) other.dispose();
    });
});

it("bad input is refused and nothing is written", async () => {
  using arena = await openArena();
  const n = 5,
    { p, map, attraction, repulsion, z, rows } = setUp(arena, n),
    before = [...map.data],
    how = { rate: 1, momentum: 0.5, exaggeration: 1, normaliser: 1 };
  expect(() => tsneForces(p, map, map, repulsion, z)).toThrow("attraction and map must not overlap");
  expect(() => tsneForces(p, map, attraction, attraction, z)).toThrow("attraction and repulsion must not overlap");
  expect(() => tsneForces(p, map, attraction, repulsion, new Tensor(arena, [n + 1]))).toThrow(ShapeError);
  expect(() => tsneForces(p, map, attraction, repulsion, z, 0, n + 1)).toThrow(ArgumentError);
  for (const normaliser of [0, -1, 1e-60, 1e60, Number.NaN]) {
    expect(() => tsneDivergence(p, map, normaliser, rows)).toThrow(ArgumentError);
    expect(() => tsneStep(attraction, repulsion, { ...how, normaliser }, z, rows, map)).toThrow();
  }
  const [velocity, gains] = [new Tensor(arena, [2, n]), new Tensor(arena, [2, n])];
  for (const wrong of [{ rate: 0 }, { momentum: 1 }, { momentum: -1 }, { exaggeration: -1 }, { normaliser: 0 }])
    expect(() => tsneStep(attraction, repulsion, { ...how, ...wrong }, velocity, gains, map)).toThrow(ArgumentError);
  expect(() => tsneStep(attraction, repulsion, how, velocity, velocity, map)).toThrow("velocity and gains");
  expect([...map.data]).toEqual(before);
});

import { describe, expect, it } from "vitest";
import { type Pca, type PcaOptions, pca } from "../../src/embedding/pca.js";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { Random } from "../../src/random.js";
import type { Arena } from "../../src/wasm/arena.js";
import { covariance, jacobiEigen } from "../reference/eigen.js";
import { rowsOf } from "../reference/tsne.js";
import { openArena, variants } from "../support.js";
import { normals } from "./support.js";

/** n points with the given standard deviations along orthonormal directions, off the origin; [n, features]. */
function spectrum(arena: Arena, n: number, features: number, deviations: readonly number[], seed = 3): Float32Array {
  const [scores, axes] = [
    orthonormalRows(arena, deviations.length, n, seed),
    orthonormalRows(arena, deviations.length, features, seed + 1),
  ];
  const points = new Float64Array(n * features);
  // Unit columns without a mean have a variance of 1 / (n − 1).
  for (const [c, deviation] of deviations.entries())
    for (let i = 0; i < n; i++)
      for (let f = 0; f < features; f++)
        points[i * features + f]! += deviation * Math.sqrt(n - 1) * scores[c]![i]! * axes[c]![f]!;
  return Float32Array.from(points, (v, at) => v + ((at % features) % 7) - 3);
}

/** Gram–Schmidt in double precision, twice; rows are also orthogonal to the ones vector. */
function orthonormalRows(arena: Arena, count: number, length: number, seed: number): Float64Array[] {
  const rows: Float64Array[] = [new Float64Array(length).fill(1 / Math.sqrt(length))],
    noise = normals(arena, seed, count * length);
  for (let c = 0; c < count; c++) {
    const row = Float64Array.from(noise.subarray(c * length, (c + 1) * length));
    for (let pass = 0; pass < 2; pass++)
      for (const other of rows) {
        const along = row.reduce((sum, v, i) => sum + v * other[i]!, 0);
        other.forEach((v, i) => void (row[i]! -= along * v));
      }
    const norm = Math.sqrt(row.reduce((sum, v) => sum + v * v, 0));
    rows.push(row.map((v) => v / norm));
  }
  return rows.slice(1);
}

/** What holds of every analysis: unit axes at right angles, scores along them, their variances, the signs. */
function expectConsistent(points: ArrayLike<number>, features: number, components: number, found: Pca): void {
  const axes = rowsOf(found.axes, features),
    scores = rowsOf(found.scores, components),
    size = Math.sqrt(found.variances[0]!) + 1e-30;
  for (const [a, x] of axes.entries()) {
    for (const [b, y] of axes.slice(0, a + 1).entries())
      expect(Math.abs(x.reduce((sum, v, f) => sum + v * y[f]!, 0) - (a === b ? 1 : 0))).toBeLessThan(1e-5);
    const largest = Math.max(...x.map(Math.abs));
    expect(x.find((v) => Math.abs(v) === largest)).toBe(largest);
    const variance = scores.reduce((sum, row) => sum + row[a]! ** 2, 0) / (scores.length - 1);
    expect(Math.abs(variance - found.variances[a]!)).toBeLessThan(1e-5 * found.variances[0]! + 1e-30);
  }
  rowsOf(points, features).forEach((point, i) => {
    for (const c of [0, components - 1]) {
      const along = point.reduce((sum, v, f) => sum + (v - found.mean[f]!) * axes[c]![f]!, 0);
      expect(Math.abs(scores[i]![c]! - along)).toBeLessThan(2e-5 * size);
    }
  });
  expect([...found.variances]).toEqual([...found.variances].sort((x, y) => y - x));
}

describe("exact", () => {
  it.each(variants)(
    "%s build, is the eigen-decomposition of the covariance, tall, wide and square",
    async (variant) => {
      using arena = await openArena(variant);
      for (const [n, features, components] of [
        [40, 6, 6],
        [9, 17, 9],
        [12, 12, 5],
        [2, 3, 1],
        [30, 1, 1],
      ] as const) {
        const points = normals(arena, n, n * features).map((v, at) => 5 + v * (1 + (at % features))),
          found = await pca(arena, points, { features, components }),
          matrix = covariance(rowsOf(points, features)),
          want = jacobiEigen(matrix, features);
        expectConsistent(points, features, components, found);
        for (let c = 0; c < components; c++) {
          expect(Math.abs(found.variances[c]! - want.values[c]!)).toBeLessThan(1e-5 * want.values[0]!);
          const along = want.vectors[c]!.reduce((sum, v, f) => sum + v * found.axes[c * features + f]!, 0);
          if (c + 1 < Math.min(n - 1, features)) expect(Math.abs(along)).toBeGreaterThan(0.999);
        }
        const trace = want.values.reduce((a, b) => a + b, 0);
        expect(Math.abs(found.totalVariance - trace)).toBeLessThan(1e-5 * trace);
        for (let f = 0; f < features; f++)
          expect(found.mean[f]).toBeCloseTo(rowsOf(points, features).reduce((sum, row) => sum + row[f]!, 0) / n, 10);
      }
      expect(arena.memory().bytesInUse).toBe(0);
    },
  );

  it("knows points on a line, points that coincide, and any scale", async () => {
    using arena = await openArena();
    const line = Float32Array.from({ length: 30 }, (_, at) => Math.floor(at / 3) * [2, -1, -2][at % 3]! + 100);
    for (const scale of [1, 2 ** 100, 2 ** -90]) {
      const scaled = line.map((v) => v * scale),
        { variances, axes, scores, totalVariance } = await pca(arena, scaled, { features: 3, components: 3 });
      // Steps of 3 along (2, −1, −2)/3: the variance of 0 … 9 is 55/6.
      expect(variances[0]! / scale / scale).toBeCloseTo((9 * 55) / 6, 3);
      expect(totalVariance / scale / scale).toBeCloseTo((9 * 55) / 6, 3);
      expect(variances[1]!).toBeLessThan(1e-10 * variances[0]!);
      expect(Array.from(axes.subarray(0, 3), (v) => Math.round(v * 3000) / 1000)).toEqual([2, -1, -2]);
      expect(scores[0]! / scale).toBeCloseTo(-13.5, 3);
    }
    const still = await pca(arena, new Float32Array(60).fill(4), { features: 6, components: 6 });
    expect([...still.variances, ...still.scores]).toEqual(new Array(66).fill(0));
    const wide = await pca(arena, new Float32Array(60).fill(4), { features: 20, components: 3 });
    expectConsistent(new Float32Array(60).fill(4), 20, 3, wide);
  });
});

describe("from a random subspace", () => {
  const n = 290,
    features = 270,
    components = 8;

  it("finds a known spectrum and its axes", async () => {
    using arena = await openArena();
    const deviations = [50, 30, 20, 12, 8, 5, 3, 2, 1, 0.5, 0.25, 0.1],
      points = spectrum(arena, n, features, deviations),
      found = await pca(arena, points, { features, components });
    expectConsistent(points, features, components, found);
    for (let c = 0; c < components; c++)
      expect(Math.abs(found.variances[c]! - deviations[c]! ** 2)).toBeLessThan(2e-5 * 2500);
  });

  it("holds its own on a slowly falling spectrum, the better the more power iterations", async () => {
    using arena = await openArena();
    const deviations = Array.from({ length: 120 }, (_, c) => 10 / Math.sqrt(c + 1)),
      points = spectrum(arena, n, features, deviations);
    const lost = async (powerIterations?: number) => {
      const options = { features, components: 20, ...(powerIterations === undefined ? {} : { powerIterations }) },
        { variances } = await pca(arena, points, options);
      const kept = variances.reduce((a, b) => a + b, 0),
        best = deviations.slice(0, 20).reduce((sum, d) => sum + d * d, 0);
      return 1 - kept / best;
    };
    expect(await lost()).toBeLessThan(0.01);
    expect(await lost(0)).toBeGreaterThan(await lost(2));
    expect(await lost(12)).toBeLessThan(2e-4);
  });

  it("stands points of low rank", async () => {
    using arena = await openArena();
    const found = await pca(arena, spectrum(arena, n, features, [3, 2]), { features, components });
    expectConsistent(spectrum(arena, n, features, [3, 2]), features, components, found);
    expect(found.variances[0]).toBeCloseTo(9, 3);
    expect(found.variances[1]).toBeCloseTo(4, 3);
    expect(found.variances[2]).toBeLessThan(1e-9);
  });

  it("has the same bits for the same seed, in both builds", async () => {
    const bits = async (variant: (typeof variants)[number], options: Partial<PcaOptions> = {}) => {
      using arena = await openArena(variant);
      const points = normals(arena, 4, n * features),
        { scores, axes, variances } = await pca(arena, points, {
          features,
          components: 3,
          powerIterations: 1,
          ...options,
        });
      expect(arena.memory().bytesInUse).toBe(0);
      return [...new Int32Array(scores.buffer), ...new Int32Array(axes.buffer), ...new Int32Array(variances.buffer)];
    };
    const first = await bits("simd");
    expect(await bits("simd", { random: new Random(0) })).toEqual(first);
    expect(await bits("debug")).toEqual(first);
    expect(await bits("simd", { random: new Random(1) })).not.toEqual(first);
  });
});

it("refuses what cannot be and hears an abort, with everything given back", async () => {
  using arena = await openArena();
  const points = normals(arena, 1, 60),
    refuse = (wrong: object, error: unknown, from: ArrayLike<number> = points) =>
      expect(pca(arena, from, { features: 6, components: 2, ...wrong } as PcaOptions)).rejects.toThrow(error as Error);
  for (const components of [0, 7, 1.5, Number.NaN, undefined]) await refuse({ components }, ArgumentError);
  for (const powerIterations of [-1, 0.5]) await refuse({ powerIterations }, ArgumentError);
  for (const features of [0, 1.5, undefined]) await refuse({ features }, ArgumentError);
  await refuse({ features: 7 }, ShapeError);
  await refuse({ features: 60 }, "1 points, must be at least 2");
  await refuse({ random: 5 }, ArgumentError);
  await refuse({ signal: {} }, ArgumentError);
  await refuse({}, "points[3] is NaN", points.with(3, Number.NaN));
  await refuse({ signal: AbortSignal.abort(new Error("enough")) }, "enough");
  await expect(pca(arena, points, undefined as unknown as PcaOptions)).rejects.toThrow(ArgumentError);
  await expect(pca(5 as unknown as Arena, points, { features: 6, components: 2 })).rejects.toThrow("arena is 5");
  expect(arena.memory().bytesInUse).toBe(0);
});

import { describe, expect, it } from "vitest";
import { type TsneOptions, type TsneProgress, tsne } from "../../src/embedding/tsne.js";
import { ArgumentError, MemoryError, NumericalError, ShapeError } from "../../src/errors.js";
import { clusterSpread } from "../../src/metrics/cluster-spread.js";
import { squaredDistances, tsneAffinities, tsneSymmetrise } from "../../src/ops/affinities.js";
import { sum } from "../../src/ops/reduce.js";
import { tsneDivergence, tsneForces } from "../../src/ops/tsne.js";
import { Random } from "../../src/random.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { Arena } from "../../src/wasm/arena.js";
import * as golden from "../golden/tsne.js";
import * as reference from "../reference/tsne.js";
import { openArena, openKernels, variants } from "../support.js";
import { blobs, normals } from "./support.js";

/** [2, n] from [n, 2] and back. */
const planes = (map: ArrayLike<number>) => [0, 1].flatMap((axis) => Array.from(map).filter((_, at) => at % 2 === axis));
const largestGap = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((gap: number, value, i) => Math.max(gap, Math.abs(value - b[i]!)), 0);

describe("against scikit-learn", () => {
  const n = 24,
    pairs = Array.from({ length: n }, (_, i) => i).flatMap((i) =>
      Array.from({ length: n - 1 - i }, (_, k) => i * n + i + 1 + k),
    );

  it.each(variants)("%s build, the same affinities, divergence and gradient", async (variant) => {
    using arena = await openArena(variant);
    const p = new Tensor(arena, [n, n]),
      map = Tensor.from(arena, [2, n], planes(golden.initial)),
      [attraction, repulsion] = [new Tensor(arena, [2, n]), new Tensor(arena, [2, n])],
      z = new Tensor(arena, [n]);
    tsneSymmetrise(tsneAffinities(squaredDistances(Tensor.from(arena, [n, 4], golden.points), p), 5, p));
    // Both searches stop when the entropy is right to 1e-5: one is as far from the truth as the other.
    for (const [k, at] of pairs.entries())
      expect(Math.abs(p.data[at]! - golden.joint[k]!)).toBeLessThan(1e-4 * golden.joint[k]! + 1e-8);
    tsneForces(p, map, attraction, repulsion, z);
    const total = sum(z),
      gradient = attraction.data.map((a, i) => 4 * (a - repulsion.data[i]! / total)),
      scale = Math.max(...golden.gradient.map(Math.abs));
    expect(largestGap(gradient, planes(golden.gradient))).toBeLessThan(1e-4 * scale);
    expect(Math.abs(sum(tsneDivergence(p, map, total, z)) - golden.initialDivergence)).toBeLessThan(1e-4);
  });

  it.each(variants)("%s build, the same steps, early and late", async (variant) => {
    using arena = await openArena(variant);
    const options = { features: 4, perplexity: 5, rate: 10, exaggeration: 4, initial: golden.initial },
      early = await tsne(arena, golden.points, { ...options, rate: 2, iterations: 30 });
    expect(largestGap(early, golden.earlyMap)).toBeLessThan(1e-3);
    let divergence = 0;
    const onIteration = (progress: TsneProgress) => {
      divergence = progress.divergence();
      return undefined;
    };
    const late = await tsne(arena, golden.points, { ...options, earlyIterations: 0, iterations: 40, onIteration });
    expect(largestGap(late, golden.lateMap)).toBeLessThan(1e-3);
    expect(Math.abs(divergence - golden.lateDivergence)).toBeLessThan(1e-4);
  });

  it("and from its affinities the definition makes its map to six digits", () => {
    const p = Array.from({ length: n }, () => new Array<number>(n).fill(0));
    for (const [k, at] of pairs.entries())
      p[Math.floor(at / n)]![at % n] = p[at % n]![Math.floor(at / n)] = golden.joint[k]!;
    const map = (iterations: number, rate: number, exaggeration: number, early: number) =>
      reference.descend(p, planes(golden.initial), iterations, { rate, exaggeration, early });
    expect(largestGap(map(30, 2, 4, 30), planes(golden.earlyMap))).toBeLessThan(1e-5);
    expect(largestGap(map(40, 10, 1, 0), planes(golden.lateMap))).toBeLessThan(1e-5);
  });
});

it("follows the definition in double precision for 50 steps, through the change of phase", async () => {
  using arena = await openArena();
  const n = 30,
    points = normals(arena, 5, n * 3),
    initial = normals(arena, 6, 2 * n);
  const p = reference.joint(reference.affinities(reference.squaredDistances(reference.rowsOf(points, 3)), 7));
  const want = reference.descend(p, planes(initial), 50, { rate: 5, exaggeration: 3, early: 20 }),
    options = { features: 3, perplexity: 7, rate: 5, exaggeration: 3, earlyIterations: 20, iterations: 50, initial };
  expect(largestGap(planes(await tsne(arena, points, options)), want)).toBeLessThan(0.01);
});

describe("a map", () => {
  it("separates three blobs, and the divergence falls", async () => {
    using arena = await openArena();
    const { points, labels } = blobs(arena, 40),
      divergences: number[] = [];
    const map = await tsne(arena, points, {
      features: 10,
      perplexity: 15,
      iterations: 400,
      onIteration: ({ iteration, divergence }) => {
        if (iteration % 50 === 0) divergences.push(divergence());
        return undefined;
      },
    });
    expect(clusterSpread(map, labels)).toBeLessThan(0.25);
    const centres = [0, 1, 2].map((label) =>
      [0, 1].map((axis) => map.reduce((s, v, at) => s + (at % 2 === axis && (at >> 1) % 3 === label ? v / 40 : 0), 0)),
    );
    const nearest = labels.map((_, i) => {
      const gaps = centres.map(([x = 0, y = 0]) => (map[2 * i]! - x) ** 2 + (map[2 * i + 1]! - y) ** 2);
      return gaps.indexOf(Math.min(...gaps));
    });
    expect(nearest).toEqual(labels);
    expect(divergences).toHaveLength(8);
    const late = divergences.slice(5);
    expect(late).toEqual([...late].sort((a, b) => b - a));
    expect(late.at(-1)).toBeLessThan(0.5 * divergences[0]!);
    const mean = [0, 1].map((axis) => map.reduce((total, v, at) => (at % 2 === axis ? total + v : total), 0) / 120);
    expect(Math.max(...mean.map(Math.abs))).toBeLessThan(1e-3);
  });

  it("has the same bits for the same seed, in both builds, on every scale, and others for another seed", async () => {
    const run = async (variant: (typeof variants)[number], options: Partial<TsneOptions> = {}, scale = 1) => {
      using arena = await openArena(variant);
      const { points } = blobs(arena, 11);
      const map = await tsne(
        arena,
        points.map((v) => v * scale),
        { features: 10, perplexity: 6, iterations: 60, ...options },
      );
      expect(arena.memory().bytesInUse).toBe(0);
      return [...new Int32Array(map.buffer)];
    };
    const bits = await run("simd");
    expect(await run("simd")).toEqual(bits);
    expect(await run("debug")).toEqual(bits);
    for (const scale of [2 ** -100, 2 ** 100]) expect(await run("simd", {}, scale)).toEqual(bits);
    const random = new Random(3);
    random.uniform();
    expect(await run("simd", { random })).toEqual(await run("simd", { random: new Random(3) }));
    expect(await run("simd", { random })).not.toEqual(bits);
  });

  it("begins where it is told, and with no iteration stays there", async () => {
    using arena = await openArena();
    const { points } = blobs(arena, 5),
      initial = normals(arena, 9, 30);
    const still = await tsne(arena, points, { features: 10, perplexity: 3, iterations: 0, initial });
    expect([...still]).toEqual([...initial]);
    const drawn = await tsne(arena, points, { features: 10, perplexity: 3, iterations: 0 });
    const deviation = Math.sqrt(drawn.reduce((total, v) => total + v * v, 0) / 30);
    expect(deviation).toBeGreaterThan(0.5e-4);
    expect(deviation).toBeLessThan(2e-4);
  });

  it("is finite for points that all coincide, and for the fewest there may be", async () => {
    using arena = await openArena();
    for (const points of [new Float32Array(12), Float32Array.of(0, 1, 5, 9), Float32Array.of(7, 7, 7, 8)]) {
      const features = points.length / 4;
      const map = await tsne(arena, points, { features, perplexity: 1.3, rate: 1, iterations: 300 });
      expect(map.every(Number.isFinite)).toBe(true);
    }
  });
});

describe("a run", () => {
  const blob = { features: 10, perplexity: 12 };

  it("stops when told to, keeping the map", async () => {
    using arena = await openArena();
    const { points } = blobs(arena, 30);
    let seen: Float32Array | undefined;
    const map = await tsne(arena, points, {
      ...blob,
      onIteration: (progress) => {
        expect(progress.iterations).toBe(1000);
        if (progress.iteration < 7) return undefined;
        seen = progress.map();
        return "stop";
      },
    });
    expect([...map]).toEqual([...seen!]);
    expect([...map]).toEqual([...(await tsne(arena, points, { ...blob, iterations: 7 }))]);
  });

  it("ends with the reason of an abort, before it begins and while it goes on, and lets timers run", async () => {
    using arena = await openArena();
    const { points } = blobs(arena, 60),
      reason = new Error("enough");
    await expect(tsne(arena, points, { ...blob, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const controller = new AbortController();
    setTimeout(() => controller.abort(reason), 50);
    const run = tsne(arena, points, { ...blob, iterations: 1e9, signal: controller.signal });
    await expect(run).rejects.toBe(reason);
    expect(arena.memory().bytesInUse).toBe(0);
  });

  it("goes on when the caller's arena is gone", async () => {
    const arena = new Arena(await openKernels()),
      { points } = blobs(arena, 30),
      run = tsne(arena, points, { ...blob, iterations: 5 });
    arena.dispose();
    expect((await run).every(Number.isFinite)).toBe(true);
  });

  it("says so when the map flies apart", async () => {
    using arena = await openArena();
    const { points } = blobs(arena, 30);
    await expect(tsne(arena, points, { ...blob, rate: 1e30, iterations: 50 })).rejects.toThrow(NumericalError);
    await expect(tsne(arena, points, { ...blob, rate: 1e30, iterations: 50 })).rejects.toThrow("a lower rate");
    expect(arena.memory().bytesInUse).toBe(0);
  });

  it("refuses what cannot be, with everything given back", async () => {
    using arena = await openArena();
    const { points } = blobs(arena, 10),
      right = { features: 10, perplexity: 5, iterations: 1 };
    const refuse = (wrong: object, error: unknown, from: ArrayLike<number> = points) =>
      expect(tsne(arena, from, { ...right, ...wrong } as TsneOptions)).rejects.toThrow(error as Error);
    for (const perplexity of [10, 0.5, Number.NaN, "5"]) await refuse({ perplexity }, ArgumentError);
    for (const rate of [0, -1, Number.POSITIVE_INFINITY, 1e60, Number.NaN]) await refuse({ rate }, ArgumentError);
    for (const iterations of [-1, 0.5, Number.NaN]) await refuse({ iterations }, ArgumentError);
    for (const earlyIterations of [-1, 0.5]) await refuse({ earlyIterations }, ArgumentError);
    for (const exaggeration of [0, Number.NaN, 1e60]) await refuse({ exaggeration }, ArgumentError);
    for (const features of [0, 0.5, -1, Number.NaN, undefined]) await refuse({ features }, ArgumentError);
    for (const part of ["random", "signal", "onIteration"]) await refuse({ [part]: {} }, ArgumentError);
    await refuse({ features: 7 }, ShapeError);
    await refuse({ features: 100, perplexity: 1 }, "3 points, must be at least 4");
    await refuse({ initial: [1, 2] }, ShapeError);
    await refuse({ initial: new Array(60).fill(Number.NaN) }, "initial[0] is NaN");
    await refuse({}, "points[13] is NaN, must be a finite f32 number", points.with(13, Number.NaN));
    await refuse({}, "points[3] is Infinity", Array.from(points).with(3, 1e60));
    await refuse({}, ArgumentError, "points" as unknown as number[]);
    await expect(tsne(arena, points, undefined as unknown as TsneOptions)).rejects.toThrow(ArgumentError);
    await expect(tsne({} as Arena, points, right)).rejects.toThrow("arena is");
    await expect(tsne(arena, new Float32Array(17_000), { features: 1 })).rejects.toThrow(MemoryError);
    expect(arena.memory().bytesInUse).toBe(0);
  });
});

import { describe, expect, it } from "vitest";
import { ArgumentError, DisposedError, MemoryError } from "../../src/errors.js";
import { fillNormal } from "../../src/ops/random.js";
import { spmm } from "../../src/ops/sparse.js";
import { Random } from "../../src/random.js";
import { deepRStart } from "../../src/sparsity/deep-r-start.js";
import { uniformPattern } from "../../src/sparsity/random.js";
import { signAt } from "../../src/sparsity/signs.js";
import { squaredError } from "../../src/tape/losses.js";
import { Parameter } from "../../src/tape/parameter.js";
import { sparseLinear } from "../../src/tape/sparse-linear.js";
import { Tape } from "../../src/tape/tape.js";
import { CsrMatrix } from "../../src/tensor/csr.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { type DeepROptions, deepR } from "../../src/training/deep-r.js";
import { adam } from "../../src/training/optimizers.js";
import { Arena } from "../../src/wasm/arena.js";
import { chiSquare, chiSquareLimit } from "../sparsity/support.js";
import { openArena, openKernels, variants } from "../support.js";

const least = Math.fround(1e-10);

/** The sign of every place of matrix `index`, as deepR draws it. */
function signsOf(matrix: CsrMatrix, random: Random, index = 0): number[] {
  const generator = random.stream("deepR").stream(index);
  return Array.from({ length: matrix.rows * matrix.columns }, (_, place) => signAt(generator, place));
}

/** Flat places of the connections. */
function placesOf(matrix: CsrMatrix): number[] {
  const { rows, columns, rowPointers, columnIndices } = matrix.pattern();
  return Array.from({ length: rows }, (_, row) =>
    [...columnIndices.subarray(rowPointers[row], rowPointers[row + 1])].map((column) => row * columns + column),
  ).flat();
}

function sparse(arena: Arena, rows: number, columns: number, count: number, seed = 1) {
  const random = new Random(seed),
    matrix = CsrMatrix.from(arena, uniformPattern(random, { rows, columns, count }));
  deepRStart(random, matrix);
  return { matrix, weights: new Parameter("w", matrix.values) };
}

/** Learning the weights of a sparse teacher, which has the signs that the pupil may use. */
function task(arena: Arena, count: number, random: Random) {
  const { matrix, weights } = sparse(arena, 12, 12, count),
    tape = new Tape(arena),
    x = tape.input([12, 20], { gradient: true }),
    target = new Tensor(arena, [12, 20]),
    loss = squaredError(sparseLinear(x, matrix, weights), target),
    draws = new Random(8);
  const teacher = CsrMatrix.from(arena, uniformPattern(draws, { rows: 12, columns: 12, count })),
    signs = signsOf(teacher, random);
  teacher.values.data.set(placesOf(teacher).map((place) => signs[place]! * (0.5 + draws.uniform())));
  return {
    matrix,
    weights,
    signs,
    run() {
      fillNormal(draws, x.value);
      spmm(teacher, x.value, target);
      tape.forward();
      tape.backward(loss);
      return loss.total() / 20;
    },
  };
}

describe("deepR", () => {
  it.each(variants)(
    "%s build: keeps the number of connections and their signs over thousands of steps, and learns",
    async (variant) => {
      using arena = await openArena(variant);
      const random = new Random(4),
        { matrix, weights, signs, run } = task(arena, 30, random),
        steps = variant === "simd" ? 10_000 : 300,
        bound = deepR({ matrices: [matrix], rate: 0.01, penalty: 0.01, noise: 0.01, random }).bind(arena, [weights]),
        { allocations } = arena.memory(),
        [mean, variance] = ["w/mean", "w/variance"].map((name) => bound.state.get(name)!) as [Tensor, Tensor];
      const first = run();
      let places = placesOf(matrix),
        grown = 0,
        last = 0;
      for (let step = 1; step <= steps; step++) {
        const loss = run();
        if (step > steps - 50) last += loss / 50;
        bound.step();
        const now = placesOf(matrix),
          values = matrix.values.data;
        let wrong = now.length === 30 ? 0 : 1;
        for (const [p, place] of now.entries()) if (!(values[p]! * signs[place]! > 0)) wrong++;
        expect(wrong).toBe(0);
        if (now.join() === places.join()) continue;
        const before = new Set(places);
        for (const [p, place] of now.entries()) {
          if (before.has(place)) continue;
          grown++;
          expect(values[p]).toBe(signs[place]! * least);
          expect([mean, variance, weights.gradient].map(({ data }) => data[p])).toEqual([0, 0, 0]);
        }
        places = now;
      }
      expect(matrix.rewirings).toBeGreaterThan(steps / 100);
      expect(grown).toBeGreaterThan(steps / 100);
      if (variant === "simd") expect(last).toBeLessThan(first / 20);
      expect(bound.steps).toBe(steps);
      expect(arena.memory().allocations).toBe(allocations);
      bound.dispose();
    },
  );

  it("finds connections that a fixed wiring lacks", async () => {
    using arena = await openArena();
    const random = new Random(4),
      losses = [true, false].map((moves) => {
        const { matrix, weights, run } = task(arena, 30, random),
          options = { matrices: [matrix], rate: 0.01, penalty: 0.03, random };
        const bound = (moves ? deepR(options) : adam({ rate: 0.01 })).bind(arena, [weights]);
        let last = 0;
        for (let step = 0; step < 8000; step++) {
          if (step >= 7950) last += run() / 50;
          else run();
          bound.step();
        }
        return last;
      });
    expect(losses[0]!).toBeLessThan(losses[1]! / 10);
  });

  it.each([0, 40])(
    "takes Adam's step, noise and penalty to the bit, and drops what fell, %i columns",
    async (columns) => {
      using arena = await openArena();
      const rows = 9,
        nnz = columns * 3,
        { matrix, weights } = sparse(arena, rows, columns, nnz),
        random = new Random(3),
        bound = deepR({ matrices: [matrix], rate: 0.02, noise: 0.5, penalty: 0.1, beta1: 0.5, random }).bind(arena, [
          weights,
        ]);
      const signs = signsOf(matrix, random),
        noiseRandom = random.stream("deepR").stream(0).stream("noise"),
        noise = new Tensor(arena, [nnz]),
        twin = { name: "w", value: new Tensor(arena, [nnz]), gradient: new Tensor(arena, [nnz]) },
        descent = adam({ rate: 0.02, beta1: 0.5 }).bind(arena, [twin]),
        f = Math.fround;
      let dropped = 0;
      for (let step = 0; step < 60; step++) {
        fillNormal(new Random(100 + step), weights.gradient);
        twin.value.data.set(matrix.values.data);
        twin.gradient.data.set(weights.gradient.data);
        for (const [name, tensor] of descent.state) tensor.data.set(bound.state.get(name)!.data);
        const rateFactor = 1 / (1 + step / 30),
          places = placesOf(matrix);
        descent.step(rateFactor, 0.5);
        bound.step(rateFactor, 0.5);
        fillNormal(noiseRandom, noise);
        const [scale, penalty] = [f(0.02 * rateFactor * 0.5 * (1 - 1 / 3)), f(0.02 * rateFactor * 0.1)],
          want = new Map<number, number>();
        for (const [p, place] of places.entries()) {
          const strength = f(signs[place]! * twin.value.data[p]! + f(f(noise.data[p]! * scale) - penalty));
          if (strength > 0) want.set(place, signs[place]! * strength);
          else dropped++;
        }
        const now = placesOf(matrix);
        expect(now.length).toBe(nnz);
        for (const [p, place] of now.entries())
          expect(matrix.values.data[p]).toBe(want.get(place) ?? signs[place]! * least);
      }
      if (nnz > 0) expect(dropped).toBeGreaterThan(100);
    },
  );

  it("lets every free place grow equally often, the one just left included", async () => {
    using arena = await openArena();
    const each = 40,
      { matrix, weights } = sparse(arena, 6, 8, 12),
      pattern = matrix.pattern(),
      places = placesOf(matrix),
      counts = new Map<number, number>();
    for (let seed = 0; seed < 37 * each; seed++) {
      matrix.rewireTo(pattern);
      const bound = deepR({ matrices: [matrix], rate: 0, random: new Random(seed) }).bind(arena, [weights]);
      matrix.values.data[5]! *= -1;
      bound.step();
      bound.dispose();
      const stay = places.filter((_, p) => p !== 5),
        [place, ...others] = placesOf(matrix).filter((candidate) => !stay.includes(candidate));
      expect(others).toEqual([]);
      counts.set(place!, (counts.get(place!) ?? 0) + 1);
    }
    expect(counts.size).toBe(37);
    expect(counts.has(places[5]!)).toBe(true);
    expect(chiSquare([...counts.values()], each)).toBeLessThan(chiSquareLimit(36));
  });

  it("at density 1 lets what falls start again where it was, without noise", async () => {
    using arena = await openArena();
    const random = new Random(2),
      { matrix, weights, signs, run } = task(arena, 144, random),
      pattern = matrix.pattern(),
      bound = deepR({ matrices: [matrix], rate: 0.5, penalty: 0.5, noise: 100, random }).bind(arena, [weights]);
    let started = 0;
    for (let step = 0; step < 200; step++) {
      run();
      bound.step();
      expect(matrix.values.data.every((w, place) => w * signs[place]! > 0)).toBe(true);
      started += matrix.values.data.filter((w) => Math.abs(w) === least).length;
    }
    expect(started).toBeGreaterThan(100);
    expect(matrix.pattern()).toEqual(pattern);
    expect(matrix.rewirings).toBe(0);
  });

  it("gives equal bits for equal seeds, in either build, and others for others", async () => {
    const outcome = async (seed: number, variant: (typeof variants)[number]) => {
      using arena = await openArena(variant);
      const { matrix, weights, run } = task(arena, 30, new Random(0)),
        random = new Random(seed),
        bound = deepR({ matrices: [matrix], rate: 0.02, penalty: 0.1, random }).bind(arena, [weights]);
      random.uniform(); // the generator's own position is of no account
      for (let step = 0; step < 100; step++) {
        run();
        bound.step();
      }
      return [matrix.pattern().columnIndices, matrix.values.data.slice()];
    };
    const one = await outcome(1, "simd");
    expect(await outcome(1, "debug")).toEqual(one);
    expect(await outcome(2, "simd")).not.toEqual(one);
  });

  it("rewires several matrices, each with signs and noise of its own", async () => {
    using arena = await openArena();
    const parts = ["a", "b"].map((name) => {
        const { matrix } = sparse(arena, 8, 8, 20);
        return { matrix, weights: new Parameter(name, matrix.values) };
      }),
      [a, b] = parts as [(typeof parts)[0], (typeof parts)[0]],
      random = new Random(6),
      bound = deepR({ matrices: [a.matrix, b.matrix], random }).bind(arena, [b.weights, a.weights]);
    for (const [index, { matrix }] of parts.entries()) {
      const signs = signsOf(matrix, random, index);
      expect([...matrix.values.data].map(Math.sign)).toEqual(placesOf(matrix).map((place) => signs[place]));
    }
    expect(a.matrix.values.data).not.toEqual(b.matrix.values.data);
    a.matrix.values.data[0]! *= -1;
    const still = b.matrix.pattern();
    bound.step(0);
    expect([a.matrix.rewirings, b.matrix.pattern()]).toEqual([1, still]);
    expect(bound.wirings!.map(({ name, matrix }) => [name, matrix])).toEqual([
      ["b", b.matrix],
      ["a", a.matrix],
    ]);
  });

  it("binds weights of 0 with the least strength, and keeps NaN to be seen", async () => {
    using arena = await openArena();
    const { matrix, weights } = sparse(arena, 4, 4, 6);
    matrix.values.data.set([0, -0, 1e-12, -3, Number.NaN, 2]);
    const bound = deepR({ matrices: [matrix] }).bind(arena, [weights]);
    expect([...matrix.values.data].map(Math.abs)).toEqual([least, least, least, 3, Number.NaN, 2]);
    bound.step();
    expect(matrix.values.data.filter(Number.isNaN).length).toBe(1);
  });
});

describe("bad use of deepR", () => {
  it("is refused with a typed error, and leaves nothing behind", async () => {
    const kernels = await openKernels();
    let left = Number.POSITIVE_INFINITY;
    const allocate = (bytes: number) => {
      if (--left === 0) throw new WebAssembly.RuntimeError("unreachable");
      return kernels.allocate(bytes);
    };
    using arena = new Arena({ ...kernels, allocate });
    const { matrix, weights } = sparse(arena, 4, 4, 6),
      other = sparse(arena, 4, 4, 6),
      matrices = [matrix];
    for (const options of [
      undefined,
      {},
      { matrices: matrix },
      { matrices: [undefined] },
      { matrices: [matrix, matrix] },
      { matrices, rate: -1 },
      { matrices, noise: Number.NaN },
      { matrices, penalty: -1 },
      { matrices, beta1: 1 },
      { matrices, epsilon: 0 },
      { matrices, random: 5 },
    ])
      expect(() => deepR(options as unknown as DeepROptions)).toThrow(ArgumentError);
    const { bytesInUse } = arena.memory(),
      before = matrix.values.data.slice(),
      dense = new Parameter("dense", new Tensor(arena, [3])),
      bounded = new Parameter("w", matrix.values, { minimum: 0 });
    dense.gradient.dispose();
    dense.value.dispose();
    bounded.gradient.dispose();
    const optimizer = deepR({ matrices });
    expect(() => optimizer.bind(arena, [weights, dense])).toThrow(/parameter is "dense", must be the values of one/);
    expect(() => optimizer.bind(arena, [bounded])).toThrow(/parameter is "w", must be without bounds/);
    expect(() => optimizer.bind(arena, [])).toThrow(/parameters of matrices\[0\] is 0, must be 1/);
    expect(() => optimizer.bind(arena, [weights, { ...weights, name: "again" }])).toThrow(/is 2, must be 1/);
    expect(() => deepR({ matrices: [matrix, other.matrix] }).bind(arena, [weights])).toThrow(/matrices\[1\] is 0/);
    expect(arena.memory().bytesInUse).toBe(bytesInUse);
    // What makes the matrix ready to be rewired stays with it.
    const ready = bytesInUse + 20 * 6 + 4 * (matrix.rows + 3);
    for (let failures = 1; ; failures++) {
      left = failures;
      try {
        optimizer.bind(arena, [weights]).dispose();
        expect(failures).toBe(8); // two moments, the matrix's four lists, the first tensor; and that left the lists
        break;
      } catch (error) {
        expect(error).toBeInstanceOf(MemoryError);
        expect(matrix.values.data).toEqual(before);
        expect([bytesInUse, ready]).toContain(arena.memory().bytesInUse);
      }
    }
    left = Number.POSITIVE_INFINITY;
    expect(arena.memory().bytesInUse).toBe(ready);
    const bound = optimizer.bind(arena, [weights]);
    for (const [factor, scale] of [
      [-1, 1],
      [1, Number.NaN],
    ])
      expect(() => bound.step(factor, scale)).toThrow(ArgumentError);
    expect(() => {
      bound.steps = 0.5;
    }).toThrow(ArgumentError);
    bound.dispose();
    bound.dispose();
    expect(() => bound.step()).toThrow(DisposedError);
    expect(arena.memory().bytesInUse).toBe(ready);
  });
});

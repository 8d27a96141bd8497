import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError, MemoryError, ShapeError } from "../../src/errors.js";
import { MatrixExponential } from "../../src/ops/expm.js";
import { fillUniform } from "../../src/ops/random.js";
import { Random } from "../../src/random.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { expm, frechet, norm, transposed } from "../reference/expm.js";
import { openArena, variants } from "../support.js";

const magnitudes = (x: readonly number[]) => x.map(Math.abs);

/**
 * Five products of n terms each, a dozen other sums and the scaling, all relative to what the magnitudes give, and what the
 * Taylor sum leaves out, relative to the norm; each squaring doubles them. Subnormal numbers are off by a step of theirs.
 */
function bounds(x: readonly number[], e: readonly number[], n: number) {
  const lesser = Math.min(norm(x, n), norm(transposed(x, n), n)),
    squarings = Math.max(0, Math.ceil(Math.log2(lesser / 1.3))),
    roundoffs = 2 ** squarings * (5 * n + 20) * 2 ** -24;
  const left = 2 ** squarings * 2 ** -24 * Math.exp(norm(x, n)),
    least = 2 ** -130;
  return {
    value: expm(magnitudes(x), n).map((value) => roundoffs * value + left + least),
    derivative: frechet(magnitudes(x), magnitudes(e), n).map(
      (value) => 2 * roundoffs * value + left * norm(e, n) + least,
    ),
  };
}

const float = (size: number) => fc.float({ noNaN: true, noDefaultInfinity: true, min: -size, max: size });
const cases = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.constantFrom(0.125, 1, 4)).chain(([n, size]) =>
  fc.record({
    n: fc.constant(n),
    x: fc.array(float(size), { minLength: n * n, maxLength: n * n }),
    e: fc.array(float(2), { minLength: n * n, maxLength: n * n }),
  }),
);

function run(arena: Awaited<ReturnType<typeof openArena>>, n: number, x: readonly number[], e: readonly number[]) {
  const tensors = [x, e, x, e].map((values) => Tensor.from(arena, [n, n], values)),
    [a, b, y, d] = tensors as [Tensor, Tensor, Tensor, Tensor],
    exponential = new MatrixExponential(arena, n);
  expect(exponential.derivative(a, b, y, d)).toBe(d);
  const both = { value: Array.from(y.data), derivative: Array.from(d.data) };
  expect(exponential.value(a, y)).toBe(y);
  expect(Array.from(y.data)).toEqual(both.value);
  expect(Array.from(a.data)).toEqual(x);
  return both;
}

describe.each(variants)("MatrixExponential, %s build", (variant) => {
  it("equals the definition within the error of its sums, for small and large norms", async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ n, x, e }) => {
        using arena = await openArena(variant);
        const got = run(arena, n, x, e),
          want = { value: expm(x, n), derivative: frechet(x, e, n) },
          bound = bounds(x, e, n);
        for (const part of ["value", "derivative"] as const)
          expect(want[part].filter((w, at) => !(Math.abs(got[part][at]! - w) <= bound[part][at]!))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it("has the closed forms", async () => {
    using arena = await openArena(variant);
    const { sinh, cosh, E } = Math;
    const close = (got: readonly number[], want: readonly number[]) =>
      got.forEach((value, at) => void expect(value).toBeCloseTo(want[at]!, 6));
    close(run(arena, 2, [0, 1, 1, 0], [0, 1, 1, 0]).value, [cosh(1), sinh(1), sinh(1), cosh(1)]);
    // Along X itself the derivative is X·eˣ.
    close(run(arena, 2, [0, 1, 1, 0], [0, 1, 1, 0]).derivative, [sinh(1), cosh(1), cosh(1), sinh(1)]);
    close(run(arena, 2, [1, 1, 0, 1], [0, 0, 0, 0]).value, [E, E, 0, E]);
    expect(run(arena, 3, new Array(9).fill(0), [1, 2, 3, 4, 5, 6, 7, 8, 9])).toEqual({
      value: [1, 0, 0, 0, 1, 0, 0, 0, 1],
      derivative: [1, 2, 3, 4, 5, 6, 7, 8, 9],
    });
  });

  it("lets the result take the argument's place", async () => {
    using arena = await openArena(variant);
    const x = fillUniform(new Random(1), new Tensor(arena, [5, 5])),
      e = fillUniform(new Random(2), new Tensor(arena, [5, 5])),
      exponential = new MatrixExponential(arena, 5);
    const want = run(arena, 5, Array.from(x.data), Array.from(e.data));
    exponential.derivative(x, e, x, e);
    expect([Array.from(x.data), Array.from(e.data)]).toEqual([want.value, want.derivative]);
  });
});

describe("MatrixExponential", () => {
  it("gives infinity where the exponential is too large, and NaN for what is not finite", async () => {
    using arena = await openArena();
    const one = (value: number) => {
      const x = Tensor.from(arena, [1, 1], [value]);
      return new MatrixExponential(arena, 1).value(x, x).data[0]!;
    };
    expect(one(200)).toBe(Infinity);
    expect(one(3e38)).toBe(Infinity);
    expect(one(Number.POSITIVE_INFINITY)).not.toBeLessThan(Infinity);
    expect(one(Number.NaN)).toBeNaN();
    expect(Math.abs(one(-60) / Math.exp(-60) - 1)).toBeLessThan(2 ** 6 * 40 * 2 ** -24);
  });

  it("allocates nothing in a call", async () => {
    using arena = await openArena();
    const [x, y, d] = Array.from({ length: 3 }, () => new Tensor(arena, [7, 7])) as [Tensor, Tensor, Tensor],
      exponential = new MatrixExponential(arena, 7),
      before = arena.memory();
    exponential.value(x, y);
    exponential.derivative(x, x, y, d);
    expect(arena.memory()).toEqual(before);
  });

  it("refuses other shapes, results in one place, and sizes that are none", async () => {
    using arena = await openArena();
    const exponential = new MatrixExponential(arena, 3),
      x = new Tensor(arena, [3, 3]);
    expect(() => exponential.value(x, new Tensor(arena, [9]))).toThrow(ShapeError);
    expect(() => exponential.value(new Tensor(arena, [3, 2]), x)).toThrow(ShapeError);
    expect(() => exponential.derivative(x, new Tensor(arena, [2, 2]), x, x)).toThrow(ShapeError);
    expect(() => exponential.derivative(x, x, x, x)).toThrow(/y and d must not overlap/);
    using other = await openArena();
    expect(() => exponential.value(x, new Tensor(other, [3, 3]))).toThrow(ShapeError);
    for (const size of [0, -1, 1.5, Number.NaN])
      expect(() => new MatrixExponential(arena, size)).toThrow(ArgumentError);
    const before = arena.memory().blocks;
    expect(() => new MatrixExponential(arena, 2 ** 15)).toThrow(MemoryError);
    expect(arena.memory().blocks).toBe(before);
  });
});

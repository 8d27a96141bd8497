import { expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { gram } from "../../src/ops/gram.js";
import { fillNormal } from "../../src/ops/random.js";
import { Random } from "../../src/random.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { openArena, variants } from "../support.js";

/** The promised order: ascending p, one rounding per sum. */
function naive(a: ArrayLike<number>, begin: number, end: number, m: number): number[] {
  return Array.from({ length: m * m }, (_, at) => {
    const [i, j] = [Math.floor(at / m), at % m];
    let total = 0;
    if (j <= i) for (let p = begin; p < end; p++) total += a[p * m + i]! * a[p * m + j]!;
    return total;
  });
}

it.each(variants)("%s build, has the bits of the naive sum in double precision", async (variant) => {
  using arena = await openArena(variant);
  for (const [k, m] of [
    [0, 3],
    [5, 0],
    [1, 1],
    [7, 2],
    [130, 9],
    [300, 17],
    [4, 26],
  ] as const) {
    const a = fillNormal(new Random(k), new Tensor(arena, [k, m])),
      before = arena.memory().bytesInUse;
    for (const [begin, end] of [
      [0, k],
      [k >> 1, k],
      [0, k >> 1],
    ] as const)
      expect([...gram(a, begin, end)]).toEqual(naive(a.data, begin, end, m));
    expect(arena.memory().bytesInUse).toBe(before);
  }
});

it.each(variants)("%s build, adds to rows [begin, end) and leaves the upper triangle alone", async (variant) => {
  using arena = await openArena(variant);
  const [k, m] = [9, 19],
    a = fillNormal(new Random(1), new Tensor(arena, [k, m])),
    want = naive(a.data, 0, k, m),
    cells = arena.allocate(8 * (m * m + 4));
  const view = () => new Float64Array(arena.buffer, cells, m * m + 4);
  for (let begin = 0; begin <= m; begin++) {
    const end = begin + ((begin * 7 + 3) % (m - begin + 1));
    view().fill(0.5);
    arena.kernels.gram_f64(begin, end, m, k, a.ptr, cells);
    view().forEach((got, at) => {
      const [i, j] = [Math.floor(at / m), at % m];
      if (i < begin || i >= end || j > i) expect(got).toBe(0.5);
      else expect(Math.abs(got - 0.5 - want[at]!)).toBeLessThan(k * 2 ** -48);
    });
  }
});

it("refuses what is no matrix, and ranges outside of it", async () => {
  using arena = await openArena();
  expect(() => gram(new Tensor(arena, [4]))).toThrow(ShapeError);
  const a = new Tensor(arena, [4, 2]);
  for (const [begin, end] of [
    [-1, 2],
    [3, 2],
    [0, 5],
    [0.5, 2],
  ] as const)
    expect(() => gram(a, begin, end)).toThrow(ArgumentError);
});

import { expect, it } from "vitest";
import { ShapeError } from "../../src/errors.js";
import { fillOrthogonal } from "../../src/networks/orthogonal.js";
import { Random } from "../../src/random.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { openArena } from "../support.js";

it.each([
  [100, 100],
  [3, 8],
  [8, 3],
  [1, 1],
])("%i × %i: the shorter side is orthonormal", async (rows, columns) => {
  using arena = await openArena();
  const { data } = fillOrthogonal(new Random(5), new Tensor(arena, [rows, columns])),
    count = Math.min(rows, columns),
    entry = (vector: number, k: number) =>
      rows <= columns ? data[vector * columns + k]! : data[k * columns + vector]!;
  for (let i = 0; i < count; i++)
    for (let j = 0; j <= i; j++) {
      let dot = 0;
      for (let k = 0; k < Math.max(rows, columns); k++) dot += entry(i, k) * entry(j, k);
      // Each entry is rounded to f32.
      expect(Math.abs(dot - Number(i === j))).toBeLessThan(3 * 2 ** -24);
    }
});

it("is another matrix for another seed, and the same for the same", async () => {
  using arena = await openArena();
  const of = (seed: number) => Array.from(fillOrthogonal(new Random(seed), new Tensor(arena, [4, 4])).data);
  expect(of(1)).toEqual(of(1));
  expect(of(2)).not.toEqual(of(1));
  expect(() => fillOrthogonal(new Random(1), new Tensor(arena, [4]))).toThrow(ShapeError);
});

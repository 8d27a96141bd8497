import { expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { SparseLinear } from "../../src/networks/sparse-linear.js";
import { Random } from "../../src/random.js";
import { fixedFanInPattern } from "../../src/sparsity/random.js";
import { openArena } from "../support.js";
import { isVariance, meanSquare, site } from "./support.js";

it("SparseLinear stores exactly its density's share of weights, He-initialised for its true fan-in", async () => {
  using arena = await openArena();
  const { matrix, parameters } = new SparseLinear(100, { density: 0.2 }).bind(site(arena, 200));
  expect([matrix.rows, matrix.columns, matrix.nnz]).toEqual([100, 200, 4000]);
  expect(parameters[0]!.value).toBe(matrix.values);
  expect(isVariance(meanSquare(matrix.values.data), 2 / 40, 4000)).toBe(true);
});

it("SparseLinear takes a pattern, or a function that draws one", async () => {
  using arena = await openArena();
  const given = fixedFanInPattern(new Random(3), { rows: 6, columns: 9, fanIn: 2 });
  expect(new SparseLinear(6, { pattern: given }).bind(site(arena, 9)).matrix.pattern()).toEqual(given);
  const drawn = new SparseLinear(6, { pattern: (random, size) => fixedFanInPattern(random, { ...size, fanIn: 4 }) });
  expect(drawn.bind(site(arena, 9)).matrix.nnz).toBe(24);
});

it("SparseLinear refuses a pattern of another size, or with a density beside it", async () => {
  using arena = await openArena();
  const pattern = fixedFanInPattern(new Random(3), { rows: 6, columns: 9, fanIn: 2 });
  expect(() => new SparseLinear(6, { pattern }).bind(site(arena, 8))).toThrow(ShapeError);
  expect(() => new SparseLinear(6, { pattern, density: 0.5 }).bind(site(arena, 9))).toThrow(ArgumentError);
  expect(() => new SparseLinear(6, { density: 1.5 }).bind(site(arena, 9))).toThrow(ArgumentError);
  expect(() => new SparseLinear(0)).toThrow(ArgumentError);
});

it("SparseLinear in ON/OFF pairs has exactly paired connections, half of them 0 above the first layer", async () => {
  using arena = await openArena();
  const options = { density: 0.3, nonnegative: true };
  const first = new SparseLinear(10, options).bind(site(arena, 15)),
    upper = new SparseLinear(6, options).bind({ ...site(arena, 10), first: false });
  expect(first.matrix.nnz).toBe(2 * Math.round(0.3 * 5 * 15));
  expect(upper.matrix.nnz).toBe(4 * Math.round(0.3 * 3 * 5));
  const dense = first.matrix.toDense();
  for (let row = 0; row < 10; row += 2)
    expect(dense.slice((row + 1) * 15, (row + 2) * 15)).toEqual(
      dense.slice(row * 15, (row + 1) * 15).map((weight) => 0 - weight),
    );
  const { value, minimum } = upper.parameters[0]!;
  expect(value.data.filter((weight) => weight === 0)).toHaveLength(upper.matrix.nnz / 2);
  expect([minimum, first.parameters[0]!.minimum]).toEqual([0, -Infinity]);
});

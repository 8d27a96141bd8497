import { expect, it } from "vitest";
import { orthonormalise } from "../../src/embedding/orthonormalise.js";
import { Turns } from "../../src/embedding/turns.js";
import { Random } from "../../src/random.js";
import { Tensor } from "../../src/tensor/tensor.js";
import type { Arena } from "../../src/wasm/arena.js";
import { openArena, variants } from "../support.js";
import { normals } from "./support.js";

const m = 12;

/** Blocks of rows, 50 in all, whose columns are v(row, column). */
function blocksOf(arena: Arena, v: (row: number, column: number) => number): Tensor[] {
  let start = 0;
  return [20, 1, 29].map((rows) => {
    const values = Array.from({ length: rows * m }, (_, at) => v(start + Math.floor(at / m), at % m));
    start += rows;
    return Tensor.from(arena, [rows, m], values);
  });
}

const columnsOf = (blocks: Tensor[]) => {
  const rows = blocks.flatMap(({ data }) =>
    Array.from({ length: data.length / m }, (_, i) => data.slice(i * m, i * m + m)),
  );
  return Array.from({ length: m }, (_, c) => rows.map((row) => row[c]!));
};
const dot = (x: number[], y: number[]) => x.reduce((sum, v, i) => sum + v * y[i]!, 0);

/** Largest entry of |QᵀQ − I|. */
const deviation = (columns: number[][]) =>
  Math.max(...columns.flatMap((x, i) => columns.map((y, j) => Math.abs(dot(x, y) - (i === j ? 1 : 0)))));

/** Largest part of a unit vector along x that the orthonormal columns do not reach. */
const outside = (x: number[], columns: number[][]) => {
  const rest = columns.reduce((left, q) => left.map((v, i) => v - dot(x, q) * q[i]!), x);
  return Math.sqrt(dot(rest, rest) / dot(x, x));
};

const turns = new Turns(undefined);

it.each(variants)(
  "%s build, columns of every condition that f32 can hold become orthonormal and span the same",
  async (variant) => {
    using arena = await openArena(variant);
    const noise = normals(arena, 1, 50 * m);
    const at = (row: number, column: number) => noise[row * m + column]!;
    const kinds: [condition: number, v: (row: number, column: number) => number][] = [
      [1, at],
      [1e8, (row, column) => at(row, column) * 1e20 ** (column / m - 0.5)],
      [1e3, (row, column) => at(row, 0) + 1e-3 * at(row, column)],
      [1e5, (row, column) => at(row, 0) + (column === 0 ? 0 : 1e-5 * at(row, column))],
    ];
    for (const [, v] of kinds) {
      const blocks = blocksOf(arena, v),
        before = columnsOf(blocks);
      await orthonormalise(blocks, 2, new Random(1), turns);
      const after = columnsOf(blocks);
      // Twelve products per element, each rounded, of entries of a unit vector.
      expect(deviation(after)).toBeLessThan(12 * 2 ** -22);
      for (const column of before) expect(outside(column, after)).toBeLessThan(12 * 2 ** -22);
      for (const block of blocks) block.dispose();
    }
  },
);

it("dependent, zero and tiny columns give way to random ones, always the same", async () => {
  using arena = await openArena();
  const noise = normals(arena, 2, 50 * m);
  const v = (row: number, column: number) => {
    if (column === 3) return 0;
    if (column === 5) return 2 * noise[row * m]! - noise[row * m + 1]!;
    if (column === 7) return noise[row * m + 4]!;
    return noise[row * m + column]! * (column === 9 ? 1e-38 : 1);
  };
  const run = async (seed: number) => {
    const blocks = blocksOf(arena, v);
    await orthonormalise(blocks, 2, new Random(seed), turns);
    return columnsOf(blocks);
  };
  const first = await run(1);
  expect(deviation(first)).toBeLessThan(12 * 2 ** -22);
  expect(await run(1)).toEqual(first);
  expect(await run(2)).not.toEqual(first);
  const all = blocksOf(arena, () => 0);
  await orthonormalise(all, 1, new Random(3), turns);
  expect(deviation(columnsOf(all))).toBeLessThan(12 * 2 ** -22);
  await orthonormalise([], 2, new Random(3), turns);
});

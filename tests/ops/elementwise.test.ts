import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import * as ops from "../../src/ops/elementwise.js";
import { Tensor } from "../../src/tensor/tensor.js";
import type { Kernels } from "../../src/wasm/load.js";
import * as reference from "../reference/elementwise.js";
import { expectRangeInvariance, openArena, variants } from "../support.js";

const number = fc.float({ noNaN: true, noDefaultInfinity: true });
const triples = fc.array(fc.tuple(number, number, number), { maxLength: 40 });
const cases = <Row extends unknown[]>(rows: Row[]) => variants.flatMap((v) => rows.map((row) => [v, ...row] as const));
const alpha = -0.3;

type Case = [
  name: string,
  op: (a: Tensor, b: Tensor, y: Tensor) => Tensor,
  definition: (a: number, b: number, y: number) => number,
];
const binary: Case[] = [
  ["add", ops.add, reference.add],
  ["multiply", ops.multiply, reference.multiply],
  ["accumulating multiply", (a, b, y) => ops.multiply(a, b, y, true), (a, b, y) => Math.fround(y + Math.fround(a * b))],
  ["axpy", (a, _, y) => ops.axpy(alpha, a, y), (a, _, y) => reference.axpy(alpha, a, y)],
  ["scale", (a, _, y) => ops.scale(a, alpha, y), (a) => reference.scale(a, alpha)],
  ["clamp", (a, _, y) => ops.clamp(a, -1.1, 2.3, y), (a) => reference.clamp(a, -1.1, 2.3)],
  ["fill", (_, __, y) => ops.fill(y, alpha), () => Math.fround(alpha)],
  ["copy", (a, _, y) => ops.copy(a, y), (a) => a],
];

describe("element by element", () => {
  it.each(cases(binary))(
    "%s build, %s has the definition's bits at every length, also in place",
    async (variant, _, op, f) => {
      using arena = await openArena(variant);
      fc.assert(
        fc.property(triples, (values) => {
          const n = values.length,
            column = (axis: 0 | 1 | 2) =>
              Tensor.from(
                arena,
                [n],
                values.map((row) => row[axis]),
              ),
            [a, b, y] = [column(0), column(1), column(2)];
          expect([...op(a, b, y).data]).toEqual(values.map((row) => f(...row)));
          expect([...a.data, ...b.data]).toEqual([...values.map((row) => row[0]), ...values.map((row) => row[1])]);
          expect([...op(a, b, a).data]).toEqual(values.map(([p, q]) => f(p, q, p)));
          a.data.set(values.map((row) => row[0]));
          expect([...op(a, b, b).data]).toEqual(values.map(([p, q]) => f(p, q, q)));
          for (const tensor of [a, b, y]) tensor.dispose();
        }),
      );
      expect(arena.memory().bytesInUse).toBe(0);
    },
  );

  it.each(variants)("%s build, clamp lets NaN through and brings infinities to the bounds", async (variant) => {
    using arena = await openArena(variant);
    const x = Tensor.from(arena, [5], [Number.NaN, Infinity, -Infinity, 0.5, Number.NaN]);
    expect([...ops.clamp(x, -1, 1, x).data]).toEqual([Number.NaN, 1, -1, 0.5, Number.NaN]);
  });
});

const matrices = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 45 })).chain(([rows, n]) => {
  const length = { minLength: rows * n, maxLength: rows * n };
  return fc.record({
    rows: fc.constant(rows),
    n: fc.constant(n),
    bias: fc.array(number, { minLength: rows, maxLength: rows }),
    y: fc.array(fc.float({ min: -4, max: 4, noNaN: true }), length),
  });
});

describe("row by row", () => {
  it.each(variants)("%s build, addBias and fillRows have the definition's bits", async (variant) => {
    using arena = await openArena(variant);
    fc.assert(
      fc.property(matrices, ({ rows, n, bias, y }) => {
        const b = Tensor.from(arena, [rows], bias),
          out = Tensor.from(arena, [rows, n], y);
        expect([...ops.addBias(b, out).data]).toEqual(
          y.map((value, i) => Math.fround(value + bias[Math.floor(i / n)]!)),
        );
        expect([...ops.fillRows(b, out).data]).toEqual(y.map((_, i) => bias[Math.floor(i / n)]));
        expect([...b.data]).toEqual(bias);
        b.dispose();
        out.dispose();
      }),
    );
  });

  it.each(variants)("%s build, biasGradient is the sum of each row and adds", async (variant) => {
    using arena = await openArena(variant);
    fc.assert(
      fc.property(matrices, ({ rows, n, y }) => {
        const d = Tensor.from(arena, [rows, n], y),
          gradient = Tensor.from(arena, [rows], new Array(rows).fill(3)),
          want = rows === 0 ? [] : reference.rowSums(y, rows),
          bound = n * 2 ** -24 * 4 * n; // n roundings of partial sums of at most 4 n
        ops.biasGradient(d, gradient);
        want.forEach((sum, i) => void expect(Math.abs(gradient.data[i]! - sum)).toBeLessThanOrEqual(bound));
        const once = [...gradient.data];
        ops.biasGradient(d, gradient, true);
        expect([...gradient.data]).toEqual(once.map((sum) => Math.fround(sum + sum)));
        d.dispose();
        gradient.dispose();
      }),
    );
  });

  it.each(variants)("%s build, fillRows repeats a bias that divides the rows", async (variant) => {
    using arena = await openArena(variant);
    fc.assert(
      fc.property(matrices, fc.integer({ min: 0, max: 4 }), ({ rows, n, bias }, times) => {
        const b = Tensor.from(arena, [rows], bias),
          y = Tensor.from(arena, [rows * times, n], new Array(rows * times * n).fill(Number.NaN));
        expect([...ops.fillRows(b, y).data]).toEqual(Array.from(y.data, (_, i) => bias[Math.floor(i / n) % rows]));
        b.dispose();
        y.dispose();
      }),
    );
  });

  it.each(variants)(
    "%s build, sumGroups adds equal parts in ascending order, also blocks of many columns",
    async (variant) => {
      using arena = await openArena(variant);
      const check = (groups: number, n: number, accumulate: boolean) => {
        const values = Array.from({ length: groups * n }, (_, i) => Math.fround(Math.sin(i) * 3)),
          x = Tensor.from(arena, [groups, n], values),
          y = Tensor.from(arena, [n], new Array(n).fill(accumulate ? 5 : Number.NaN)),
          want = reference.groupSums(values, groups, n, accumulate ? 5 : 0);
        expect(ops.sumGroups(x, y, accumulate)).toBe(y);
        expect(want.filter((sum, j) => sum !== y.data[j])).toEqual([]);
        x.dispose();
        y.dispose();
      };
      fc.assert(fc.property(fc.nat(9), fc.integer({ min: 1, max: 40 }), fc.boolean(), check));
      for (const n of [1023, 1024, 2051]) check(6, n, false);
      check(0, 3, true);
      expect(ops.sumGroups(new Tensor(arena, [0]), new Tensor(arena, [3])).data).toEqual(new Float32Array(3));
      expect(ops.sumGroups(new Tensor(arena, [0, 4]), new Tensor(arena, [0])).size).toBe(0);
    },
  );

  it("takes any axes after the first as the row", async () => {
    using arena = await openArena();
    const y = ops.fillRows(Tensor.from(arena, [2], [1, 2]), new Tensor(arena, [2, 2, 3]));
    expect([...y.data]).toEqual([1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2]);
    expect([...ops.biasGradient(y, new Tensor(arena, [2])).data]).toEqual([6, 12]);
  });
});

describe("ranges", () => {
  const n = 21; // row length of the row kernels
  type Run = (kernels: Kernels, begin: number, end: number, x: number, y: number) => void;
  const runs: [name: string, run: Run, unit: number][] = [
    ["add", (k, begin, end, x, y) => k.add_f32(begin, end, x, x, y), 1],
    ["multiply", (k, begin, end, x, y) => k.multiply_f32(begin, end, true, x, x, y), 1],
    ["axpy", (k, begin, end, x, y) => k.axpy_f32(begin, end, alpha, x, y), 1],
    ["scale", (k, begin, end, x, y) => k.scale_f32(begin, end, alpha, x, y), 1],
    ["clamp", (k, begin, end, x, y) => k.clamp_f32(begin, end, -1, 1, x, y), 1],
    ["fill", (k, begin, end, _, y) => k.fill_f32(begin, end, alpha, y), 1],
    ["copy", (k, begin, end, x, y) => k.copy_f32(begin, end, x, y), 1],
    ["add_bias", (k, begin, end, x, y) => k.add_bias_f32(begin, end, n, x, y), n],
    ["fill_rows", (k, begin, end, x, y) => k.fill_rows_f32(begin, end, n, 4, x, y), n],
    ["fill_rows, bias repeated", (k, begin, end, x, y) => k.fill_rows_f32(begin, end, n, 3, x, y), n],
    ["bias_gradient", (k, begin, end, x, y) => k.bias_gradient_f32(begin, end, n, false, x, y), 1],
    ["sum_groups", (k, begin, end, x, y) => k.sum_groups_f32(begin, end, n, 27, false, x, y), 1],
    ["accumulating sum_groups", (k, begin, end, x, y) => k.sum_groups_f32(begin, end, n, 27, true, x, y), 1],
  ];
  it.each(cases(runs))("%s build, %s", async (variant, _, run, unit) => {
    using arena = await openArena(variant);
    const units = unit === 1 ? 27 : 4,
      x = Tensor.from(
        arena,
        [27 * n],
        Array.from({ length: 27 * n }, (__, i) => ((i * 37) % 101) * 0.07 - 3),
      ),
      y = Tensor.from(arena, [units * unit + 5], new Array(units * unit + 5).fill(7));
    const rowOf = (i: number) => Math.floor(i / unit);
    expectRangeInvariance(units, y, rowOf, (begin, end) => run(arena.kernels, begin, end, x.ptr, y.ptr));
  });
});

describe("bad input", () => {
  it("another shape, memory or bound is refused and nothing is written", async () => {
    using arena = await openArena();
    using other = await openArena();
    const x = Tensor.from(arena, [2, 3], [1, 2, 3, 4, 5, 6]),
      turned = new Tensor(arena, [3, 2]),
      foreign = new Tensor(other, [2, 3]);
    for (const bad of [turned, foreign]) {
      expect(() => ops.add(x, bad, x)).toThrow(ShapeError);
      expect(() => ops.add(x, x, bad)).toThrow(ShapeError);
      expect(() => ops.multiply(x, bad, x)).toThrow(ShapeError);
      expect(() => ops.axpy(1, x, bad)).toThrow(ShapeError);
      expect(() => ops.scale(x, 1, bad)).toThrow(ShapeError);
      expect(() => ops.clamp(x, 0, 1, bad)).toThrow(ShapeError);
      expect(() => ops.copy(x, bad)).toThrow(ShapeError);
    }
    expect(() => ops.clamp(x, 1, 0, x)).toThrow(ArgumentError);
    expect(() => ops.clamp(x, Number.NaN, 0, x)).toThrow(ArgumentError);
    for (const op of [ops.addBias, ops.fillRows, (bias: Tensor, y: Tensor) => ops.biasGradient(y, bias)]) {
      expect(() => op(new Tensor(arena, [3]), x)).toThrow(ShapeError);
      expect(() => op(new Tensor(arena, [2, 1]), x)).toThrow(ShapeError);
      expect(() => op(new Tensor(other, [2]), x)).toThrow(ShapeError);
      expect(() => op(new Tensor(arena, [1]), new Tensor(arena, []))).toThrow(ShapeError);
    }
    for (const short of [[0], [4], []]) expect(() => ops.fillRows(new Tensor(arena, short), x)).toThrow(ShapeError);
    for (const bad of [new Tensor(arena, [4]), new Tensor(arena, [0]), new Tensor(other, [3])])
      expect(() => ops.sumGroups(x, bad)).toThrow(ShapeError);
    expect(() => ops.sumGroups(x, x.reshape([6]))).toThrow("x and y must not overlap");
    expect([...x.data, ...turned.data]).toEqual([1, 2, 3, 4, 5, 6, 0, 0, 0, 0, 0, 0]);
  });
});

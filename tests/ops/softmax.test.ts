import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import * as ops from "../../src/ops/softmax.js";
import { Tensor } from "../../src/tensor/tensor.js";
import * as reference from "../reference/softmax.js";
import { expectRangeInvariance, openArena, variants } from "../support.js";

const f = Math.fround;
const LIMIT = 8; // |x| in these tests, so |x − m| ≤ 16
const bounded = fc.float({ min: -LIMIT, max: LIMIT, noNaN: true });
const problems = fc.tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 19 })).chain(([classes, batch]) => {
  const matrix = fc.array(bounded, { minLength: classes * batch, maxLength: classes * batch });
  return fc.record({
    classes: fc.constant(classes),
    batch: fc.constant(batch),
    count: fc.integer({ min: 0, max: batch }),
    x: matrix,
    target: matrix,
    labels: fc.array(fc.integer({ min: 0, max: classes - 1 }), { minLength: batch, maxLength: batch }),
  });
});

/** Relative error of exp(x − m): the difference is rounded by 2^-24 · 16, the exponential by 2 ulp at most. */
const expError = (2 * LIMIT + 4) * 2 ** -24;
/** Of p: both exponentials, the sum over the classes, the reciprocal and the product. */
const softmaxError = (classes: number) => 2 * expError + (classes + 2) * 2 ** -24;
/** Of a loss, absolute: the sum's relative error, 2 ulp of its logarithm (< 2), the label's difference, the result. */
const lossError = (classes: number) => expError + (classes + 8 + 2 * LIMIT + 2 * LIMIT + 2) * 2 ** -24;

describe("softmax", () => {
  it.each(variants)("%s build, equals the definition, columns sum to 1, in and out of place", async (variant) => {
    using arena = await openArena(variant);
    fc.assert(
      fc.property(problems, ({ classes, batch, x }) => {
        const input = Tensor.from(arena, [classes, batch], x),
          output = new Tensor(arena, [classes, batch]);
        ops.softmax(input, output);
        const error = softmaxError(classes);
        reference.softmax(x, classes, batch).forEach((want, i) => {
          expect(Math.abs(output.data[i]! - want)).toBeLessThanOrEqual(error * want);
        });
        for (let b = 0; b < batch; b++) {
          let sum = 0;
          for (let i = 0; i < classes; i++) sum += output.data[i * batch + b]!;
          expect(Math.abs(sum - 1)).toBeLessThanOrEqual((classes + 2) * 2 ** -24);
        }
        ops.softmax(input, input);
        expect([...input.data]).toEqual([...output.data]);
        input.dispose();
        output.dispose();
      }),
    );
    expect(arena.memory().bytesInUse).toBe(0);
  });

  it.each(variants)("%s build, large, infinite and NaN logits, lane and tail alike", async (variant) => {
    using arena = await openArena(variant);
    const columns: [logits: number[], p: number[]][] = [
      [
        [1e30, 1e30, -1e30],
        [0.5, 0.5, 0],
      ],
      [
        [-3e38, 3e38, 0],
        [0, 1, 0],
      ],
      [
        [-Infinity, 5, -Infinity],
        [0, 1, 0],
      ],
      [
        [-Infinity, -Infinity, -Infinity],
        [Number.NaN, Number.NaN, Number.NaN],
      ],
      [
        [Infinity, 0, 0],
        [Number.NaN, Number.NaN, Number.NaN],
      ],
      [
        [0, Number.NaN, 0],
        [Number.NaN, Number.NaN, Number.NaN],
      ],
      [
        [7, 7, 7],
        [f(1 / 3), f(1 / 3), f(1 / 3)],
      ],
    ];
    const rows = (part: 0 | 1) => [0, 1, 2].flatMap((i) => columns.map((column) => column[part][i]!));
    const y = ops.softmax(Tensor.from(arena, [3, 7], rows(0)), new Tensor(arena, [3, 7]));
    expect([...y.data]).toEqual(rows(1));
  });

  it("accepts no classes and no columns", async () => {
    using arena = await openArena();
    for (const shape of [
      [0, 5],
      [5, 0],
      [0, 0],
    ]) {
      const x = new Tensor(arena, shape);
      expect(ops.softmax(x, x).size).toBe(0);
    }
  });
});

describe("softmaxCrossEntropy", () => {
  it.each(variants)("%s build, losses, probabilities and gradient equal the definitions", async (variant) => {
    using arena = await openArena(variant);
    fc.assert(
      fc.property(problems, ({ classes, batch, count, x, labels }) => {
        const used = labels.map((label, b) => (b < count ? label : 99)), // not looked at beyond count
          logits = Tensor.from(arena, [classes, batch], x),
          tensor = Tensor.from(arena, [batch], used, "i32"),
          p = Tensor.from(arena, [classes, batch], new Array(x.length).fill(7)),
          losses = Tensor.from(arena, [batch], new Array(batch).fill(7)),
          gradient = Tensor.from(arena, [classes, batch], new Array(x.length).fill(7));
        ops.softmaxCrossEntropy(logits, tensor, count, p, losses);
        reference.crossEntropy(x, labels, classes).forEach((want, b) => {
          if (b < count) expect(Math.abs(losses.data[b]! - want)).toBeLessThanOrEqual(lossError(classes));
          else expect(losses.data[b]).toBe(0);
        });
        const alone = ops.softmax(logits, new Tensor(arena, [classes, batch]));
        const probabilities = [...p.data];
        expect(probabilities).toEqual([...alone.data].map((value, i) => (i % batch < count ? value : 0)));

        const scale = 1 / 3;
        const want = probabilities.map((value, i) => {
          const hot = labels[i % batch] === Math.floor(i / batch) ? 1 : 0;
          return i % batch < count ? f(f(value - hot) * f(scale)) : 0;
        });
        expect([...ops.softmaxCrossEntropyBackward(p, tensor, count, scale, gradient).data]).toEqual(want);
        gradient.data.fill(0.5);
        ops.softmaxCrossEntropyBackward(p, tensor, count, scale, gradient, true);
        expect([...gradient.data]).toEqual(want.map((value) => f(0.5 + value)));
        expect([...ops.softmaxCrossEntropyBackward(p, tensor, count, scale, p).data]).toEqual(want);

        ops.softmaxCrossEntropy(logits, tensor, count, logits, losses); // in place
        expect([...logits.data]).toEqual(probabilities);
        for (const each of [logits, tensor, p, losses, gradient, alone]) each.dispose();
      }),
    );
    expect(arena.memory().bytesInUse).toBe(0);
  });

  it.each(variants)(
    "%s build, a gradient below 2^-100 is 0, so that no product with it is subnormal",
    async (variant) => {
      using arena = await openArena(variant);
      const edge = 2 ** -100,
        p = [1, edge, edge * (1 - 2 ** -24), 1e-40, -1e-40, -edge, Number.NaN];
      for (const accumulate of [false, true])
        for (const classes of [1, 2]) {
          const batch = p.length,
            probabilities = Tensor.from(arena, [classes, batch], Array.from({ length: classes }, () => p).flat()),
            labels = Tensor.from(arena, [batch], new Array(batch).fill(9), "i32"),
            gradient = new Tensor(arena, [classes, batch]);
          ops.softmaxCrossEntropyBackward(probabilities, labels, batch, 1, gradient, accumulate);
          for (let i = 0; i < classes; i++)
            expect([...gradient.data.subarray(i * batch, (i + 1) * batch)]).toEqual([
              1,
              edge,
              0,
              0,
              0,
              -edge,
              Number.NaN,
            ]);
        }
    },
  );

  it.each(variants)("%s build, names a label out of range and writes nothing", async (variant) => {
    using arena = await openArena(variant);
    const before = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    for (const bad of [2, -1, 0x7fffffff, -0x80000000]) {
      for (let at = 0; at < 5; at++) {
        const logits = Tensor.from(arena, [2, 5], before),
          losses = Tensor.from(arena, [5], [7, 7, 7, 7, 7]),
          labels = Tensor.from(arena, [5], [0, 1, 0, 1, 0], "i32");
        labels.data[at] = bad;
        const run = () => ops.softmaxCrossEntropy(logits, labels, 5, logits, losses);
        expect(run).toThrow(ArgumentError);
        expect(run).toThrow(`labels[${at}] is ${bad}`);
        expect([...logits.data, ...losses.data]).toEqual([...before, 7, 7, 7, 7, 7]);
        const gradient = ops.softmaxCrossEntropyBackward(logits, labels, 5, 1, new Tensor(arena, [2, 5]));
        expect([gradient.data[at], gradient.data[at + 5]]).toEqual([before[at], before[at + 5]]); // matches no class
      }
    }
  });
});

describe("squaredError", () => {
  it.each(variants)("%s build, losses and gradient equal the definitions", async (variant) => {
    using arena = await openArena(variant);
    fc.assert(
      fc.property(problems, ({ classes, batch, count, x, target }) => {
        const shape = [classes, batch],
          [a, t] = [Tensor.from(arena, shape, x), Tensor.from(arena, shape, target)],
          losses = Tensor.from(arena, [batch], new Array(batch).fill(7)),
          gradient = Tensor.from(arena, shape, new Array(x.length).fill(7));
        ops.squaredError(a, t, count, losses);
        reference.squaredError(x, target, batch).forEach((want, b) => {
          const bound = (classes + 4) * 2 ** -24 * want + classes * 2 ** -149; // the difference twice, square, sum
          if (b < count) expect(Math.abs(losses.data[b]! - want)).toBeLessThanOrEqual(bound);
          else expect(losses.data[b]).toBe(0);
        });
        const want = x.map((value, i) => (i % batch < count ? f(f(value - target[i]!) * f(0.3)) : 0));
        expect([...ops.squaredErrorBackward(a, t, count, 0.3, gradient).data]).toEqual(want);
        gradient.data.fill(0.5);
        ops.squaredErrorBackward(a, t, count, 0.3, gradient, true);
        expect([...gradient.data]).toEqual(want.map((value) => f(0.5 + value)));
        expect([...ops.squaredErrorBackward(a, t, count, 0.3, a).data]).toEqual(want);
        for (const each of [a, t, losses, gradient]) each.dispose();
      }),
    );
    expect(arena.memory().bytesInUse).toBe(0);
  });
});

describe("ranges", () => {
  it.each(variants)("%s build", async (variant) => {
    using arena = await openArena(variant);
    const { kernels } = arena,
      [rows, n, count] = [5, 27, 22],
      x = Tensor.from(
        arena,
        [rows, n],
        Array.from({ length: rows * n }, (_, i) => ((i * 37) % 101) * 0.07 - 3),
      ),
      labels = Tensor.from(
        arena,
        [n],
        Array.from({ length: n }, (_, i) => (i * 3) % rows),
        "i32",
      ),
      losses = Tensor.from(arena, [n + 5], new Array(n + 5).fill(7)),
      y = Tensor.from(arena, [rows * n + 5], new Array(rows * n + 5).fill(7));
    const columnOf = (i: number) => (i < rows * n ? i % n : n),
      rowOf = (i: number) => Math.floor(i / n);
    const crossEntropy = (begin: number, end: number) =>
      kernels.softmax_cross_entropy_f32(begin, end, rows, n, count, x.ptr, labels.ptr, y.ptr, losses.ptr);
    expectRangeInvariance(n, y, columnOf, (begin, end) => kernels.softmax_f32(begin, end, rows, n, x.ptr, y.ptr));
    expectRangeInvariance(n, y, columnOf, crossEntropy);
    expectRangeInvariance(n, losses, (i) => i, crossEntropy);
    expectRangeInvariance(
      n,
      losses,
      (i) => i,
      (begin, end) => kernels.squared_error_f32(begin, end, rows, n, count, x.ptr, y.ptr, losses.ptr),
    );
    expectRangeInvariance(rows, y, rowOf, (begin, end) =>
      kernels.softmax_cross_entropy_backward_f32(begin, end, n, count, 0.3, false, x.ptr, labels.ptr, y.ptr),
    );
    expectRangeInvariance(rows, y, rowOf, (begin, end) =>
      kernels.squared_error_backward_f32(begin, end, n, count, 0.3, false, x.ptr, x.ptr, y.ptr),
    );
  });
});

describe("bad input", () => {
  it("another shape, memory, type, overlap or count is refused and nothing is written", async () => {
    using arena = await openArena();
    using other = await openArena();
    const x = Tensor.from(arena, [1, 3], [1, 2, 3]),
      turned = new Tensor(arena, [3, 1]),
      labels = new Tensor(arena, [3], "i32"),
      losses = new Tensor(arena, [3]),
      foreign = new Tensor(other, [1, 3]);
    for (const bad of [turned, foreign]) {
      expect(() => ops.softmax(x, bad)).toThrow(ShapeError);
      expect(() => ops.softmaxCrossEntropy(x, labels, 3, bad, losses)).toThrow(ShapeError);
      expect(() => ops.softmaxCrossEntropyBackward(x, labels, 3, 1, bad)).toThrow(ShapeError);
      expect(() => ops.squaredError(x, bad, 3, losses)).toThrow(ShapeError);
      expect(() => ops.squaredErrorBackward(x, bad, 3, 1, x)).toThrow(ShapeError);
      expect(() => ops.squaredErrorBackward(x, x, 3, 1, bad)).toThrow(ShapeError);
    }
    expect(() => ops.softmax(losses, losses)).toThrow(ShapeError);
    expect(() => ops.softmaxCrossEntropy(x, labels, 3, x, x.reshape([3]))).toThrow("must not overlap");
    expect(() => ops.squaredError(x, x, 3, x.reshape([3]))).toThrow("must not overlap");
    expect(() => ops.softmaxCrossEntropy(x, new Tensor(arena, [2], "i32"), 3, x, losses)).toThrow(ShapeError);
    expect(() => ops.softmaxCrossEntropy(x, losses as unknown as Tensor<"i32">, 3, x, losses)).toThrow(ShapeError);
    for (const count of [-1, 4, 1.5, Number.NaN]) {
      expect(() => ops.softmaxCrossEntropy(x, labels, count, x, losses)).toThrow(ArgumentError);
      expect(() => ops.softmaxCrossEntropyBackward(x, labels, count, 1, x)).toThrow(ArgumentError);
      expect(() => ops.squaredError(x, x, count, losses)).toThrow(ArgumentError);
      expect(() => ops.squaredErrorBackward(x, x, count, 1, x)).toThrow(ArgumentError);
    }
    expect([...x.data, ...losses.data]).toEqual([1, 2, 3, 0, 0, 0]);
  });
});

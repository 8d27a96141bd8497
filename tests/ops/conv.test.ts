import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as ops from "../../src/ops/conv.js";
import { Random } from "../../src/random.js";
import { Tensor } from "../../src/tensor/tensor.js";
import type { Arena } from "../../src/wasm/arena.js";
import { draw, layers, sizeOf, tails } from "../arbitraries/conv.js";
import * as reference from "../reference/conv.js";
import { expectRangeInvariance, expectSame, openArena, variants } from "../support.js";

type Layer = reference.Layer;

/** The three products of a layer: shapes of the two operands and the result, op, kernel and definition. */
const products = {
  conv2d: {
    shapes: (g: Layer) => [[reference.inputRows(g), g.n], reference.weightShape(g), [reference.outputRows(g), g.n]],
    op: ops.conv2d,
    definition: reference.conv2d,
    order: reference.ascending,
  },
  conv2dBackward: {
    shapes: (g: Layer) => [reference.weightShape(g), [reference.outputRows(g), g.n], [reference.inputRows(g), g.n]],
    op: ops.conv2dBackward,
    definition: reference.conv2dBackward,
    order: reference.ascending,
  },
  conv2dWeightGradient: {
    shapes: (g: Layer) => [[reference.outputRows(g), g.n], [reference.inputRows(g), g.n], reference.weightShape(g)],
    op: ops.conv2dWeightGradient,
    definition: reference.conv2dWeightGradient,
    order: reference.dots,
  },
};
const names = Object.keys(products) as (keyof typeof products)[];
const cases = variants.flatMap((variant) => names.map((name) => [name, variant] as const));

const operands = (name: keyof typeof products, g: Layer, seed: number) => {
  const random = new Random(seed);
  return products[name].shapes(g).map((shape) => draw(random, sizeOf(shape))) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
};

/** Runs the op on copies and gives the result; what it allocated is released again. */
function run(
  arena: Arena,
  name: keyof typeof products,
  g: Layer,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  old?: ArrayLike<number>,
) {
  const [aShape, bShape, cShape] = products[name].shapes(g) as [number[], number[], number[]],
    c = Tensor.from(arena, cShape, old ?? new Float32Array(sizeOf(cShape)).fill(Number.NaN)),
    tensors = [Tensor.from(arena, aShape, a), Tensor.from(arena, bShape, b), c] as const;
  expect(products[name].op(g, ...tensors, old !== undefined)).toBe(c);
  const result = c.data.slice();
  for (const tensor of tensors) tensor.dispose();
  return result;
}

describe.each(cases)("%s, %s build", (name, variant) => {
  const { definition, order } = products[name];

  it("equals the definition within the error of single-precision additions", async () => {
    using arena = await openArena(variant);
    const value = fc.float({ noNaN: true, noDefaultInfinity: true, min: -1024, max: 1024 }),
      small = layers(3, fc.nat(5)).chain((g) => {
        const values = products[name].shapes(g).map((shape) => {
          const length = sizeOf(shape);
          return fc.array(value, { minLength: length, maxLength: length });
        }) as [fc.Arbitrary<number[]>, fc.Arbitrary<number[]>, fc.Arbitrary<number[]>];
        return fc.tuple(fc.constant(g), ...values, fc.boolean());
      });
    fc.assert(
      fc.property(small, ([g, a, b, c, accumulate]) => {
        const old = accumulate ? c : undefined,
          got = run(arena, name, g, a, b, old),
          want = definition(g, a, b, reference.inDouble, old),
          terms = definition(g, a, b, reference.count, old),
          sums = definition(g, a, b, reference.magnitude, old);
        // T products and fewer than 2 T additions of parts of the sum, each off by 2^-24, or by half a subnormal step
        const bound = (at: number) => terms[at]! * (3 * 2 ** -24 * sums[at]! * (1 + 2 ** -10) + 2 ** -149);
        expect(want.filter((w, at) => !(Math.abs(got[at]! - w) <= bound(at)))).toEqual([]);
      }),
      { numRuns: 40 },
    );
    expect(arena.memory().bytesInUse).toBe(0);
  });

  it("adds in the promised order, bit for bit, overwriting and accumulating", async () => {
    using arena = await openArena(variant);
    const check = (g: Layer, seed: number) => {
      const [a, b, old] = operands(name, g, seed);
      expectSame(run(arena, name, g, a, b), definition(g, a, b, order));
      expectSame(run(arena, name, g, a, b, old), definition(g, a, b, order, old));
    };
    fc.assert(fc.property(layers(4, tails), fc.nat(), check), { numRuns: 12 });
    // Deep inputs, which are taken in several passes, and runs of positions as long as they get.
    const deep = ops.convGeometry(name, { height: 2, width: 3, channels: 35, units: 2, kernelSize: 2 }),
      many = ops.convGeometry(name, { height: 3, width: 2, channels: 2, units: 67, kernelSize: 2 }),
      wide = ops.convGeometry(name, { height: 1, width: 20, channels: 1, units: 2, kernelSize: 3, padding: 1 });
    for (const local of [false, true])
      for (const [g, n] of [
        [deep, 130],
        [many, 18],
        [wide, 131],
      ] as const)
        check({ ...g, n, local }, 3);
  });

  it("writes the range it is asked for and nothing else, however the range is cut", async () => {
    using arena = await openArena(variant);
    for (const local of [false, true])
      for (const [stride, padding, accumulate] of [
        [1, 1, true],
        [2, 0, false],
        [3, 2, false],
      ] as const) {
        const sizes = { height: 5, width: 4, channels: 2, units: 5, kernelSize: 3, stride, padding },
          g: Layer = { ...ops.convGeometry(name, sizes), n: 6, local },
          [a, b, c] = operands(name, g, 9),
          [x, y] = [Tensor.from(arena, [a.length], a), Tensor.from(arena, [b.length], b)],
          out = Tensor.from(arena, [c.length + 5], [...c, 7, 7, 7, 7, 7]),
          row = (units: number) => units * g.n,
          { kernels } = arena,
          same = [5, 4, 2, 5, 3, stride, padding, 6, local, accumulate, x.ptr, y.ptr, out.ptr] as const,
          beyond = (i: number, unit: number) => (i < c.length ? unit : Number.POSITIVE_INFINITY);
        if (name === "conv2d")
          expectRangeInvariance(
            g.outHeight * g.outWidth,
            out,
            (i) => Math.floor(i / row(5)),
            (begin, end) => kernels.conv2d_f32(begin, end, ...same),
          );
        else if (name === "conv2dBackward")
          expectRangeInvariance(
            20,
            out,
            (i) => Math.floor(i / row(2)),
            (begin, end) => kernels.conv2d_backward_f32(begin, end, ...same),
          );
        else
          expectRangeInvariance(
            5,
            out,
            (i) => beyond(i, Math.floor(i / 18) % 5),
            (begin, end) => kernels.conv2d_weight_gradient_f32(begin, end, ...same),
          );
        for (const tensor of [x, y, out]) tensor.dispose();
      }
  });
});

describe("the three products of a layer", () => {
  it.each(variants)("%s build, are transposes of one another", async (variant) => {
    using arena = await openArena(variant);
    fc.assert(
      fc.property(layers(6, tails), fc.nat(), (g, seed) => {
        // Small whole numbers: every sum is exact, so that the three scalar products are equal to the last bit.
        const random = new Random(seed),
          integers = (shape: readonly number[]) => Array.from({ length: sizeOf(shape) }, () => random.integer(9) - 4),
          [xShape, wShape, yShape] = products.conv2d.shapes(g) as [number[], number[], number[]],
          [x, w, d] = [integers(xShape), integers(wShape), integers(yShape)],
          dot = (a: ArrayLike<number>, b: readonly number[]) => b.reduce((sum, value, i) => sum + value * a[i]!, 0),
          forward = dot(run(arena, "conv2d", g, x, w), d);
        expect(dot(run(arena, "conv2dBackward", g, w, d), x)).toBe(forward);
        expect(dot(run(arena, "conv2dWeightGradient", g, d, x), w)).toBe(forward);
      }),
      { numRuns: 40 },
    );
  });

  it("local weights that are the same everywhere are a convolution, and their gradients add up to its gradient", async () => {
    using arena = await openArena();
    const sizes = { height: 6, width: 5, channels: 3, units: 4, kernelSize: 3, padding: 1, stride: 2 },
      g = { ...ops.convGeometry("test", sizes), n: 9 },
      [x, w, d] = operands("conv2d", { ...g, local: false }, 5).map((values) => values.map(Math.round)) as [
        Float32Array,
        Float32Array,
        Float32Array,
      ],
      positions = g.outHeight * g.outWidth,
      everywhere = Array.from({ length: positions }, () => [...w]).flat();
    const shared = { ...g, local: false },
      local = { ...g, local: true };
    expectSame(run(arena, "conv2d", local, x, everywhere), [...run(arena, "conv2d", shared, x, w)]);
    expectSame(run(arena, "conv2dBackward", local, everywhere, d), [...run(arena, "conv2dBackward", shared, w, d)]);
    const own = run(arena, "conv2dWeightGradient", local, d, x),
      sum = Array.from(w, (_, i) => Array.from({ length: positions }, (__, p) => own[p * w.length + i]!));
    expectSame(
      run(arena, "conv2dWeightGradient", shared, d, x),
      sum.map((parts) => parts.reduce((total, part) => total + part, 0)),
    );
  });

  it("weight gradient, the hand case: gates [[1,0],[1,1]] and inputs dotted with the error", async () => {
    using arena = await openArena();
    const g = ops.convGeometry("test", { height: 3, width: 3, channels: 1, units: 1, kernelSize: 2 }),
      s = Tensor.from(arena, [9, 1], [-0.75, -1.25, 0.25, 0.5, -0.75, -2, -1.25, -0.5, 0.5]),
      gates = Tensor.from(arena, [4, 1], [1, 0, 1, 1]);
    const gradient = ops.conv2dWeightGradient(g, gates, s, new Tensor(arena, [1, 2, 2, 1]));
    expect([...gradient.data]).toEqual([-1, -4, -1.25, -0.75]);
  });
});

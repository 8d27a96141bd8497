import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as ops from "../../src/ops/conv.js";
import { Random } from "../../src/random.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { draw, layers, sizeOf, tails } from "../arbitraries/conv.js";
import * as reference from "../reference/conv.js";
import { expectRangeInvariance, expectSame, openArena, variants } from "../support.js";

type Layer = reference.Layer;

describe("conv2dVectorWeightGradient", () => {
  const vectorLayers = fc.tuple(
    layers(
      4,
      tails.map((n) => n + 1),
    ),
    fc.integer({ min: 1, max: 4 }),
    fc.nat(),
    fc.boolean(),
  );
  const operandsOf = (g: Layer, components: number, seed: number) => {
    const random = new Random(seed),
      outputs = g.outHeight * g.outWidth * g.units;
    return {
      layer: { ...g, ...ops.convGeometry("test", { ...g, units: g.units * components }) },
      credit: draw(random, outputs * g.n),
      error: draw(random, components * g.n),
      x: draw(random, reference.inputRows(g) * g.n),
    };
  };

  it.each(variants)(
    "%s build, adds in the promised order, bit for bit, and is close to the product with the delta",
    async (variant) => {
      using arena = await openArena(variant);
      fc.assert(
        fc.property(vectorLayers, ([g, components, seed, accumulate]) => {
          const { layer, credit, error, x } = operandsOf(g, components, seed),
            shape = reference.weightShape(layer),
            old = accumulate ? draw(new Random(seed + 1), sizeOf(shape)) : undefined,
            scratch = Tensor.from(
              arena,
              [2 * g.kernelSize ** 2 * g.channels + components, g.n],
              new Float32Array((2 * g.kernelSize ** 2 * g.channels + components) * g.n).fill(Number.NaN),
            ),
            gradient = Tensor.from(arena, shape, old ?? new Float32Array(sizeOf(shape)).fill(Number.NaN)),
            tensors = [
              Tensor.from(arena, [credit.length / g.n, g.n], credit),
              Tensor.from(arena, [components, g.n], error),
              Tensor.from(arena, [reference.inputRows(g), g.n], x),
            ] as const;
          expect(ops.conv2dVectorWeightGradient(layer, ...tensors, scratch, gradient, accumulate)).toBe(gradient);
          const got = gradient.data.slice();
          for (const tensor of [...tensors, scratch, gradient]) tensor.dispose();
          expectSame(got, reference.vectorWeightGradient(layer, credit, error, x, old));
          const d = Float64Array.from(reference.delta(credit, error, g.n)),
            want = reference.conv2dWeightGradient(layer, d, x, reference.inDouble, old),
            terms = reference.conv2dWeightGradient(layer, d, x, reference.count, old),
            sums = reference.conv2dWeightGradient(layer, d, x, reference.magnitude, old);
          // Two roundings per product, fewer than two per addition of each of the two sums.
          want.forEach(
            (w, at) => void expect(Math.abs(got[at]! - w)).toBeLessThanOrEqual(terms[at]! * 6 * 2 ** -24 * sums[at]!),
          );
        }),
        { numRuns: 12 },
      );
    },
  );

  it.each(variants)(
    "%s build, writes the units it is asked for and nothing else, however they are cut",
    async (variant) => {
      using arena = await openArena(variant);
      for (const local of [false, true]) {
        const sizes = { height: 4, width: 5, channels: 2, units: 5, kernelSize: 3, padding: 1, stride: 2 },
          g: Layer = { ...ops.convGeometry("test", sizes), n: 6, local },
          components = 3,
          { credit, error, x } = operandsOf(g, components, 4),
          length = (local ? g.outHeight * g.outWidth : 1) * 5 * components * 18,
          [c, e, i] = [credit, error, x].map((values) => Tensor.from(arena, [values.length], values)) as [
            Tensor,
            Tensor,
            Tensor,
          ],
          scratch = new Tensor(arena, [2 * 18 * 6 + 5]),
          out = Tensor.from(arena, [length + 5], new Array(length + 5).fill(7)),
          used = (local ? components : 2 * 18) * 6,
          { kernels } = arena,
          kernel = local ? kernels.local2d_vector_weight_gradient_f32 : kernels.conv2d_vector_weight_gradient_f32;
        scratch.data.fill(7);
        for (const accumulate of [false, true])
          expectRangeInvariance(
            5,
            out,
            (at) => (at < length ? Math.floor(at / (components * 18)) % 5 : 5),
            (begin, end) =>
              kernel(
                begin,
                end,
                4,
                5,
                2,
                5,
                components,
                3,
                2,
                1,
                6,
                accumulate,
                c.ptr,
                e.ptr,
                i.ptr,
                scratch.ptr,
                out.ptr,
              ),
          );
        expect(scratch.data.subarray(used).every((value) => value === 7)).toBe(true);
      }
    },
  );
});

it.each(variants)("%s build, an empty batch has a gradient of zeros", async (variant) => {
  using arena = await openArena(variant);
  const g = ops.convGeometry("test", { height: 3, width: 3, channels: 1, units: 2, kernelSize: 2, padding: 1 }),
    t = (...shape: number[]) => new Tensor(arena, shape);
  for (const shape of [
    [2, 2, 2, 1],
    [16, 2, 2, 2, 1],
  ]) {
    const gradient = Tensor.from(arena, shape, new Array(sizeOf(shape)).fill(7));
    ops.conv2dWeightGradient(g, t(32, 0), t(9, 0), gradient);
    expect(gradient.data.every((value) => value === 0)).toBe(true);
    gradient.data.fill(7);
    ops.conv2dVectorWeightGradient(g, t(16, 0), t(2, 0), t(9, 0), t(0), gradient);
    expect(gradient.data.every((value) => value === 0)).toBe(true);
  }
});

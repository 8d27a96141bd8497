import {
  type ConvGeometry,
  conv2d,
  conv2dBackward,
  conv2dVectorWeightGradient,
  conv2dWeightGradient,
  convGeometry,
} from "../src/ops/conv.js";
import { averagePool } from "../src/ops/pool.js";
import { Tensor } from "../src/tensor/tensor.js";
import type { Arena } from "../src/wasm/arena.js";
import * as plain from "./baseline/conv.js";
import * as plainVector from "./baseline/conv-vector.js";
import * as plainPool from "./baseline/pool.js";
import { batch, components, images } from "./shapes.js";
import type { Case, Suite } from "./suite.js";
import { values } from "./values.js";

/**
 * The convolutions of the vector networks for digits and for photographs: forward over all components, the two products
 * of learning, which need no components, and the first layer's own gradient. Of large images some rows are measured.
 */
export const conv: Suite = {
  name: "conv",
  *cases(arena) {
    for (const shape of images) {
      const g = convGeometry("bench", shape),
        named = `${g.height}×${g.width}×${g.channels} → ${g.units}, kernel ${g.kernelSize}`;
      yield* forward(arena, g, shape.columns, named);
      if (shape.columns === batch) yield* first(arena, g, named);
      else yield* learning(arena, g, named);
    }
    yield* pooling(arena);
  },
};

/** Multiplications with what lies inside of the image. */
function products(g: ConvGeometry): number {
  const inside = (size: number, outputs: number) => {
    let taps = 0;
    for (let i = 0; i < outputs; i++) {
      const corner = i * g.stride - g.padding;
      taps += Math.min(g.kernelSize, size - corner) - Math.max(0, -corner);
    }
    return taps;
  };
  return inside(g.height, g.outHeight) * inside(g.width, g.outWidth) * g.channels;
}

function* forward(arena: Arena, g: ConvGeometry, n: number, named: string): Generator<Case> {
  const { pixels, weights, activity } = sizes(g),
    below = values("below", pixels * n),
    w = values("weights", weights),
    plainY = new Float32Array(activity * n),
    tensors = [
      Tensor.from(arena, [pixels, n], below),
      Tensor.from(arena, [g.units, g.kernelSize, g.kernelSize, g.channels], w),
      new Tensor(arena, [activity, n]),
    ] as const;
  yield {
    name: `W∗X ${named}, ${n} columns`,
    density: null,
    flops: 2 * products(g) * g.units * n,
    kernel: () => void conv2d(g, ...tensors, true),
    baseline: () => plain.conv2d(g, n, below, w, plainY),
  };
  for (const tensor of tensors) tensor.dispose();
}

function* learning(arena: Arena, g: ConvGeometry, named: string): Generator<Case> {
  const { pixels, weights, activity } = sizes(g),
    below = values("below", pixels * batch),
    above = values("above", activity * batch),
    w = values("weights", weights),
    plainE = new Float32Array(pixels * batch),
    plainG = new Float32Array(weights),
    shape = [g.units, g.kernelSize, g.kernelSize, g.channels],
    x = Tensor.from(arena, [pixels, batch], below),
    d = Tensor.from(arena, [activity, batch], above),
    kernels = Tensor.from(arena, shape, w),
    e = new Tensor(arena, [pixels, batch]),
    gradient = new Tensor(arena, shape),
    common = { density: null, flops: 2 * products(g) * g.units * batch };
  yield {
    ...common,
    name: `Wᵀ∗D ${named}, ${batch} columns`,
    kernel: () => void conv2dBackward(g, kernels, d, e),
    baseline: () => plain.conv2dBackward(g, batch, w, above, plainE),
  };
  yield {
    ...common,
    name: `D∗X ${named}, ${batch} columns`,
    kernel: () => void conv2dWeightGradient(g, d, x, gradient),
    baseline: () => plain.conv2dWeightGradient(g, batch, above, below, plainG),
  };
  for (const tensor of [x, d, kernels, e, gradient]) tensor.dispose();
}

function* first(arena: Arena, g: ConvGeometry, named: string): Generator<Case> {
  const { pixels, weights, activity } = sizes(g),
    taps = g.kernelSize ** 2 * g.channels,
    rows = activity / components,
    [c, e, x] = [values("above", rows * batch), values("error", components * batch), values("below", pixels * batch)],
    plainG = new Float32Array(weights),
    sums = new Float64Array(taps * batch),
    tensors = [
      Tensor.from(arena, [rows, batch], c),
      Tensor.from(arena, [components, batch], e),
      Tensor.from(arena, [pixels, batch], x),
      new Tensor(arena, [2 * taps, batch]),
      new Tensor(arena, [g.units, g.kernelSize, g.kernelSize, g.channels]),
    ] as const;
  yield {
    name: `(C⊗E)∗X ${named}, ${batch} columns`,
    density: null,
    flops: 2 * (products(g) * (g.units / components) + weights) * batch,
    kernel: () => void conv2dVectorWeightGradient(g, ...tensors),
    baseline: () => plainVector.conv2dVectorWeightGradient(g, batch, c, e, x, sums, plainG),
  };
  for (const tensor of tensors) tensor.dispose();
}

function* pooling(arena: Arena): Generator<Case> {
  const [side, pixel] = [14, 32 * components * batch],
    below = values("below", side * side * pixel),
    x = Tensor.from(arena, [side * side * 32, components * batch], below),
    y = new Tensor(arena, [x.size / 4 / (components * batch), components * batch]),
    plainY = new Float32Array(y.size);
  yield {
    name: `average 2×2 of ${side}×${side}×32, ${components * batch} columns`,
    density: null,
    flops: x.size,
    kernel: () => void averagePool(side, side, 2, x, y),
    baseline: () => plainPool.averagePool(side, side / 2, side / 2, 2, pixel, below, plainY),
  };
  x.dispose();
  y.dispose();
}

/** Rows of the images, weights, and rows of the activity. */
function sizes(g: ConvGeometry): { pixels: number; weights: number; activity: number } {
  return {
    pixels: g.height * g.width * g.channels,
    weights: g.units * g.kernelSize ** 2 * g.channels,
    activity: g.outHeight * g.outWidth * g.units,
  };
}

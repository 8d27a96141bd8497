import { digits } from "../src/data/digits.js";
import { matmul, matmulTransposeB } from "../src/ops/gemm.js";
import { errorDot, vectorGate } from "../src/ops/gevb.js";
import { Tensor } from "../src/tensor/tensor.js";
import type { Arena } from "../src/wasm/arena.js";
import * as plainProducts from "./baseline/gemm.js";
import * as plain from "./baseline/gevb.js";
import { batch, vectorNetwork } from "./shapes.js";
import type { Case, Suite } from "./suite.js";
import { values } from "./values.js";
import { type VectorStep, vectorStep } from "./vector-step.js";

const { inputs, components, hidden } = vectorNetwork,
  widths = `${inputs}(×${components})-${hidden.join("-")}-1, batch ${batch}`;

/**
 * Vector networks trained by GEVB and by BP: the kernels of their own, then one training step (gather, forward, credit,
 * weight gradients, Adam) of each rule, its parts, and the bare products of its shapes, all of that in turns. As useful
 * work count the products of the forward pass and of the weights' gradients, under either rule.
 */
export const gevb: Suite = {
  name: "gevb",
  *cases(arena) {
    yield* kernels(arena);
    const products = productsOf(arena),
      data = digits({ count: 1024, seed: 1 }).withScale(2 / 255, -1),
      network = { hidden, batch },
      local = vectorStep(arena.kernels, data, { ...network, rule: "gevb" }),
      exact = vectorStep(arena.kernels, data, { ...network, rule: "bp" });
    try {
      yield [...products.map(({ alone }) => alone), ...steps(local, exact, products)];
    } finally {
      local.dispose();
      exact.dispose();
    }
  },
};

/** A matrix product of the training step: measured by itself, and as part of the sequences of all or some. */
interface Product {
  readonly pass: "forward" | "update";
  readonly alone: Case;
}

/** The whole step and its parts, under both rules. */
function steps(local: VectorStep, exact: VectorStep, products: readonly Product[]): Case[] {
  const sequence = (pass?: Product["pass"]) => {
    const chosen = products.filter((product) => pass === undefined || product.pass === pass).map(({ alone }) => alone);
    return {
      flops: chosen.reduce((sum, { flops }) => sum + flops, 0),
      run() {
        for (const { kernel } of chosen) kernel();
      },
    };
  };
  const [all, forward, update] = [sequence(), sequence("forward"), sequence("update")],
    whole = { density: null, flops: all.flops },
    other = { density: null, flops: 0 };
  return [
    { ...whole, name: `GEVB step ${widths}`, kernel: local.step, baseline: local.stepPlain },
    { ...whole, name: `BP step ${widths}`, kernel: exact.step, baseline: exact.stepPlain },
    { ...whole, name: "GEVB step", beside: "its products alone", kernel: local.step, baseline: all.run },
    { ...whole, name: "BP step", beside: "its products alone", kernel: exact.step, baseline: all.run },
    { ...whole, name: "GEVB step", beside: "BP step", kernel: local.step, baseline: exact.step },
    { ...other, name: "GEVB: gather", beside: "BP: gather", kernel: local.gather, baseline: exact.gather },
    {
      ...other,
      flops: forward.flops,
      name: "GEVB: forward",
      beside: "BP: forward",
      kernel: local.forward,
      baseline: exact.forward,
    },
    { ...other, name: "GEVB: credit", beside: "BP: credit", kernel: local.credit, baseline: exact.credit },
    {
      ...other,
      flops: update.flops,
      name: "GEVB: update",
      beside: "BP: update",
      kernel: local.update,
      baseline: exact.update,
    },
    { ...other, name: "GEVB: optimiser", beside: "BP: optimiser", kernel: local.optimise, baseline: exact.optimise },
    {
      ...other,
      flops: forward.flops,
      name: "GEVB: forward",
      beside: "its products alone",
      kernel: local.forward,
      baseline: forward.run,
    },
    {
      ...other,
      flops: update.flops,
      name: "GEVB: update",
      beside: "its products alone",
      kernel: local.update,
      baseline: update.run,
    },
  ];
}

/** W·X and D·Xᵀ of the two large layers; those of the output unit are a thousandth of the work. */
function productsOf(arena: Arena): Product[] {
  const layers = [
    { rows: hidden[0] * components, columns: inputs, wide: batch },
    { rows: hidden[1], columns: hidden[0], wide: components * batch },
  ];
  return layers.flatMap(({ rows, columns, wide }, l): Product[] => {
    const weights = values(`weights ${l}`, rows * columns),
      below = values(`below ${l}`, columns * wide),
      dots = values(`dots ${l}`, columns * batch),
      credit = values(`credit ${l}`, rows * batch),
      w = Tensor.from(arena, [rows, columns], weights),
      x = Tensor.from(arena, [columns, wide], below),
      s = Tensor.from(arena, [columns, batch], dots),
      d = Tensor.from(arena, [rows, batch], credit),
      y = new Tensor(arena, [rows, wide]),
      g = new Tensor(arena, [rows, columns]),
      plainY = new Float32Array(y.size),
      plainG = new Float32Array(g.size);
    return [
      {
        pass: "forward",
        alone: {
          name: `W·X [${rows},${columns}]×[${columns},${wide}]`,
          density: null,
          flops: 2 * rows * columns * wide,
          kernel: () => void matmul(w, x, y),
          baseline: () => plainProducts.matmul(rows, wide, columns, weights, below, plainY),
        },
      },
      {
        pass: "update",
        alone: {
          name: `D·Xᵀ [${rows},${batch}]×[${batch},${columns}]`,
          density: null,
          flops: 2 * rows * columns * batch,
          kernel: () => void matmulTransposeB(d, s, g),
          baseline: () => plainProducts.matmulTransposeB(rows, columns, batch, credit, dots, plainG),
        },
      },
    ];
  });
}

/** What only vector networks need. `gflops` counts a multiplication and an addition a component. */
function* kernels(arena: Arena): Iterable<Case> {
  const shape = [hidden[0], components, batch],
    units = hidden[0],
    activity = values("activity", units * components * batch),
    error = values("error", components * batch),
    directions = values("directions", units * components).map(Math.sign),
    z = Tensor.from(arena, shape, activity),
    e = Tensor.from(arena, [components, batch], error),
    t = Tensor.from(arena, [units, components], directions),
    dots = new Tensor(arena, [units, batch]),
    gates = new Tensor(arena, [units, batch]),
    plainH = activity.slice(),
    plainDots = new Float32Array(dots.size),
    common = { density: null, flops: 2 * activity.length };
  yield {
    ...common,
    name: `errorDot [${shape}]`,
    kernel: () => void errorDot(z, e, dots),
    baseline: () => plain.errorDot(activity, error, plainDots, batch),
  };
  yield {
    ...common,
    // It works in place, so both forms take a fresh copy first: else all that is left open would stay so.
    name: `copy and vectorGate [${shape}]`,
    kernel() {
      z.data.set(activity);
      vectorGate(t, z, gates);
    },
    baseline() {
      plainH.set(activity);
      plain.vectorGate(directions, undefined, plainH, plainDots, components, batch);
    },
  };
  for (const tensor of [z, e, t, dots, gates]) tensor.dispose();
}

import { matmul, matmulTransposeA, matmulTransposeB } from "../src/ops/gemm.js";
import { Tensor } from "../src/tensor/tensor.js";
import * as plain from "./baseline/gemm.js";
import { products } from "./shapes.js";
import type { Suite } from "./suite.js";
import { values } from "./values.js";

/** The three products of a dense layer: forward W·X, to the layer below Wᵀ·D, and the weights' gradient D·Xᵀ. */
export const gemm: Suite = {
  name: "gemm",
  *cases(arena) {
    for (const { rows, columns, batch } of products) {
      const weights = values("weights", rows * columns),
        below = values("below", columns * batch),
        above = values("above", rows * batch),
        w = Tensor.from(arena, [rows, columns], weights),
        x = Tensor.from(arena, [columns, batch], below),
        d = Tensor.from(arena, [rows, batch], above),
        y = new Tensor(arena, [rows, batch]),
        e = new Tensor(arena, [columns, batch]),
        g = new Tensor(arena, [rows, columns]),
        plainY = new Float32Array(y.size),
        plainE = new Float32Array(e.size),
        plainG = new Float32Array(g.size),
        common = { density: null, flops: 2 * rows * columns * batch },
        named = `[${rows},${columns}], batch ${batch}`;
      yield {
        ...common,
        name: `W·X ${named}`,
        kernel: () => void matmul(w, x, y),
        baseline: () => plain.matmul(rows, batch, columns, weights, below, plainY),
      };
      yield {
        ...common,
        name: `Wᵀ·D ${named}`,
        kernel: () => void matmulTransposeA(w, d, e),
        baseline: () => plain.matmulTransposeA(columns, batch, rows, weights, above, plainE),
      };
      yield {
        ...common,
        name: `D·Xᵀ ${named}`,
        kernel: () => void matmulTransposeB(d, x, g),
        baseline: () => plain.matmulTransposeB(rows, columns, batch, above, below, plainG),
      };
      for (const tensor of [w, x, d, y, e, g]) tensor.dispose();
    }
  },
};

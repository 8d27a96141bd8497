import { sampledMatmul, spmm, spmmTranspose } from "../src/ops/sparse.js";
import { Random } from "../src/random.js";
import { uniformPattern } from "../src/sparsity/random.js";
import { CsrMatrix } from "../src/tensor/csr.js";
import { Tensor } from "../src/tensor/tensor.js";
import { plain, tuned } from "./baseline/sparse.js";
import { sparse as shape } from "./shapes.js";
import type { Suite } from "./suite.js";
import { values } from "./values.js";

/** The three products of a sparse layer: forward, to the layer below, and the gradient of the stored weights. */
export const sparse: Suite = {
  name: "sparse",
  *cases(arena) {
    const { rows, columns, batch, densities } = shape,
      below = values("below", columns * batch),
      above = values("above", rows * batch),
      x = Tensor.from(arena, [columns, batch], below),
      d = Tensor.from(arena, [rows, batch], above),
      y = new Tensor(arena, [rows, batch]),
      e = new Tensor(arena, [columns, batch]),
      plainY = new Float32Array(rows * batch),
      plainE = new Float32Array(columns * batch);
    const named = `[${rows},${columns}]×[${columns},${batch}]`;
    for (const density of densities) {
      const pattern = uniformPattern(new Random(1).stream("bench"), { rows, columns, density }),
        nnz = pattern.columnIndices.length,
        weights = values("weights", nnz),
        matrix = CsrMatrix.from(arena, pattern, weights),
        gradient = new Tensor(arena, [nnz]),
        plainGradient = new Float32Array(nnz),
        common = { density, flops: 2 * nnz * batch };
      matrix.transposeIndex();
      yield {
        ...common,
        name: `spmm ${named}, plain loop`,
        kernel: () => void spmm(matrix, x, y),
        baseline: () => plain.spmm(pattern, weights, below, batch, plainY),
      };
      yield {
        ...common,
        name: `spmm ${named}, best JavaScript`,
        kernel: () => void spmm(matrix, x, y),
        baseline: () => tuned.spmm(pattern, weights, below, batch, plainY),
      };
      yield {
        ...common,
        name: `spmmTranspose ${named}, plain loop`,
        kernel: () => void spmmTranspose(matrix, d, e),
        baseline: () => plain.spmmTranspose(pattern, weights, above, batch, plainE),
      };
      yield {
        ...common,
        name: `sampledMatmul ${named}, plain loop`,
        kernel: () => void sampledMatmul(matrix, d, x, gradient),
        baseline: () => plain.sampledMatmul(pattern, above, below, batch, plainGradient),
      };
      yield {
        ...common,
        name: `sampledMatmul ${named}, best JavaScript`,
        kernel: () => void sampledMatmul(matrix, d, x, gradient),
        baseline: () => tuned.sampledMatmul(pattern, above, below, batch, plainGradient),
      };
      matrix.dispose();
      gradient.dispose();
    }
  },
};

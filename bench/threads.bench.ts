import { digits } from "../src/data/digits.js";
import { scales } from "../src/experiments/sparse-mnist/config.js";
import { nameOf } from "../src/experiments/sparse-mnist/network.js";
import { pairOf } from "../src/experiments/sparse-mnist/speed.js";
import { matmul } from "../src/ops/gemm.js";
import { spmm } from "../src/ops/sparse.js";
import { Random } from "../src/random.js";
import { uniformPattern } from "../src/sparsity/random.js";
import { CsrMatrix } from "../src/tensor/csr.js";
import { Tensor } from "../src/tensor/tensor.js";
import type { Arena } from "../src/wasm/arena.js";
import { batch, sparse, vectorNetwork } from "./shapes.js";
import type { Case, Suite } from "./suite.js";
import { values } from "./values.js";
import { vectorStep } from "./vector-step.js";

const beside = "one thread";

/** What two threads make of products and of training steps, beside one. */
export const threads: Suite = {
  name: "threads",
  threads: true,
  *cases(arena, crew) {
    if (crew?.kernels.threads?.count !== 2) throw new Error("this environment has no second thread");
    yield* products(arena, crew);
    const config = scales.default,
      data = digits({ count: 1024, seed: 1 }).normalise();
    for (const density of [1, 0.1]) {
      const [one, two] = [arena, crew].map(({ kernels }) => pairOf({ kernels, seed: 1 }, config, data, density)),
        widths = [data.features, ...config.hidden, data.outputs].join("-");
      try {
        const name = `training step ${widths}, ${nameOf(density)}`;
        yield { name, density, flops: 0, beside, kernel: two!.stepWasm, baseline: one!.stepWasm };
      } finally {
        one!.dispose();
        two!.dispose();
      }
    }
    const { inputs, components, hidden } = vectorNetwork,
      images = digits({ count: 1024, seed: 1 }).withScale(2 / 255, -1),
      [one, two] = [arena, crew].map(({ kernels }) => vectorStep(kernels, images, { hidden, batch, rule: "gevb" }));
    try {
      const name = `GEVB step ${inputs}(×${components})-${hidden.join("-")}-1, batch ${batch}`;
      yield { name, density: null, flops: 0, beside, kernel: two!.step, baseline: one!.step };
    } finally {
      one!.dispose();
      two!.dispose();
    }
  },
};

/** A sparse product at several densities, and a dense one. */
function* products(...arenas: [one: Arena, two: Arena]): Generator<Case> {
  const { rows, columns } = sparse,
    below = values("below", columns * batch),
    [one, two] = arenas.map((arena) => ({
      x: Tensor.from(arena, [columns, batch], below),
      y: new Tensor(arena, [rows, batch]),
    }));
  for (const density of sparse.densities) {
    const pattern = uniformPattern(new Random(1).stream("bench"), { rows, columns, density }),
      weights = values("weights", pattern.columnIndices.length),
      [alone, shared] = arenas.map((arena) => CsrMatrix.from(arena, pattern, weights));
    yield {
      name: `spmm ${100 * density} % of [${rows},${columns}]×[${columns},${batch}]`,
      density,
      flops: 2 * weights.length * batch,
      beside,
      kernel: () => void spmm(shared!, two!.x, two!.y),
      baseline: () => void spmm(alone!, one!.x, one!.y),
    };
  }
  const weights = values("weights", rows * columns),
    [alone, shared] = arenas.map((arena) => Tensor.from(arena, [rows, columns], weights));
  yield {
    name: `W·X [${rows},${columns}], batch ${batch}`,
    density: null,
    flops: 2 * weights.length * batch,
    beside,
    kernel: () => void matmul(shared!, two!.x, two!.y),
    baseline: () => void matmul(alone!, one!.x, one!.y),
  };
}

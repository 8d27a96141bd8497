import { argmaxColumns, sum } from "../src/ops/reduce.js";
import { topKByMagnitude, topKScratchSize } from "../src/ops/topk.js";
import { Tensor } from "../src/tensor/tensor.js";
import * as plain from "./baseline/elementwise.js";
import { activity, batch } from "./shapes.js";
import type { Suite } from "./suite.js";
import { values } from "./values.js";

/** Reductions of a hidden layer's activity, and the choice of its largest tenth. `gflops` counts elements. */
export const reduce: Suite = {
  name: "reduce",
  *cases(arena) {
    const input = values("activity", activity),
      rows = activity / batch,
      k = Math.floor(activity / 10),
      x = Tensor.from(arena, [rows, batch], input),
      columns = new Tensor(arena, [batch], "i32"),
      chosen = new Tensor(arena, [k], "i32"),
      scratch = new Tensor(arena, [topKScratchSize], "i32"),
      plainColumns = new Int32Array(batch),
      plainChosen = new Int32Array(k);
    const common = { density: null, flops: activity };
    yield {
      ...common,
      name: `sum [${rows},${batch}]`,
      kernel: () => void sum(x),
      baseline: () => void plain.sum(input),
    };
    yield {
      ...common,
      name: `argmaxColumns [${rows},${batch}]`,
      kernel: () => void argmaxColumns(x, columns),
      baseline: () => plain.argmaxColumns(input, rows, batch, plainColumns),
    };
    yield {
      ...common,
      name: `topKByMagnitude, ${k} of ${activity}`,
      kernel: () => void topKByMagnitude(x, k, chosen, scratch),
      baseline: () => plain.topKByMagnitude(input, k, plainChosen),
    };
  },
};

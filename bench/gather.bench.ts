import { gatherBatch } from "../src/ops/gather.js";
import { Random } from "../src/random.js";
import { Tensor } from "../src/tensor/tensor.js";
import { gather as plainGather } from "./baseline/gather.js";
import { batch, digitWidths } from "./shapes.js";
import type { Suite } from "./suite.js";

/** Shuffled u8 samples turned into a feature-major f32 batch. `gflops` counts one multiplication and one addition each. */
export const gather: Suite = {
  name: "gather",
  *cases(arena) {
    const [features] = digitWidths,
      count = 10_000,
      random = new Random(1).stream("bench").stream("gather");
    const pixels = Uint8Array.from({ length: count * features }, () => random.integer(256)),
      order = Int32Array.from({ length: count }, () => random.integer(count)),
      samples = Tensor.from(arena, [count, features], pixels, "u8"),
      indices = Tensor.from(arena, [count], order, "i32"),
      out = new Tensor(arena, [features, batch]),
      plainOut = new Float32Array(features * batch);
    let kernelStart = 0,
      plainStart = 0;
    const next = (start: number) => (start + 2 * batch <= count ? start + batch : 0);
    yield {
      name: `u8 [${count},${features}] to f32 [${features},${batch}]`,
      density: null,
      flops: 2 * features * batch,
      kernel() {
        gatherBatch(samples, indices, kernelStart, batch, 1 / 255, -0.5, out);
        kernelStart = next(kernelStart);
      },
      baseline() {
        plainGather(pixels, features, order.subarray(plainStart, plainStart + batch), 1 / 255, -0.5, plainOut);
        plainStart = next(plainStart);
      },
    };
  },
};

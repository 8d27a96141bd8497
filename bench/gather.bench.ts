import { Bench } from "tinybench";
import { gatherBatch } from "../src/ops/gather.js";
import { fillUniform, permutation } from "../src/ops/random.js";
import { Random } from "../src/tensor/random.js";
import { Tensor } from "../src/tensor/tensor.js";
import { Arena } from "../src/wasm/arena.js";
import { load } from "../src/wasm/load.js";
import * as baseline from "./baseline/gather.js";

/** One batch of 128 images of 784 pixels out of 20 000 in random order, against plain JavaScript. Best times. */
const [n, features, batch] = [20_000, 784, 128],
  arena = new Arena(await load()),
  random = new Random(1),
  order = permutation(random, new Tensor(arena, [n], "i32")),
  bytes = new Tensor(arena, [n, features], "u8"),
  floats = fillUniform(random, new Tensor(arena, [n, features])),
  out = new Tensor(arena, [features, batch]),
  plain = new Float32Array(features * batch),
  bench = new Bench({ time: 1000 });
for (let i = 0; i < bytes.size; i++) bytes.data[i] = i * 7;

let start = 0;
const next = () => (start = (start + batch) % (n - batch));
bench.add("u8", () => void gatherBatch(bytes, order, next(), batch, 1 / 255, 0, out));
bench.add("u8, plain JavaScript", () => {
  baseline.gather(bytes.data, features, order.data.subarray(next(), start + batch), 1 / 255, 0, plain);
});
bench.add("f32", () => void gatherBatch(floats, order, next(), batch, 2, -1, out));
bench.add("f32, plain JavaScript", () => {
  baseline.gather(floats.data, features, order.data.subarray(next(), start + batch), 2, -1, plain);
});
await bench.run();
console.table(
  bench.tasks.map(({ name, result }) => ({
    name,
    "ns per element":
      result.state === "completed" ? ((result.latency.min * 1e6) / (features * batch)).toFixed(3) : result.state,
  })),
);

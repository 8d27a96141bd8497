import { Bench } from "tinybench";
import { adamStep, momentumStep, sgdStep } from "../src/ops/optimizer.js";
import { fillNormal } from "../src/ops/random.js";
import { Random } from "../src/tensor/random.js";
import { Tensor } from "../src/tensor/tensor.js";
import { Arena } from "../src/wasm/arena.js";
import { load } from "../src/wasm/load.js";
import * as baseline from "./baseline/optimizer.js";

/** Optimizer steps over weights that leave the caches (1 000 000) and that fit (16 000), against plain JavaScript. Best times. */
const arena = new Arena(await load()),
  options = { rate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, correction1: 0.5, correction2: 0.1 },
  rows: { name: string; "best ms per step": string; "GB/s": string }[] = [];

for (const n of [1_000_000, 16_000]) {
  const bench = new Bench({ time: 1000 }),
    [w, g, m, v] = [1, 2, 3, 4].map((seed) => fillNormal(new Random(seed), new Tensor(arena, [n]))) as [
      Tensor,
      Tensor,
      Tensor,
      Tensor,
    ],
    plain = [w, g, m, v].map((tensor) => tensor.data.slice()) as [
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
    ];
  for (const array of [v.data, plain[3]]) array.set(array.map(Math.abs));
  // Bytes moved per weight: each array read once, each changed one written once.
  const cases = [
    { name: "adam", bytes: 28, run: () => adamStep(w, g, m, v, options) },
    { name: "adam, plain JavaScript", bytes: 28, run: () => baseline.adam(...plain, options) },
    { name: "momentum", bytes: 20, run: () => momentumStep(w, g, m, { rate: 1e-3, momentum: 0.9 }) },
    { name: "sgd", bytes: 12, run: () => sgdStep(w, g, { rate: 1e-3 }) },
  ];
  for (const { name, run } of cases) bench.add(name, run);
  await bench.run();
  for (const [i, { name, bytes }] of cases.entries()) {
    const { result } = bench.tasks[i]!;
    if (result.state !== "completed") continue;
    const ms = result.latency.min;
    rows.push({
      name: `${name}, ${n}`,
      "best ms per step": ms.toFixed(4),
      "GB/s": ((n * bytes) / ms / 1e6).toFixed(1),
    });
  }
}
console.table(rows);

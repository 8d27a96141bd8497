import { Bench } from "tinybench";
import { dropout, fillBits, fillNormal, fillUniform, permutation, sampleWithoutReplacement } from "../src/ops/random.js";
import { Random } from "../src/tensor/random.js";
import { Tensor } from "../src/tensor/tensor.js";
import { Arena } from "../src/wasm/arena.js";
import { load } from "../src/wasm/load.js";

/** Random fills of one million elements, against Math.random in plain JavaScript. */
const n = 1_000_000,
  arena = new Arena(await load()),
  random = new Random(1),
  x = new Tensor(arena, [n]),
  y = new Tensor(arena, [n]),
  mask = new Tensor(arena, [n], "u8"),
  order = new Tensor(arena, [n], "i32"),
  plain = new Float32Array(n),
  bench = new Bench({ time: 700 });

bench.add("fillBits", () => void fillBits(random, order));
bench.add("fillUniform", () => void fillUniform(random, x));
bench.add("plain uniform", () => {
  for (let i = 0; i < n; i++) plain[i] = Math.random();
});
bench.add("fillNormal", () => void fillNormal(random, x));
bench.add("plain normal", () => {
  for (let i = 0; i < n; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(1 - Math.random())),
      angle = 2 * Math.PI * Math.random();
    plain[i] = radius * Math.cos(angle);
    plain[i + 1] = radius * Math.sin(angle);
  }
});
bench.add("dropout", () => void dropout(random, x, 0.5, y, mask));
bench.add("permutation", () => void permutation(random, order));
bench.add("sampleWithoutReplacement, 10 %", () => void sampleWithoutReplacement(random, 10 * n, n, arena));
bench.add("plain sample, Set and sort", () => {
  const chosen = new Set<number>();
  while (chosen.size < n) chosen.add(Math.floor(Math.random() * 10 * n));
  Float64Array.from(chosen).sort();
});
await bench.run();
console.table(
  bench.tasks.map(({ name, result }) => ({
    name,
    "ns per element": result.state === "completed" ? ((result.latency.p50 * 1e6) / n).toFixed(2) : result.state,
  })),
);

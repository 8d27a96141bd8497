/**
 * Sparse ops against plain and tuned JavaScript. After `npm run build:wasm`:
 *   npx esbuild bench/sparse.bench.ts --bundle --platform=node --format=esm --outfile=build/sparse.bench.js && node build/sparse.bench.js
 * Prints GFLOP/s of useful work, 2 · nnz · n per product: medians of interleaved rounds, in CPU time, so that other
 * processes on the machine disturb less. Validation is given as a share of one product.
 */
import { sampledMatmul, spmm, spmmTranspose } from "../src/ops/sparse.js";
import { CsrMatrix } from "../src/tensor/csr.js";
import { type Pattern, validatePattern } from "../src/tensor/pattern.js";
import { Random } from "../src/tensor/random.js";
import { Tensor } from "../src/tensor/tensor.js";
import { Arena } from "../src/wasm/arena.js";
import { load } from "../src/wasm/load.js";
import { plain, tuned } from "./baseline/sparse.js";

const size = Number(process.argv[2] ?? 1024),
  batches = (process.argv[3] ?? "128,64,32,8,4,1,100").split(",").map(Number),
  densities = [0.01, 0.05, 0.1, 0.3],
  rounds = 15;

const random = new Random(1);

/** Milliseconds of CPU this process has used. */
function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function randomPattern(density: number): Pattern {
  const rowPointers = new Int32Array(size + 1),
    columnIndices: number[] = [];
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) if (random.uniform() < density) columnIndices.push(j);
    rowPointers[i + 1] = columnIndices.length;
  }
  return { rows: size, columns: size, rowPointers, columnIndices: Int32Array.from(columnIndices) };
}

const centred = (length: number) => Float32Array.from({ length }, () => random.uniform() - 0.5);

function medians(cases: [string, () => void][], milliseconds: number): Map<string, number> {
  const times = cases.map(() => [] as number[]);
  const repeats = cases.map(([, run]) => {
    run();
    const start = cpuTime();
    run();
    return Math.max(1, Math.ceil(milliseconds / (cpuTime() - start + 1e-3)));
  });
  for (let round = 0; round < rounds; round++)
    cases.forEach(([, run], k) => {
      const start = cpuTime();
      for (let r = 0; r < repeats[k]!; r++) run();
      times[k]!.push((cpuTime() - start) / repeats[k]!);
    });
  return new Map(cases.map(([name], k) => [name, times[k]!.sort((a, b) => a - b)[rounds >> 1]!]));
}

console.log(process.version, `[${size},${size}], GFLOP/s at density ${densities.join(" / ")}`);
for (const n of batches) {
  const rows = new Map<string, string[]>();
  for (const density of densities) {
    using arena = new Arena(await load());
    const pattern = randomPattern(density),
      nnz = pattern.columnIndices.length,
      values = centred(nnz),
      x = centred(size * n),
      d = centred(size * n),
      out = new Float32Array(size * n),
      g = new Float32Array(nnz);
    const a = CsrMatrix.from(arena, pattern, values),
      tx = Tensor.from(arena, [size, n], x),
      td = Tensor.from(arena, [size, n], d),
      ty = new Tensor(arena, [size, n]),
      tg = new Tensor(arena, [nnz]);
    a.transposeIndex();
    const result = medians(
      [
        ["spmm", () => void spmm(a, tx, ty)],
        ["spmm plain", () => plain.spmm(pattern, values, x, n, out)],
        ["spmm tuned", () => tuned.spmm(pattern, values, x, n, out)],
        ["spmmTranspose", () => void spmmTranspose(a, td, ty)],
        ["spmmTranspose plain", () => plain.spmmTranspose(pattern, values, d, n, out)],
        ["sampledMatmul", () => void sampledMatmul(a, td, tx, tg)],
        ["sampledMatmul plain", () => plain.sampledMatmul(pattern, d, x, n, g)],
        ["sampledMatmul tuned", () => tuned.sampledMatmul(pattern, d, x, n, g)],
        ["validation", () => validatePattern("bench", pattern)],
      ],
      3,
    );
    for (const [name, ms] of result) {
      const figure =
        name === "validation"
          ? `${((100 * ms) / result.get("spmm")!).toFixed(1)} %`
          : ((2 * nnz * n) / ms / 1e6).toFixed(2);
      rows.set(name, [...(rows.get(name) ?? []), figure]);
    }
  }
  console.log(`n = ${n}`);
  for (const [name, figures] of rows) console.log(`  ${name.padEnd(20)} ${figures.join(" / ")}`);
}

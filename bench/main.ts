import { writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { ArgumentError } from "../src/errors.js";
import { textTable } from "../src/experiments/report/text.js";
import { Arena } from "../src/wasm/arena.js";
import { load } from "../src/wasm/load.js";
import { elementwise } from "./elementwise.bench.js";
import { gather } from "./gather.bench.js";
import { gemm } from "./gemm.bench.js";
import { measure } from "./measure.js";
import { optimizer } from "./optimizer.bench.js";
import { random } from "./random.bench.js";
import { reduce } from "./reduce.bench.js";
import { sparse } from "./sparse.bench.js";
import { training } from "./training.bench.js";
import { tsne } from "./tsne.bench.js";

const suites = [sparse, gemm, elementwise, reduce, optimizer, gather, random, tsne, training];

interface Stream {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
}

/** One case's entry in the JSON file. `gflops` counts useful work: 2 · nnz · batch for a sparse product. */
interface Entry {
  readonly suite: string;
  readonly case: string;
  readonly density: number | null;
  readonly medianMs: number;
  readonly baselineMs: number;
  readonly ratio: number;
  readonly gflops: number;
  readonly node: string;
}

export interface BenchOptions {
  /** Only this suite. */
  readonly suite?: string | undefined;
  /** File for the entries. */
  readonly json?: string | undefined;
  readonly signal: AbortSignal;
  readonly out: Stream;
  readonly err: Stream;
}

/**
 * Measures the suites, prints a table and writes the file; after an abort, those of what was measured so far.
 * @throws {ArgumentError} for an unknown suite or a file that cannot be written
 */
export async function runBenches({ suite: only, json, signal, out, err }: BenchOptions): Promise<void> {
  const chosen = only === undefined ? suites : suites.filter(({ name }) => name === only);
  if (chosen.length === 0)
    throw new ArgumentError("neurite bench", "--suite", only, `one of ${suites.map(({ name }) => name).join(", ")}`);
  if (json !== undefined) await writeEntries(json, []);
  const entries: Entry[] = [],
    node = process.versions.node,
    say = (text: string) => err.write(err.isTTY ? `\r\x1b[2K${text}` : text && `${text}\n`);
  for (const { name: suite, cases } of chosen) {
    using arena = new Arena(await load());
    for (const { name, density, flops, ...forms } of cases(arena)) {
      if (signal.aborted) break;
      say(`${suite}: ${name}${density === null ? "" : `, density ${density}`}`);
      const measured = await measure({ name, density, flops, ...forms }, signal);
      if (!measured) break;
      const { medianMs, baselineMs } = measured,
        gflops = flops / medianMs / 1e6;
      entries.push({ suite, case: name, density, medianMs, baselineMs, ratio: baselineMs / medianMs, gflops, node });
    }
  }
  say("");
  out.write(`${tableOf(entries).join("\n")}\n`);
  if (json !== undefined) await writeEntries(json, entries);
}

function tableOf(entries: readonly Entry[]): string[] {
  const rows = entries.map((entry) => [
    entry.suite,
    entry.case,
    entry.density === null || entry.density === 1 ? "" : `${Number((100 * entry.density).toPrecision(3))} %`,
    entry.medianMs.toFixed(3),
    entry.baselineMs.toFixed(3),
    `${entry.ratio.toFixed(1)} ×`,
    entry.gflops.toFixed(1),
  ]);
  const head = ["suite", "case", "density", "ms", "JavaScript ms", "faster", "GFLOP/s"];
  return textTable([head, ...rows], { right: [2, 3, 4, 5, 6] });
}

async function writeEntries(file: string, entries: readonly Entry[]): Promise<void> {
  try {
    await writeFile(file, `${JSON.stringify(entries, undefined, 1)}\n`);
  } catch (cause) {
    throw new ArgumentError(
      "neurite bench",
      "--json",
      file,
      `a file that can be written (${(cause as Error).message})`,
    );
  }
}

// Run as a program: node dist/bench/main.js --suite sparse --json figures.json
if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values } = parseArgs({ options: { suite: { type: "string" }, json: { type: "string" } } });
  const controller = new AbortController();
  process.once("SIGINT", () => controller.abort());
  try {
    await runBenches({ ...values, signal: controller.signal, out: process.stdout, err: process.stderr });
    if (controller.signal.aborted) process.exitCode = 130;
  } catch (error) {
    process.stderr.write(`error ${(error as Error).message}\n`);
    process.exitCode = 2;
  }
}

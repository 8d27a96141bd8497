import { writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { dendrites } from "../src/dendrites/kernels.js";
import { ArgumentError } from "../src/errors.js";
import { Arena } from "../src/wasm/arena.js";
import { load } from "../src/wasm/load.js";
import { conv } from "./conv.bench.js";
import { crossover } from "./crossover.bench.js";
import { elementwise } from "./elementwise.bench.js";
import { gather } from "./gather.bench.js";
import { gemm } from "./gemm.bench.js";
import { gevb } from "./gevb.bench.js";
import { measure, rounds } from "./measure.js";
import { metrics } from "./metrics.bench.js";
import { optimizer } from "./optimizer.bench.js";
import { random } from "./random.bench.js";
import { reduce } from "./reduce.bench.js";
import { rewiring } from "./rewiring.bench.js";
import { segments } from "./segments.bench.js";
import { sparse } from "./sparse.bench.js";
import type { Case } from "./suite.js";
import { type Entry, tableBesideJavaScript, tableBesideKernels } from "./table.js";
import { threads } from "./threads.bench.js";
import { topology } from "./topology.bench.js";
import { training } from "./training.bench.js";
import { tsne } from "./tsne.bench.js";

const suites = [
  sparse,
  gemm,
  conv,
  elementwise,
  reduce,
  optimizer,
  gather,
  random,
  training,
  rewiring,
  crossover,
  gevb,
  tsne,
  metrics,
  topology,
  segments,
  threads,
];

export const suiteNames: readonly string[] = suites.map(({ name }) => name);

interface Stream {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
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
  if (chosen.length === 0) throw new ArgumentError("neurite bench", "suite", only, `one of ${suiteNames.join(", ")}`);
  if (json !== undefined) await writeEntries(json, []);
  const besideJavaScript: Entry[] = [],
    besideKernels: Entry[] = [],
    node = process.versions.node,
    say = (text: string) => err.write(err.isTTY ? `\r\x1b[2K${text}` : text && `${text}\n`);
  const summaries: string[] = [];
  for (const { name: suite, cases, missing, summary, threads: crewed } of chosen) {
    const reason = missing?.();
    if (reason !== undefined) {
      err.write(`${suite} is left out: ${reason}\n`);
      continue;
    }
    const entries: Entry[] = [];
    using arena = new Arena(await load({ families: [dendrites] }));
    using crew = crewed && new Arena(await load({ threads: 2 }));
    for (const given of cases(arena, crew)) {
      if (signal.aborted) break;
      const group = "name" in given ? [given] : given,
        [{ name, density }] = group as [Case];
      const progress = (round: number) => {
        if (group.length > 1) say(`${suite}: ${group.length} cases in turns, round ${round + 1} of ${rounds}`);
        else if (round === 0) say(`${suite}: ${name}${density === null ? "" : `, density ${density}`}`);
      };
      const measured = await measure(group, signal, { progress });
      if (!measured) break;
      for (const [index, { medianMs, baselineMs }] of measured.entries()) {
        const { name, density, flops, beside, bytes } = group[index]!;
        const entry: Entry = {
          suite,
          case: beside === undefined ? name : `${name} beside ${beside}`,
          density,
          medianMs,
          baselineMs,
          ratio: baselineMs / medianMs,
          gflops: flops / medianMs / 1e6,
          ...(bytes && { bytes: bytes.kernel, baselineBytes: bytes.baseline }),
          node,
        };
        entries.push(entry);
        (beside === undefined ? besideJavaScript : besideKernels).push(entry);
      }
    }
    summaries.push(...(summary?.(entries) ?? []));
  }
  say("");
  const tables: string[][] = [];
  if (besideJavaScript.length > 0 || besideKernels.length === 0) tables.push(tableBesideJavaScript(besideJavaScript));
  if (besideKernels.length > 0) tables.push(tableBesideKernels(besideKernels));
  if (summaries.length > 0) tables.push(summaries);
  out.write(`${tables.map((lines) => lines.join("\n")).join("\n\n")}\n`);
  if (json !== undefined) await writeEntries(json, [...besideJavaScript, ...besideKernels]);
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

// Run as a program: node dist/bench/main.js sparse --json figures.json
if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const options = { suite: { type: "string" }, json: { type: "string" } } as const,
    { values, positionals } = parseArgs({ options, allowPositionals: true }),
    suite = values.suite ?? positionals[0];
  const controller = new AbortController();
  process.once("SIGINT", () => controller.abort());
  try {
    await runBenches({ suite, json: values.json, signal: controller.signal, out: process.stdout, err: process.stderr });
    if (controller.signal.aborted) process.exitCode = 130;
  } catch (error) {
    process.stderr.write(`error ${(error as Error).message}\n`);
    process.exitCode = 2;
  }
}

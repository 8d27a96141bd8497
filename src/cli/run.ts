import { ArgumentError } from "../errors.js";
import type { Scale } from "../experiments/experiment.js";
import { version } from "../version.js";
import { wasmSha256 } from "../wasm/inline.js";
import { load } from "../wasm/load.js";
import { type Command, exit } from "./command.js";
import { loadData } from "./data.js";
import { findExperiment } from "./experiments.js";
import { interruptible } from "./interrupt.js";
import { asJson, heading, type Run, results } from "./outcome.js";
import { progressOn } from "./progress.js";
import { expectWritable, writeReport } from "./report.js";
import { paintFor } from "./terminal.js";

const call = "neurite run";

export const run: Command = {
  name: "run",
  summary: "Runs an experiment and sets what it finds beside what its source claims.",
  operands: ["<experiment>"],
  options: {
    data: { value: "DIR", help: "folder of data-set folders (mnist/, …), or one of them; else NEURITE_DATA" },
    scale: { value: "SCALE", help: "smoke (seconds), default (minutes) or paper (the source's own size)" },
    seed: { value: "N", help: "seed of everything random; 1 by default. Same seed, same figures, times excepted" },
    json: { help: "one JSON object on standard output, nothing else" },
    report: { value: "FILE", help: "also write a self-contained HTML page with curves, pictures and tables" },
    check: { help: "exit with status 1 when a claim does not hold" },
    fingerprint: { help: "also print the SHA-256 of the trained weights (always in --json)" },
  },
  notes: ["neurite list names the experiments. Ctrl-C stops within a step and prints what was reached."],
  async run(given, terminal) {
    const experiment = await findExperiment(call, given.operands[0]),
      scale = scaleOf(given.value("scale") ?? "default"),
      seed = seedOf(given.value("seed") ?? "1"),
      config = experiment.scales[scale],
      reportFile = given.value("report");
    if (reportFile !== undefined) await expectWritable(call, reportFile);
    const data = await loadData(call, experiment.needs, given.value("data"), terminal.env);
    const kernels = await load();

    const json = given.has("json"),
      paint = paintFor(terminal.out, terminal);
    if (!json) terminal.out.write(heading({ experiment, scale, seed }, paint));
    const finished = await interruptible(terminal, async (signal): Promise<Run> => {
      const progress = progressOn(terminal.err),
        begin = performance.now();
      try {
        const outcome = await experiment.run(config, { kernels, seed, signal, data, progress: progress.update });
        const wallMs = performance.now() - begin;
        return { experiment, scale, seed, config, outcome, interrupted: signal.aborted, wallMs, versions: versions() };
      } finally {
        progress.finish();
      }
    });

    if (reportFile !== undefined) await writeReport(call, reportFile, finished);
    if (json) terminal.out.write(`${JSON.stringify(asJson(finished))}\n`);
    else terminal.out.write(results(finished, paint, given.has("fingerprint")));
    if (reportFile !== undefined) terminal.err.write(`report written to ${reportFile}\n`);
    if (finished.interrupted) return exit.interrupted;
    return given.has("check") && finished.outcome.claims.some((claim) => !claim.holds) ? exit.claimFailed : exit.ok;
  },
};

function scaleOf(text: string): Scale {
  if (text === "smoke" || text === "default" || text === "paper") return text;
  throw new ArgumentError(call, "--scale", text, "smoke, default or paper");
}

function seedOf(text: string): number {
  const seed = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(seed)) throw new ArgumentError(call, "--seed", text, "an integer from 0 to 2^53 − 1");
  return seed;
}

/** `kernels` is the beginning of simd.wasm's SHA-256. */
function versions(): Record<string, string> {
  const { node = "", v8 = "" } = process.versions;
  return { neurite: version, node, v8, kernels: wasmSha256.slice(0, 16) };
}

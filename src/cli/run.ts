import { ArgumentError } from "../errors.js";
import type { Scale } from "../experiments/experiment.js";
import { version } from "../version.js";
import { coreWasm } from "../wasm/inline/core.js";
import { load } from "../wasm/load.js";
import { openCheckpoints } from "./checkpoints.js";
import { type Command, exit } from "./command.js";
import { loadData } from "./data.js";
import { findExperiment } from "./experiments.js";
import { interruptible } from "./interrupt.js";
import { asJson, heading, type Run, results } from "./outcome.js";
import { progressOn } from "./progress.js";
import { expectWritable, writeReport } from "./report.js";
import { configOf, settingsHelp } from "./settings.js";
import { paintFor } from "./terminal.js";
import { withWorkers, workersFor } from "./workers.js";

const call = "neurite run";

export const run: Command = {
  name: "run",
  summary: "Runs an experiment and sets what it finds beside what its source claims.",
  operands: ["<experiment>"],
  options: {
    data: { value: "DIR", help: "folder of data-set folders (mnist/, …), or one of them; else NEURITE_DATA" },
    scale: { value: "SCALE", help: "smoke (seconds), default (minutes) or paper (the source's own size)" },
    set: { value: "NAME=VALUE", help: "change a field of the scale's config; may be given several times" },
    seed: { value: "N", help: "seed of everything random; 1 by default. Same seed, same figures, times excepted" },
    workers: {
      value: "N",
      help: "threads for an experiment of many trainings; one per processor by default. Same figures",
    },
    threads: {
      value: "N",
      help: "threads that share the work of large kernels, or auto; 1 by default. Same figures, but for times",
    },
    json: { help: "one JSON object on standard output, nothing else" },
    checkpoint: { value: "DIR", help: "keep checkpoints in this folder, and go on from those that are there" },
    report: { value: "FILE", help: "also write a self-contained HTML page with curves, pictures and tables" },
    check: { help: "exit with status 1 when a claim does not hold" },
    fingerprint: { help: "also print the SHA-256 of the trained weights (always in --json)" },
  },
  notes: [
    "neurite list names the experiments, neurite run <experiment> --help shows what --set can change there.",
    "Ctrl-C stops within a step and prints what was reached.",
  ],
  helpOn: async ([slug]) => settingsHelp(await findExperiment(call, slug)),
  async run(given, terminal) {
    const experiment = await findExperiment(call, given.operands[0]),
      scale = scaleOf(given.value("scale") ?? "default"),
      seed = seedOf(given.value("seed") ?? "1"),
      config = configOf(call, experiment, scale, given.values("set")),
      workers = workersFor(call, experiment, given.value("workers")),
      threads = threadsOf(given.value("threads") ?? "1"),
      reportFile = given.value("report"),
      checkpointFolder = given.value("checkpoint");
    if (checkpointFolder !== undefined && !experiment.resumable)
      throw new ArgumentError(call, "--checkpoint", checkpointFolder, "left out: this experiment keeps no checkpoints");
    if (reportFile !== undefined) await expectWritable(call, reportFile);
    const sets = experiment.dataSets?.(config) ?? experiment.needs,
      data = given.value("data"),
      loaded = await loadData(call, sets, data, terminal.env);
    const kernels = await load({ families: experiment.families ?? [], threads });
    // Last, because it may make the folder, and a refused run leaves nothing behind.
    const checkpoints = checkpointFolder === undefined ? undefined : await openCheckpoints(call, checkpointFolder);

    const json = given.has("json"),
      paint = paintFor(terminal.out, terminal);
    if (!json) terminal.out.write(heading({ experiment, scale, seed, config }, paint));
    const finished = await interruptible(terminal, async (signal): Promise<Run> => {
      const progress = progressOn(terminal.err),
        begin = performance.now();
      try {
        const { NEURITE_DATA } = terminal.env,
          assignment = { slug: experiment.slug, config, seed, sets, data, env: { NEURITE_DATA } },
          context = { ...loaded, kernels, seed, signal, checkpoints, progress: progress.update };
        const outcome = await experiment.run(config, withWorkers(workers, experiment, assignment, context));
        const wallMs = performance.now() - begin,
          interrupted = signal.aborted;
        return {
          experiment,
          scale,
          seed,
          config,
          checkpoints: checkpoints?.folder,
          outcome,
          interrupted,
          wallMs,
          versions: versions(),
        };
      } finally {
        progress.finish();
      }
    });

    if (reportFile !== undefined) await writeReport(call, reportFile, finished);
    if (json) terminal.out.write(`${JSON.stringify(asJson(finished))}\n`);
    else terminal.out.write(results(finished, paint, given.has("fingerprint")));
    if (reportFile !== undefined) terminal.err.write(`report written to ${reportFile}\n`);
    if (checkpoints) {
      const next = finished.interrupted ? ": the same command goes on from them" : "";
      terminal.err.write(`checkpoints are in ${checkpoints.folder}${next}\n`);
    }
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

function threadsOf(text: string): number | "auto" {
  if (text === "auto") return text;
  if (/^[1-9]\d?$/.test(text) && Number(text) <= 64) return Number(text);
  throw new ArgumentError(call, "--threads", text, "auto or a number from 1 to 64");
}

/** `kernels` is the beginning of simd.wasm's SHA-256. */
function versions(): Record<string, string> {
  const { node = "", v8 = "" } = process.versions;
  return { neurite: version, node, v8, kernels: coreWasm.sha256.slice(0, 16) };
}

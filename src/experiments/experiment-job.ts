import { ArgumentError } from "../errors.js";
import type { JobContext } from "../jobs/serve.js";
import { load } from "../wasm/load.js";
import type { Context, Experiment, Outcome, Scale } from "./experiment.js";
import { inProcess } from "./jobs.js";

/** What the page says of a run. */
export interface ExperimentInput<Config extends object = object> {
  /** "default" by default. */
  readonly scale?: Scale;
  /** Fields of the scale's config that are changed. */
  readonly config?: Partial<Config>;
  /** 1 by default. */
  readonly seed?: number;
}

/** What the page is told meanwhile. */
export type ExperimentUpdate = Parameters<Context["progress"]>[0];

/** An outcome as plain data. `outcomeFrom` makes it one again. */
export interface SentOutcome extends Omit<Outcome, "report"> {
  /** The sections of the report as HTML. */
  readonly report: readonly string[];
}

/** Stands for the ids of a section, which are not known before it is put into a page. */
const anyId = "neurite-section-in-transit";

/**
 * A job of `serve` that runs a whole experiment on generated data, with kernels of its own.
 * In the worker `serve({ gevb: experimentJob(experiment) })`, on the page
 * `outcomeFrom(await worker.run<SentOutcome, ExperimentUpdate>("gevb", { scale: "smoke" }, { signal, onProgress }))`.
 * It throws ArgumentError for an unknown scale or a config that the experiment refuses, and what the experiment throws.
 */
export function experimentJob<Config extends object, Job, Found>(
  experiment: Experiment<Config, Job, Found>,
): (input: ExperimentInput<Config> | undefined, context: JobContext<ExperimentUpdate>) => Promise<SentOutcome> {
  return async (input, { signal, progress }) => {
    const { scale = "default", seed = 1 } = input ?? {};
    if (!Object.hasOwn(experiment.scales, scale))
      throw new ArgumentError(experiment.slug, "scale", scale, Object.keys(experiment.scales).join(", "));
    const config = { ...experiment.scales[scale], ...input?.config };
    experiment.check?.(config);
    const given = {
      kernels: await load({ families: experiment.families ?? [] }),
      seed,
      signal,
      data: undefined,
      files: undefined,
      checkpoints: undefined,
      progress,
    };
    const outcome = await experiment.run(config, inProcess<Config, Job, Found>(experiment, config, given));
    return { ...outcome, report: outcome.report.map(({ render }) => render(anyId)) };
  };
}

/** The outcome that an `experimentJob` sent. */
export function outcomeFrom(sent: SentOutcome): Outcome {
  return { ...sent, report: sent.report.map((html) => ({ render: (id) => html.replaceAll(anyId, () => id) })) };
}

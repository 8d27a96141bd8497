import { expect } from "vitest";
import { Dataset } from "../../../src/data/dataset.js";
import type { CheckpointStore, Context, ExperimentData, Outcome } from "../../../src/experiments/experiment.js";
import { type Config, scales } from "../../../src/experiments/gevb/config.js";
import { experiment } from "../../../src/experiments/gevb.js";
import { inProcess } from "../../../src/experiments/jobs.js";
import { Random } from "../../../src/random.js";
import { openKernels } from "../../support.js";

/** One fully connected network of 20 and 10 units, 60 digits, one epoch of three steps. */
export const tiny: Config = {
  ...scales.smoke,
  cells: ["gevb+"],
  width: 0.02,
  train: 60,
  test: 20,
  runs: 1,
  epochs: 1,
  batchSize: 20,
  alignmentImages: 10,
  tsneImages: 0,
  tsneIterations: 20,
  contrastEpochs: 0,
};

/** Runs the experiment on a tiny config with some changes; progress never goes beyond its total. */
export async function run(changes: Partial<Config> = {}, context: Partial<Context> = {}): Promise<Outcome> {
  const config = { ...tiny, ...changes };
  experiment.check!(config);
  const complete: Omit<Context, "jobs"> = {
    kernels: await openKernels(),
    seed: 1,
    signal: new AbortController().signal,
    data: undefined,
    files: undefined,
    checkpoints: undefined,
    ...context,
    progress(update) {
      expect(update.done).toBeLessThanOrEqual(update.total);
      context.progress?.(update);
    },
  };
  return experiment.run(config, inProcess(experiment, config, complete));
}

/** A signal, and a `progress` that aborts it in that step of training. */
export function abortIn(step: number): Pick<Context, "signal" | "progress"> {
  const controller = new AbortController();
  return {
    signal: controller.signal,
    progress({ label, done }) {
      if (label === "training" && done === step) controller.abort();
    },
  };
}

/** All of an outcome that two runs to equal bits have in common: everything but times. */
export function withoutTimes({ data, metrics, series, claims, fingerprint }: Outcome) {
  const timeless = Object.entries(metrics).filter(([name]) => !name.endsWith(" ms"));
  expect(timeless.length).toBeLessThan(Object.keys(metrics).length);
  return { data, metrics: Object.fromEntries(timeless), series, claims, fingerprint };
}

/** Keeps checkpoints in memory, under names that files may have. */
export class MemoryStore implements CheckpointStore {
  readonly files = new Map<string, Uint8Array>();
  saves = 0;

  async load(name: string): Promise<Uint8Array | undefined> {
    return this.files.get(name)?.slice();
  }

  async save(name: string, bytes: Uint8Array): Promise<void> {
    expect(name).toMatch(/^[A-Za-z0-9][A-Za-z0-9._+-]{0,99}$/);
    this.files.set(name, bytes.slice());
    this.saves++;
  }
}

/** Images of noise. */
export function noise(shape: readonly number[], labelOf = (i: number) => i % 10): ExperimentData {
  const features = shape.reduce((product, n) => product * n, 1);
  const set = (size: number, seed: number) => {
    const random = new Random(seed);
    return new Dataset({
      inputs: Uint8Array.from({ length: size * features }, () => random.integer(256)),
      features,
      labels: Array.from({ length: size }, (_, i) => labelOf(i)),
      outputs: 10,
      shape,
      name: "noise",
    });
  };
  return { train: set(80, 1), test: set(20, 2), description: "noise" };
}

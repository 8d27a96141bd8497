import { describe, expect, it } from "vitest";
import { digits } from "../../src/data/digits.js";
import { dendrites } from "../../src/dendrites/kernels.js";
import { ArgumentError } from "../../src/errors.js";
import type { CheckpointStore, Context, ExperimentData, Outcome } from "../../src/experiments/experiment.js";
import { type Config, scales, variantNames } from "../../src/experiments/permuted-mnist/config.js";
import { permutationOf, permuted } from "../../src/experiments/permuted-mnist/data.js";
import { experiment, jobsOf } from "../../src/experiments/permuted-mnist.js";
import { page } from "../../src/experiments/report/page.js";
import { Random } from "../../src/random.js";
import { runHere } from "./run.js";

/** Three tasks of sixty images, hidden layers of 24 units. */
const tiny: Config = {
  ...scales.default,
  tasks: [3],
  units: 24,
  winners: 0.25,
  train: 60,
  test: 40,
  track: 20,
  batchSize: 20,
  runs: 1,
};

/** Sixty digits to learn from and forty to test with: drawing more takes longer than all the rest. */
const data: ExperimentData = {
  train: digits({ count: 60, seed: 1 }),
  test: digits({ count: 40, seed: 1, stream: "test" }),
  description: "a few digits",
};

const run = (changes: Partial<Config> = {}, context: Partial<Context> = {}): Promise<Outcome> =>
  runHere(experiment, { ...tiny, ...changes }, { data, ...context });

describe("permuted-mnist", () => {
  it("follows every task through the sequence, for every kind of network", async () => {
    const { data: used, metrics, series, claims, summary, report, fingerprint } = await run();
    expect(experiment.families).toEqual([dendrites]);
    expect(used).toBe("a few digits: 60 training and 40 test images of every task");
    for (const title of ["perceptron", "k winners only", "dendrites only", "active dendrites"]) {
      expect(series[`${title}, 3 tasks: accuracy on each`]).toHaveLength(3);
      expect(series[`${title}, 3 tasks: accuracy on task 2`]).toHaveLength(2);
      const mean = metrics[`${title}, 3 tasks: mean accuracy`] as number;
      expect(mean).toBeCloseTo(series[`${title}, 3 tasks: accuracy on each`]!.reduce((a, b) => a + b) / 3, 12);
      expect(summary.join("\n")).toContain(title);
    }
    expect(metrics["active dendrites, 3 tasks: share of own contexts"]).toBeGreaterThan(0.9);
    expect(metrics).not.toHaveProperty("perceptron, 3 tasks: share of own contexts");
    expect(claims.map(({ name }) => name)).toEqual(["test images of 3 tasks nearest to the prototype of their own"]);
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
    const html = page({ title: "t", sections: report });
    for (const title of ["The first task", "Every task after the last", "ours and the paper"])
      expect(html).toContain(title);
  });

  it("finds the same for the same seed; means and deviations over runs, several numbers of tasks, nothing tracked", async () => {
    const few: Partial<Config> = { variants: ["both"], tasks: [2, 3], runs: 2, track: 0 },
      figures = async (seed: number) => {
        const { metrics, series, fingerprint } = await run(few, { seed });
        return { metrics, series, fingerprint };
      };
    const one = await figures(1);
    expect(await figures(1)).toEqual(one);
    expect((await figures(2)).fingerprint).not.toBe(one.fingerprint);
    const { summary, report } = await run(few);
    expect(summary.join("\n")).toMatch(/\d\.\d{3} ± \d\.\d{3}/);
    expect(page({ title: "t", sections: report })).toContain("against the number of tasks");
  });

  it("claims what is kept of the first task from five tasks on", async () => {
    const { claims } = await run({ variants: ["mlp", "both"], tasks: [5] });
    expect(claims[0]!.name).toContain("first of 5 tasks");
    expect(claims[0]!.expected).toBe("≥ 0.15 better");
  });

  it("goes on from what is kept, to equal bits, and keeps to its own run", async () => {
    const files = new Map<string, Uint8Array>(),
      checkpoints: CheckpointStore = {
        load: (name) => Promise.resolve(files.get(name)?.slice()),
        save: (name, bytes) => Promise.resolve(void files.set(name, bytes.slice())),
      };
    const whole = await run(),
      first = await run({ variants: ["mlp"] }, { checkpoints });
    expect([...files.keys()]).toEqual(["mlp-3-1-0.001-1"]);
    expect(first.metrics["perceptron, 3 tasks: mean accuracy"]).toBe(
      whole.metrics["perceptron, 3 tasks: mean accuracy"],
    );
    const before = files.get("mlp-3-1-0.001-1");
    expect((await run({}, { checkpoints })).fingerprint).toBe(whole.fingerprint);
    expect(files.size).toBe(4);
    expect(files.get("mlp-3-1-0.001-1")).toBe(before);
    await expect(run({}, { checkpoints, seed: 2 })).rejects.toThrow(ArgumentError);
    await expect(run({ units: 16 }, { checkpoints })).rejects.toThrow(ArgumentError);
  });

  it("an abort ends it without claims", async () => {
    const controller = new AbortController();
    const { claims, summary } = await run(
      {},
      {
        signal: controller.signal,
        progress: () => controller.abort(),
      },
    );
    expect(claims).toEqual([]);
    expect(summary).toEqual(["No network has learnt all tasks."]);
  });

  it("the paper's scale has its own epochs and rates for every number of tasks", () => {
    const jobs = jobsOf(scales.paper);
    expect(jobs).toHaveLength(6 * 8 * 4);
    expect(new Set(jobs.map(({ tasks, epochs, rate }) => `${tasks} ${epochs} ${rate}`))).toEqual(
      new Set(["2 1 0.0005", "5 1 0.0005", "10 3 0.0005", "25 5 0.0003", "50 3 0.0003", "100 3 0.0001"]),
    );
    for (const scale of Object.values(scales)) experiment.check!(scale);
    expect(jobsOf({ ...tiny, tasks: [2, 4], rates: [0.1] }).map(({ rate }) => rate)).toEqual(new Array(8).fill(0.1));
  });

  it.each<[Record<string, unknown>, RegExp]>([
    [{ tasks: [] }, /tasks/],
    [{ tasks: [1] }, /tasks is "1"/],
    [{ tasks: [3, 3] }, /each once/],
    [{ epochs: [1, 2] }, /epochs/],
    [{ epochs: [0] }, /epochs/],
    [{ rates: [-1] }, /rates/],
    [{ variants: [] }, /variants/],
    [{ variants: ["cnn"] }, /variants is "cnn"/],
    [{ units: 0 }, /units/],
    [{ winners: 0 }, /winners/],
    [{ density: 2 }, /density/],
    [{ batchSize: 61 }, /batchSize/],
    [{ track: 41 }, /track/],
    [{ units: 2048, tasks: [100], segments: 100 }, /segments is 100, must be fewer/],
  ])("refuses %o before any work", (bad, message) => {
    const check = () => experiment.check!({ ...tiny, ...bad } as Config);
    expect(check).toThrow(ArgumentError);
    expect(check).toThrow(message);
  });

  it("permutes pixels, not images; the first task not at all, and all kinds of networks alike", () => {
    const random = new Random(3),
      order = permutationOf(2, 784, random);
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 784 }, (_, i) => i));
    expect(permutationOf(2, 784, random)).toEqual(order);
    expect(permutationOf(1, 784, random)).not.toEqual(order);
    expect([...permutationOf(0, 5, random)]).toEqual([0, 1, 2, 3, 4]);
    const moved = permuted(data.test, order);
    expect(moved.labels).toEqual(data.test.labels);
    expect(moved.inputs[784 * 7 + 10]).toBe(data.test.inputs[784 * 7 + order[10]!]);
    expect(variantNames).toHaveLength(4);
  });
});

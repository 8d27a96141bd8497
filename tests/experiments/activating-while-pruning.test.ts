import { describe, expect, it } from "vitest";
import { digits } from "../../src/data/digits.js";
import { ArgumentError } from "../../src/errors.js";
import { type Config, scales } from "../../src/experiments/activating-while-pruning/config.js";
import { isSmallProtocol, smallReference } from "../../src/experiments/activating-while-pruning/paper.js";
import { experiment, jobsOf } from "../../src/experiments/activating-while-pruning.js";
import type { CheckpointStore, Context, ExperimentData, Outcome } from "../../src/experiments/experiment.js";
import { page } from "../../src/experiments/report/page.js";
import { runHere } from "./run.js";

/** Four cycles on eighty images. */
const tiny: Config = {
  ...scales.default,
  hidden: [12, 8],
  cycles: 4,
  epochs: 2,
  slowEpochs: 1,
  batchSize: 20,
  fraction: 0.4,
  activate: 0.1,
  train: 80,
  test: 40,
  runs: 1,
};

const data: ExperimentData = {
  train: digits({ count: 80, seed: 1 }),
  test: digits({ count: 40, seed: 1, stream: "test" }),
  description: "a few digits",
};

const run = (changes: Partial<Config> = {}, context: Partial<Context> = {}): Promise<Outcome> =>
  runHere(experiment, { ...tiny, ...changes }, { data, ...context });

describe("activating-while-pruning", () => {
  it("follows both methods from the same network on, cycle by cycle", async () => {
    const { data: used, metrics, series, claims, summary, report, fingerprint } = await run();
    expect(used).toBe("a few digits: 80 training and 40 test images");
    // 12 · 784 + 8 · 12 + 10 · 8 = 9584 connections; 4/10 go, rounded down, or 3/10 and 1/10.
    const left = (...shares: number[]) =>
      [0, 1, 2, 3].map((cycle) => {
        let n = 9584;
        for (let c = 0; c < cycle; c++) n -= shares.reduce((sum, share) => sum + Math.floor(share * n + 1e-6), 0);
        return n / 9584;
      });
    expect(series["magnitude alone: remaining"]).toEqual(left(0.4));
    expect(series["activating: remaining"]).toEqual(left(0.3, 0.1));
    for (const figure of ["test accuracy", "silent units", "units cut off"])
      expect(series[`activating: ${figure}`]![0]).toBe(series[`magnitude alone: ${figure}`]![0]);
    expect(metrics["activating: silent units"]).toBe(series["activating: silent units"]![3]);
    expect(claims.map(({ name }) => name)).toEqual([
      "silent units, from all connections to 21.6 % of them",
      "silent units, activating less magnitude alone, 34 to 3 % remaining",
      "test accuracy, activating less magnitude alone, 34 to 3 % remaining",
    ]);
    expect(summary.join("\n")).toMatch(/100\.00 %.*\n.*60\.01 %/);
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
    const html = page({ title: "t", sections: report });
    for (const title of ["Silent units", "Density of every layer", "first layer in the end", "Cycle by cycle"])
      expect(html).toContain(title);
    expect(html).not.toContain("NaN");
  });

  it("finds the same for the same seed; and ranges over runs, one method or both", async () => {
    const figures = async (seed: number) => {
      const { metrics, series, fingerprint } = await run({ methods: ["activating"], cycles: 2, runs: 2 }, { seed });
      return { metrics, series, fingerprint };
    };
    const one = await figures(1);
    expect(await figures(1)).toEqual(one);
    expect((await figures(2)).fingerprint).not.toBe(one.fingerprint);
    expect((await run({ methods: ["activating"], cycles: 2 })).claims).toEqual([]);
  });

  it("with nothing to activate is magnitude alone", async () => {
    const { series } = await run({ activate: 0 });
    expect(series["activating: silent units"]).toEqual(series["magnitude alone: silent units"]);
    expect(series["activating: test accuracy"]).toEqual(series["magnitude alone: test accuracy"]);
  });

  it("goes on from what is kept, to equal bits", async () => {
    const files = new Map<string, Uint8Array>(),
      checkpoints: CheckpointStore = {
        load: (name) => Promise.resolve(files.get(name)?.slice()),
        save: (name, bytes) => Promise.resolve(void files.set(name, bytes.slice())),
      };
    const whole = await run({ cycles: 2 });
    await run({ cycles: 2, methods: ["magnitude"] }, { checkpoints });
    expect([...files.keys()]).toEqual(["magnitude-1"]);
    const before = files.get("magnitude-1"),
      rest = await run({ cycles: 2 }, { checkpoints });
    expect([rest.fingerprint, rest.series]).toEqual([whole.fingerprint, whole.series]);
    expect(files.get("magnitude-1")).toBe(before);
    await expect(run({ cycles: 2 }, { checkpoints, seed: 2 })).rejects.toThrow(ArgumentError);
  });

  it("an abort ends it without claims", async () => {
    const controller = new AbortController(),
      { claims, summary } = await run({}, { signal: controller.signal, progress: () => controller.abort() });
    expect(claims).toEqual([]);
    expect(summary).toEqual(["No network went through all its cycles."]);
  });

  it("has its scales in order, and knows the small protocol", () => {
    for (const config of Object.values(scales)) experiment.check!(config);
    expect(jobsOf(scales.default).map(({ method, run }) => `${method} ${run}`)).toEqual([
      "magnitude 1",
      "activating 1",
      "magnitude 2",
      "activating 2",
      "magnitude 3",
      "activating 3",
    ]);
    expect(Object.values(scales).map((config) => isSmallProtocol(config, true))).toEqual([false, true, false]);
    expect(isSmallProtocol(scales.default, false)).toBe(false);
    expect(smallReference("activating")[2]).toEqual({ remaining: 0.107, accuracy: 0.861, silent: 0.515 });
  });

  it.each<[Record<string, unknown>, RegExp]>([
    [{ methods: [] }, /methods/],
    [{ methods: ["random"] }, /methods is "random"/],
    [{ hidden: [] }, /hidden/],
    [{ hidden: [0] }, /hidden 0/],
    [{ cycles: 0 }, /cycles/],
    [{ slowEpochs: 3 }, /slowEpochs/],
    [{ batchSize: 81 }, /batchSize/],
    [{ rate: -1 }, /rate/],
    [{ momentum: 1 }, /momentum/],
    [{ weightDecay: Infinity }, /weightDecay/],
    [{ fraction: 0 }, /fraction/],
    [{ fraction: 1 }, /fraction/],
    [{ activate: 0.5 }, /activate is 0.5, must be from 0 to fraction/],
    [{ runs: 0 }, /runs/],
  ])("refuses %o before any work", (bad, message) => {
    const check = () => experiment.check!({ ...tiny, ...bad } as Config);
    expect(check).toThrow(ArgumentError);
    expect(check).toThrow(message);
  });
});

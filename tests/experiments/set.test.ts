import { describe, expect, it } from "vitest";
import { digits } from "../../src/data/digits.js";
import { ArgumentError } from "../../src/errors.js";
import type { CheckpointStore, Context, ExperimentData, Outcome } from "../../src/experiments/experiment.js";
import { page } from "../../src/experiments/report/page.js";
import { claimsOf } from "../../src/experiments/set/claims.js";
import { type Config, scales, type Variant } from "../../src/experiments/set/config.js";
import { imagesFor } from "../../src/experiments/set/data.js";
import { paperAccuracy } from "../../src/experiments/set/paper.js";
import { jobsOf, type Result } from "../../src/experiments/set/results.js";
import { experiment } from "../../src/experiments/set.js";
import { runHere } from "./run.js";

const tiny: Config = {
  ...scales.default,
  hidden: [30, 20],
  epsilon: 4,
  epochs: 3,
  batchSize: 20,
  train: 60,
  test: 40,
  runs: 2,
};

const data: ExperimentData = {
  train: digits({ count: 60, seed: 1 }),
  test: digits({ count: 40, seed: 1, stream: "test" }),
  description: "a few digits",
};

const run = (changes: Partial<Config> = {}, context: Partial<Context> = {}): Promise<Outcome> =>
  runHere(experiment, { ...tiny, ...changes }, { data, ...context });

describe("set", () => {
  it("trains every kind of network and shows its wiring before and after", async () => {
    const { data: used, metrics, series, claims, summary, report, fingerprint } = await run();
    expect(used).toBe("a few digits: 60 training and 40 test images");
    for (const title of ["dense", "fixed mask", "SET", "SET by magnitude"]) {
      expect(series[`${title}: test accuracy`]).toHaveLength(3);
      expect(series[`${title}: training loss`]![2]).toBeLessThan(series[`${title}: training loss`]![0]!);
      expect(summary.join("\n")).toContain(title);
    }
    expect(metrics["dense: weights"]).toBe(784 * 30 + 30 * 20 + 20 * 10);
    // 4 · 814 and 4 · 50 connections, and 4 · 30 in the readout.
    for (const title of ["fixed mask", "SET", "SET by magnitude"])
      expect(metrics[`${title}: weights`]).toBe(3256 + 200 + 120);
    expect(series["fixed mask: share of central connections"]).toEqual(
      new Array(4).fill(series["fixed mask: share of central connections"]![0]),
    );
    expect(series["SET: share of central connections"]![3]).not.toBe(series["SET: share of central connections"]![0]);
    expect(series).not.toHaveProperty("dense: share of central connections");
    expect(claims.map(({ name }) => name)).toEqual([
      "SET above a fixed mask at epoch 3",
      "SET: connections after the last epoch",
      "SET by magnitude above a fixed mask at epoch 3",
      "SET by magnitude: connections after the last epoch",
    ]);
    expect(claims[1]!.holds).toBe(true);
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
    const html = page({ title: "t", sections: report });
    for (const title of [
      "Test accuracy",
      "Connections of every pixel",
      "The next layer after",
      "Input connections of units",
    ])
      expect(html).toContain(title);
  });

  it("finds the same for the same seed, another for another; a wide readout is dense, a single sparse layer is enough", async () => {
    const few: Partial<Config> = { variants: ["signed"], runs: 1, denseRuns: 1, epsilon: 8, hidden: [30] },
      one = await run(few);
    expect(one.metrics["SET: weights"]).toBe(8 * 814 + 300);
    expect((await run(few)).fingerprint).toBe(one.fingerprint);
    expect((await run(few, { seed: 2 })).fingerprint).not.toBe(one.fingerprint);
    expect(one.claims).toHaveLength(1);
  });

  it("goes on from what is kept, to equal bits, and keeps to its own run", async () => {
    const files = new Map<string, Uint8Array>(),
      checkpoints: CheckpointStore = {
        load: (name) => Promise.resolve(files.get(name)?.slice()),
        save: (name, bytes) => Promise.resolve(void files.set(name, bytes.slice())),
      };
    const whole = await run();
    await run({ variants: ["signed"] }, { checkpoints });
    expect([...files.keys()]).toEqual(["signed-1", "signed-2"]);
    expect((await run({}, { checkpoints })).fingerprint).toBe(whole.fingerprint);
    expect(files.size).toBe(7);
    await expect(run({ epsilon: 3 }, { checkpoints })).rejects.toThrow(ArgumentError);
  });

  it("an abort ends it without claims", async () => {
    const controller = new AbortController(),
      { claims, summary } = await run({}, { signal: controller.signal, progress: () => controller.abort() });
    expect(claims).toEqual([]);
    expect(summary).toEqual(["No network has learnt to the end."]);
  });

  it("claims what real images show early, and all images at the end, and tells what the authors found", () => {
    const result = (variant: Variant, accuracy: number): Result =>
        ({ variant, accuracy: new Array(50).fill(accuracy), weights: [5, 5, 9] }) as never,
      holding = (gain: number, real: boolean) =>
        claimsOf([result("fixed", 0.5), result("signed", 0.5 + gain)], scales.default, real).map(({ holds }) => holds);
    expect(holding(0.05, true)).toEqual([true, true, true]);
    expect(holding(0.02, true)).toEqual([false, true, true]);
    expect(holding(0.02, false)).toEqual([true, true]);
    expect(holding(0, false)).toEqual([false, true]);
    expect(paperAccuracy("signed", 50, scales.default)).toBe(0.7918);
    expect(paperAccuracy("magnitude", 50, scales.default)).toBe(null);
    expect(paperAccuracy("fixed", 11, scales.paper)).toBe(null);
    expect(paperAccuracy("fixed", 10, scales.smoke)).toBe(null);
  });

  it("scales fit, targets are the classes, dense networks are fewer", () => {
    for (const scale of Object.values(scales)) experiment.check!(scale);
    expect(jobsOf(scales.default).filter(({ variant }) => variant === "dense")).toHaveLength(1);
    expect(jobsOf(scales.default)).toHaveLength(10);
    const { train } = imagesFor(tiny, { data, seed: 1 });
    expect(Array.from(train.labels!, (label, i) => train.targets![10 * i + label])).toEqual(new Array(60).fill(1));
    expect(train.targets!.reduce((sum, target) => sum + target)).toBe(60);
  });

  it.each<[Record<string, unknown>, RegExp]>([
    [{ variants: [] }, /variants/],
    [{ variants: ["rigl"] }, /variants is "rigl"/],
    [{ variants: ["fixed", "fixed"] }, /each once/],
    [{ hidden: [] }, /hidden/],
    [{ hidden: [0] }, /hidden 0/],
    [{ epsilon: 0 }, /epsilon/],
    [{ fraction: 1.5 }, /fraction/],
    [{ epochs: 0 }, /epochs/],
    [{ batchSize: 61 }, /batchSize/],
    [{ rate: -1 }, /rate/],
    [{ dropout: 1 }, /dropout/],
    [{ denseRuns: 3 }, /denseRuns/],
  ])("refuses %o before any work", (bad, message) => {
    const check = () => experiment.check!({ ...tiny, ...bad } as Config);
    expect(check).toThrow(ArgumentError);
    expect(check).toThrow(message);
  });
});

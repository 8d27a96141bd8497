import { describe, expect, it } from "vitest";
import { digits } from "../../src/data/digits.js";
import { ArgumentError } from "../../src/errors.js";
import type { CheckpointStore, Context, ExperimentData, Outcome } from "../../src/experiments/experiment.js";
import { page } from "../../src/experiments/report/page.js";
import { claimsOf } from "../../src/experiments/rigl/claims.js";
import { type Config, scales } from "../../src/experiments/rigl/config.js";
import { experiment, jobsOf } from "../../src/experiments/rigl.js";
import { runHere } from "./run.js";

const tiny: Config = {
  ...scales.default,
  hidden: [30, 20],
  sparsity: [0.95, 0.7],
  interval: 2,
  epochs: 4,
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

describe("rigl", () => {
  it("trains with and without moving, with the same number of weights, towards where the ink is", async () => {
    const { data: used, metrics, series, claims, summary, report, fingerprint } = await run();
    expect(used).toBe("a few digits: 60 training and 40 test images");
    for (const title of ["fixed mask", "RigL"]) {
      // ⌈5 % of 23 520⌉ and 30 % of 600, and the readout's 200.
      expect(metrics[`${title}: weights`]).toBe(1176 + 180 + 200);
      expect(series[`${title}: training loss`]![3]).toBeLessThan(series[`${title}: training loss`]![0]!);
      expect(summary.join("\n")).toContain(title);
    }
    const central = series["RigL: share of central connections"]!;
    expect(series["fixed mask: share of central connections"]).toEqual(new Array(5).fill(central[0]));
    expect(central[4]).toBeGreaterThan(central[0]! + 0.05);
    expect(claims.map(({ name }) => name)).toEqual([
      "RigL: connections after the last epoch",
      "RigL: test accuracy with 6.4 % of the weights",
      "RigL above a fixed mask",
      "RigL: input connections from the central quarter of the image",
    ]);
    expect(claims[0]!.holds && claims[3]!.holds).toBe(true);
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
    const html = page({ title: "t", sections: report });
    for (const title of ["Test accuracy", "Connections of every pixel", "The next layer before"])
      expect(html).toContain(title);
  });

  it("finds the same for the same seed, and goes on from what is kept", async () => {
    const files = new Map<string, Uint8Array>(),
      checkpoints: CheckpointStore = {
        load: (name) => Promise.resolve(files.get(name)?.slice()),
        save: (name, bytes) => Promise.resolve(void files.set(name, bytes.slice())),
      };
    const whole = await run();
    await run({ variants: ["rigl"] }, { checkpoints });
    expect([...files.keys()]).toEqual(["rigl-1", "rigl-2"]);
    expect((await run({}, { checkpoints })).fingerprint).toBe(whole.fingerprint);
    expect(files.size).toBe(4);
    await expect(run({ interval: 3 }, { checkpoints })).rejects.toThrow(ArgumentError);
    expect((await run({}, { seed: 2 })).fingerprint).not.toBe(whole.fingerprint);
  });

  it("an abort ends it without claims", async () => {
    const controller = new AbortController(),
      { claims, summary } = await run({}, { signal: controller.signal, progress: () => controller.abort() });
    expect(claims).toEqual([]);
    expect(summary).toEqual(["No network has learnt to the end."]);
  });

  it("judges accuracy on real images, and the gain on all", () => {
    const result = (variant: string, accuracy: number) =>
        ({ variant, accuracy: [0.1, accuracy], weights: [5, 5, 9], central: [0.2, 0.3] }) as never,
      holding = (own: number, other: number, real: boolean) =>
        claimsOf([result("static", other), result("rigl", own)], scales.paper, real).map(({ holds }) => holds);
    expect(holding(0.975, 0.96, true)).toEqual([true, true, true, true]);
    expect(holding(0.965, 0.962, true)).toEqual([true, false, false, true]);
    expect(holding(0.9, 0.89, false)).toEqual([true, true, true]);
    expect(claimsOf([result("static", 0.9)], scales.paper, true)).toEqual([]);
  });

  it("scales fit", () => {
    for (const scale of Object.values(scales)) experiment.check!(scale);
    expect(jobsOf(scales.paper)).toHaveLength(6);
  });

  it.each<[Record<string, unknown>, RegExp]>([
    [{ variants: ["set"] }, /variants is "set"/],
    [{ hidden: [] }, /hidden/],
    [{ sparsity: [0.9] }, /sparsity/],
    [{ sparsity: [0.9, 1] }, /sparsity/],
    [{ thirds: [2] }, /thirds/],
    [{ fraction: 0 }, /fraction/],
    [{ until: 1.1 }, /until/],
    [{ interval: 0 }, /interval/],
    [{ momentum: 0 }, /momentum/],
    [{ rate: Number.NaN }, /rate/],
    [{ batchSize: 61 }, /batchSize/],
  ])("refuses %o before any work", (bad, message) => {
    const check = () => experiment.check!({ ...tiny, ...bad } as Config);
    expect(check).toThrow(ArgumentError);
    expect(check).toThrow(message);
  });
});

import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import type { CheckpointStore, Context } from "../../src/experiments/experiment.js";
import { page } from "../../src/experiments/report/page.js";
import { type Config, scales } from "../../src/experiments/sernn/config.js";
import { experiment, jobsOf } from "../../src/experiments/sernn.js";
import { runHere } from "./run.js";

/** Twelve units, six time steps, two epochs. */
const tiny: Config = {
  ...scales.smoke,
  spatial: [0.08, 0.2],
  l1: [0.004],
  distance: [0.002],
  communicability: [0.1],
  lattice: [2, 3, 2],
  goalSteps: 2,
  delaySteps: 1,
  choiceSteps: 3,
  train: 96,
  test: 40,
  batchSize: 32,
  epochs: 2,
  keep: 0.4,
  nulls: 3,
};

const run = (changes: Partial<Config> = {}, context: Partial<Context> = {}) =>
  runHere(experiment, { ...tiny, ...changes }, context);

describe("sernn", () => {
  it("measures networks of every kind, and draws them", async () => {
    const { data, metrics, series, claims, summary, report, fingerprint } = await run();
    expect(data).toBe("one-choice inference, generated: 96 training and 40 test trials of 6 time steps");
    for (const name of ["seRNN, γ = 0.08", "seRNN, γ = 0.2", "L1, γ = 0.004", "distance only, γ = 0.002"]) {
      expect(series[`${name}: training accuracy`]).toHaveLength(2);
      expect(metrics[`${name}: accuracy`]).toBeGreaterThanOrEqual(0);
      expect(metrics[`${name}: total weight`]).toBeGreaterThan(1);
      expect(Math.abs(metrics[`${name}: correlation with distance`] as number)).toBeLessThan(1);
      expect(metrics[`${name}: activity`]).toBeGreaterThan(0);
    }
    expect(metrics["seRNN, γ = 0.2: total weight"]).toBeLessThan(
      metrics["distance only, γ = 0.002: total weight"] as number,
    );
    expect(claims[0]!.name).toBe("seRNN, γ from 0.05 to 0.3: networks above 95 %");
    expect(summary.join("\n")).toContain("communicability only");
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
    const html = page({ title: "t", sections: report });
    for (const title of ["Networks in space", "Weight against distance", "seRNN: accuracy", "All figures"])
      expect(html).toContain(title);
  });

  it("finds the same for the same seed, in several runs", async () => {
    const few: Partial<Config> = { spatial: [0.08], l1: [], distance: [], communicability: [], runs: 2 };
    const one = await run(few);
    expect((await run(few)).metrics).toEqual(one.metrics);
    expect((await run(few, { seed: 2 })).fingerprint).not.toBe(one.fingerprint);
    expect(one.summary.join("\n")).toMatch(/0\.\d{3}, 0\.\d{3} .*\d ± \d/);
  });

  it("goes on from what is kept, to equal bits", async () => {
    const files = new Map<string, Uint8Array>(),
      checkpoints: CheckpointStore = {
        load: (name) => Promise.resolve(files.get(name)?.slice()),
        save: (name, bytes) => Promise.resolve(void files.set(name, bytes.slice())),
      };
    const whole = await run();
    await run({ l1: [], distance: [], communicability: [] }, { checkpoints });
    expect([...files.keys()]).toEqual(["spatial-0.08-1", "spatial-0.2-1"]);
    const resumed = await run({}, { checkpoints });
    expect(resumed.fingerprint).toBe(whole.fingerprint);
    expect(resumed.metrics).toEqual(whole.metrics);
    await expect(run({}, { checkpoints, seed: 2 })).rejects.toThrow(ArgumentError);
  });

  it("an abort ends it without claims", async () => {
    const controller = new AbortController();
    const { claims, summary } = await run({}, { signal: controller.signal, progress: () => controller.abort() });
    expect(claims).toEqual([]);
    expect(summary).toEqual(["No network was trained."]);
  });

  it("has a thousand networks of either kind in the paper's scale", () => {
    expect(jobsOf(scales.paper)).toHaveLength(2000);
    expect(jobsOf({ ...tiny, runs: 2, l1: [0] }).slice(-6)).toEqual([
      { kind: "l1", strength: 0, run: 1 },
      { kind: "l1", strength: 0, run: 2 },
      { kind: "distance", strength: 0.002, run: 1 },
      { kind: "distance", strength: 0.002, run: 2 },
      { kind: "communicability", strength: 0.1, run: 1 },
      { kind: "communicability", strength: 0.1, run: 2 },
    ]);
    for (const scale of Object.values(scales)) experiment.check!(scale);
  });

  it.each<[Record<string, unknown>, RegExp]>([
    [{ spatial: [-1] }, /spatial/],
    [{ l1: [0.1, 0.1] }, /l1.*each once/],
    [{ distance: 3 }, /distance/],
    [{ spatial: [], l1: [], distance: [], communicability: [] }, /a strength/],
    [{ lattice: [5, 5] }, /lattice/],
    [{ lattice: [1, 1, 1] }, /lattice/],
    [{ lattice: [0, 5, 5] }, /lattice/],
    [{ runs: 0 }, /runs/],
    [{ goalSteps: 0 }, /goalSteps/],
    [{ delaySteps: -1 }, /delaySteps/],
    [{ batchSize: 97 }, /batchSize/],
    [{ rate: -1 }, /rate/],
    [{ keep: 0 }, /keep/],
    [{ nulls: 0 }, /nulls/],
  ])("refuses %o", (changes, message) => {
    expect(() => experiment.check!({ ...tiny, ...changes } as Config)).toThrow(message);
    expect(() => experiment.check!({ ...tiny, ...changes } as Config)).toThrow(ArgumentError);
  });
});

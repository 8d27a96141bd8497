import { describe, expect, it } from "vitest";
import { Dataset } from "../../src/data/dataset.js";
import { digits } from "../../src/data/digits.js";
import { ArgumentError, FormatError } from "../../src/errors.js";
import type { CheckpointStore, Context, Outcome } from "../../src/experiments/experiment.js";
import { type Config, scales } from "../../src/experiments/functional-modularity/config.js";
import { experiment, jobsOf } from "../../src/experiments/functional-modularity.js";
import { page } from "../../src/experiments/report/page.js";
import { fewDigits, tiny } from "./functional-modularity/support.js";
import { runHere } from "./run.js";

const run = (changes: Partial<Config> = {}, context: Partial<Context> = {}): Promise<Outcome> =>
  runHere(experiment, { ...tiny, ...changes }, { data: fewDigits, ...context });

/** All of an outcome but its pictures, which are functions. */
const figures = ({ report: _, ...rest }: Outcome) => rest;

function memoryStore(): CheckpointStore & { readonly files: Map<string, Uint8Array> } {
  const files = new Map<string, Uint8Array>();
  return {
    files,
    load: (name) => Promise.resolve(files.get(name)?.slice()),
    save: (name, bytes) => Promise.resolve(void files.set(name, bytes.slice())),
  };
}

describe("functional-modularity", () => {
  it("measures every density with every measure, untrained ones beside them", async () => {
    const { data: used, metrics, series, claims, summary, report, fingerprint } = await run();
    expect(used).toBe("a few digits: 64 training and 40 test pairs of images");
    expect(series["fixed: p"]).toEqual([1 / 36, 1]);
    expect(series["fixed: Q"]![1]).toBe(0);
    expect(series["deep-r: p"]).toEqual([4 / 36]);
    for (const measure of [
      "correlation",
      "weight mask",
      "bottleneck",
      "retraining",
      "ablation",
      "normalised correlation",
    ]) {
      expect(series[`fixed: specialisation by ${measure}`]).toHaveLength(2);
      expect(metrics).toHaveProperty(`deep-r, 4 connections: specialisation by ${measure}`);
    }
    expect(claims.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        expect.stringContaining("measured modularity"),
        expect.stringContaining("weight mask: specialisation"),
      ]),
    );
    expect(claims[0]!.holds).toBe(true);
    expect(claims.find(({ name }) => name.startsWith("correlation"))!.actual).toContain("untrained");
    expect(summary.join("\n")).toContain("own / other digit");
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
    const html = page({ title: "t", sections: report });
    for (const title of [
      "Specialisation against density",
      "Specialisation against structural modularity",
      "Accuracy on the task",
      "Specialisation over time",
      "By weight mask",
      "Connections",
      "ours and the paper",
    ])
      expect(html).toContain(title);
  });

  it("finds the same for the same seed, and gives means and deviations over runs", async () => {
    const few = { measures: ["correlation" as const], overTime: false, contrast: 0, runs: 2 },
      [one, same, other] = [await run(few), await run(few), await run(few, { seed: 2 })];
    expect(figures(same)).toEqual(figures(one));
    expect(other.fingerprint).not.toBe(one.fingerprint);
    expect(one.summary.join("\n")).toMatch(/\d\.\d{3} ± \d\.\d{3}/);
  });

  it.each<[string, Partial<Config>]>([
    ["the later paper's cell and binary channel", { cell: "parallel", channel: "binary" }],
    ["sums", { task: "sum" }],
    ["exclusive or", { task: "xor" }],
    ["the paper's optimisers", { protocol: "paper", wiring: "deep-r" }],
    ["several masks and shares", { keep: [0.05, 0.2], masks: 2 }],
  ])("runs with %s", async (_, changes) => {
    const { metrics } = await run({ measures: ["correlation", "mask"], contrast: 0, densities: [0.2], ...changes });
    for (const value of Object.values(metrics)) expect(value).toSatisfy(Number.isFinite);
  });

  it("takes ten letters of EMNIST's", async () => {
    const letters = ({ inputs, features }: Dataset): Dataset =>
        new Dataset({
          inputs,
          features,
          labels: Array.from({ length: inputs.length / features }, (_, i) => i % 26),
          outputs: 26,
        }),
      of26 = {
        train: letters(digits({ count: 120, seed: 1 })),
        test: letters(digits({ count: 60, seed: 2 })),
        description: "letters",
      };
    const few = { data: "emnist-letters", measures: ["correlation"], contrast: 0, densities: [1] } as const;
    expect((await run(few, { data: of26 })).metrics["fixed, 36 connections: accuracy"]).toBeGreaterThanOrEqual(0);
    await expect(run(few, { data: undefined })).rejects.toThrow("--data");
  });

  it("goes on from what is kept, to equal bits, and keeps to its own run", async () => {
    const checkpoints = memoryStore(),
      few = { measures: ["correlation" as const], overTime: false },
      whole = await run(few),
      first = await run({ ...few, densities: [1] }, { checkpoints });
    expect([...checkpoints.files.keys()].sort()).toEqual(["deep-r-4-1", "fixed-36-1"]);
    expect(first.claims.length).toBeGreaterThan(0);
    const done: string[] = [];
    const second = await run(few, {
      checkpoints: { ...checkpoints, save: (name) => Promise.resolve(void done.push(name)) },
    });
    expect(done).toEqual(["fixed-1-1"]);
    expect(figures(second)).toEqual(figures(whole));
    await expect(run({ ...few, epochs: 3 }, { checkpoints })).rejects.toThrow(ArgumentError);
    await expect(run(few, { checkpoints, seed: 2 })).rejects.toThrow("checkpoint");
    const changed = { ...fewDigits, train: digits({ count: 60, seed: 9 }) };
    await expect(run(few, { checkpoints, data: changed })).rejects.toThrow(ArgumentError);
    const damaged = checkpoints.files.get("fixed-36-1")!.slice();
    damaged[Buffer.from(damaged).indexOf("untrained")]! ^= 1;
    checkpoints.files.set("fixed-36-1", damaged);
    await expect(run(few, { checkpoints })).rejects.toThrow("damaged");
    checkpoints.files.set("fixed-36-1", new Uint8Array(20));
    await expect(run(few, { checkpoints })).rejects.toThrow(FormatError);
  });

  it("knows a network by its number of connections: densities that mean the same find the same", async () => {
    const few = { measures: ["correlation" as const], overTime: false, contrast: 0, wiring: "deep-r" as const },
      [sparse, sparser] = [await run({ ...few, densities: [0.02] }), await run({ ...few, densities: [1e-6] })];
    expect(figures(sparser)).toEqual(figures(sparse));
  });

  it("shows a measure that is undefined as a dash, in tables and on the page", async () => {
    // One test pair makes no two examples to correlate.
    const { summary, report } = await run({ test: 1, measures: ["correlation", "retraining"], contrast: 0 }),
      html = page({ title: "t", sections: report });
    expect(summary.join("\n")).toContain("–");
    for (const text of [summary.join("\n"), html]) expect(text).not.toMatch(/NaN|undefined/);
  });

  it("stops when told to, with what it has", async () => {
    const controller = new AbortController();
    let seen = 0;
    const outcome = await run(
      { measures: ["correlation"] },
      { signal: controller.signal, progress: () => void (++seen === 4 && controller.abort()) },
    );
    expect(outcome.claims).toEqual([]);
    expect(outcome.fingerprint).toBeUndefined();
    const early = new AbortController();
    early.abort();
    expect((await run({}, { signal: early.signal })).summary).toEqual(["No network was trained."]);
  });

  it("draws digits of its own without data, and says so", async () => {
    const { data: used } = await run({ measures: ["correlation"], contrast: 0, densities: [1] }, { data: undefined });
    expect(used).toContain("not MNIST");
  }, 30_000);
});

describe("the jobs", () => {
  it("are every density once, sparsest first, so many runs, and the contrast", () => {
    const jobs = jobsOf({ ...tiny, densities: [1, 0.001, 0.002], runs: 2, units: 10, contrast: 0.5 });
    expect(jobs.map(({ wiring, connections, run: n }) => [wiring, connections, n])).toEqual([
      ["fixed", 1, 1],
      ["fixed", 1, 2],
      ["fixed", 100, 1],
      ["fixed", 100, 2],
      ["deep-r", 50, 1],
      ["deep-r", 50, 2],
    ]);
    // Two of the paper's 25 densities mean one connection.
    expect(jobsOf(scales.paper)).toHaveLength(240);
    expect(jobsOf(scales.default)).toHaveLength(55);
  });
});

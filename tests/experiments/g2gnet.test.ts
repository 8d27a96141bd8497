import { describe, expect, it } from "vitest";
import { digits } from "../../src/data/digits.js";
import { ArgumentError } from "../../src/errors.js";
import type { CheckpointStore, Context, ExperimentData, Outcome } from "../../src/experiments/experiment.js";
import { changes, claimsOf } from "../../src/experiments/g2gnet/claims.js";
import { type Config, scales } from "../../src/experiments/g2gnet/config.js";
import type { Found, Structure } from "../../src/experiments/g2gnet/found.js";
import { reportOf } from "../../src/experiments/g2gnet/report.js";
import { resultsOf } from "../../src/experiments/g2gnet/results.js";
import { structureOf } from "../../src/experiments/g2gnet/structure.js";
import { summaryOf } from "../../src/experiments/g2gnet/summary.js";
import { variantNames, variants } from "../../src/experiments/g2gnet/variants.js";
import { experiment, jobsOf } from "../../src/experiments/g2gnet.js";
import { page } from "../../src/experiments/report/page.js";
import { Random } from "../../src/random.js";
import { ensemblePattern } from "../../src/sparsity/ensembles.js";
import { runHere } from "./run.js";

/** Layers of 16 units, sixty images, two epochs. */
const tiny: Config = {
  ...scales.default,
  hidden: [16, 16],
  sweep: [0],
  runs: 1,
  train: 60,
  test: 40,
  epochs: 2,
  interval: 2,
  batchSize: 20,
};

/** Drawing more takes longer than all the rest. */
const data: ExperimentData = {
  train: digits({ count: 60, seed: 1 }),
  test: digits({ count: 40, seed: 1, stream: "test" }),
  description: "a few digits",
};

const run = (changes: Partial<Config> = {}, context: Partial<Context> = {}): Promise<Outcome> =>
  runHere(experiment, { ...tiny, ...changes }, { data, ...context });

describe("g2gnet", () => {
  it("trains every kind of network, and says how each is wired", async () => {
    const { data: used, metrics, series, claims, summary, report, fingerprint } = await run();
    expect(used).toBe("a few digits: 60 training and 40 test images");
    for (const title of Object.values(variants).map((plan) => plan.title)) {
      expect(series[`${title}, p′ = 0.05: accuracy`]).toHaveLength(2);
      expect(metrics[`${title}, p′ = 0.05: accuracy`]).toBe(series[`${title}, p′ = 0.05: accuracy`]![1]);
      expect(summary.join("\n")).toContain(title);
    }
    // Rows of 98 + 34 and 2 + round(0.7) connections.
    const density = (16 * 132 + 16 * 3) / (16 * 784 + 16 * 16),
      share = (16 * 98 + 16 * 2) / (16 * 132 + 16 * 3);
    for (const title of ["index", "mixer", "random"]) {
      expect(metrics[`${title}, p′ = 0.05: density`]).toBeCloseTo(density, 12);
      expect(metrics[`${title}, p′ = 0.05: share within ensembles, before`]).toBeCloseTo(share, 12);
      expect(metrics[`${title}, p′ = 0.05: modularity of the ensembles, after`]).toBeCloseTo(
        (98 / 132 + 2 / 3) / 2 - 1 / 8,
        12,
      );
    }
    expect(metrics["Erdős–Rényi, p′ = 0.05: density"]).toBeCloseTo(density, 12);
    expect(metrics["dense, p′ = 0.05: density"]).toBe(1);
    expect(metrics["index, p′ = 0: share within ensembles, after"]).toBe(1);
    expect(metrics).not.toHaveProperty("mixer, p′ = 0: accuracy");
    for (const title of ["SET", "RigL", "magnitude/Hebb", "Hebb/Hebb"]) {
      const name = `index, ${title}, p′ = 0.05`;
      expect(metrics[`${name}: density`]).toBeCloseTo(density, 12);
      expect(metrics[`${name}: share within ensembles, before`]).toBeCloseTo(share, 12);
      expect(metrics[`${name}: share within ensembles, after`]).toBeLessThan(share);
    }
    expect(claims.map(({ expected }) => expected)).toEqual([
      "≥ dense − 0.06",
      "lower",
      "≤ 1e-9",
      "larger",
      "fewer than before",
    ]);
    expect(claims.slice(2).map(({ holds }) => holds)).toEqual([true, true, true]);
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
    const html = page({ title: "t", sections: report });
    for (const title of [
      "Accuracy against density",
      "index, layer 2",
      "Connections within ensembles",
      "ours and the reference",
    ])
      expect(html).toContain(title);
  });

  it("finds the same for the same seed, also from digits drawn here, and says so; deviations over runs", async () => {
    const few: Partial<Config> = { variants: ["index"], sweep: [], runs: 2 },
      figures = async (seed: number) => {
        const { metrics, series, fingerprint } = await run(few, { seed });
        return { metrics, series, fingerprint };
      };
    const one = await figures(1);
    expect(await figures(1)).toEqual(one);
    expect((await figures(2)).fingerprint).not.toBe(one.fingerprint);
    const { summary, claims, data: used } = await run(few, { data: undefined });
    expect(used).toMatch(/^Digits drawn by this package, not Fashion-MNIST .*: 60 training and 40 test images$/);
    expect(summary.join("\n")).toMatch(/\d\.\d{3} ± \d\.\d{3}/);
    expect(claims.map(({ expected }) => expected)).toEqual(["≤ 1e-9"]);
  });

  it("goes on from what is kept, to equal bits, and keeps to its own run", async () => {
    const files = new Map<string, Uint8Array>(),
      checkpoints: CheckpointStore = {
        load: (name) => Promise.resolve(files.get(name)?.slice()),
        save: (name, bytes) => Promise.resolve(void files.set(name, bytes.slice())),
      };
    const two: Partial<Config> = { variants: ["dense", "index"] },
      whole = await run(two);
    await run({ variants: ["index"], sweep: [] }, { checkpoints });
    expect([...files.keys()]).toEqual(["index-0.05-1"]);
    const again = await run(two, { checkpoints });
    expect(again.fingerprint).toBe(whole.fingerprint);
    expect(page({ title: "t", sections: again.report })).toContain("index, layer 1");
    expect([...files.keys()].sort()).toEqual(["dense-0.05-1", "index-0-1", "index-0.05-1"]);
    await expect(run(two, { checkpoints, seed: 2 })).rejects.toThrow(ArgumentError);
    await expect(run({ ...two, hidden: [8] }, { checkpoints })).rejects.toThrow(ArgumentError);
  });

  it("an abort ends it without claims", async () => {
    const controller = new AbortController();
    const { claims, summary } = await run({}, { signal: controller.signal, progress: () => controller.abort() });
    expect(claims).toEqual([]);
    expect(summary).toEqual(["No network has finished."]);
  });

  it("has jobs of every kind at p′, and of those swept at others; each once", () => {
    const jobs = jobsOf(scales.default);
    expect(jobs).toHaveLength(3 * (variantNames.length + 2 * 4));
    expect(new Set(jobs.map((job) => JSON.stringify(job))).size).toBe(jobs.length);
    expect(
      jobsOf({ ...tiny, variants: ["dense", "er"], sweep: [0.2, 0.05, 0.2], swept: ["dense", "er", "index"] }),
    ).toEqual([
      { variant: "dense", inter: 0.05, run: 1 },
      { variant: "er", inter: 0.05, run: 1 },
      { variant: "er", inter: 0.2, run: 1 },
    ]);
    for (const scale of Object.values(scales)) experiment.check!(scale);
  });

  it.each<[Record<string, unknown>, RegExp]>([
    [{ variants: [] }, /variants/],
    [{ variants: ["cnn"] }, /variants is "cnn"/],
    [{ variants: ["er", "er"] }, /each once/],
    [{ swept: ["all"] }, /swept is "all"/],
    [{ hidden: [] }, /hidden/],
    [{ hidden: [20] }, /groups is 8, must be a divisor of 20/],
    [{ groups: 5 }, /a divisor of 784/],
    [{ inter: 1.5 }, /inter is 1.5/],
    [{ sweep: [-0.1] }, /sweep is -0.1/],
    [{ batchSize: 61 }, /batchSize/],
    [{ epochs: 0 }, /epochs/],
    [{ interval: 0 }, /interval/],
    [{ rate: -1 }, /rate/],
  ])("refuses %o before any work", (bad, message) => {
    const check = () => experiment.check!({ ...tiny, ...bad } as Config);
    expect(check).toThrow(ArgumentError);
    expect(check).toThrow(message);
  });
});

describe("what is made of findings", () => {
  const structure = (intra: number): Structure => ({
    intra,
    meanIntra: intra,
    ensembles: intra - 0.125,
    communities: 0.5,
    count: 8,
  });
  const layer = (columnIndices: number[]) => ({ rows: 2, columns: 2, rowPointers: [0, 1, 2], columnIndices });
  const finding = (accuracy: number, after: Structure | null): Found => ({
    course: [0.5, accuracy],
    density: after ? 0.17 : 1,
    before: after && structure(0.74),
    after,
    wirings: after && { before: [layer([0, 1])], after: [layer([1, 1])] },
    milliseconds: 1,
    fingerprint: "",
  });

  it("holds a sparse network to one point below the dense one on the small protocol", () => {
    const jobs = (["dense", "index"] as const).flatMap((variant) =>
        [1, 2].map((number) => ({ variant, inter: 0.05, run: number })),
      ),
      judge = (accuracy: number, config: Config, real: boolean) => {
        const found = [
          finding(0.86, null),
          finding(0.85, null),
          finding(accuracy, structure(0.74)),
          finding(0.84, structure(0.74)),
        ];
        return claimsOf(resultsOf(jobs, found), config, real)[0]!;
      };
    expect(judge(0.851, scales.default, true)).toMatchObject({ expected: "≥ dense − 0.01", holds: true });
    expect(judge(0.849, scales.default, true)).toMatchObject({
      holds: false,
      actual: "0.845 ± 0.006 against 0.855 ± 0.007",
    });
    expect(judge(0.849, scales.default, false)).toMatchObject({ expected: "≥ dense − 0.06", holds: true });
    expect(judge(0.849, { ...scales.default, epochs: 3 }, true)).toMatchObject({ expected: "≥ dense − 0.06" });
  });

  it("says where Hebbian growth does worse with its own score to drop by, and which rules leave ensembles", () => {
    const jobs = (["magnitude-hebb", "hebb-hebb"] as const).map((variant) => ({ variant, inter: 0.05, run: 1 })),
      judge = (...found: Found[]) => claimsOf(resultsOf(jobs, found), scales.default, true);
    const [worse, , left] = judge(finding(0.85, structure(0.54)), finding(0.82, structure(0.31)));
    expect(worse).toMatchObject({ actual: "0.820 against 0.850", holds: true });
    expect(left).toMatchObject({
      actual: "index, magnitude/Hebb 0.74 → 0.54; index, Hebb/Hebb 0.74 → 0.31",
      holds: true,
    });
    const [better, , stayed] = judge(finding(0.82, structure(0.74)), finding(0.82, structure(0.31)));
    expect([better!.holds, stayed!.holds]).toEqual([false, false]);
  });

  it("shows both ends where the wiring changed, and the reference of the small protocol", () => {
    const results = resultsOf([{ variant: "index", inter: 0.05, run: 1 }], [finding(0.85, structure(0.48))]),
      config = { ...scales.default, groups: 2, hidden: [2] };
    const html = page({ title: "t", sections: reportOf(results, config) });
    expect(html).toContain("index, layer 1, before");
    expect(html).toContain("index, layer 1, after");
    expect(summaryOf(results, scales.default).join("\n")).toMatch(/0\.850 +0\.853 +0\.74 → 0\.48/);
    expect(changes(0.1, 0.1, 2)).toBe("0.10");
    expect(changes(undefined, 0.1, 2)).toBe("–");
  });

  it("measures structure by hand: two layers, two ensembles, three of four connections within", () => {
    const groups = Int32Array.of(0, 1),
      pattern = { rows: 2, columns: 2, rowPointers: Int32Array.of(0, 1, 2), columnIndices: Int32Array.of(0, 1) },
      crossed = { ...pattern, columnIndices: Int32Array.of(0, 0) };
    const labelled = { rowGroups: groups, columnGroups: groups };
    const found = structureOf(
      [
        { pattern, ...labelled },
        { pattern: crossed, ...labelled },
      ],
      new Random(1),
    );
    // The crossed layer has one of two within, and both its groups' expected share is 1 · 1/2 + 0 · 1/2.
    expect(found).toMatchObject({ intra: 0.75, meanIntra: 0.75, ensembles: 0.25 });
    const drawn = ensemblePattern(new Random(1), { rows: 32, columns: 32, groups: 4, inter: 0 });
    expect(structureOf([{ pattern: drawn, ...drawn }], new Random(1))).toEqual({
      intra: 1,
      meanIntra: 1,
      ensembles: 0.75,
      communities: 0.75,
      count: 4,
    });
  });
});

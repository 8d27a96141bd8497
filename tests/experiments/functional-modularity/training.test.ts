import { expect, it } from "vitest";
import type { JobContext } from "../../../src/experiments/experiment.js";
import type { Config } from "../../../src/experiments/functional-modularity/config.js";
import type { Job } from "../../../src/experiments/functional-modularity/found.js";
import { runJob } from "../../../src/experiments/functional-modularity/training.js";
import { openKernels } from "../../support.js";
import { fewDigits, tiny } from "./support.js";

async function run(job: Partial<Job> = {}, changes: Partial<Config> = {}, context: Partial<JobContext> = {}) {
  const config = { ...tiny, measures: ["correlation"] as const, overTime: false, ...changes },
    kernels = await openKernels();
  return runJob({ wiring: "fixed", connections: 4, run: 1, ...job }, config, {
    kernels,
    seed: 1,
    signal: new AbortController().signal,
    data: fewDigits,
    files: undefined,
    progress() {},
    ...context,
  });
}

it("trains a network of so many connections each way, which stay unless Deep R moves them", async () => {
  const places = async (wiring: Job["wiring"], epochs: number) => {
    const { between, modularity } = await run({ wiring, connections: 5 }, { epochs, batchSize: 8 }),
      { sources, targets } = between!,
      edges = sources.map((source, e) => `${source}→${targets[e]}`);
    expect(new Set(edges).size).toBe(10);
    expect(sources.filter((source, e) => source < 6 && targets[e]! >= 6)).toHaveLength(5);
    expect(sources.filter((source, e) => source >= 6 && targets[e]! < 6)).toHaveLength(5);
    const p = 5 / 36;
    expect(modularity).toBeCloseTo((1 - p) / (2 * (1 + p)), 12);
    return edges.sort();
  };
  const [first, last, moving, moved] = [
    await places("fixed", 0),
    await places("fixed", 6),
    await places("deep-r", 0),
    await places("deep-r", 6),
  ];
  expect(last).toEqual(first);
  expect(moving).toEqual(first);
  expect(moved).not.toEqual(moving);
});

it("measures what it is asked to, before training and after", async () => {
  const changes = { measures: tiny.measures, overTime: true, keep: [0.05, 0.2], epochs: 3, batchSize: 8 } as const,
    { untrained, trained, bottleneck, firstWins, trainingAccuracy } = await run({}, changes);
  expect(trainingAccuracy).toHaveLength(3);
  expect(firstWins).toBeGreaterThan(0);
  expect(firstWins).toBeLessThan(1);
  for (const { overTime, correlation, normalised, masks, retraining } of [untrained, trained]) {
    expect(overTime).toHaveLength(3);
    expect(overTime![2]).toEqual(correlation);
    expect(overTime![1]).not.toEqual(correlation);
    expect(normalised).not.toEqual(correlation);
    expect(masks!.map(({ keep }) => keep)).toEqual([0.05, 0.2]);
    // Every kept weight lies in one of two modules.
    for (const { share } of masks!) for (const k of [0, 1]) expect(share[0]![k]! + share[1]![k]!).toBeCloseTo(1, 12);
    expect(retraining!.ablated).not.toEqual(retraining!.alone);
  }
  expect(trained.correlation).not.toEqual(untrained.correlation);
  expect(bottleneck!.trained).not.toEqual(bottleneck!.untrained);
  const { untrained: nothing, bottleneck: none } = await run({}, { measures: [], overTime: true });
  expect(Object.values(nothing).filter((value) => value !== undefined)).toEqual([untrained.accuracy]);
  expect(none).toBeUndefined();
});

it("an untrained network is the same before and after, and measured the same", async () => {
  const { untrained, trained } = await run({}, { measures: ["correlation", "mask", "retraining"], epochs: 0 });
  expect(trained).toEqual(untrained);
});

it("every run has a network and pairs of its own, and all networks of a run the same pairs", async () => {
  const own = async (job: Partial<Job>, context: Partial<JobContext> = {}) => run(job, { epochs: 1 }, context),
    [one, again, two, other] = [await own({}), await own({}), await own({ run: 2 }), await own({}, { seed: 2 })];
  expect(again).toEqual({ ...one, milliseconds: again.milliseconds });
  expect(new Set([one, two, other].map(({ fingerprint }) => fingerprint)).size).toBe(3);
  expect(two.between).toBeUndefined();
});

// Nothing from outside: fingerprints of the weights as they were first, which are promised to be equal on every engine.
it.each([
  ["fixed", "adam", "a4d50e0eadce6b672540ffae913c354cadde3c29d11ccf9e00e9a3f140d6d7db"],
  ["deep-r", "adam", "67c54bbb7d2d6472492b1af0acfb40195cebcc3f09baa3862fb5df7a6ee7c552"],
  ["deep-r", "paper", "e1c7a521c4fbd801e493767a851ec1686d22f3b1240b786365671dd283d6fc49"],
] as const)("connections %s learn by %s as they always did", async (wiring, protocol, fingerprint) => {
  const found = await run({ wiring }, { protocol, measures: [] });
  expect(found.fingerprint).toBe(fingerprint);
});

it("tells how far it has come, and has come to the end then", async () => {
  let last = 0;
  const progress = (share: number) => {
    expect(share).toBeGreaterThanOrEqual(last);
    last = share;
  };
  await run({}, { measures: tiny.measures, keep: [0.05, 0.2], masks: 2, retraining: 3 }, { progress });
  expect(last).toBeCloseTo(1, 10);
});

it("stops at the next step", async () => {
  const controller = new AbortController(),
    notes: (string | undefined)[] = [];
  const progress = (_: number, note?: string) => {
    notes.push(note);
    controller.abort();
  };
  await run({}, { epochs: 1000 }, { signal: controller.signal, progress });
  expect(notes).toEqual(["learning"]);
});

it("gives all its memory back, after an error, too", async () => {
  const kernels = await openKernels(),
    changes = { measures: ["bottleneck"], epochs: 1 } as const,
    size = () => kernels.memory.buffer.byteLength;
  await run({}, changes, { kernels });
  const before = size();
  for (let i = 0; i < 3; i++) {
    await run({}, changes, { kernels });
    const fail = () => {
      throw new Error("no more");
    };
    await expect(run({}, changes, { kernels, progress: fail })).rejects.toThrow("no more");
  }
  expect(size()).toBe(before);
});

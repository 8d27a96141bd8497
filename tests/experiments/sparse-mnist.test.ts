import { expect, it } from "vitest";
import { digits, digitsSplit } from "../../src/data/digits.js";
import type { Context } from "../../src/experiments/experiment.js";
import { inProcess } from "../../src/experiments/jobs.js";
import { page } from "../../src/experiments/report/page.js";
import { claimsOf } from "../../src/experiments/sparse-mnist/claims.js";
import { type Config, scales } from "../../src/experiments/sparse-mnist/config.js";
import type { Finding } from "../../src/experiments/sparse-mnist/findings.js";
import { buildNetwork, bytesOf, nameOf, patternsOf, weightCount } from "../../src/experiments/sparse-mnist/network.js";
import { pairOf } from "../../src/experiments/sparse-mnist/speed.js";
import { experiment } from "../../src/experiments/sparse-mnist.js";
import { Random } from "../../src/random.js";
import { goldenSmokeFingerprint } from "../golden/training.js";
import { openKernels } from "../support.js";

const config: Config = {
  ...scales.smoke,
  hidden: [32, 16],
  networks: scales.smoke.networks.slice(0, 2),
  batchSize: 32,
  generated: { train: 320, test: 100, epochs: 2 },
  comparisonMs: 1,
};

async function run(changes: Partial<Context> = {}, tiny: Config = config) {
  const progress: string[] = [];
  const context = {
    kernels: await openKernels(),
    seed: 1,
    signal: new AbortController().signal,
    data: undefined,
    files: undefined,
    checkpoints: undefined,
    progress: ({ label, done, total }: { label: string; done: number; total: number }) => {
      expect(done).toBeLessThanOrEqual(total);
      if (progress.at(-1) !== label) progress.push(label);
    },
    ...changes,
  };
  const outcome = await experiment.run(tiny, inProcess(experiment, tiny, context));
  return { outcome, progress };
}

it("reports every network, every epoch, and where the data came from", async () => {
  const { outcome, progress } = await run();
  expect(progress).toEqual(["drawing digits", "training", "comparing speeds"]);
  expect(outcome.data).toContain("not MNIST: 320 training and 100 test images");
  for (const name of ["dense", "90 % sparse"]) {
    expect(outcome.series[`${name}: test accuracy`]).toHaveLength(2);
    expect(outcome.metrics[`${name}: test accuracy`]).toBe(outcome.series[`${name}: test accuracy`]!.at(-1));
    expect(outcome.metrics[`${name}: step ms`]).toBeGreaterThan(0);
    expect(outcome.metrics[`${name}: plain JavaScript step ms`]).toBeGreaterThan(0);
  }
  expect(outcome.metrics["dense: weights"]).toBe(784 * 32 + 32 * 16 + 16 * 10);
  expect(outcome.metrics["90 % sparse: weights"]).toBe(Math.round(0.1 * (784 * 32 + 32 * 16 + 16 * 10)));
  expect(outcome.claims.length).toBeGreaterThan(0);
  const html = page({ title: "t", sections: outcome.report });
  for (const title of ["Test accuracy", "Loss", "Memory", "Confusion matrix", "what speaks for each digit"])
    expect(html).toContain(title);
});

it("trains to the bits it always trained to", async () => {
  const { outcome } = await run({}, { ...scales.smoke, comparisonMs: 1 });
  expect(outcome.fingerprint).toBe(goldenSmokeFingerprint);
});

it("gives the same figures for the same seed, times excepted, and others for another", async () => {
  const [a, b, other] = [await run(), await run(), await run({ seed: 2 })];
  expect(b.outcome.fingerprint).toBe(a.outcome.fingerprint);
  expect(other.outcome.fingerprint).not.toBe(a.outcome.fingerprint);
  const curves = Object.keys(a.outcome.series).filter((name) => !name.endsWith("ms"));
  expect(curves).toHaveLength(6);
  for (const name of curves) expect(b.outcome.series[name]).toEqual(a.outcome.series[name]);
});

it("does not depend on which networks run beside one, nor on their turns", async () => {
  const alone = await run({}, { ...config, networks: scales.smoke.networks.slice(1, 2) }),
    beside = await run();
  const name = "90 % sparse: test loss";
  expect(beside.outcome.series[name]).toEqual(alone.outcome.series[name]);
});

it("takes the first examples of a data set it is given, under the training set's scale", async () => {
  const { train, test } = digitsSplit({ train: 500, test: 200, seed: 3 });
  const data = { train, test, description: "a set" };
  const { outcome } = await run({ data }, { ...config, train: 320, test: 100, epochs: 1 });
  expect(outcome.data).toBe("a set: 320 training and 100 test images");
  expect(outcome.series["dense: test accuracy"]).toHaveLength(1);
});

it("aborted, it gives the epochs that were finished and judges no claims", async () => {
  const controller = new AbortController(),
    long = { ...config, generated: { ...config.generated, epochs: 1000 } };
  let reached = 0;
  const { outcome } = await run(
    {
      signal: controller.signal,
      progress: ({ note = "" }) => {
        reached = Number(/dense [\d.]+ % \((\d+)/.exec(note)?.[1] ?? 0);
        if (reached >= 1) controller.abort();
      },
    },
    long,
  );
  expect(outcome.claims).toEqual([]);
  expect(outcome.series["dense: test accuracy"]!.length).toBeGreaterThanOrEqual(1);
  expect(outcome.series["dense: test accuracy"]!.length).toBeLessThan(1000);
  expect(outcome.summary.join("\n")).toContain("test accuracy after epoch");
});

it("aborted before the first epoch is over, it still has something to say", async () => {
  const { outcome } = await run({ signal: AbortSignal.abort() });
  expect(outcome.summary.join("\n")).toContain("No epoch was finished.");
  expect(outcome.claims).toEqual([]);
  expect(page({ title: "t", sections: outcome.report })).toContain("interrupted");
});

it.each([1, 0.1, 0.5])("plain JavaScript takes the same steps as the kernels, density %s", async (density) => {
  const data = digits({ count: 64, seed: 1 }).normalise(),
    rate = 0.1,
    steps = 3;
  // With this epsilon a step changes no more than rate · the gradient's error, 2^-23 of sums of at most 784 terms up to 8.
  const hyperparameters = { rate, beta1: 0.9, beta2: 0.999, epsilon: 1 },
    bound = 2 * steps * rate * 784 * 8 * 2 ** -23;
  const pair = pairOf(
    { kernels: await openKernels(), seed: 1 },
    { hidden: [24, 12], batchSize: 32 },
    data,
    density,
    hyperparameters,
  );
  const before = pair.network.parameters.map(({ value }) => value.data.slice());
  for (let step = 0; step < steps; step++) {
    pair.stepWasm();
    pair.stepPlain();
  }
  const plain = pair.plain.layers.flatMap(({ weights, bias }) => [weights, bias]);
  let largest = 0,
    moved = 0;
  for (const [k, { value }] of pair.network.parameters.entries())
    for (const [i, weight] of value.data.entries()) {
      largest = Math.max(largest, Math.abs(weight - plain[k]![i]!));
      moved = Math.max(moved, Math.abs(weight - before[k]![i]!));
    }
  expect(largest).toBeLessThanOrEqual(bound);
  expect(moved).toBeGreaterThan(100 * bound);
  pair.dispose();
});

it("builds networks of exactly the share of weights asked for, full layers dense", async () => {
  const kernels = await openKernels(),
    options = { inputs: 784, hidden: [512, 256], outputs: 10, dropout: 0, random: new Random(1) };
  const dense = buildNetwork(kernels, { ...options, density: 1 }),
    sparse = buildNetwork(kernels, { ...options, density: 0.1 });
  expect(weightCount(sparse)).toBe(Math.round(0.1 * weightCount(dense)));
  expect(patternsOf(dense)).toEqual([undefined, undefined, undefined]);
  const [first, second, last] = patternsOf(sparse);
  expect(first!.columnIndices.length + second!.columnIndices.length + 2560).toBe(weightCount(sparse));
  expect(last).toBeUndefined();
  // Weights, gradients, and two moments: sixteen bytes a value; blocks are rounded up.
  expect(bytesOf(dense)).toBe(16 * dense.parameterCount);
  expect([1, 0.1, 0.01, 0.005].map(nameOf)).toEqual(["dense", "90 % sparse", "99 % sparse", "99.5 % sparse"]);
});

it("claims hold or fail by their own numbers", () => {
  const finding = (density: number, finalAccuracy: number, medianEpochMs: number, bytes: number): Finding => ({
    name: nameOf(density),
    density,
    weights: 1,
    bytes,
    testAccuracy: [finalAccuracy],
    testLoss: [1],
    trainLoss: [1],
    epochMs: [medianEpochMs],
    finalAccuracy,
    medianEpochMs,
    unfinished: undefined,
  });
  const expectations = {
    accuracy: { 1: 0.98, 0.1: 0.97 },
    epochRatio: 0.35,
    memoryRatio: 0.25,
    speed: { 0.1: 10 },
    source: "here",
  };
  const speed = [{ name: nameOf(0.1), density: 0.1, wasmMs: 1, plainMs: 9.9, wasmSteps: 4, plainSteps: 4 }];
  const claims = claimsOf(expectations, [finding(1, 0.98, 100, 1000), finding(0.1, 0.9699, 35, 260)], speed);
  expect(claims.map(({ holds }) => holds)).toEqual([true, false, true, false, false]);
  expect(claims.map(({ actual }) => actual)).toEqual(["98.00 %", "96.99 %", "0.35", "0.26", "9.9 ×"]);
  expect(claimsOf(expectations, [finding(1, Number.NaN, Number.NaN, 1)], undefined).map(({ holds }) => holds)).toEqual([
    false,
  ]);
});

import { expect, it } from "vitest";
import { experiment } from "../../src/experiments/sparse-mnist.js";
import { load } from "../../src/wasm/load.js";
import { goldenSmokeFingerprint } from "../golden/training.js";

it("an experiment runs in a page and trains to the same bits as `neurite run`", async () => {
  const outcome = await experiment.run(experiment.scales.smoke, {
    kernels: await load(),
    seed: 1,
    signal: new AbortController().signal,
    data: undefined,
    checkpoints: undefined,
    progress: () => {},
  });
  expect(outcome.fingerprint).toBe(goldenSmokeFingerprint);
});

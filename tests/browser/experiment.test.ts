import { expect, it } from "vitest";
import { inProcess } from "../../src/experiments/jobs.js";
import { experiment } from "../../src/experiments/sparse-mnist.js";
import { load } from "../../src/wasm/load.js";
import { goldenSmokeFingerprint } from "../golden/training.js";

it("an experiment runs in a page and trains to the same bits as `neurite run`", async () => {
  const config = experiment.scales.smoke,
    context = {
      kernels: await load(),
      seed: 1,
      signal: new AbortController().signal,
      data: undefined,
      files: undefined,
      checkpoints: undefined,
      progress: () => {},
    };
  const outcome = await experiment.run(config, inProcess(experiment, config, context));
  expect(outcome.fingerprint).toBe(goldenSmokeFingerprint);
});

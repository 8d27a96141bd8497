import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError, FormatError, NeuriteError } from "../../../src/errors.js";
import type { Context } from "../../../src/experiments/experiment.js";
import type { Config } from "../../../src/experiments/gevb/config.js";
import { readSafetensors, writeSafetensors } from "../../../src/io/safetensors.js";
import { abortIn, MemoryStore, noise, run, withoutTimes } from "./support.js";

const name = "mnist-fc-gevb+-1";

/** A store with one network's checkpoint after two epochs. */
async function saved(changes: Partial<Config> = {}, context: Partial<Context> = {}) {
  const checkpoints = new MemoryStore();
  await run({ epochs: 2, ...changes }, { checkpoints, ...context });
  return checkpoints;
}

describe("a run that was stopped goes on to equal bits", () => {
  it.each<[string, Partial<Config>]>([
    ["GEVB+, fully connected", { cells: ["gevb+"], tsneImages: 61, train: 70 }],
    ["DFA, convolutional", { cells: ["dfa"], architectures: ["conv"] }],
    ["a falling rate, black pixels 0", { cells: ["gevb+"], schedule: "cosine", black: 0 }],
    ["two kinds, two runs, looks now and then", { cells: ["gevb", "bp+"], runs: 2, evaluateEvery: 3 }],
  ])("%s", async (_, changes) => {
    const config = { epochs: 5, batchSize: 35, ...changes },
      checkpoints = new MemoryStore(),
      whole = await run(config);
    // Two steps an epoch: in the first epoch, after the second, in the third; of later networks, too.
    for (const step of [1, 4, 5, 13, 25]) await run(config, { checkpoints, ...abortIn(step) });
    expect(withoutTimes(await run(config, { checkpoints }))).toEqual(withoutTimes(whole));
    // Once more, with nothing left to train.
    const { saves } = checkpoints,
      again = await run(config, { checkpoints });
    expect(withoutTimes(again)).toEqual(withoutTimes(whole));
    expect(checkpoints.saves).toBe(saves);
    for (const [key, ms] of Object.entries(again.metrics)) if (key.endsWith(" ms")) expect(ms).toBeGreaterThan(0);
  });

  it("with a name for every network", async () => {
    const checkpoints = new MemoryStore();
    await run({ cells: ["gevb+", "vec-bp"], runs: 2, contrastEpochs: 1, contrastTrain: 20 }, { checkpoints });
    expect([...checkpoints.files.keys()]).toEqual([
      name,
      "mnist-fc-gevb+-2",
      "mnist-fc-vec-bp-1",
      "mnist-fc-vec-bp-2",
      "mnist-conv-gevb+-small-1",
      "mnist-conv-dfa+-small-1",
    ]);
  });

  it("when more epochs are asked for later, and looks at them as if they had been from the start", async () => {
    const checkpoints = await saved({ evaluateEvery: 3 }),
      config = { evaluateEvery: 3, epochs: 4 };
    const outcome = await run(config, { checkpoints });
    expect(outcome.series["fc: GEVB+: epoch"]).toEqual([0, 3, 4]);
    expect(withoutTimes(outcome)).toEqual(withoutTimes(await run(config)));
  });

  it("when as many are asked for as a longer run has done", async () => {
    const checkpoints = new MemoryStore(),
      config = { evaluateEvery: 3 };
    await run({ ...config, epochs: 5 }, { checkpoints, ...abortIn(7) });
    const outcome = await run({ ...config, epochs: 2 }, { checkpoints });
    expect(outcome.series["fc: GEVB+: epoch"]).toEqual([0, 2]);
    expect(withoutTimes(outcome)).toEqual(withoutTimes(await run({ ...config, epochs: 2 })));
  });

  it("does not train on after an epoch without errors", async () => {
    const config = { cells: ["bp"], train: 10, epochs: 500, rate: 0.01, evaluateEvery: 500 } as const,
      checkpoints = new MemoryStore(),
      whole = await run(config, { checkpoints }),
      { saves } = checkpoints;
    expect(saves).toBeLessThan(500);
    for (const epochs of [500, 600]) {
      const again = await run({ ...config, epochs }, { checkpoints });
      expect(withoutTimes(again)).toEqual(withoutTimes(whole));
      expect(checkpoints.saves).toBe(saves);
    }
  });
});

describe("a checkpoint is refused", () => {
  it.each<[string, Partial<Config>, Partial<Context>, string]>([
    ["another seed", {}, { seed: 2 }, `seed of the checkpoint ${name} is 1, must be 2, as in this run`],
    ["another rate", { rate: 0.5 }, {}, `rate of the checkpoint ${name} is 0.001, must be 0.5`],
    ["another schedule", { schedule: "cosine" }, {}, "schedule of"],
    ["another black", { black: 0 }, {}, "black of"],
    ["another width", { width: 0.03 }, {}, `width of the checkpoint ${name} is 0.02`],
    ["another batch size", { batchSize: 10 }, {}, "batchSize of"],
    ["fewer images", { train: 40 }, {}, "train of"],
    ["fewer test images", { test: 10 }, {}, "test of"],
    ["looks at other times", { evaluateEvery: 2 }, {}, "evaluateEvery of"],
    ["angles of other images", { alignmentImages: 5 }, {}, "alignmentImages of"],
    ["fewer epochs", { epochs: 1 }, {}, `epochs is 1, must be at least 2, as many as in the checkpoint ${name}`],
  ])("of %s", async (_, changes, context, message) => {
    const checkpoints = await saved(),
      before = checkpoints.files.get(name);
    const error = await run({ epochs: 2, ...changes }, { checkpoints, ...context }).catch((reason) => reason);
    expect(error).toBeInstanceOf(ArgumentError);
    expect(error.message).toContain(message);
    expect(checkpoints.files.get(name)).toBe(before);
  });

  it("of another number of epochs where the rate falls to their end", async () => {
    const checkpoints = await saved({ schedule: "cosine" });
    const error = await run({ epochs: 4, schedule: "cosine" }, { checkpoints }).catch((reason) => reason);
    expect(error).toBeInstanceOf(ArgumentError);
    expect(error.message).toContain("epochs of");
  });

  it("of other data of the same name and size, as Fashion-MNIST's is", async () => {
    const data = noise([28, 28]),
      checkpoints = await saved({}, { data }),
      other = noise([28, 28], (i) => (i + 1) % 10);
    await run({ epochs: 2 }, { checkpoints, data: noise([28, 28]) });
    for (const changed of [
      { ...data, train: other.train },
      { ...data, test: other.test },
    ])
      await expect(run({ epochs: 2 }, { checkpoints, data: changed })).rejects.toThrow("data of the checkpoint");
  });

  it("when it is cut short, is no file of ours, or tells of other looks", async () => {
    const checkpoints = await saved(),
      bytes = checkpoints.files.get(name)!,
      { tensors, metadata } = readSafetensors(bytes);
    const looks = JSON.parse(metadata.looks!);
    const withLooks = (value: unknown) => writeSafetensors(tensors, { ...metadata, looks: JSON.stringify(value) });
    const { run: identity, looks: text, ...rest } = metadata as Record<string, string>;
    const wrong: Uint8Array[] = [
      new Uint8Array(0),
      new Uint8Array(100).fill(7),
      bytes.subarray(0, 1000),
      bytes.subarray(0, -1),
      writeSafetensors(tensors, rest),
      writeSafetensors(tensors, { ...rest, run: identity! }),
      writeSafetensors(tensors, { ...rest, run: "{", looks: text! }),
      writeSafetensors(tensors, { run: identity!, looks: text! }),
      ...[null, {}, [], [{}], [null], looks.slice(1), looks.toReversed(), [...looks, { ...looks[0], epoch: 3 }]].map(
        withLooks,
      ),
      ...["epoch", "testError", "angles", "zeroShare", "leastWeight"].map((field) =>
        withLooks([{ ...looks[0], [field]: "0" }]),
      ),
    ];
    for (const [k, file] of wrong.entries()) {
      checkpoints.files.set(name, file);
      const error = await run({ epochs: 2 }, { checkpoints }).catch((reason) => reason);
      expect(error, `wrong file ${k}`).toBeInstanceOf(FormatError);
      expect(error.message).toContain(name);
    }
  });

  it("with a typed error whichever byte of its header is changed, if that can be seen", async () => {
    const checkpoints = await saved(),
      bytes = checkpoints.files.get(name)!,
      header = 8 + Number(new DataView(bytes.buffer).getBigUint64(0, true));
    await fc.assert(
      fc.asyncProperty(fc.nat(header - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const file = bytes.slice();
        file[at]! ^= change;
        checkpoints.files.set(name, file);
        const error = await run({ epochs: 2 }, { checkpoints }).catch((reason) => reason);
        if (error instanceof Error) expect(error).toBeInstanceOf(NeuriteError);
      }),
      { numRuns: 20 },
    );
  });
});

it("a store that fails ends the run with its error", async () => {
  class Full extends MemoryStore {
    override async save(): Promise<void> {
      throw new ArgumentError("neurite run", "--checkpoint", "x", "a folder with room");
    }
  }
  await expect(run({}, { checkpoints: new Full() })).rejects.toThrow("a folder with room");
});

import {
  ArgumentError,
  checkpointFromBytes,
  checkpointToBytes,
  type EpochRecord,
  FormatError,
  NumericalError,
} from "neurite";
import { afterEach, describe, expect, it } from "vitest";
import { generatedExamples } from "../../../playground/panels/sparse-learning/examples.js";
import { fields, settingsOf } from "../../../playground/panels/sparse-learning/fields.js";
import { rules, type Settings, topologies } from "../../../playground/panels/sparse-learning/settings.js";
import { Training } from "../../../playground/panels/sparse-learning/training.js";
import { readState } from "../../../playground/shell/url-state.js";
import { golden } from "./golden.js";
import { defaults, kernels, small } from "./support.js";

const open: Training[] = [];
afterEach(() => {
  for (const training of open.splice(0)) training.dispose();
});

function training(settings: Settings): Training {
  const made = new Training(kernels, settings, generatedExamples(settings));
  open.push(made);
  return made;
}

const accuracyOf = ({ curves }: Training) => curves.epochs.at(-1)!.validation!.accuracy;
const bytesOf = (file: Uint8Array<ArrayBuffer>) => file.buffer;

describe("Training", () => {
  it("GEVB with the page's defaults passes 90 % of the test digits", { timeout: 120_000 }, async () => {
    const run = training(defaults);
    await run.train(12);
    expect(accuracyOf(run)).toBeGreaterThan(0.9);
    expect(run.curves.losses).toHaveLength(12 * 20);
    expect(run.curves.losses.at(-1)).toBeLessThan(run.curves.losses[0]! / 3);
  });

  it.each(["bp", "fa", "dfa"] as const)(
    "%s with the page's defaults passes 85 %",
    { timeout: 120_000 },
    async (rule) => {
      const run = training({ ...defaults, rule });
      await run.train(6);
      expect(accuracyOf(run)).toBeGreaterThan(0.85);
    },
  );

  it.each(rules.flatMap((rule) => topologies.map((topology) => ({ rule, topology }))))(
    "$rule × $topology: two runs have equal bits, in one go or with rests",
    async ({ rule, topology }) => {
      const settings = { ...small, rule, topology, layers: 2 as const },
        [once, rested] = [training(settings), training(settings)],
        untrained = await once.fingerprint();
      expect(await rested.fingerprint()).toBe(untrained);
      await once.train(3);
      await rested.train(1);
      await rested.train(3);
      expect(await once.fingerprint()).not.toBe(untrained);
      expect(await rested.fingerprint()).toBe(await once.fingerprint());
      expect(rested.curves.losses).toEqual(once.curves.losses);
    },
  );

  it("has the bits that the page has with the same address", async () => {
    const state = readState(fields, new URLSearchParams(golden.query)),
      run = training(settingsOf(state));
    await run.train(state.trained.value);
    expect(await run.fingerprint()).toBe(golden.fingerprint);
  });

  it("an aborted epoch leaves nothing behind", async () => {
    const [whole, paused] = [training(small), training(small)],
      abort = new AbortController();
    await paused.train(5, {
      signal: abort.signal,
      onStep: ({ epoch, step }) => epoch === 2 && step === 3 && abort.abort(),
    });
    await whole.train(1);
    expect(paused.epoch).toBe(1);
    expect(await paused.fingerprint()).toBe(await whole.fingerprint());
    expect(paused.curves.times).toEqual(whole.curves.times);
    await Promise.all([paused.train(3), whole.train(3)]);
    expect(await paused.fingerprint()).toBe(await whole.fingerprint());
  });

  it("a rate that is too high fails by a typed error, the last finished epoch stays", async () => {
    const run = training({ ...small, rule: "bp", rate: 1e30 }),
      before = await run.fingerprint();
    await expect(run.train(3)).rejects.toThrow(NumericalError);
    expect(run.epoch).toBe(0);
    expect(await run.fingerprint()).toBe(before);
  });

  it("a batch larger than the data set is the data set", async () => {
    const run = training({ ...small, batch: 512 });
    await run.train(2);
    expect(run.curves.times).toEqual([1, 2]);
  });

  describe("saved weights", () => {
    it("go on to the bits of a run that never stopped", async () => {
      const [saved, loaded] = [training(small), training(small)];
      await saved.train(2);
      await loaded.load(bytesOf(saved.save()), "weights.safetensors");
      expect(loaded.epoch).toBe(2);
      expect(await loaded.fingerprint()).toBe(await saved.fingerprint());
      await Promise.all([saved.train(4), loaded.train(4)]);
      expect(await loaded.fingerprint()).toBe(await saved.fingerprint());
    });

    it("of an untrained network there are none", () => {
      expect(() => training(small).save()).toThrow(ArgumentError);
    });

    it.each([
      ["rule", { rule: "dfa" }],
      ["density", { density: 0.3 }],
      ["units", { units: 18 }],
      ["seed", { seed: 2 }],
    ] as const)("of another %s are refused by its name, and nothing changes", async (name, change) => {
      const saved = training(small),
        other = training({ ...small, ...change });
      await saved.train(1);
      const before = await other.fingerprint();
      const loading = other.load(bytesOf(saved.save()), "weights.safetensors");
      await expect(loading).rejects.toThrow(ArgumentError);
      await expect(loading).rejects.toThrow(`the ${name} of weights.safetensors is`);
      expect(await other.fingerprint()).toBe(before);
      expect(other.epoch).toBe(0);
    });

    it("that are damaged, without settings or not finite are refused by typed errors", async () => {
      const run = training(small);
      await run.train(1);
      const file = run.save(),
        before = await run.fingerprint(),
        checkpoint = checkpointFromBytes(file);
      const withSettings = (text: string) => checkpointToBytes(checkpoint, { "neurite.playground": text });
      const spoilt = new Map(checkpoint.arrays),
        [name, array] = [...spoilt].find(([key]) => key.startsWith("parameters/"))!;
      spoilt.set(name, { ...array, data: array.data.map(() => Number.NaN) } as typeof array);
      const [record] = checkpoint.epochs as [EpochRecord],
        { validation: _, ...untested } = record,
        many = Array.from({ length: 501 }, (_, i) => ({ ...record, epoch: i + 1 })),
        withEpochs = (epochs: EpochRecord[]) =>
          checkpointToBytes({ ...checkpoint, epochs }, { "neurite.playground": JSON.stringify(small) });
      const files: [Uint8Array<ArrayBuffer>, string][] = [
        [withEpochs([untested]), "an epoch lacks its test accuracy"],
        [withEpochs(many), "holds 501 epochs, may hold 500"],
        [new Uint8Array(0), "weights"],
        [new TextEncoder().encode("not a safetensors file at all"), "weights"],
        [file.slice(0, file.length - 1), "weights"],
        [checkpointToBytes(checkpoint), 'its metadata has no "neurite.playground"'],
        [withSettings("{"), "its settings are not JSON"],
        [withSettings("null"), "holds no settings of this page"],
        [
          checkpointToBytes({ ...checkpoint, arrays: spoilt }, { "neurite.playground": JSON.stringify(small) }),
          `${name} holds NaN or infinity`,
        ],
      ];
      for (const [bytes, message] of files) {
        const loading = run.load(bytes.slice().buffer, "weights");
        await expect(loading).rejects.toThrow(FormatError);
        await expect(loading).rejects.toThrow(message);
      }
      expect(await run.fingerprint()).toBe(before);
    });
  });
});

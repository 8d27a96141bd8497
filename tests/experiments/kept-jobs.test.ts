import { describe, expect, it } from "vitest";
import { ArgumentError, FormatError } from "../../src/errors.js";
import type { CheckpointStore } from "../../src/experiments/experiment.js";
import { doneOrKept, fingerprintOf, keptJobs } from "../../src/experiments/kept-jobs.js";
import { readSafetensors, writeSafetensors } from "../../src/io/safetensors.js";

interface Job {
  readonly n: number;
}

interface Found {
  readonly square: number;
  readonly rest: number;
}

function memoryStore(): CheckpointStore & { readonly files: Map<string, Uint8Array> } {
  const files = new Map<string, Uint8Array>();
  return {
    files,
    load: (name) => Promise.resolve(files.get(name)?.slice()),
    save: (name, bytes) => Promise.resolve(void files.set(name, bytes.slice())),
  };
}

const open = (checkpoints: CheckpointStore | undefined, seed = 1) =>
  keptJobs<Job, Found>({ slug: "squares", checkpoints, run: { seed }, nameOf: ({ n }) => `job-${n}` });

describe("keptJobs", () => {
  it("gives back what was found, NaN too, and nothing where nothing is kept", async () => {
    const store = memoryStore(),
      found = { square: 9, rest: Number.NaN };
    await open(store).save({ n: 3 }, found);
    expect(await open(store).load({ n: 3 })).toEqual(found);
    expect(await open(store).load({ n: 4 })).toBeUndefined();
    await open(undefined).save({ n: 3 }, found);
    expect(await open(undefined).load({ n: 3 })).toBeUndefined();
  });

  it("refuses what another run kept, what is damaged, and what is something else", async () => {
    const store = memoryStore();
    await open(store).save({ n: 3 }, { square: 9, rest: 0 });
    await expect(open(store, 2).load({ n: 3 })).rejects.toThrow(ArgumentError);
    await expect(open(store, 2).load({ n: 3 })).rejects.toThrow(/squares: the checkpoint job-3/);
    const { metadata } = readSafetensors(store.files.get("job-3")!, { name: "job-3" });
    store.files.set("job-3", writeSafetensors(new Map(), { ...metadata, found: '{"square":8,"rest":0}' }));
    await expect(open(store).load({ n: 3 })).rejects.toThrow(/damaged/);
    store.files.set("job-3", writeSafetensors(new Map(), {}));
    await expect(open(store).load({ n: 3 })).rejects.toThrow(FormatError);
    store.files.set("job-3", new Uint8Array(5));
    await expect(open(store).load({ n: 3 })).rejects.toThrow(FormatError);
  });
});

describe("doneOrKept", () => {
  it("hands out the jobs that are left alone, and keeps each as it is found", async () => {
    const store = memoryStore(),
      kept = open(store),
      jobs = [1, 2, 3, 4].map((n) => ({ n })),
      handed: number[] = [];
    await kept.save({ n: 2 }, { square: 4, rest: 0 });
    const found = await doneOrKept(jobs, kept, async (left, { onFound }) => {
      for (const [i, { n }] of left.entries()) {
        handed.push(n);
        if (n < 4) await onFound(i, { square: n * n, rest: 0 });
      }
    });
    expect(handed).toEqual([1, 3, 4]);
    expect(found.map((finding) => finding?.square)).toEqual([1, 4, 9, undefined]);
    expect([...store.files.keys()].sort()).toEqual(["job-1", "job-2", "job-3"]);
  });
});

it("an outcome has a fingerprint once all jobs are done", async () => {
  const [one, other] = [{ fingerprint: "a" }, { fingerprint: "b" }],
    { fingerprint } = await fingerprintOf([one, other]);
  expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
  expect((await fingerprintOf([other, one])).fingerprint).not.toBe(fingerprint);
  expect(await fingerprintOf([one, undefined])).toEqual({});
});

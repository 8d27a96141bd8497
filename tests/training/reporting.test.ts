import { expect, it, onTestFinished } from "vitest";
import { digits } from "../../src/data/digits.js";
import { Dense } from "../../src/networks/dense.js";
import { Random } from "../../src/random.js";
import type { Callback } from "../../src/training/callback.js";
import type { Checkpoint } from "../../src/training/checkpoint.js";
import { type FitUpdate, reporting } from "../../src/training/reporting.js";
import { Sequential } from "../../src/training/sequential.js";
import { fingerprint } from "../../src/training/snapshot.js";
import { openArena } from "../support.js";

const data = digits({ count: 100, seed: 1 });

async function open() {
  const arena = await openArena();
  onTestFinished(() => arena.dispose());
  return new Sequential(arena, { inputs: 784, layers: [new Dense(10)], random: new Random(3) });
}

/** A context that keeps what it is told. */
function context() {
  const updates: FitUpdate[] = [],
    controller = new AbortController();
  return {
    updates,
    controller,
    context: { signal: controller.signal, progress: (u: FitUpdate) => void updates.push(u) },
  };
}

it("tells of every batch and epoch, the newest update of all, and changes no bit", async () => {
  const { updates, context: given } = context(),
    network = await open(),
    alone = await open();
  const { epochs } = await network.fit(data, reporting(given, { epochs: 3, batchSize: 25 }));
  expect(updates.map(({ progress, epochs }) => [progress?.epoch, progress?.step, epochs.length])).toEqual(
    [1, 2, 3].flatMap((epoch) => [...[1, 2, 3, 4].map((step) => [epoch, step, epoch - 1]), [epoch, 4, epoch]]),
  );
  expect(updates.at(-1)!.epochs).toEqual(epochs);
  expect(structuredClone(updates)).toEqual(updates);
  await alone.fit(data, { epochs: 3, batchSize: 25 });
  expect(await fingerprint(network.parameters)).toBe(await fingerprint(alone.parameters));
});

it("ends with the context's signal, and leaves callbacks of one's own in their place", async () => {
  const { updates, controller, context: given } = context(),
    network = await open();
  let told = 0;
  const own: Callback = {
    onBatch({ step }) {
      expect(updates.length).toBe(told++);
      if (step === 2) controller.abort();
      return undefined;
    },
  };
  const { ending } = await network.fit(data, reporting(given, { batchSize: 25, callbacks: [own] }));
  expect([ending, told, updates.length]).toEqual(["aborted", 2, 2]);
});

it("begins with the epochs of the checkpoint that a run goes on from", async () => {
  let taken: Checkpoint | undefined;
  const keep: Callback = {
    async onEpoch(_, run) {
      taken = run.checkpoint();
      return undefined;
    },
  };
  await (await open()).fit(data, { epochs: 2, callbacks: [keep] });
  const { updates, context: given } = context();
  await (await open()).fit(data, reporting(given, { epochs: 3, ...(taken && { resume: taken }) }));
  expect(updates.map(({ epochs }) => epochs.length)).toEqual([2, 3]);
});

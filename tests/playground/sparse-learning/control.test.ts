import { WorkerError } from "neurite";
import type { JobWorker } from "neurite/jobs";
import { expect, it, onTestFinished } from "vitest";
import { Control } from "../../../playground/panels/sparse-learning/control.js";
import { fields } from "../../../playground/panels/sparse-learning/fields.js";
import type { Attention } from "../../../playground/panels/sparse-learning/live.js";
import { type OpenInput, Workbench } from "../../../playground/panels/sparse-learning/workbench.js";
import { readState } from "../../../playground/shell/url-state.js";

const query = "rule=bp&units=8&digits=100&batch=50&epochs=3";

/** What the page's worker does, in this thread. */
function bench() {
  let bench = new Workbench(),
    dying = false;
  const jobs: Record<string, (input: never, context: { signal: AbortSignal; show(live: unknown): void }) => unknown> = {
    open: (input: OpenInput) => bench.open(input),
    train: (until: number, { signal, show }) => bench.train(until, signal, show),
    rest: () => (bench.isOpen ? bench.rest() : undefined),
    look: (attention: Attention) => (bench.isOpen ? { shown: bench.look(attention), live: bench.see() } : undefined),
  };
  return {
    /** Another worker takes its place. */
    replace() {
      bench = new Workbench();
    },
    /** It dies at the end of what it trains next. */
    die() {
      dying = true;
    },
    jobs: {
      async run(
        name: string,
        input: unknown,
        {
          signal = new AbortController().signal,
          onProgress = () => {},
        }: { signal?: AbortSignal; onProgress?: (live: unknown) => void } = {},
      ) {
        const result = await jobs[name]!(input as never, { signal, show: onProgress });
        if (dying && name === "train") {
          dying = false;
          bench = new Workbench();
          throw new WorkerError("JobWorker.run", "the worker ended too early");
        }
        signal.throwIfAborted();
        return result;
      },
    } as unknown as JobWorker,
  };
}

async function open(more = "") {
  const worker = bench(),
    state = readState(fields, new URLSearchParams(query + more)),
    control = new Control(worker.jobs, state);
  onTestFinished(control.connect());
  /** The fingerprint, another one than before, once training rests after so many epochs. */
  const rested = async (epoch: number, before?: string) => {
    const fingerprint = () => control.live.value?.fingerprint,
      shown = () => [control.phase.value, control.live.value?.epoch, ![undefined, before].includes(fingerprint())];
    await expect.poll(shown, { timeout: 20_000 }).toEqual(["resting", epoch, true]);
    return fingerprint()!;
  };
  return { ...worker, state, control, rested };
}

it("trains as far as the address says, from other settings, too, and says how far it is", async () => {
  const { state, control, rested } = await open("&trained=2"),
    trained = await rested(2);
  state.seed.value = 2;
  await rested(2, trained);
  control.trainTo(3);
  await rested(3);
  expect(state.trained.value).toBe(3);
  control.trainTo(0);
  await rested(0);
  expect(state.trained.value).toBe(0);
});

it("builds the network anew in a worker that took the place of a dead one, as soon as it is asked for something", async () => {
  const { state, control, rested, replace } = await open("&trained=2"),
    trained = await rested(2);
  replace();
  state.example.value = 7;
  await expect.poll(() => control.shown.value?.example, { timeout: 20_000 }).toBe(7);
  expect(await rested(2)).toBe(trained);
  expect(control.error.value).toBeUndefined();
});

it("tells of a worker that died, and goes on with another", async () => {
  const { control, rested, die } = await open();
  await rested(0);
  die();
  control.trainTo(2);
  await expect.poll(() => control.error.value).toBeInstanceOf(WorkerError);
  control.trainTo(2);
  await rested(2);
  expect(control.error.value).toBeUndefined();
});

it("comes back to where it stood when a worker did not stop in time for a pause", async () => {
  const { state, control, rested, replace } = await open("&trained=1"),
    stood = await rested(1);
  control.trainTo(fields.epochs.maximum);
  await expect.poll(() => control.phase.value).toBe("training");
  replace();
  control.pause();
  await expect.poll(() => control.phase.value).toBe("resting");
  const epoch = control.live.value!.epoch,
    fingerprint = await rested(epoch);
  expect(epoch === 1 ? fingerprint : stood).toBe(stood);
  expect([state.trained.value, control.error.value]).toEqual([epoch, undefined]);
});

it("examples that are none change nothing, also of what is trained later", async () => {
  const { state, control, rested } = await open("&trained=2"),
    trained = await rested(2);
  await expect(control.useFiles([new File(["label,a\n1,x\n"], "own.csv")])).rejects.toThrow("own.csv");
  expect(await rested(2)).toBe(trained);
  state.seed.value = 2;
  await rested(2, trained);
});

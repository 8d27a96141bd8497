import { NumericalError } from "../../src/errors.js";
import { type JobContext, serve, transferring } from "../../src/jobs/index.js";

// What the workers of these tests serve.

let calls = 0;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const busy = (ms: number) => {
  for (const end = performance.now() + ms; performance.now() < end; );
};

serve({
  square: (x: number) => x * x,
  calls: () => ++calls,
  pause: async (ms: number) => {
    await pause(ms);
    return ms;
  },
  /** Waits for its abort; `stubborn` is how long it then still computes. */
  async untilAborted({ stubborn }: { stubborn: number }, { signal }: JobContext) {
    while (!signal.aborted) await pause(0);
    busy(stubborn);
    aborted = true;
    signal.throwIfAborted();
  },
  sawAbort: () => aborted,
  /** 1 + 2 + … + n, after so long a time of short computations. */
  async sum({ n, ms }: { n: number; ms: number }) {
    for (const end = performance.now() + ms; performance.now() < end; await pause(0)) busy(1);
    return (n * (n + 1)) / 2;
  },
  busy,
  hang: () => busy(Number.POSITIVE_INFINITY),
  neverAgain: () => new Promise(() => {}),
  typed() {
    throw new NumericalError("fit", "the loss is NaN");
  },
  plain() {
    throw new RangeError("too far");
  },
  nothing() {
    throw Object.create(null);
  },
  uncloneable: () => () => 1,
  again: () => serve({}),
  /** So many updates at once; then the result. */
  burst(updates: number, { progress }: JobContext<number>) {
    for (let i = 0; i < updates; i++) progress(i);
    return updates;
  },
  async paced(updates: number, { progress }: JobContext<number>) {
    for (let i = 0; i < updates; i++) {
      progress(i);
      await pause(20);
    }
  },
  burstThenFail(updates: number, { progress }: JobContext<number>) {
    for (let i = 0; i < updates; i++) progress(i);
    throw new NumericalError("fit", "the loss is NaN");
  },
  badUpdate: (_: unknown, { progress }: JobContext) => progress(() => 1),
  async badUpdateLater(_: unknown, { progress, signal }: JobContext) {
    progress(0);
    progress(() => 1);
    while (!signal.aborted) await pause(1);
    aborted = true;
  },
  /** Gives a buffer back, and tells whether it is gone here. */
  handOver(buffer: ArrayBuffer, { progress }: JobContext) {
    const update = new Float32Array([1, 2]),
      kept = new Float32Array([3]);
    given = [update, buffer];
    progress({ update, kept }, [update.buffer]);
    return transferring({ buffer, kept }, [buffer]);
  },
  sizes: () => given.map(({ byteLength }) => byteLength),
  exit: (code: number) => process.exit(code),
  stray() {
    setTimeout(() => {
      throw new Error("nobody waits for this");
    });
    return new Promise(() => {});
  },
});

let aborted = false,
  given: { readonly byteLength: number }[] = [];

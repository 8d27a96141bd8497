import { Worker } from "node:worker_threads";
import { afterEach, describe, expect, it, vi } from "vitest";
import { WorkerError } from "../../../src/errors.js";
import { Random } from "../../../src/random.js";
import { workerProgram } from "../../../src/wasm/inline/worker.js";
import { type Kernels, load } from "../../../src/wasm/load.js";
import { controlOf, EPOCH, takePiece } from "../../../src/wasm/threads/control.js";
import type { WorkerLike } from "../../../src/wasm/threads/recruit.js";
import type { Enlistment } from "../../../src/wasm/threads/team.js";
import type { ThreadOptions } from "../../../src/wasm/threads/threads.js";

const open: Kernels[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((kernels) => kernels.threads?.stop()));
  vi.restoreAllMocks();
});

async function loaded(options: ThreadOptions): Promise<Kernels> {
  const kernels = await load({ threads: { leastMs: 0, ...options } });
  open.push(kernels);
  return kernels;
}

const size = 20_000;

/** tanh of the same numbers, the hash of its bits; what stood there before is NaN. */
function compute(kernels: Kernels): string {
  const x = kernels.allocate(8 * size) >>> 0,
    floats = new Float32Array(kernels.memory.buffer, x, 2 * size);
  for (let i = 0; i < size; i++) floats[i] = (i - size / 2) / 1000;
  floats.fill(Number.NaN, size);
  try {
    kernels.tanh_f32(0, size, x, x + 4 * size);
    return (
      Buffer.from(floats.slice(size).buffer).toString("base64").slice(0, 200) +
      floats.slice(size).reduce((a, b) => a + b)
    );
  } finally {
    kernels.release(x);
  }
}

const expected = compute(await load());

/** Workers whose handles are kept, to be killed. */
function crew(): { started: Worker[]; worker: () => Worker } {
  const started: Worker[] = [];
  return {
    started,
    worker() {
      const one = new Worker(workerProgram, { eval: true });
      started.push(one);
      return one;
    },
  };
}

/** A worker that only pretends: it answers that it is ready, and then behaves as told. */
function impostor(behave: (enlistment: Enlistment) => void): () => WorkerLike {
  return () => {
    const worker = {
      onmessage: (_: unknown) => {},
      postMessage(enlistment: unknown) {
        setTimeout(() => {
          worker.onmessage({ data: {} });
          behave(enlistment as Enlistment);
        });
      },
      terminate() {},
    };
    return worker;
  };
}

describe("a team", () => {
  it("counts the caller, and gives the same bits for any number of threads", async () => {
    for (const count of [1, 2, 3, 4, 9]) {
      const kernels = await loaded({ count });
      expect(kernels.threads).toMatchObject({ count, reason: undefined });
      expect(compute(kernels)).toBe(expected);
    }
  });

  it("works alone once it is stopped, which may be said twice", async () => {
    const kernels = await loaded({ count: 3 });
    await kernels.threads!.stop();
    await kernels.threads!.stop();
    expect(kernels.threads!.count).toBe(1);
    expect(compute(kernels)).toBe(expected);
  });

  it("two at once do not meet", async () => {
    const [one, other] = await Promise.all([loaded({ count: 3 }), loaded({ count: 2 })]);
    for (let i = 0; i < 50; i++) expect([compute(one), compute(other)]).toEqual([expected, expected]);
  });

  it("uses memory that has grown since the workers started", async () => {
    const kernels = await loaded({ count: 2 }),
      pages = kernels.memory.buffer.byteLength;
    kernels.allocate(64 * 2 ** 20);
    expect(kernels.memory.buffer.byteLength).toBeGreaterThan(pages);
    expect(compute(kernels)).toBe(expected);
  });

  it("passes on what a kernel throws in the caller or a worker, and goes on", async () => {
    const kernels = await loaded({ count: 3 });
    for (let i = 0; i < 20; i++) {
      // The last pages of the address space are not there: some pieces trap, wherever they are done.
      expect(() => kernels.tanh_f32(0, size, 0, 2 ** 32 - 4 * size)).toThrow();
      expect(compute(kernels)).toBe(expected);
    }
  });

  it("200 workers killed at random moments: each call is right or a WorkerError, and the next is right", async () => {
    const { started, worker } = crew(),
      kernels = await loaded({ count: 3, worker, patienceMs: 150 }),
      random = new Random(5);
    let lost = 0,
      helped = 0;
    for (let kill = 0; kill < 200; kill++) {
      const alive = started.at(-1 - random.integer(2))!;
      const moment = random.integer(4);
      if (moment > 0) await new Promise((resolve) => setTimeout(resolve, 4 * random.uniform()));
      void alive.terminate();
      for (let call = 0; call < 3; call++)
        try {
          expect(compute(kernels)).toBe(expected);
        } catch (error) {
          if (!(error instanceof WorkerError)) throw error;
          lost++;
          expect(error).toMatchObject({ code: "worker", message: expect.stringMatching(/^tanh_f32: workers kept/) });
          expect(compute(kernels)).toBe(expected);
        }
      if (moment === 3) await kernels.threads!.ready;
      helped += kernels.threads!.count;
    }
    // The team heals by itself.
    await vi.waitFor(() => expect(kernels.threads!.count).toBe(3), { timeout: 10_000 });
    expect(compute(kernels)).toBe(expected);
    expect(helped).toBeGreaterThan(200);
    expect(lost).toBeLessThan(200);
    console.log(`${started.length} workers started, ${lost} calls lost`);
  }, 60_000);

  it("a worker that takes a piece and keeps it costs one WorkerError, and is replaced", async () => {
    const thief = impostor(({ control }) => {
      const { words } = controlOf(control);
      // It cannot run beside this thread: it takes its piece as the hand-out is made.
      vi.spyOn(Atomics, "notify").mockImplementation(() => 0);
      const store = Atomics.store.bind(Atomics);
      vi.spyOn(Atomics, "store").mockImplementation(((array: Int32Array, index: number, value: number) => {
        store(array, index, value);
        if (array === undefined || array.buffer !== words.buffer || index !== EPOCH) return value;
        takePiece(controlOf(control), value);
        vi.restoreAllMocks();
        return value;
      }) as typeof Atomics.store);
    });
    let started = 0;
    const kernels = await loaded({
      count: 2,
      patienceMs: 50,
      worker: () => (started++ === 0 ? thief() : new Worker(workerProgram, { eval: true })),
    });
    await new Promise((resolve) => setTimeout(resolve, 5));
    const start = performance.now();
    expect(() => compute(kernels)).toThrow(WorkerError);
    expect(performance.now() - start).toBeLessThan(1000);
    expect(kernels.threads!.count).toBe(1);
    expect(compute(kernels)).toBe(expected);
    await kernels.threads!.ready;
    expect(kernels.threads!.count).toBe(2);
    expect(compute(kernels)).toBe(expected);
  });

  it("a worker that never takes anything changes no result, and is replaced", async () => {
    let started = 0;
    const kernels = await loaded({
      count: 2,
      patienceMs: 20,
      worker: () => (started++ === 0 ? impostor(() => {})() : new Worker(workerProgram, { eval: true })),
    });
    const until = performance.now() + 5000;
    const y = kernels.allocate(4096) >>> 0;
    while (started < 2 && performance.now() < until) kernels.relu_f32(0, 1024, y, y);
    expect(started).toBe(2);
    await kernels.threads!.ready;
    expect(compute(kernels)).toBe(expected);
  });
});

describe("workers that do not start", () => {
  it.each<[string, () => WorkerLike, RegExp]>([
    [
      "throw at once",
      () => {
        throw new Error("forbidden by policy");
      },
      /cannot be started: forbidden by policy/,
    ],
    ["end at once", () => new Worker("process.exit(1)", { eval: true }), /cannot be started: it ended/],
    ["fail", () => new Worker("throw new Error('no luck')", { eval: true }), /cannot be started: no luck/],
    [
      "cannot instantiate the kernels",
      () =>
        new Worker(`WebAssembly.instantiate = () => Promise.reject(new Error("refused")); ${workerProgram}`, {
          eval: true,
        }),
      /cannot be started: Error: refused/,
    ],
  ])("%s: the caller works alone and is told why", async (_, worker, reason) => {
    const kernels = await loaded({ count: 2, worker });
    expect(kernels.threads!.count).toBe(1);
    expect(kernels.threads!.reason).toMatch(reason);
    expect(compute(kernels)).toBe(expected);
  });
});

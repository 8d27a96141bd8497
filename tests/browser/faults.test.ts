import { afterEach, expect, it, vi } from "vitest";
import { MemoryError, WorkerError } from "../../src/errors.js";
import { JobWorker } from "../../src/jobs/index.js";
import { Random } from "../../src/random.js";
import { Arena } from "../../src/wasm/arena.js";
import { workerProgram } from "../../src/wasm/inline/worker.js";
import { type Kernels, load } from "../../src/wasm/load.js";
import { goldenFingerprint, trainGolden } from "../golden/training.js";

const open: Kernels[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(open.splice(0).map((kernels) => kernels.threads?.stop()));
});

async function opened(options: Parameters<typeof load>[0] = {}): Promise<Kernels> {
  const kernels = await load(options);
  open.push(kernels);
  return kernels;
}

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const address = URL.createObjectURL(new Blob([workerProgram], { type: "text/javascript" }));

/** The sum of tanh over the same numbers; what stood in its place before is NaN. */
function compute(kernels: Kernels, size = 3000): number {
  const x = kernels.allocate(8 * size) >>> 0,
    floats = new Float32Array(kernels.memory.buffer, x, 2 * size);
  for (let i = 0; i < size; i++) floats[i] = (i - size / 3) / size;
  floats.fill(Number.NaN, size);
  try {
    kernels.tanh_f32(0, size, x, x + 4 * size);
    let sum = 0;
    for (let i = size; i < 2 * size; i++) sum += floats[i]!;
    return sum;
  } finally {
    kernels.release(x);
  }
}

it("200 workers terminated at random moments: each call is right or a WorkerError, and the next is right", async () => {
  const random = new Random(1),
    short = 3000,
    long = 200_000,
    own = await load(),
    expected = new Map([short, long].map((size) => [size, compute(own, size)])),
    teams = await Promise.all(
      Array.from({ length: 25 }, async () => {
        const started: Worker[] = [],
          worker = () => {
            started.push(new Worker(address));
            return started.at(-1)!;
          };
        return { started, kernels: await opened({ threads: { count: 5, leastMs: 0, patienceMs: 100, worker } }) };
      }),
    );
  let killed = 0,
    calls = 0,
    lost = 0;
  const call = (kernels: Kernels, size: number) => {
    calls++;
    try {
      expect(compute(kernels, size)).toBe(expected.get(size));
    } catch (error) {
      if (!(error instanceof WorkerError)) throw error;
      lost++;
      expect(compute(kernels, size)).toBe(expected.get(size));
    }
  };
  // Chromium lets a worker run for two more seconds, so that its end comes in the midst of a call, or between two.
  for (let round = 0; round < 2; round++) {
    for (const { started } of teams)
      for (const worker of started.slice(-4)) {
        setTimeout(() => worker.terminate(), 500 * random.uniform());
        killed++;
      }
    for (const end = performance.now() + 2700; performance.now() < end; await later(0))
      call(teams[random.integer(teams.length)]!.kernels, random.uniform() < 0.9 ? long : short);
    // One that died without a word is missed after 1024 calls.
    for (const { kernels } of teams) for (let i = 0; i < 1100 && kernels.threads!.count > 1; i++) call(kernels, short);
    await Promise.all(teams.map(({ kernels }) => kernels.threads!.ready));
    expect(teams.map(({ kernels }) => kernels.threads!.count)).toEqual(teams.map(() => 5));
  }
  expect(killed).toBe(200);
  console.log(`${calls} calls, ${lost} lost`);
}, 60_000);

it("200 aborts of a training in a worker: each rejects within 50 ms, and the next run works", async () => {
  let slowest = 0,
    starts = 0;
  const abortOften = async (lane: number) => {
    const random = new Random(lane);
    using worker = new JobWorker(() => {
      starts++;
      return new Worker(new URL("./faults-worker.ts", import.meta.url), { type: "module" });
    });
    const weights = await worker.run("train", { epochs: 1 });
    for (let i = 0; i < 50; i++) {
      const controller = new AbortController(),
        run = worker.run("train", { epochs: 1000 }, controller).catch((error) => [error, performance.now()]);
      await later(50 * random.uniform());
      const before = performance.now();
      controller.abort(i);
      const [reason, after] = (await run) as [unknown, number];
      expect(reason).toBe(i);
      slowest = Math.max(slowest, after - before);
      if (i % 10 === 9) expect(await worker.run("train", { epochs: 1 })).toBe(weights);
    }
  };
  await Promise.all([1, 2, 3, 4].map(abortOften));
  expect(slowest).toBeLessThan(50);
  expect(starts).toBe(4);
});

it.each([1, 2])("memory is refused, with %i threads: a MemoryError, and the next call works", async (threads) => {
  const { Memory } = WebAssembly;
  // As on a phone, which has no 4 GiB to reserve.
  vi.spyOn(WebAssembly, "Memory").mockImplementation(function Small(descriptor) {
    if (descriptor.shared && descriptor.maximum! > 2048) throw new RangeError("could not allocate memory");
    return new Memory({ ...descriptor, maximum: 2048 });
  });
  using arena = new Arena(await opened({ threads: { count: threads, leastMs: 0 } }));
  const blocks: number[] = [];
  expect(() => {
    for (;;) blocks.push(arena.allocate(2 ** 24));
  }).toThrow(MemoryError);
  expect(blocks).toHaveLength(7); // of 16 MiB in 128, with a little for the allocator
  expect(arena.memory()).toMatchObject({ blocks: 7, bytesInUse: 7 * 2 ** 24 });
  expect(compute(arena.kernels)).toBe(compute(await load()));
  for (const block of blocks) arena.release(block);
  expect(await trainGolden(arena)).toBe(goldenFingerprint);
  expect(() => arena.allocate(2 ** 28)).toThrow(MemoryError);
  expect(arena.allocate(2 ** 24)).toBeGreaterThan(0);
});

it.each([1, 2])(
  "no memory at all, with %i threads, is a MemoryError of load, and the next load works",
  async (threads) => {
    const { Memory } = WebAssembly;
    vi.spyOn(WebAssembly, "Memory").mockImplementation(function None(descriptor) {
      if (descriptor.maximum === 1) return new Memory(descriptor); // it is asked whether memory can be shared
      throw new RangeError("could not allocate memory");
    });
    await expect(load({ threads })).rejects.toThrow(MemoryError);
    vi.restoreAllMocks();
    expect((await opened({ threads })).threads!.count).toBe(threads);
  },
);

it("an engine without SIMD is told what it lacks, and the failure is not kept", async () => {
  using worker = new JobWorker(() => new Worker(new URL("./faults-worker.ts", import.meta.url), { type: "module" }));
  expect(await worker.run("withoutSimd")).toEqual({
    refused: {
      code: "unsupported",
      message: expect.stringMatching(
        /^load: this engine cannot compile .*WebAssembly with fixed-width SIMD is needed .*Chrome ≥ 91/,
      ),
      cause: expect.stringContaining("s128"),
    },
    loaded: "function",
  });
});

it("instances train at once, with threads and without, and do not meet", async () => {
  const kernels = await Promise.all(
    [{}, { threads: { count: 2, leastMs: 0 } }, { threads: { count: 3, leastMs: 0 } }].map(opened),
  );
  const train = async (one: Kernels) => {
    using arena = new Arena(one);
    return await trainGolden(arena);
  };
  expect(await Promise.all(kernels.map(train))).toEqual(kernels.map(() => goldenFingerprint));
});

import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { build } from "esbuild";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { dendrites } from "../../../src/dendrites/kernels.js";
import { UnsupportedError, WorkerError } from "../../../src/errors.js";
import { workerProgram } from "../../../src/wasm/inline/worker.js";
import { type Kernels, load } from "../../../src/wasm/load.js";
import { EPOCH } from "../../../src/wasm/threads/control.js";
import type { WorkerLike } from "../../../src/wasm/threads/recruit.js";
import { Team } from "../../../src/wasm/threads/team.js";
import type { ThreadOptions } from "../../../src/wasm/threads/threads.js";

const open: Kernels[] = [],
  threads: Worker[] = [];
afterEach(async () => {
  await Promise.all([
    ...open.splice(0).map((kernels) => kernels.threads?.stop()),
    ...threads.splice(0).map((one) => one.terminate()),
  ]);
  vi.restoreAllMocks();
});

async function loaded(options: ThreadOptions): Promise<Kernels> {
  const kernels = await load({ threads: { leastMs: 0, ...options } });
  open.push(kernels);
  return kernels;
}

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A worker of the package whom `terminate` does not reach at once, as in Chromium. */
function longLived(program = workerProgram): WorkerLike {
  const one = new Worker(program, { eval: true });
  threads.push(one);
  one.unref();
  return {
    postMessage: (message) => one.postMessage(message),
    terminate() {},
    set onmessage(hear: (event: unknown) => void) {
      one.on("message", (data) => hear({ data }));
    },
  } as WorkerLike;
}

/** The package's own program, held up for a while after its `step`th atomic operation; watching the epoch does not count. */
const heldUp = (step: number, ms: number) => `
  let left = ${step};
  const { wait } = Atomics;
  for (const name of ["load", "store", "add", "sub", "compareExchange", "wait", "notify"]) {
    const real = Atomics[name];
    Atomics[name] = (words, index, ...rest) => {
      const found = real(words, index, ...rest);
      if ((name !== "load" || index !== ${EPOCH}) && left-- === 0) wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ${ms});
      return found;
    };
  }
  ${workerProgram}`;

const n = 2 ** 18;

/** y += 1, in eight pieces: what was done twice is 2. Gives y. */
function count(kernels: Kernels, x: number): Float32Array {
  const floats = new Float32Array(kernels.memory.buffer, x, 2 * n);
  floats.fill(1, 0, n).fill(0, n);
  const y = floats.subarray(n);
  try {
    kernels.axpy_f32(0, n, 1, x, x + 4 * n);
  } catch (error) {
    expect(y.every((value) => value === 0 || value === 1)).toBe(true);
    throw error;
  }
  return y;
}
const isRight = (y: Float32Array) => y.every((value) => value === 1);

describe.each([
  ["for ever", 1e9],
  ["for longer than the caller waits", 150],
])("a worker held up %s", (_, ms) => {
  it("after any step of the protocol: each call is right or a WorkerError, the next is right, and stays so", async () => {
    let lost = 0;
    for (let step = 0; step < 32; step++) {
      let started = 0;
      const kernels = await loaded({
          count: 2,
          patienceMs: 30,
          worker: () => longLived(started++ ? workerProgram : heldUp(step, ms)),
        }),
        x = kernels.allocate(8 * n) >>> 0;
      for (let call = 0; call < 12; call++) {
        const end = performance.now() + 0.5 * (call % 3); // for the worker to fall asleep, or not
        while (performance.now() < end);
        try {
          expect(isRight(count(kernels, x))).toBe(true);
        } catch (error) {
          if (!(error instanceof WorkerError)) throw error;
          lost++;
          const y = count(kernels, x);
          expect(isRight(y)).toBe(true);
          if (ms < 1000) await later(2 * ms);
          expect(isRight(y)).toBe(true); // whoever comes back adds nothing
          await kernels.threads!.ready;
          expect(kernels.threads!.count).toBe(2);
        }
      }
      await kernels.threads!.stop();
    }
    expect(lost).toBeGreaterThan(0);
  }, 60_000);
});

it("a clock that leaps, as while a computer sleeps, makes no worker lost", async () => {
  const { now } = performance;
  for (let step = 0; step < 32; step++) {
    const { wait } = Atomics;
    Atomics.wait = () => {
      throw new TypeError("this is a page"); // which watches the clock all the time
    };
    const kernels = await loaded({ count: 2, worker: () => longLived(heldUp(step, 60)) }),
      x = kernels.allocate(8 * n) >>> 0;
    Atomics.wait = wait;
    for (let call = 0; call < 6; call++) {
      const leap = now.call(performance) + 20;
      vi.spyOn(performance, "now").mockImplementation(() => {
        const time = now.call(performance);
        return time < leap ? time : time + 1e6;
      });
      expect(isRight(count(kernels, x))).toBe(true);
    }
    vi.restoreAllMocks();
    await kernels.threads!.stop();
  }
}, 60_000);

it("stop() has the workers leave their loops, whenever they are ended", async () => {
  const { threads: team } = await loaded({
    count: 3,
    worker: () =>
      longLived(
        `${workerProgram};require("node:worker_threads").parentPort.on("message", (it) => it === "ping" && process.exit(7))`,
      ),
  });
  const ends = Promise.all(threads.map((one) => once(one, "exit")));
  for (const one of threads) one.postMessage("ping");
  await later(100);
  await team!.stop();
  expect(await ends).toEqual([[7], [7]]);
});

it("stop() while workers are on their way ends them, and `ready` is settled", async () => {
  let ended = 0;
  const module = new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])),
    memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }),
    start = () => ({ postMessage() {}, terminate: () => ended++ }),
    team = new Team({ module, memory, kernels: [] }, { workers: 2, start, patienceMs: 10 });
  await team.stop();
  expect(ended).toBe(2);
  await team.ready;
  expect(team.count).toBe(1);
});

it("what is no worker, a promise of one say, is told and rejects nowhere else", async () => {
  const rejections: unknown[] = [],
    listen = (reason: unknown) => rejections.push(reason);
  process.on("unhandledRejection", listen);
  const worker = (async () => longLived()) as unknown as () => WorkerLike;
  const kernels = await loaded({ count: 2, worker });
  await later(20);
  process.off("unhandledRejection", listen);
  expect(kernels.threads).toMatchObject({ count: 1, reason: expect.stringContaining("postMessage is not a function") });
  expect(rejections).toEqual([]);
});

it("a load that fails after its workers have started ends them", async () => {
  const stop = vi.spyOn(Team.prototype, "stop");
  await expect(load({ families: [dendrites.from(new Uint8Array([1, 2, 3, 4]))], threads: 2 })).rejects.toThrow(
    UnsupportedError,
  );
  expect(stop).toHaveBeenCalledTimes(1);
});

it("pieces that take longer than a worker may keep one are not lost, where the caller's take as long", async () => {
  const kernels = await loaded({ count: 2, patienceMs: 5 }),
    [rows, inner, columns] = [128, 10_000, 1000],
    allocate = (size: number) => kernels.allocate(4 * size) >>> 0,
    [a, b, c] = [allocate(rows * inner), allocate(inner * columns), allocate(rows * columns)];
  for (let i = 0; i < 8; i++) kernels.gemm_nn_f32(0, rows, columns, inner, a, b, c, 0);
  expect(kernels.threads!.count).toBe(2);
});

describe("a program with threads", () => {
  let script: string;
  beforeAll(async () => {
    const entryPoints = [fileURLToPath(new URL("program.ts", import.meta.url))];
    const { outputFiles } = await build({ entryPoints, bundle: true, write: false, format: "esm", platform: "node" });
    script = outputFiles[0]!.text;
  });
  const run = (task: string) => {
    const child = spawn(process.execPath, ["--expose-gc", "--input-type=module", "-", task], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    child.stdin.end(script);
    let said = "";
    child.stdout.on("data", (text) => (said += text));
    return { child, said: once(child, "close").then(([code, signal]) => ({ code, signal, said })) };
  };

  it("ends when it is done, with its workers asleep", async () => {
    expect(await run("end").said).toEqual({ code: 0, signal: null, said: "done\n" });
  });

  it("may load 90 times, stopping or forgetting the workers, and keeps nothing of it", async () => {
    const { code, said } = await run("leak").said;
    expect(code).toBe(0);
    const { resources, megabytes } = JSON.parse(said);
    expect(resources).toBe(0);
    expect(megabytes).toBeLessThan(40);
  }, 90_000);
});

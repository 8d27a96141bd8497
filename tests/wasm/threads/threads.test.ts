import { availableParallelism } from "node:os";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ArgumentError } from "../../../src/errors.js";
import { load } from "../../../src/wasm/load.js";
import { aloneBecause, type ThreadOptions, threadOptions } from "../../../src/wasm/threads/threads.js";

afterEach(() => vi.unstubAllGlobals());

describe("threadOptions", () => {
  it("takes a number, a word or all of them", () => {
    const defaults = { worker: undefined, patienceMs: 3000, leastMs: 0.02 },
      all = Math.min(8, availableParallelism());
    expect(threadOptions(3)).toEqual({ ...defaults, count: 3 });
    expect(threadOptions("auto")).toEqual({ ...defaults, count: all });
    expect(threadOptions({})).toEqual({ ...defaults, count: all });
    expect(threadOptions({ count: 2, patienceMs: 10, leastMs: 0 })).toEqual({
      count: 2,
      worker: undefined,
      patienceMs: 10,
      leastMs: 0,
    });
  });

  it("asks the browser for its processors, and is content with eight", () => {
    vi.stubGlobal("navigator", { hardwareConcurrency: 5 });
    expect(threadOptions("auto").count).toBe(5);
    vi.stubGlobal("navigator", { hardwareConcurrency: 96 });
    expect(threadOptions("auto").count).toBe(8);
    expect(threadOptions(64).count).toBe(64);
  });

  it.each<[unknown, RegExp]>([
    [0, /threads is 0, must be "auto" or a whole number from 1 to 64/],
    [65, /threads is 65/],
    [1.5, /threads is 1.5/],
    [Number.NaN, /threads is NaN/],
    ["2", /threads is "2"/],
    [null, /threads is null/],
    [{ count: -1 }, /threads is -1/],
    [{ worker: "worker.js" }, /threads\.worker is "worker.js", must be a function that starts a Worker/],
    [{ patienceMs: 0 }, /threads\.patienceMs is 0/],
    [{ leastMs: -1 }, /threads\.leastMs is -1/],
  ])("refuses %j", async (threads, message) => {
    const options = threads as ThreadOptions;
    expect(() => threadOptions(options)).toThrow(ArgumentError);
    await expect(load({ threads: options })).rejects.toThrow(message);
  });
});

describe("where memory cannot be shared", () => {
  it.each<[string, () => void, RegExp]>([
    ["without SharedArrayBuffer", () => vi.stubGlobal("SharedArrayBuffer", undefined), /SharedArrayBuffer is missing/],
    ["in a page that is not isolated", () => vi.stubGlobal("crossOriginIsolated", false), /Cross-Origin-Opener-Policy/],
    [
      "in an engine that refuses",
      () =>
        vi.stubGlobal("WebAssembly", {
          ...WebAssembly,
          ...Object.fromEntries(
            (["compile", "instantiate", "Module", "Instance"] as const).map((name) => [name, WebAssembly[name]]),
          ),
          Memory: function Memory(descriptor: WebAssembly.MemoryDescriptor) {
            if (descriptor.shared) throw new TypeError("shared memory is off");
            return new EngineMemory(descriptor);
          },
        }),
      /cannot be shared: shared memory is off/,
    ],
  ])("%s the caller works alone and is told why", async (_, take, reason) => {
    expect(aloneBecause()).toBeUndefined();
    take();
    expect(aloneBecause()).toMatch(reason);
    const { threads, memory } = await load({ threads: 2 });
    expect(threads).toMatchObject({ count: 1, reason: expect.stringMatching(reason) });
    expect(memory.buffer).toBeInstanceOf(ArrayBuffer);
    await threads!.ready;
    await threads!.stop();
  });

  it("one thread that was asked for needs no reason, and none that were not are not there", async () => {
    expect((await load({ threads: 1 })).threads).toMatchObject({ count: 1, reason: undefined });
    expect((await load()).threads).toBeUndefined();
  });
});

const EngineMemory = WebAssembly.Memory;

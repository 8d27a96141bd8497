import { readFile } from "node:fs/promises";
import { afterEach, expect, it, vi } from "vitest";
import { dendrites } from "../../../src/dendrites/kernels.js";
import { SegmentStore } from "../../../src/dendrites/segment-store.js";
import { ArgumentError, MemoryError } from "../../../src/errors.js";
import { Arena } from "../../../src/wasm/arena.js";
import { type Kernels, load } from "../../../src/wasm/load.js";
import { Team } from "../../../src/wasm/threads/team.js";

const open: Kernels[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(open.splice(0).map((kernels) => kernels.threads?.stop()));
});

const crew = async (...options: Parameters<typeof load>): Promise<Kernels> => {
  const kernels = await load(...options);
  open.push(kernels);
  return kernels;
};

it("hands out what is long enough, in pieces of whole grains, and nothing else", async () => {
  const kernels = await crew({ threads: { count: 2, leastMs: 0.1 } }),
    x = kernels.allocate(4 * 2 ** 20) >>> 0,
    run = vi.spyOn(Team.prototype, "run");
  kernels.relu_f32(0, 400_000, x, x); // 0.08 ms by the plan's 0.2 ns for each
  expect(run).not.toHaveBeenCalled();
  kernels.relu_f32(0, 600_001, x, x);
  expect(run).toHaveBeenCalledTimes(1);
  const [name, , , begin, end, rest, step] = run.mock.calls[0]!;
  expect([name, begin, end, rest]).toEqual(["relu_f32", 0, 600_001, [x, x]]);
  expect(step % 64).toBe(0);
  expect(Math.ceil(600_001 / step)).toBe(5); // 0.12 ms in pieces of no less than a quarter of 0.1, some of it lost to grains
});

it("cuts into at most four pieces for each thread", async () => {
  const kernels = await crew({ threads: { count: 3, leastMs: 0 } }),
    x = kernels.allocate(4 * 2 ** 20) >>> 0,
    run = vi.spyOn(Team.prototype, "run");
  kernels.tanh_f32(0, 2 ** 20, x, x);
  expect(Math.ceil(2 ** 20 / run.mock.calls[0]![6])).toBe(12);
  kernels.tanh_f32(5, 60, x, x); // less than one grain
  kernels.tanh_f32(7, 7, x, x);
  expect(run).toHaveBeenCalledTimes(1);
});

it("families work in the shared memory, and blocks are refused as ever", async () => {
  const { Memory } = WebAssembly;
  // As on a phone, which has no 4 GiB to reserve.
  vi.spyOn(WebAssembly, "Memory").mockImplementation(function Small(descriptor) {
    if (descriptor.maximum! > 2048) throw new RangeError("could not allocate memory");
    return new Memory(descriptor);
  });
  const kernels = await crew({ families: [dendrites], threads: 2 });
  expect(kernels.memory.buffer).toBeInstanceOf(SharedArrayBuffer);
  using arena = new Arena(kernels);
  const store = new SegmentStore(arena, { cells: 100 });
  expect(store.size).toBe(0);
  expect(() => arena.allocate(2 ** 30)).toThrow(MemoryError);
  const blocks: number[] = [];
  expect(() => {
    for (;;) blocks.push(arena.allocate(2 ** 24));
  }).toThrow(MemoryError);
  expect(blocks).toHaveLength(7); // of 16 MiB in 128, with a little for the allocator
  for (const block of blocks) arena.release(block);
  expect(new Uint8Array(arena.buffer, arena.allocate(64), 64).every((byte) => byte === 0)).toBe(true);
});

it("takes the shipped file, from wherever, but no compiled module", async () => {
  const bytes = await readFile("build/core.simd.wasm");
  const kernels = await crew({ wasm: bytes, threads: 2 });
  expect(kernels.threads!.count).toBe(2);
  expect(bytes.equals(await readFile("build/core.simd.wasm"))).toBe(true); // its flag is changed in a copy
  await expect(load({ wasm: new WebAssembly.Module(bytes), threads: 2 })).rejects.toThrow(ArgumentError);
  expect(open).toHaveLength(1);
});

it("workers of kernels that are forgotten end by themselves", async () => {
  const stop = vi.spyOn(Team.prototype, "stop");
  const { gc } = globalThis as { gc?: () => void };
  await (async () => void (await load({ threads: 2 })))();
  if (!gc) return expect(stop).not.toHaveBeenCalled(); // node --expose-gc shows it
  await vi.waitFor(() => {
    gc();
    expect(stop).toHaveBeenCalledTimes(1);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError, DisposedError, MemoryError, NeuriteError } from "../../src/errors.js";
import { relu } from "../../src/ops/activations.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { Arena } from "../../src/wasm/arena.js";
import type { Kernels } from "../../src/wasm/load.js";
import { openArena, openKernels, variants } from "../support.js";

const mebibyte = 2 ** 20;

describe.each(variants)("Arena, %s build", (variant) => {
  it("hands out blocks that are aligned, zeroed and apart from each other, whatever was freed before", async () => {
    const kernels = await openKernels(variant);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(5000), fc.boolean()), { maxLength: 40 }), (requests) => {
        using arena = new Arena(kernels);
        const held: [pointer: number, bytes: number][] = [];
        for (const [bytes, free] of requests) {
          const pointer = arena.allocate(bytes),
            block = new Uint8Array(arena.buffer, pointer, bytes);
          expect(pointer % 16).toBe(0);
          expect(block.every((byte) => byte === 0)).toBe(true);
          block.fill(0xa5); // what the next owner of this place must not see
          for (const [other, size] of held) expect(pointer + bytes <= other || other + size <= pointer).toBe(true);
          if (free) arena.release(pointer);
          else held.push([pointer, bytes]);
        }
        const bytesInUse = held.reduce((sum, [, bytes]) => sum + bytes, 0);
        expect(arena.memory()).toMatchObject({ bytesInUse, blocks: held.length, allocations: requests.length });
      }),
    );
  });

  it("shrinks a block in its place, and hands the rest out again", async () => {
    const kernels = await openKernels(variant);
    using arena = new Arena(kernels);
    const pointers = Array.from({ length: 4 }, () => arena.allocate(mebibyte));
    for (const pointer of pointers) new Uint8Array(arena.buffer, pointer, mebibyte).fill(7);
    const { wasmBytes } = arena.memory();
    for (const pointer of pointers) arena.shrink(pointer, 1000);
    expect(arena.memory()).toMatchObject({ bytesInUse: 4000, blocks: 4, allocations: 4 });
    for (let i = 0; i < 4; i++) arena.allocate(mebibyte / 2); // into what was given back
    expect(arena.memory().wasmBytes).toBe(wasmBytes);
    for (const pointer of pointers)
      expect(new Uint8Array(arena.buffer, pointer, 1000).every((byte) => byte === 7)).toBe(true);
    for (const bytes of [1001, -1, 0.5, Number.NaN])
      expect(() => arena.shrink(pointers[0]!, bytes)).toThrow(ArgumentError);
    expect(() => arena.shrink(pointers[0]! + 16, 0)).toThrow(ArgumentError);
    arena.shrink(pointers[0]!, 0);
    arena.release(pointers[0]!);
  });

  it("gives everything back: the second 5000 of 10 000 cycles grow nothing", async () => {
    const kernels = await openKernels(variant);
    let wasmBytes = 0;
    for (let cycle = 0; cycle < 10_000; cycle++) {
      using arena = new Arena(kernels);
      const x = new Tensor(arena, [100, (cycle % 7) + 1]);
      new Tensor(arena, [cycle % 5000], "u8");
      new Tensor(arena, [33]);
      if (cycle % 3 === 0) x.dispose();
      if (cycle === 4999) wasmBytes = arena.memory().wasmBytes; // every size has occurred
    }
    expect(kernels.memory.buffer.byteLength).toBe(wasmBytes);
  });

  it("says so when the memory is full, loses nothing, and goes on once there is room", async () => {
    const kernels = await openKernels(variant);
    using keep = new Arena(kernels);
    const kept = Tensor.from(keep, [3], [1, 2, 3]);
    const arena = new Arena(kernels);
    // Straight from the allocator, which touches no page of what it hands out: the test needs address space, not RAM.
    const filling: number[] = [];
    for (let bytes = 2 ** 29; bytes >= 2 ** 23; bytes /= 2)
      try {
        for (;;) filling.push(kernels.allocate(bytes) >>> 0);
      } catch {}
    expect(arena.memory().wasmBytes).toBeGreaterThan(2 ** 32 - 2 ** 25);
    const before = arena.memory();
    expect(() => arena.allocate(64 * mebibyte, "Test")).toThrow(
      /^Test: cannot allocate 67108864 bytes: .* cannot grow further$/,
    );
    expect(() => new Tensor(arena, [4096, 4096])).toThrow(MemoryError);
    expect(arena.memory()).toEqual(before);
    expect([...kept.data]).toEqual([1, 2, 3]);
    const small = arena.allocate(1024);
    expect(new Uint8Array(arena.buffer, small, 1024).every((byte) => byte === 0)).toBe(true);
    for (const pointer of filling) kernels.release(pointer);
    const high = new Tensor(arena, [mebibyte]);
    high.data.fill(7);
    expect(high.data.at(-1)).toBe(7);
    arena.dispose();
  });

  it("works with addresses above 2 GiB", async () => {
    const kernels = await openKernels(variant);
    using arena = new Arena(kernels);
    for (let i = 0; i < 4; i++) kernels.allocate(2 ** 29);
    let x: Tensor;
    do x = new Tensor(arena, [mebibyte]);
    while (x.ptr < 2 ** 31);
    x.data.set([-1, 5]);
    expect([...relu(x, x).data.subarray(0, 2)]).toEqual([0, 5]);
    const block = arena.allocate(100);
    expect(block).toBeGreaterThan(0); // an address, never a negative i32
    arena.release(block);
    x.dispose();
  });
});

describe("Arena", () => {
  it("refuses a block beyond the allocator's limit before asking it", async () => {
    using arena = await openArena();
    const limit = arena.kernels.allocation_limit() >>> 0;
    expect(limit).toBe(2 ** 30 - 64);
    for (const bytes of [limit + 1, 2 ** 32, 2 ** 53, Number.MAX_VALUE])
      expect(() => arena.allocate(bytes)).toThrow(MemoryError);
    expect(() => new Tensor(arena, [0x7fffffff, 2 ** 21])).toThrow(MemoryError);
    expect(arena.memory()).toMatchObject({ bytesInUse: 0, blocks: 0, allocations: 0 });
    expect(arena.allocate(16) % 16).toBe(0);
  });

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, "8"])("refuses a block of %s bytes", async (bytes) => {
    using arena = await openArena();
    expect(() => arena.allocate(bytes as number)).toThrow(ArgumentError);
  });

  it.each([undefined, null, {}, Promise.resolve()])("refuses %s in place of kernels", (kernels) => {
    expect(() => new Arena(kernels as unknown as Kernels)).toThrow(/await load\(\)/);
  });

  it("a growth detaches every view; the buffer is the new one", async () => {
    using arena = await openArena();
    const before = arena.buffer;
    arena.allocate(4 * mebibyte);
    expect(before.byteLength).toBe(0);
    expect(arena.buffer).not.toBe(before);
    expect(arena.memory().wasmBytes).toBe(arena.buffer.byteLength);
  });

  it("releases one block once, and only its own", async () => {
    using arena = await openArena();
    using other = new Arena(arena.kernels);
    const pointer = arena.allocate(64),
      foreign = other.allocate(64);
    arena.release(pointer);
    for (const wrong of [pointer, foreign, pointer + 16, 0, -1, Number.NaN])
      expect(() => arena.release(wrong)).toThrow(ArgumentError);
    expect(other.memory().blocks).toBe(1);
  });

  it("disposes twice without harm and refuses every use afterwards", async () => {
    const arena = await openArena(),
      kernels = arena.kernels,
      pointer = arena.allocate(64);
    arena.dispose();
    arena.dispose();
    arena[Symbol.dispose]();
    expect(arena.disposed).toBe(true);
    expect(arena.memory()).toMatchObject({ bytesInUse: 0, blocks: 0 });
    for (const use of [
      () => arena.kernels,
      () => arena.buffer,
      () => arena.allocate(8),
      () => arena.release(pointer),
      () => new Tensor(arena, [1]),
    ])
      expect(use).toThrow(DisposedError);
    using next = new Arena(kernels);
    expect(next.allocate(64)).toBe(pointer); // the block itself is free again
  });

  it("every allocation may fail: each failure is typed, leaves the account as it was, and the next attempt succeeds", async () => {
    const kernels = await openKernels();
    const build = (arena: Arena) => {
      using a = new Tensor(arena, [3, 4]);
      const b = Tensor.from(arena, [2], [1, 2]);
      return [b, new Tensor(arena, [a.size], "u8")];
    };
    for (let failing = 1; ; failing++) {
      let calls = 0;
      const allocate = (bytes: number) => {
        if (++calls === failing) throw new WebAssembly.RuntimeError("unreachable");
        return kernels.allocate(bytes);
      };
      using arena = new Arena({ ...kernels, allocate });
      try {
        build(arena);
        expect(failing).toBe(4); // three allocations, each of which failed once
        break;
      } catch (error) {
        expect(error).toBeInstanceOf(MemoryError);
        expect(error).toBeInstanceOf(NeuriteError);
        expect((error as Error).cause).toBeInstanceOf(WebAssembly.RuntimeError);
        const { bytesInUse, blocks } = arena.memory();
        expect([bytesInUse, blocks]).toEqual(failing === 3 ? [8, 1] : [0, 0]);
        expect(build(arena)).toHaveLength(2);
      }
    }
  });
});

import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { dendrites } from "../../src/dendrites/kernels.js";
import { SegmentStore } from "../../src/dendrites/segment-store.js";
import { ArgumentError, DisposedError, MemoryError, UnsupportedError } from "../../src/errors.js";
import { relu } from "../../src/ops/activations.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { Arena } from "../../src/wasm/arena.js";
import type { KernelFamily } from "../../src/wasm/family.js";
import { load } from "../../src/wasm/load.js";
import { openArena, variants } from "../support.js";

const file = new Uint8Array(await readFile("build/dendrites.simd.wasm"));

describe("KernelFamily", () => {
  it("works in the memory of the kernels it was loaded with", async () => {
    const kernels = await load({ families: [dendrites] }),
      arena = new Arena(kernels),
      exports = dendrites.of("test", arena);
    expect(exports.memory).toBe(kernels.memory);
    const counts = Tensor.from(arena, [4], [1 + (3 << 16), 2 + (7 << 16), 0, 0], "i32"),
      out = new Tensor(arena, [4], "i32");
    expect(exports.at_least_u16(4, 2, counts.ptr, out.ptr)).toBe(3);
    expect([...out.data]).toEqual([1, 2, 3, 0]);
    expect([...relu(Tensor.from(arena, [2], [-1, 2]), new Tensor(arena, [2])).data]).toEqual([0, 2]);
  });

  it("comes from bytes or a module as well", async () => {
    for (const source of [file, await WebAssembly.compile(file)]) {
      const arena = new Arena(await load({ families: [dendrites.from(source)] }));
      expect(dendrites.of("test", arena).store_bytes()).toBeGreaterThan(0);
    }
  });

  it("is attached once, however often it is asked for", async () => {
    const kernels = await load({ families: [dendrites, dendrites] }),
      arena = new Arena(kernels),
      exports = dendrites.of("test", arena);
    await dendrites.attach(kernels);
    expect(dendrites.of("test", arena)).toBe(exports);
  });

  it("says what to do when kernels were loaded without it", async () => {
    using arena = new Arena(await load());
    expect(() => dendrites.of("TemporalMemory", arena)).toThrow(ArgumentError);
    expect(() => dendrites.of("TemporalMemory", arena)).toThrow(
      /^TemporalMemory: .*load\(\{ families: \[dendrites\] \}\)/,
    );
  });

  it.each<[string, unknown]>([
    ["no array", {}],
    ["an array of other things", [{}]],
    ["null in it", [null]],
  ])("load refuses %s as families", async (_, families) => {
    await expect(load({ families: families as KernelFamily[] })).rejects.toThrow(ArgumentError);
  });

  it("refuses another module", async () => {
    const core = new Uint8Array(await readFile("build/core.simd.wasm"));
    await expect(load({ families: [dendrites.from(core)] })).rejects.toThrow(UnsupportedError);
    await expect(load({ families: [dendrites.from(new Uint8Array(9))] })).rejects.toThrow(UnsupportedError);
  });

  it.each(variants)("takes a structure's blocks from its own arena, %s build", async (variant) => {
    const arena = await openArena(variant, [dendrites]),
      other = new Arena(arena.kernels),
      exports = dendrites.of("test", arena);
    const store = dendrites.allocate("test", other, exports.store_bytes());
    exports.store_create(store, 1000, 1000, 0.5);
    expect(arena.memory().blocks).toBe(0);
    expect(other.memory().blocks).toBeGreaterThan(1);
    exports.store_release(store);
    dendrites.release(other, store);
    expect(other.memory()).toMatchObject({ blocks: 0, bytesInUse: 0 });
    expect(() => {
      const large = dendrites.allocate("test", other, exports.store_bytes());
      exports.store_create(large, 2 ** 27, 10, 0.5);
    }).toThrow(MemoryError);
    // Named after what asked for the structure.
    expect(() => new SegmentStore(other, { cells: 2 ** 27, inputs: 2 ** 27 })).toThrow(
      /^SegmentStore: cannot allocate/,
    );
    other.dispose();
    expect(() => dendrites.of("test", other)).toThrow(DisposedError);
    arena.dispose();
  });
});

import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { UnsupportedError } from "../../src/errors.js";
import { CsrMatrix } from "../../src/tensor/csr.js";
import { rewiringKernels } from "../../src/tensor/rewiring.js";
import { Arena } from "../../src/wasm/arena.js";
import { rewiringWasm } from "../../src/wasm/inline/rewiring.js";
import { InstantKernels } from "../../src/wasm/instant.js";
import { load } from "../../src/wasm/load.js";

const pattern = { rows: 1, columns: 3, rowPointers: [0, 2], columnIndices: [0, 2] };

describe("InstantKernels", () => {
  it("come with their first use, once for all arenas of the same kernels", async () => {
    const kernels = await load(),
      exports = rewiringKernels.of(kernels);
    expect(rewiringKernels.of(new Arena(kernels).kernels)).toBe(exports);
    expect(rewiringKernels.of(await load())).not.toBe(exports);
    expect(exports.memory).toBe(kernels.memory);
  });

  it("work in a memory that threads share", async () => {
    const kernels = await load({ threads: 2 });
    try {
      using arena = new Arena(kernels);
      const matrix = CsrMatrix.from(arena, pattern, [1, 2]);
      expect([...matrix.rewire([0], [1], { values: [5] })]).toEqual([0]);
      expect([...matrix.toDense()]).toEqual([0, 5, 2]);
    } finally {
      await kernels.threads?.stop();
    }
  });

  it("are small enough for engines to compile while a page waits", async () => {
    const file = await readFile("build/rewiring.simd.wasm");
    expect(file.length).toBeLessThan(4096);
    expect(rewiringWasm.base64).toBe(file.toString("base64"));
  });

  it("say so when they are no kernels, or others", async () => {
    const kernels = await load();
    for (const base64 of ["", "AGFzbQ==", btoa("<!doctype html>")])
      expect(() => new InstantKernels("test", { base64, memoryFlags: 0 }).of(kernels)).toThrow(UnsupportedError);
    const wanting = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 2, 8, 1, 1, 97, 1, 98, 3, 127, 0), // imports a.b, an i32
      base64 = btoa(String.fromCharCode(...wanting));
    expect(() => new InstantKernels("test", { base64, memoryFlags: 0 }).of(kernels)).toThrow(
      /^test: the module is not this version's/,
    );
  });
});

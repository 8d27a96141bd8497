import { availableParallelism } from "node:os";
import { afterEach, expect, it, vi } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { doctor } from "../../src/wasm/doctor.js";
import * as loading from "../../src/wasm/load.js";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

it("finds this Node.js healthy", async () => {
  const report = await doctor();
  expect(report).toEqual({
    version: manifest.version,
    runtime: { name: "Node.js", version: process.versions.node },
    features: { wasm: true, simd: true, relaxedSimd: expect.any(Boolean), threads: true, decompressionStream: true },
    kernels: {
      bytes: expect.any(Number),
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      exports: expect.any(Number),
    },
    memory: { initialBytes: expect.any(Number), limitBytes: 2 ** 32, largestBlockBytes: 2 ** 30 - 64 },
    threads: { processors: availableParallelism(), usable: true, reason: undefined },
    loadMs: expect.any(Number),
    problems: [],
  });
  expect(report.memory!.initialBytes).toBe(65536);
  expect(JSON.parse(JSON.stringify(report))).toEqual(report);
});

it("the probes are well-formed: an engine takes each, and none once it is damaged", async () => {
  const validate = vi.spyOn(WebAssembly, "validate");
  const { features } = await doctor();
  // Node 20's V8 takes relaxed SIMD behind a flag only; every later one takes all four.
  const expected = [true, true, features.relaxedSimd, true];
  if (Number.parseInt(process.versions.node, 10) >= 22) expect(features.relaxedSimd).toBe(true);
  expect(validate.mock.results.map(({ value }) => value)).toEqual(expected);
  for (const [probe] of validate.mock.calls.slice())
    expect(WebAssembly.validate((probe as Uint8Array<ArrayBuffer>).slice(0, -1))).toBe(false);
});

it("reports an engine without WebAssembly, DecompressionStream or shared memory instead of throwing", async () => {
  for (const name of ["WebAssembly", "DecompressionStream", "SharedArrayBuffer"]) vi.stubGlobal(name, undefined);
  const report = await doctor();
  expect(report.features).toEqual({
    wasm: false,
    simd: false,
    relaxedSimd: false,
    threads: false,
    decompressionStream: false,
  });
  expect(report.memory).toBeUndefined();
  expect(report.problems).toEqual([expect.stringContaining("WebAssembly switched off")]);
});

it("has no threads in a page that is not cross-origin isolated", async () => {
  vi.stubGlobal("crossOriginIsolated", false);
  const { features, threads, problems } = await doctor();
  expect(features.threads).toBe(false);
  expect(threads).toMatchObject({ usable: false, reason: expect.stringContaining("Cross-Origin-Opener-Policy") });
  expect(problems).toEqual([]);
});

it.each(["relu_f32", "fill_bits_i32"])("notices when %s computes wrong numbers", async (name) => {
  const kernels = await loading.load();
  vi.spyOn(WebAssembly, "instantiate").mockResolvedValueOnce({
    exports: { ...kernels, [name]: () => {} },
  } as unknown as WebAssembly.Instance);
  expect((await doctor()).problems).toEqual([expect.stringContaining("wrong numbers")]);
});

it.each([
  [{ Bun: { version: "1.4.5" } }, { name: "Bun", version: "1.4.5" }],
  [{ Deno: { version: { deno: "2.9.6" } } }, { name: "Deno", version: "2.9.6" }],
  [
    { process: undefined, navigator: { userAgent: "Mozilla/5.0" } },
    { name: "browser", version: "Mozilla/5.0" },
  ],
  [
    { process: undefined, navigator: undefined },
    { name: "unknown", version: "" },
  ],
])("recognises the runtime by %o", async (globals, runtime) => {
  for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value);
  expect((await doctor()).runtime).toEqual(runtime);
});

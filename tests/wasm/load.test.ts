import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ArgumentError, MemoryError, UnsupportedError } from "../../src/errors.js";
import { relu } from "../../src/ops/activations.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { Arena } from "../../src/wasm/arena.js";
import { instantiateKernels, type Kernels, load } from "../../src/wasm/load.js";
import type { InlinedWasm, WasmSource } from "../../src/wasm/module.js";

const bytes = new Uint8Array(await readFile("build/core.simd.wasm"));
const otherModule = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0); // the smallest module: nothing in it
const html = "<!DOCTYPE html><title>404</title>";

/** (module (import "elsewhere" "f" (func))) */
const needsImport = Uint8Array.from([
  ...otherModule,
  ...[1, 4, 1, 0x60, 0, 0],
  ...[2, 15, 1, 9, ...Buffer.from("elsewhere"), 1, ...Buffer.from("f"), 0, 0],
]);

afterEach(() => vi.unstubAllGlobals());

function expectWorking(kernels: Kernels): void {
  using arena = new Arena(kernels);
  const x = Tensor.from(arena, [6], [-1, 2, -3, 4, -5, 6]);
  expect([...relu(x, x).data]).toEqual([0, 2, 0, 4, 0, 6]);
}

async function serving<T>(listener: RequestListener, use: (url: string) => Promise<T>): Promise<T> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/simd.wasm`);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

/** The error of a load that must fail. */
async function failure(wasm: unknown): Promise<Error> {
  return load({ wasm: wasm as WasmSource }).then(
    () => expect.fail("load succeeded"),
    (error: Error) => error,
  );
}

describe("load", () => {
  it("gives instances with memories of their own", async () => {
    const [a, b] = await Promise.all([load(), load()]);
    expect(a.memory).not.toBe(b.memory);
    expectWorking(a);
    expectWorking(b);
  });

  it.each<[string, () => WasmSource]>([
    ["a Uint8Array", () => bytes],
    ["a Node Buffer inside its pool", () => Buffer.concat([Buffer.from("…"), bytes]).subarray(3)],
    ["an ArrayBuffer", () => bytes.slice().buffer],
    ["a DataView", () => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)],
    ["a module", () => new WebAssembly.Module(bytes)],
    ["a Response, whatever its content type", () => new Response(bytes, { headers: { "content-type": "text/plain" } })],
  ])("takes %s", async (_, source) => expectWorking(await load({ wasm: source() })));

  it("takes bytes of another realm, as test runners hand them over", async () => {
    const { runInNewContext } = await import("node:vm");
    const foreign = runInNewContext("(numbers) => Uint8Array.from(numbers)")([...bytes]);
    expect(foreign).not.toBeInstanceOf(Uint8Array);
    expectWorking(await load({ wasm: foreign }));
  });

  it("takes an address, as text or URL", () =>
    serving(
      (_, response) => response.end(bytes),
      async (url) => {
        expectWorking(await load({ wasm: url }));
        expectWorking(await load({ wasm: new URL(url) }));
      },
    ));

  it("names the status of a refused request", () =>
    serving(
      (_, response) => response.writeHead(404).end(html),
      async (url) => {
        const error = await failure(url);
        expect(error).toBeInstanceOf(UnsupportedError);
        expect(error.message).toMatch(
          /could not be fetched: http:.*simd.wasm answered 404 Not Found.*Leave `wasm` out/,
        );
      },
    ));

  it("recognises a page served in place of the file", () =>
    serving(
      (_, response) => response.writeHead(200, { "content-type": "text/html" }).end(html),
      async (url) => {
        const error = await failure(url);
        expect(error).toBeInstanceOf(UnsupportedError);
        expect(error.message).toContain("HTML error page");
        expect(error.cause).toBeInstanceOf(WebAssembly.CompileError);
      },
    ));

  it("reports a connection broken half-way", () =>
    serving(
      (_, response) => {
        response.writeHead(200, { "content-length": "1000" });
        response.write("x", () => response.destroy());
      },
      async (url) => expect(await failure(url)).toBeInstanceOf(UnsupportedError),
    ));

  it("reports a body that was read before", async () => {
    const response = new Response(bytes);
    await response.arrayBuffer();
    expect(await failure(response)).toBeInstanceOf(UnsupportedError);
  });

  it.each([
    ["an address nobody listens on", "http://127.0.0.1:9/simd.wasm", /could not be fetched/],
    ["text that is no address", "not an address", /could not be fetched/],
    ["a file's address, which fetch does not read", new URL("file:///simd.wasm"), /could not be fetched/],
    ["no bytes", new Uint8Array(0), /not a WebAssembly module/],
    ["other bytes", new Uint8Array(64), /not a WebAssembly module/],
    ["a file cut short", bytes.subarray(0, bytes.length >> 1), /cannot compile/],
    ["another module", otherModule, /0 exports/],
    ["another module that needs imports", needsImport, /cannot be instantiated/],
  ])("refuses %s", async (_, wasm, message) => {
    const error = await failure(wasm);
    expect(error).toBeInstanceOf(UnsupportedError);
    expect(error.message).toMatch(message);
  });

  it.each([null, 7, {}, [], () => bytes, new SharedArrayBuffer(8), new Uint8Array(new SharedArrayBuffer(8))])(
    "refuses %s, which is no source",
    async (wasm) => expect(await failure(wasm)).toBeInstanceOf(ArgumentError),
  );

  it("refuses bytes whose buffer was transferred away", async () => {
    const view = bytes.slice();
    structuredClone(view.buffer, { transfer: [view.buffer] });
    for (const source of [view, view.buffer]) {
      const error = await failure(source);
      expect(error).toBeInstanceOf(ArgumentError);
      expect(error.message).toContain("transferred");
    }
  });

  it("reports an engine without WebAssembly", async () => {
    vi.stubGlobal("WebAssembly", undefined);
    await expect(load()).rejects.toThrow(UnsupportedError);
  });

  it("reports that no memory is left for an instance", async () => {
    const module = new WebAssembly.Module(bytes);
    const instantiate = vi.spyOn(WebAssembly, "instantiate").mockRejectedValueOnce(new RangeError("out of memory"));
    await expect(instantiateKernels(module)).rejects.toThrow(MemoryError);
    instantiate.mockRestore();
  });
});

describe("load, its first call in a fresh copy of the module", () => {
  const fresh = async () => {
    vi.resetModules();
    return import("../../src/wasm/load.js");
  };

  it("reports an engine without SIMD by what it needs, and tries again on the next call", async () => {
    const { load } = await fresh();
    const compile = vi
      .spyOn(WebAssembly, "compile")
      .mockRejectedValueOnce(new WebAssembly.CompileError("invalid value type 'v128'"));
    await expect(load()).rejects.toThrow(/fixed-width SIMD is needed .*wasm-unsafe-eval/);
    expectWorking(await load());
    expect(compile).toHaveBeenCalledTimes(2);
    await load();
    expect(compile).toHaveBeenCalledTimes(2);
    compile.mockRestore();
  });

  it("reports an engine without DecompressionStream; the file works there", async () => {
    const { load } = await fresh();
    vi.stubGlobal("DecompressionStream", undefined);
    await expect(load()).rejects.toThrow(/DecompressionStream/);
    expectWorking(await load({ wasm: bytes }));
  });
});

it.each(["core", "dendrites"])("the copy of %s inside the package is the file that was built", async (name) => {
  const file = await readFile(`build/${name}.simd.wasm`),
    module = await import(`../../src/wasm/inline/${name}.ts`),
    { gzip, bytes, sha256, exports } = module[`${name}Wasm`] as InlinedWasm;
  expect(gunzipSync(Buffer.from(gzip, "base64")).equals(file)).toBe(true);
  expect([bytes, sha256]).toEqual([file.length, createHash("sha256").update(file).digest("hex")]);
  expect(exports).toBe(WebAssembly.Module.exports(new WebAssembly.Module(file)).length);
});

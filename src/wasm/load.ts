import { instantiate } from "@assemblyscript/loader";
import type * as generated from "./exports.js";
import { ArgumentError, UnsupportedError } from "../errors.js";
import { inlinedWasm } from "./inline.js";

/** The compiled kernels: raw exports over one linear memory, pointers and numbers only. */
export type Kernels = Awaited<ReturnType<typeof generated.instantiate>>;

/** Where `load` may take the compiled kernels from instead of the copy inside the package. */
export type WasmSource = BufferSource | WebAssembly.Module | Response | URL | string;

let inlinedModule: Promise<WebAssembly.Module> | undefined;

/**
 * Instantiates the kernels. Every call gives an instance with a memory of its own; the module is compiled once.
 * @param options.wasm bytes, a compiled module, a `Response`, or a URL to fetch. Default: the copy inside the package
 * @throws {UnsupportedError} when the engine has no WebAssembly SIMD, or when the source cannot be fetched or compiled
 */
export async function load(options: { wasm?: WasmSource } = {}): Promise<Kernels> {
  const module = options.wasm === undefined ? await (inlinedModule ??= compileInlined()) : await compile(options.wasm);
  return instantiateKernels(module);
}

/** One instance of a compiled module; the debug build turns an `abort` into an Error with file and line. */
export async function instantiateKernels(module: WebAssembly.Module): Promise<Kernels> {
  const { instance } = await instantiate(module);
  return instance.exports as unknown as Kernels;
}

async function compileInlined(): Promise<WebAssembly.Module> {
  const compressed = Uint8Array.from(atob(inlinedWasm), (character) => character.charCodeAt(0));
  const stream = new Blob([compressed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return compile(await new Response(stream).arrayBuffer());
}

async function compile(source: WasmSource): Promise<WebAssembly.Module> {
  if (source instanceof WebAssembly.Module) return source;
  try {
    if (typeof source === "string" || source instanceof URL) source = await fetch(source);
    if (typeof Response !== "undefined" && source instanceof Response) {
      if (!source.ok) throw new Error(`${source.url} answered ${source.status} ${source.statusText}`);
      source = await source.arrayBuffer();
    }
  } catch (cause) {
    throw new UnsupportedError(
      "load",
      "the wasm file could not be fetched. Leave `wasm` out to use the copy inside the package, or pass its bytes",
      { cause },
    );
  }
  const bytes = bytesOf(source);
  try {
    return await WebAssembly.compile(bytes);
  } catch (cause) {
    const isWasm = bytes.length >= 4 && new DataView(bytes.buffer, bytes.byteOffset).getUint32(0) === 0x0061736d;
    const hint = isWasm
      ? "this engine cannot compile the kernels: WebAssembly with fixed-width SIMD is needed (Node ≥ 16.4, Chrome ≥ 91, Firefox ≥ 89, Safari ≥ 16.4), and a content security policy must allow 'wasm-unsafe-eval'"
      : "the bytes are not a WebAssembly module (an HTML error page served in its place?)";
    throw new UnsupportedError("load", hint, { cause });
  }
}

function bytesOf(source: unknown): Uint8Array<ArrayBuffer> {
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  if (ArrayBuffer.isView(source) && source.buffer instanceof ArrayBuffer)
    return new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
  throw new ArgumentError("load", "wasm", source, "bytes, a WebAssembly.Module, a Response or a URL");
}

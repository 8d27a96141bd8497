import { instantiate } from "@assemblyscript/loader";
import { ArgumentError, MemoryError, UnsupportedError } from "../errors.js";
import type * as generated from "./exports.js";
import { inlinedWasm, wasmBytes, wasmExports } from "./inline.js";

/** The compiled kernels: raw exports over one linear memory, pointers and numbers only. */
export type Kernels = Awaited<ReturnType<typeof generated.instantiate>>;

/** Where `load` may take the compiled kernels from instead of the copy inside the package. */
export type WasmSource = BufferSource | WebAssembly.Module | Response | URL | string;

let inlinedModule: Promise<WebAssembly.Module> | undefined;

/**
 * Instantiates the kernels. Every call gives an instance with a memory of its own; the module is compiled once.
 * @param options.wasm bytes, a compiled module, a `Response`, or a URL to fetch. Default: the copy inside the package
 * @throws {UnsupportedError} when the engine has no WebAssembly SIMD, or when the source cannot be fetched or compiled,
 *   or is not this version's simd.wasm
 * @throws {ArgumentError} when `wasm` is none of these    @throws {MemoryError} when no memory is left for an instance
 */
export async function load(options: { wasm?: WasmSource } = {}): Promise<Kernels> {
  if (typeof WebAssembly === "undefined")
    throw new UnsupportedError("load", "this environment has WebAssembly switched off (--jitless, Lockdown Mode?)");
  if (options.wasm === undefined) return instantiateKernels(await compileInlinedOnce());
  const kernels = await instantiateKernels(await compile(options.wasm));
  const count = Object.keys(kernels).length;
  if (typeof kernels.allocate !== "function" || count !== wasmExports)
    throw new UnsupportedError(
      "load",
      `the module has ${count} exports, not the ${wasmExports} of this version's kernels. Copy dist/simd.wasm anew from the package`,
    );
  return kernels;
}

/**
 * One instance of a compiled module. The debug build imports `abort`, which the loader turns into an Error with file and
 * line; the shipped build imports nothing and is spared the loader, whose look at `Response` costs Node.js some 30 ms.
 */
export async function instantiateKernels(module: WebAssembly.Module): Promise<Kernels> {
  try {
    const importsNothing = WebAssembly.Module.imports(module).length === 0,
      instance = importsNothing ? await WebAssembly.instantiate(module) : (await instantiate(module)).instance;
    return instance.exports as unknown as Kernels;
  } catch (cause) {
    if (cause instanceof RangeError)
      throw new MemoryError("load", 65536, "no address space is left for another instance", { cause });
    throw new UnsupportedError("load", "the module cannot be instantiated: it is not neurite's simd.wasm", { cause });
  }
}

/** A failure is not kept: the next call tries again. */
async function compileInlinedOnce(): Promise<WebAssembly.Module> {
  try {
    return await (inlinedModule ??= compileInlined());
  } catch (cause) {
    inlinedModule = undefined;
    throw cause;
  }
}

async function compileInlined(): Promise<WebAssembly.Module> {
  if (typeof DecompressionStream === "undefined")
    throw new UnsupportedError(
      "load",
      "this engine has no DecompressionStream (Node ≥ 18, Chrome ≥ 80, Firefox ≥ 113, Safari ≥ 16.4). Pass the bytes of neurite/simd.wasm as `wasm`",
    );
  const binary = atob(inlinedWasm),
    compressed = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) compressed[i] = binary.charCodeAt(i);
  return compile(await gunzip(compressed, wasmBytes));
}

/** By hand, because the shorter way over Blob and Response costs Node.js some 50 ms to load its fetch. */
async function gunzip(compressed: Uint8Array<ArrayBuffer>, size: number): Promise<Uint8Array<ArrayBuffer>> {
  const { readable, writable } = new DecompressionStream("gzip"),
    writer = writable.getWriter(),
    reader = readable.getReader(),
    result = new Uint8Array(size);
  const read = async () => {
    let offset = 0;
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      result.set(chunk.value, offset);
      offset += chunk.value.length;
    }
  };
  await Promise.all([writer.write(compressed), writer.close(), read()]);
  return result;
}

async function compile(source: WasmSource): Promise<WebAssembly.Module> {
  if (source instanceof WebAssembly.Module) return source;
  const bytes = bytesOf(await fetched(source));
  try {
    return await WebAssembly.compile(bytes);
  } catch (cause) {
    const isWasm = bytes.length >= 4 && new DataView(bytes.buffer, bytes.byteOffset).getUint32(0) === 0x0061736d;
    const hint = isWasm
      ? "this engine cannot compile the kernels: WebAssembly with fixed-width SIMD is needed (Node ≥ 16.4, Chrome ≥ 91, Firefox ≥ 89, Safari ≥ 16.4), the file must be complete, and a content security policy must allow 'wasm-unsafe-eval'"
      : "the bytes are not a WebAssembly module (an HTML error page served in its place?)";
    throw new UnsupportedError("load", hint, { cause });
  }
}

/** What an address or a response leads to; anything else passes through. */
async function fetched(source: WasmSource): Promise<unknown> {
  try {
    const response = typeof source === "string" || source instanceof URL ? await fetch(source) : source;
    if (Object.prototype.toString.call(response) !== "[object Response]") return response;
    const { ok, url, status, statusText } = response as Response;
    if (!ok) throw new Error(`${url} answered ${status} ${statusText}`);
    return await (response as Response).arrayBuffer();
  } catch (cause) {
    throw new UnsupportedError(
      "load",
      `the wasm file could not be fetched: ${reason(cause)}. Leave \`wasm\` out to use the copy inside the package, or pass its bytes`,
      { cause },
    );
  }
}

/** Told by tag, not by class: a test runner's or another frame's ArrayBuffer is as good as ours. */
function bytesOf(source: unknown): Uint8Array<ArrayBuffer> {
  const { buffer, byteOffset, byteLength } = ArrayBuffer.isView(source)
    ? source
    : { buffer: source, byteOffset: 0, byteLength: undefined };
  if (Object.prototype.toString.call(buffer) === "[object ArrayBuffer]")
    try {
      return new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
    } catch {
      throw new ArgumentError("load", "wasm", source, "bytes that are still there; their buffer was transferred away");
    }
  throw new ArgumentError("load", "wasm", source, "bytes, a WebAssembly.Module, a Response or a URL");
}

function reason(cause: unknown): string {
  const { message, cause: deeper } = cause as Error;
  return deeper instanceof Error ? `${message}: ${deeper.message}` : message;
}

import { ArgumentError, UnsupportedError } from "../errors.js";

/** Where compiled kernels may come from instead of the copy inside the package. */
export type WasmSource = BufferSource | WebAssembly.Module | Response | URL | string;

/** Kernels that travel with the JavaScript: gzip in base64, and what they must be once unpacked. */
export interface InlinedWasm {
  readonly gzip: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly exports: number;
  /** Where the file says of the memory it imports that it has a maximum (1); 3 says that it is shared, too. */
  readonly memoryFlags: number;
}

type Modules = WeakMap<InlinedWasm, Promise<WebAssembly.Module>>;
const ownModules: Modules = /* @__PURE__ */ new WeakMap(),
  sharedModules: Modules = /* @__PURE__ */ new WeakMap();

/**
 * The compiled module of inlined kernels, for a memory that is shared between threads or not. It is compiled once; a
 * failure is not kept, so the next call tries again.
 * @throws {UnsupportedError} without WebAssembly SIMD or DecompressionStream
 */
export async function inlinedModule(inlined: InlinedWasm, shared: boolean): Promise<WebAssembly.Module> {
  const modules = shared ? sharedModules : ownModules;
  let module = modules.get(inlined);
  if (!module) {
    module = unpacked(inlined).then((bytes) => compiled(bytes, inlined, shared));
    modules.set(inlined, module);
  }
  try {
    return await module;
  } catch (cause) {
    modules.delete(inlined);
    throw cause;
  }
}

async function unpacked({ gzip, bytes }: InlinedWasm): Promise<Uint8Array<ArrayBuffer>> {
  if (typeof DecompressionStream === "undefined")
    throw new UnsupportedError(
      "load",
      "this engine has no DecompressionStream (Node ≥ 18, Chrome ≥ 80, Firefox ≥ 113, Safari ≥ 16.4). Pass the bytes of the .wasm file as `wasm`",
    );
  return gunzip(fromBase64(gzip), bytes);
}

export function fromBase64(base64: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64),
    bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
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

/**
 * The module that `source` leads to, in place of the inlined one.
 * @throws {UnsupportedError} when it cannot be fetched or compiled
 * @throws {ArgumentError} when it is no source, or a compiled module where the memory is shared
 */
export async function compileModule(
  source: WasmSource,
  inlined: InlinedWasm,
  shared: boolean,
): Promise<WebAssembly.Module> {
  if (!(source instanceof WebAssembly.Module)) return compiled(bytesOf(await fetched(source)), inlined, shared);
  if (!shared) return source;
  throw new ArgumentError("load", "wasm", source, "bytes, a Response or a URL: threads need kernels compiled anew");
}

/** A shared memory takes kernels that say so: the same bytes but for one flag. */
export function sharedForm(bytes: Uint8Array<ArrayBuffer>, memoryFlags: number): Uint8Array<ArrayBuffer> {
  const shared = bytes.slice();
  if (shared[memoryFlags] === 1) shared[memoryFlags] = 3;
  return shared;
}

async function compiled(
  bytes: Uint8Array<ArrayBuffer>,
  { memoryFlags }: InlinedWasm,
  shared: boolean,
): Promise<WebAssembly.Module> {
  try {
    return await WebAssembly.compile(shared ? sharedForm(bytes, memoryFlags) : bytes);
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

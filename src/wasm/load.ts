import { ArgumentError, MemoryError, UnsupportedError } from "../errors.js";
import type * as generated from "./exports/core.js";
import type { KernelFamily } from "./family.js";
import { coreWasm } from "./inline/core.js";
import { createMemory } from "./memory.js";
import { compileModule, inlinedModule, type WasmSource } from "./module.js";
import { withThreads } from "./threads/parallel.js";
import { aloneBecause, type ThreadOptions, type Threads, threadOptions } from "./threads/threads.js";

/** The compiled kernels: raw exports over one linear memory, pointers and numbers only. */
export type Kernels = Awaited<ReturnType<typeof generated.instantiate>> & {
  /** Given when `load` was asked for threads. */
  readonly threads?: Threads;
};

/** What `load` is asked for. */
export interface LoadOptions {
  /** Bytes, a compiled module, a `Response`, or a URL to fetch. Default: the copy inside the package. */
  readonly wasm?: WasmSource;
  /** Kernels beside the core's, such as `dendrites` of `neurite/dendrites`. Default: none. */
  readonly families?: readonly KernelFamily[];
  /**
   * How many threads share the work of large kernels, the caller's among them; "auto" for one per processor, at most
   * eight. Results are the same to the bit. Default: 1. Where memory cannot be shared (a page without cross-origin
   * isolation) the caller works alone, and `kernels.threads.reason` and `doctor()` say why.
   */
  readonly threads?: number | "auto" | ThreadOptions;
}

/**
 * Instantiates the kernels. Every call gives an instance with a memory of its own; the module is compiled once.
 * @throws {UnsupportedError} when the engine has no WebAssembly SIMD, or when the source cannot be fetched or compiled,
 *   or is not this version's simd.wasm
 * @throws {ArgumentError} when `wasm`, a family or the number of threads is none
 * @throws {MemoryError} when no memory is left for an instance
 */
export async function load({ wasm, families = [], threads }: LoadOptions = {}): Promise<Kernels> {
  if (typeof WebAssembly === "undefined")
    throw new UnsupportedError("load", "this environment has WebAssembly switched off (--jitless, Lockdown Mode?)");
  if (!Array.isArray(families) || families.some((family) => typeof family?.attach !== "function"))
    throw new ArgumentError("load", "families", families, "an array of kernel families");
  const options = threads === undefined ? undefined : threadOptions(threads),
    alone = !options || options.count === 1 || aloneBecause() !== undefined;
  const module = await (wasm === undefined ? inlinedModule(coreWasm, !alone) : compileModule(wasm, coreWasm, !alone));
  const own = await instantiateKernels(module, !alone);
  const count = Object.keys(own).length;
  if (typeof own.allocate !== "function" || count !== coreWasm.exports)
    throw new UnsupportedError(
      "load",
      `the module has ${count} exports, not the ${coreWasm.exports} of this version's kernels. Copy dist/simd.wasm anew from the package`,
    );
  const kernels = options ? await withThreads(own, module, options, alone) : own;
  try {
    await Promise.all(families.map((family) => family.attach(kernels)));
  } catch (error) {
    void kernels.threads?.stop();
    throw error;
  }
  return kernels;
}

/** One instance of a compiled module, with a new memory. */
export async function instantiateKernels(module: WebAssembly.Module, shared = false): Promise<Kernels> {
  try {
    const env = { memory: createMemory(shared), abort: aborted };
    return (await WebAssembly.instantiate(module, { env })).exports as unknown as Kernels;
  } catch (cause) {
    if (cause instanceof RangeError)
      throw new MemoryError("load", 65536, "no address space is left for another instance", { cause });
    throw new UnsupportedError("load", "the module cannot be instantiated: it is not neurite's simd.wasm", { cause });
  }
}

/** What a debug build calls when an assertion fails. */
export function aborted(_message: number, _file: number, line: number, column: number): never {
  throw new Error(`kernel assertion failed at ${line}:${column}`);
}

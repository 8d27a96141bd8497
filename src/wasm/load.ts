import { instantiate } from "@assemblyscript/loader";
import { ArgumentError, MemoryError, UnsupportedError } from "../errors.js";
import type * as generated from "./exports/core.js";
import type { KernelFamily } from "./family.js";
import { coreWasm } from "./inline/core.js";
import { compileModule, inlinedModule, type WasmSource } from "./module.js";

/** The compiled kernels: raw exports over one linear memory, pointers and numbers only. */
export type Kernels = Awaited<ReturnType<typeof generated.instantiate>>;

/** What `load` is asked for. */
export interface LoadOptions {
  /** Bytes, a compiled module, a `Response`, or a URL to fetch. Default: the copy inside the package. */
  readonly wasm?: WasmSource;
  /** Kernels beside the core's, such as `dendrites` of `neurite/dendrites`. Default: none. */
  readonly families?: readonly KernelFamily[];
}

/**
 * Instantiates the kernels. Every call gives an instance with a memory of its own; the module is compiled once.
 * @throws {UnsupportedError} when the engine has no WebAssembly SIMD, or when the source cannot be fetched or compiled,
 *   or is not this version's simd.wasm
 * @throws {ArgumentError} when `wasm` or a family is none    @throws {MemoryError} when no memory is left for an instance
 */
export async function load({ wasm, families = [] }: LoadOptions = {}): Promise<Kernels> {
  if (typeof WebAssembly === "undefined")
    throw new UnsupportedError("load", "this environment has WebAssembly switched off (--jitless, Lockdown Mode?)");
  if (!Array.isArray(families) || families.some((family) => typeof family?.attach !== "function"))
    throw new ArgumentError("load", "families", families, "an array of kernel families");
  const kernels = await instantiateKernels(await (wasm === undefined ? inlinedModule(coreWasm) : compileModule(wasm)));
  const count = Object.keys(kernels).length;
  if (typeof kernels.allocate !== "function" || count !== coreWasm.exports)
    throw new UnsupportedError(
      "load",
      `the module has ${count} exports, not the ${coreWasm.exports} of this version's kernels. Copy dist/simd.wasm anew from the package`,
    );
  await Promise.all(families.map((family) => family.attach(kernels)));
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

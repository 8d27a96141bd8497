import { MemoryError, UnsupportedError } from "../errors.js";
import { aborted, type Kernels } from "./load.js";
import { isShared } from "./memory.js";
import { fromBase64, sharedForm } from "./module.js";

/** Kernels that travel with the JavaScript as they are, in base64. */
export interface SmallWasm {
  readonly base64: string;
  /** Where the file says of the memory it imports that it has a maximum (1); 3 says that it is shared, too. */
  readonly memoryFlags: number;
}

/**
 * Kernels that nobody has to ask for: their first use compiles them, beside the core's and in its memory. So they travel
 * with the code that calls them and with no other. Engines compile less than 4 kB while a page waits, so they are small.
 */
export class InstantKernels<Exports extends object> {
  readonly name: string;
  readonly #wasm: SmallWasm;
  readonly #instances = new WeakMap<Kernels, Exports>();

  constructor(name: string, wasm: SmallWasm) {
    this.name = name;
    this.#wasm = wasm;
  }

  /**
   * The kernels beside the core's.
   * @throws {UnsupportedError} when the engine does not compile them    @throws {MemoryError} when no address space is left
   */
  of(kernels: Kernels): Exports {
    return this.#instances.get(kernels) ?? this.attach(kernels, this.#compiled(isShared(kernels.memory)));
  }

  /** As `of`, from a compiled module and in place of those used so far. */
  attach(kernels: Kernels, module: WebAssembly.Module): Exports {
    try {
      const { exports } = new WebAssembly.Instance(module, { env: { memory: kernels.memory, abort: aborted } });
      this.#instances.set(kernels, exports as Exports);
      return exports as Exports;
    } catch (cause) {
      if (cause instanceof RangeError)
        throw new MemoryError(this.name, 65536, "no address space is left for another instance", { cause });
      throw new UnsupportedError(this.name, "the module is not this version's", { cause });
    }
  }

  #compiled(shared: boolean): WebAssembly.Module {
    const { base64, memoryFlags } = this.#wasm,
      bytes = fromBase64(base64);
    try {
      return new WebAssembly.Module(shared ? sharedForm(bytes, memoryFlags) : bytes);
    } catch (cause) {
      throw new UnsupportedError(this.name, "the engine compiles no such WebAssembly while a page waits", { cause });
    }
  }
}

import { ArgumentError, MemoryError, UnsupportedError } from "../errors.js";
import type { Arena } from "./arena.js";
import { aborted, type Kernels } from "./load.js";
import { isShared } from "./memory.js";
import { compileModule, type InlinedWasm, inlinedModule, type WasmSource } from "./module.js";

/**
 * Kernels that not every program needs, compiled apart from the core's and loaded with them:
 * `load({ families: [dendrites] })`. They work in the core's memory, so tensors serve both, and take blocks for the
 * structures they keep there (a store of segments, say) from the arena each structure was made in.
 */
export class KernelFamily<Exports extends object = object> {
  readonly name: string;
  readonly #inlined: InlinedWasm;
  readonly #wasm: WasmSource | undefined;
  /** By the kernels they were loaded with: shared by all copies of the family. */
  readonly #loaded: WeakMap<Kernels, Loaded<Exports>>;

  /** @internal Made by this package for each of its families. */
  constructor(name: string, inlined: InlinedWasm, wasm?: WasmSource, original?: KernelFamily<Exports>) {
    this.name = name;
    this.#inlined = inlined;
    this.#wasm = wasm;
    this.#loaded = original ? original.#loaded : new WeakMap();
  }

  /** The same family whose kernels come from elsewhere than the copy inside the package: bytes, a module, a URL … */
  from(wasm: WasmSource): KernelFamily<Exports> {
    return new KernelFamily(this.name, this.#inlined, wasm, this);
  }

  /**
   * Loads the family beside `kernels`, once: what `load` does with its `families`.
   * @throws {UnsupportedError} when the source cannot be fetched or compiled or is not this version's
   */
  async attach(kernels: Kernels): Promise<void> {
    if (this.#loaded.has(kernels)) return;
    const shared = isShared(kernels.memory),
      inlined = this.#inlined;
    await this.attachModule(
      kernels,
      await (this.#wasm === undefined ? inlinedModule(inlined, shared) : compileModule(this.#wasm, inlined, shared)),
    );
  }

  /** As `attach`, from a compiled module. */
  async attachModule(kernels: Kernels, module: WebAssembly.Module): Promise<void> {
    const owners = new Map<number, Owner>(),
      owner = (structure: number) => owners.get(structure >>> 0)!,
      host = {
        allocate(structure: number, bytes: number): number {
          const { arena, name } = owner(structure);
          return arena.deref()!.allocate(bytes >>> 0, name);
        },
        release: (structure: number, pointer: number) =>
          owner(structure)
            .arena.deref()!
            .release(pointer >>> 0),
      },
      env = { memory: kernels.memory, abort: aborted };
    let exports: Exports;
    try {
      exports = (await WebAssembly.instantiate(module, { env, host })).exports as Exports;
    } catch (cause) {
      if (cause instanceof RangeError)
        throw new MemoryError("load", 65536, "no address space is left for another instance", { cause });
      throw new UnsupportedError("load", `the module is not neurite's ${this.name}.wasm`, { cause });
    }
    const count = Object.keys(exports).length;
    if (this.#wasm !== undefined && count !== this.#inlined.exports)
      throw new UnsupportedError(
        "load",
        `the module has ${count} exports, not the ${this.#inlined.exports} of this version's ${this.name}.wasm`,
      );
    if (!this.#loaded.has(kernels)) this.#loaded.set(kernels, { exports, owners });
  }

  /**
   * The family's kernels beside those of an arena.
   * @throws {ArgumentError} when they were loaded without this family    @throws {DisposedError} after arena.dispose()
   */
  of(operation: string, arena: Arena): Exports {
    return this.#of(operation, arena).exports;
  }

  /** A zeroed block in an arena whose own blocks the family's kernels will take from the same arena. */
  allocate(operation: string, arena: Arena, bytes: number): number {
    const { owners } = this.#of(operation, arena),
      pointer = arena.allocate(bytes, operation);
    owners.set(pointer, { arena: new WeakRef(arena), name: operation });
    return pointer;
  }

  /** Gives a block of `allocate` back. */
  release(arena: Arena, pointer: number): void {
    this.#of("release", arena).owners.delete(pointer);
    arena.release(pointer);
  }

  #of(operation: string, arena: Arena): Loaded<Exports> {
    const loaded = this.#loaded.get(arena.kernels);
    if (!loaded)
      throw new ArgumentError(
        operation,
        "arena",
        arena,
        `one whose kernels were loaded with this family: load({ families: [${this.name}] })`,
      );
    return loaded;
  }
}

interface Loaded<Exports> {
  readonly exports: Exports;
  /** Owners of structures, by the structure's address. */
  readonly owners: Map<number, Owner>;
}

/** Where a structure's blocks come from, and what errors call it. Whatever uses a structure holds its arena. */
interface Owner {
  readonly arena: WeakRef<Arena>;
  readonly name: string;
}

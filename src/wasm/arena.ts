import { ArgumentError, DisposedError, MemoryError } from "../errors.js";
import type { Kernels } from "./load.js";

/** What an arena holds at the moment; `wasmBytes` is the whole linear memory, which never shrinks. */
export interface MemoryReport {
  readonly bytesInUse: number;
  readonly blocks: number;
  /** Blocks handed out since the arena was made, including those given back. */
  readonly allocations: number;
  readonly wasmBytes: number;
}

/**
 * Owner of everything allocated through it, and carrier of the kernels: the one handle passed around.
 * `dispose()` gives all blocks back together; disposing twice is fine. Afterwards `memory()` still answers, everything
 * else throws DisposedError.
 * Several arenas may share one `Kernels`: tensors may be used together exactly when their kernels are the same.
 */
export class Arena implements Disposable {
  readonly #kernels: Kernels;
  readonly #blocks = new Map<number, number>();
  #bytesInUse = 0;
  #allocations = 0;
  #disposed = false;

  /** @throws {ArgumentError} unless `kernels` is what `await load()` gives */
  constructor(kernels: Kernels) {
    if (typeof kernels?.allocate !== "function")
      throw new ArgumentError("Arena", "kernels", kernels, "the kernels that `await load()` gives");
    this.#kernels = kernels;
  }

  /** @throws {DisposedError} after dispose() */
  get kernels(): Kernels {
    if (this.#disposed) throw new DisposedError("Arena");
    return this.#kernels;
  }

  /** The live memory: a new object after every growth. @throws {DisposedError} after dispose() */
  get buffer(): ArrayBuffer {
    return this.kernels.memory.buffer as ArrayBuffer;
  }

  /** Whether `dispose()` was called. */
  get disposed(): boolean {
    return this.#disposed;
  }

  /**
   * A zeroed, 16-byte-aligned block.
   * @param owner the call to name in an error
   * @throws {ArgumentError} unless `bytes` is a non-negative integer
   * @throws {MemoryError} when the memory cannot grow that far or the block is larger than 1 GiB; nothing changes then
   */
  allocate(bytes: number, owner = "Arena.allocate"): number {
    const kernels = this.kernels;
    if (!Number.isInteger(bytes) || bytes < 0) throw new ArgumentError(owner, "bytes", bytes, "a non-negative integer");
    const limit = kernels.allocation_limit() >>> 0;
    if (bytes > limit) throw new MemoryError(owner, bytes, `one block holds at most ${limit} bytes`);
    let pointer: number;
    try {
      pointer = kernels.allocate(bytes) >>> 0;
    } catch (cause) {
      const detail = `${this.#bytesInUse} bytes are in use by this arena, the WebAssembly memory cannot grow further`;
      throw new MemoryError(owner, bytes, detail, { cause });
    }
    new Uint8Array(this.buffer, pointer, bytes).fill(0);
    this.#blocks.set(pointer, bytes);
    this.#bytesInUse += bytes;
    this.#allocations++;
    return pointer;
  }

  /** Gives back one block of `allocate`; a tensor's is given back by its own `dispose()`. @throws {ArgumentError} when `pointer` is not a block of this arena */
  release(pointer: number): void {
    const kernels = this.kernels,
      bytes = this.#blocks.get(pointer);
    if (bytes === undefined) throw new ArgumentError("Arena.release", "pointer", pointer, "a block of this arena");
    this.#blocks.delete(pointer);
    this.#bytesInUse -= bytes;
    kernels.release(pointer);
  }

  /**
   * Gives back the end of a block of `allocate`, whose first `bytes` bytes stay where they are.
   * @throws {ArgumentError} when `pointer` is not a block of this arena, or of fewer bytes
   */
  shrink(pointer: number, bytes: number): void {
    const kernels = this.kernels,
      held = this.#blocks.get(pointer) ?? -1;
    if (!Number.isInteger(bytes) || bytes < 0 || bytes > held)
      throw new ArgumentError("Arena.shrink", "bytes", bytes, `a non-negative integer up to the block's ${held}`);
    kernels.shrink(pointer, bytes);
    this.#blocks.set(pointer, bytes);
    this.#bytesInUse += bytes - held;
  }

  /** Runs `build`; should it throw, everything it allocated here is given back, so that nothing is half made. */
  atomically<T>(build: () => T): T {
    const before = new Set(this.#blocks.keys());
    try {
      return build();
    } catch (error) {
      if (!this.#disposed)
        for (const pointer of [...this.#blocks.keys()]) if (!before.has(pointer)) this.release(pointer);
      throw error;
    }
  }

  /** Works after `dispose()` too, and then shows that nothing is held. */
  memory(): MemoryReport {
    return {
      bytesInUse: this.#bytesInUse,
      blocks: this.#blocks.size,
      allocations: this.#allocations,
      wasmBytes: this.#kernels.memory.buffer.byteLength,
    };
  }

  dispose(): void {
    if (this.#disposed) return;
    for (const pointer of this.#blocks.keys()) this.#kernels.release(pointer);
    this.#blocks.clear();
    this.#bytesInUse = 0;
    this.#disposed = true;
  }

  [Symbol.dispose](): void {
    this.dispose();
  }
}

/** @throws {ArgumentError} unless `arena` is one; kernels, which also allocate, are the likely mistake */
export function expectArena(operation: string, arena: Arena): void {
  if (typeof arena?.atomically !== "function")
    throw new ArgumentError(operation, "arena", arena, "an Arena: new Arena(await load())");
}

import { ArgumentError, DisposedError, ShapeError } from "../errors.js";
import { type Arena, expectArena } from "../wasm/arena.js";

/** Element types: weights and activity are f32, indices and labels i32, raw samples and masks u8. */
export type DataType = "f32" | "i32" | "u8";

interface Views {
  f32: Float32Array<ArrayBuffer>;
  i32: Int32Array<ArrayBuffer>;
  u8: Uint8Array<ArrayBuffer>;
}

const arrayTypes = { f32: Float32Array, i32: Int32Array, u8: Uint8Array };

/**
 * For structures whose lists get shorter: makes a flat tensor, no view of another, keep its first `size` elements, where they
 * lie, and gives the rest of its memory back.
 */
export let truncate: (tensor: Tensor<DataType>, size: number) => void;

/** Whether a tensor's memory is another's. */
export let isView: (tensor: Tensor<DataType>) => boolean;

/**
 * A dense row-major array in WebAssembly memory. Activity is feature-major, `[features, batch]`.
 * `data` is a live view, detached by any allocation that grows the memory: read it where it is used, keep no copy of it.
 */
export class Tensor<T extends DataType = "f32"> implements Disposable {
  readonly arena: Arena;
  readonly dtype: T;
  readonly #owner: Tensor<T> | undefined;
  /** Bytes from the owner's first element to this tensor's. */
  readonly #offset: number;
  #shape: readonly number[];
  #size: number;
  #pointer: number;
  #view: Views[T];

  static {
    truncate = (tensor, size) => {
      tensor.arena.shrink(tensor.ptr, size * arrayTypes[tensor.dtype].BYTES_PER_ELEMENT);
      tensor.#shape = Object.freeze([size]);
      tensor.#size = size;
      tensor.#view = tensor.data.subarray(0, size);
    };
    isView = (tensor) => tensor.#owner !== undefined;
  }

  /**
   * A tensor of zeros.
   * @param owner a tensor whose memory is to be seen under another shape: what `reshape` and `rows` pass
   * @param first the owner's element that becomes this tensor's first
   * @throws {ShapeError} unless every dimension is a non-negative integer, or when this does not fit into `owner`
   * @throws {ArgumentError} when there is no such element type, or `arena` is none
   * @throws {MemoryError} when the memory cannot hold it
   */
  constructor(arena: Arena, shape: readonly number[], dtype?: T, owner?: Tensor<T>, first = 0) {
    this.#size = sizeOf(shape, "Tensor");
    expectArena("Tensor", arena);
    this.arena = arena;
    this.#shape = Object.freeze([...shape]);
    this.dtype = dtype ?? ("f32" as T);
    const type = arrayTypes[this.dtype];
    if (type === undefined) throw new ArgumentError("Tensor", "dtype", dtype, '"f32", "i32" or "u8"');
    const fits = !owner || (isCount(first) && first + this.size <= owner.size);
    if (owner && (owner.arena !== arena || owner.dtype !== this.dtype || !fits))
      throw new ShapeError("Tensor", `${owner.dtype} [${owner.shape}] cannot be seen as ${this.dtype} [${shape}]`);
    this.#owner = owner;
    this.#offset = first * type.BYTES_PER_ELEMENT;
    this.#pointer = owner
      ? owner.ptr + this.#offset
      : arena.allocate(this.size * type.BYTES_PER_ELEMENT, `Tensor [${shape}]`);
    this.#view = new type(arena.buffer, this.#pointer, this.size) as Views[T];
  }

  /**
   * Copies `values` in. They may be another tensor's live `data`.
   * @throws {ShapeError} unless `values` has as many elements as `shape`
   * @throws {ArgumentError} when an integer tensor is given a value it cannot hold, or `values` are no numbers
   */
  static from<T extends DataType = "f32">(
    arena: Arena,
    shape: readonly number[],
    values: ArrayLike<number>,
    dtype?: T,
  ): Tensor<T> {
    const size = sizeOf(shape, "Tensor.from");
    if (typeof values !== "object" || values === null)
      throw new ArgumentError("Tensor.from", "values", values, "an array of numbers");
    if (values.length !== size)
      throw new ShapeError("Tensor.from", `${values.length} values cannot fill shape [${shape}] of ${size} elements`);
    if (dtype === "i32" || dtype === "u8") checkIntegers(values, dtype);
    expectArena("Tensor.from", arena);
    const source = followGrowth(arena, values);
    const tensor = new Tensor(arena, shape, dtype);
    try {
      tensor.data.set(source());
    } catch {
      tensor.dispose();
      throw new ArgumentError("Tensor.from", "values", values, "an array of numbers");
    }
    return tensor;
  }

  get shape(): readonly number[] {
    return this.#shape;
  }

  /** Number of elements. */
  get size(): number {
    return this.#size;
  }

  /** Address of the first element. @throws {DisposedError} when the tensor or its arena was disposed, or its owner got shorter */
  get ptr(): number {
    const owner = this.#owner;
    if (owner) {
      const end = this.#offset / arrayTypes[this.dtype].BYTES_PER_ELEMENT + this.#size;
      if (end > owner.#size) throw new DisposedError(`Tensor [${this.shape}], a view of what is now [${owner.shape}]`);
      return owner.ptr + this.#offset;
    }
    if (this.#pointer < 0 || this.arena.disposed) throw new DisposedError(`Tensor [${this.shape}]`);
    return this.#pointer;
  }

  /** The live elements. @throws {DisposedError} when the tensor or its arena was disposed */
  get data(): Views[T] {
    const pointer = this.ptr,
      buffer = this.arena.buffer;
    if (this.#view.buffer !== buffer) this.#view = new arrayTypes[this.dtype](buffer, pointer, this.size) as Views[T];
    return this.#view;
  }

  /**
   * The same memory under another shape of as many elements; it lives and dies with this tensor.
   * @throws {ShapeError} when the element counts differ    @throws {DisposedError} after dispose()
   */
  reshape(shape: readonly number[]): Tensor<T> {
    if (sizeOf(shape, "Tensor.reshape") !== this.size)
      throw new ShapeError("Tensor.reshape", `[${this.shape}] cannot be seen as [${shape}]`);
    return new Tensor(this.arena, shape, this.dtype, this);
  }

  /**
   * The rows first, first + 1, … first + count − 1 in their place, [count, …]; they live and die with this tensor.
   * @throws {ShapeError} when this is a scalar or has no such rows    @throws {DisposedError} after dispose()
   */
  rows(first: number, count: number): Tensor<T> {
    const [rows, ...rest] = this.shape;
    if (rows === undefined || !isCount(first) || !isCount(count) || first + count > rows)
      throw new ShapeError("Tensor.rows", `[${this.shape}] has no ${String(count)} rows from row ${String(first)} on`);
    return new Tensor(this.arena, [count, ...rest], this.dtype, this, rows && (first * this.size) / rows);
  }

  /** Gives the memory back before the arena does. Twice is fine; a view leaves its memory to its owner. */
  dispose(): void {
    if (this.#owner || this.#pointer < 0) return;
    if (!this.arena.disposed) this.arena.release(this.#pointer);
    this.#pointer = -1;
  }

  [Symbol.dispose](): void {
    this.dispose();
  }
}

/** Finds `values` again after an allocation, which detaches them when they are a view of the memory that grew. */
function followGrowth(arena: Arena, values: ArrayLike<number>): () => ArrayLike<number> {
  if (!ArrayBuffer.isView(values) || values.buffer !== arena.buffer) return () => values;
  const View = values.constructor as Float32ArrayConstructor,
    { byteOffset, length } = values as Float32Array;
  return () => new View(arena.buffer, byteOffset, length);
}

function sizeOf(shape: readonly number[], operation: string): number {
  if (!Array.isArray(shape)) throw new ArgumentError(operation, "shape", shape, "an array of dimensions");
  let size = 1;
  for (const dimension of shape) {
    if (!Number.isSafeInteger(dimension) || dimension < 0 || dimension > 0x7fffffff)
      throw new ShapeError(operation, `shape [${shape}] must hold integers from 0 to 2147483647`);
    size *= dimension;
  }
  if (!Number.isSafeInteger(size)) throw new ShapeError(operation, `shape [${shape}] has too many elements`);
  return size;
}

const isCount = (value: number) => Number.isSafeInteger(value) && value >= 0;

function checkIntegers(values: ArrayLike<number>, dtype: "i32" | "u8"): void {
  if (values instanceof (arrayTypes[dtype] as Int32ArrayConstructor | Uint8ArrayConstructor)) return;
  const [low, high] = dtype === "u8" ? [0, 255] : [-0x80000000, 0x7fffffff];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isInteger(value) || value < low || value > high)
      throw new ArgumentError("Tensor.from", `values[${i}]`, value, `an integer from ${low} to ${high}`);
  }
}

import { ArgumentError, ShapeError } from "../errors.js";
import type { DataType, Tensor } from "../tensor/tensor.js";
import type { Arena } from "../wasm/arena.js";

/** Whatever lives in an arena: a tensor, a sparse matrix, a mask. */
interface Resident {
  readonly arena: Arena;
}

/**
 * The border check of every op: `tensor` has exactly this shape and element type and lives in the same memory as `home`.
 * Whether it was disposed shows when the op reads its `ptr`.
 */
export function expectTensor<T extends DataType>(
  operation: string,
  name: string,
  tensor: Tensor<T>,
  shape: readonly number[],
  home: Resident,
  dtype: T,
): void {
  expectIsTensor(operation, name, tensor);
  if (tensor.dtype !== dtype) throw new ShapeError(operation, `${name} holds ${tensor.dtype}, must hold ${dtype}`);
  if (tensor.shape.length !== shape.length || tensor.shape.some((n, axis) => n !== shape[axis]))
    throw new ShapeError(operation, `${name} is [${tensor.shape}], must be [${shape}]`);
  expectSameMemory(operation, name, tensor, home);
}

/** Throws unless `tensor` is one: first of all where its shape is read before `expectTensor` can look at it. */
export function expectIsTensor(operation: string, name: string, tensor: unknown): void {
  if (!Array.isArray((tensor as Partial<Tensor> | null)?.shape))
    throw new ArgumentError(operation, name, tensor, "a Tensor");
}

/** Pointers mean something only inside one memory. */
export function expectSameMemory(operation: string, name: string, tensor: Tensor<DataType>, home: Resident): void {
  if (tensor.arena.kernels.memory !== home.arena.kernels.memory)
    throw new ShapeError(operation, `${name} lives in another WebAssembly memory; load() once and share its kernels`);
}

/** Throws unless the two tensors share no byte. */
export function expectDisjoint(operation: string, a: Tensor<DataType>, b: Tensor<DataType>, names: string): void {
  const bytesOf = (tensor: Tensor<DataType>) => tensor.size * (tensor.dtype === "u8" ? 1 : 4);
  if (a.ptr < b.ptr + bytesOf(b) && b.ptr < a.ptr + bytesOf(a))
    throw new ShapeError(operation, `${names} must not overlap`);
}

/** All tensors hold f32 in the first one's shape and memory. The keys are the names the caller knows them by. */
export function expectAlike(operation: string, tensors: Readonly<Record<string, Tensor>>): void {
  let first: Tensor | undefined;
  for (const name in tensors) {
    const tensor = tensors[name]!;
    expectIsTensor(operation, name, tensor);
    first ??= tensor;
    expectTensor(operation, name, tensor, first.shape, first, "f32");
  }
}

/** @throws {ArgumentError} unless `value` is an integer from `low` to `high` */
export function expectInteger(operation: string, name: string, value: number, low: number, high: number): void {
  if (!Number.isInteger(value) || value < low || value > high)
    throw new ArgumentError(operation, name, value, `an integer from ${low} to ${high}`);
}

/** A part of `length` rows or points. @throws {ArgumentError} unless 0 ≤ begin ≤ end ≤ length, all integers */
export function expectRange(operation: string, begin: number, end: number, length: number): void {
  expectInteger(operation, "begin", begin, 0, length);
  expectInteger(operation, "end", end, begin, length);
}

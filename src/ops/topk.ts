import type { Tensor } from "../tensor/tensor.js";
import { expectAlike, expectDisjoint, expectInteger, expectTensor } from "./check.js";

/** Elements of the scratch tensor that `topK` counts in. */
export const topKScratchSize = 2048;

/**
 * Indices of the k largest x[i], in ascending order. Of equals, 0 and −0 among them, the lowest indices are taken; NaN
 * counts as smallest. Time O(n + k), the same for every input.
 * @param x any shape; indices are row-major    @param k from 0 to x.size    @param out receives the indices, [k]
 * @param scratch [topKScratchSize], overwritten
 * @throws {ArgumentError} for another k    @throws {ShapeError} when out or scratch has another shape
 */
export function topK(x: Tensor, k: number, out: Tensor<"i32">, scratch: Tensor<"i32">): Tensor<"i32"> {
  expectSelection("topK", x, k, out, scratch);
  x.arena.kernels.top_k_f32(x.size, k, x.ptr, scratch.ptr, out.ptr);
  return out;
}

/** Indices of the k largest |x[i]|, in ascending order; all else as `topK`. */
export function topKByMagnitude(x: Tensor, k: number, out: Tensor<"i32">, scratch: Tensor<"i32">): Tensor<"i32"> {
  expectSelection("topKByMagnitude", x, k, out, scratch);
  x.arena.kernels.top_k_by_magnitude_f32(x.size, k, x.ptr, scratch.ptr, out.ptr);
  return out;
}

function expectSelection(operation: string, x: Tensor, k: number, out: Tensor<"i32">, scratch: Tensor<"i32">): void {
  expectAlike(operation, { x });
  expectInteger(operation, "k", k, 0, x.size);
  expectTensor(operation, "out", out, [k], x, "i32");
  expectTensor(operation, "scratch", scratch, [topKScratchSize], x, "i32");
  expectDisjoint(operation, out, scratch, "out and scratch");
}

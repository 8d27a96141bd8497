import type { Tensor } from "../tensor/tensor.js";
import { expectTensor } from "./check.js";

/**
 * Rectifier, y[i] = max(x[i], 0); NaN becomes 0.
 * @param x any shape    @param y receives the result, same shape; may be x
 * @throws {ShapeError} when the shapes differ
 */
export function relu(x: Tensor, y: Tensor): Tensor {
  expectTensor("relu", "y", y, x.shape, x, "f32");
  x.arena.kernels.relu_f32(0, x.size, x.ptr, y.ptr);
  return y;
}

import type { Mask } from "../tensor/mask.js";
import type { Tensor } from "../tensor/tensor.js";
import { expectTensor } from "./check.js";

/**
 * x[i] = +0 where the mask is 0, whatever stood there, NaN and infinities included; the rest keeps its bits.
 * @param x [rows, columns] of the mask, in place
 * @throws {ShapeError} when x has another shape or lives in another memory
 */
export function applyMask(mask: Mask, x: Tensor): Tensor {
  expectTensor("applyMask", "x", x, [mask.rows, mask.columns], mask, "f32");
  x.arena.kernels.mask_apply_f32(0, x.size, mask.ptr, x.ptr);
  return x;
}

/**
 * w[i] += scale · delta[i] where the mask is 1; the rest keeps its bits. The product and the sum are rounded to f32.
 * @param delta [rows, columns] of the mask    @param w the same shape, in place; may be delta
 * @throws {ShapeError} when a shape differs or a tensor lives in another memory
 */
export function maskedAdd(mask: Mask, scale: number, delta: Tensor, w: Tensor): Tensor {
  const shape = [mask.rows, mask.columns];
  expectTensor("maskedAdd", "delta", delta, shape, mask, "f32");
  expectTensor("maskedAdd", "w", w, shape, mask, "f32");
  w.arena.kernels.masked_add_f32(0, w.size, scale, mask.ptr, delta.ptr, w.ptr);
  return w;
}

import { ShapeError } from "../errors.js";
import type { Tensor } from "../tensor/tensor.js";
import { expectDisjoint, expectInteger, expectIsTensor, expectTensor } from "./check.js";

/**
 * Average pooling over size × size windows that lie side by side:
 * y[(i,j), c, b] = Σ_{u,v} x[(i·size + u, j·size + v), c, b] / size². Rows and columns that fill no window are left out.
 * @param size side of a window, at most height and width
 * @param x channel-last images, [height·width·channels, n]
 * @param y receives the averages, [⌊height/size⌋·⌊width/size⌋·channels, n]; may not overlap x
 * @throws {ShapeError} when the shapes disagree, y overlaps x, or they live in different memories
 * @throws {ArgumentError} unless height, width and size are positive integers and size at most the smaller side
 */
export function averagePool(height: number, width: number, size: number, x: Tensor, y: Tensor): Tensor {
  const { positions, pixel } = expectPool("averagePool", height, width, size, "x", x, "y", y);
  y.arena.kernels.average_pool_f32(0, positions, width, size, pixel, x.ptr, y.ptr);
  return y;
}

/**
 * The error sent back through `averagePool`: dx[(h,w), c, b] (+)= d[(⌊h/size⌋, ⌊w/size⌋), c, b] / size², and 0 for
 * inputs in no window.
 * @param d gradient at y, [⌊height/size⌋·⌊width/size⌋·channels, n]
 * @param dx receives the gradient at x, [height·width·channels, n]; may not overlap d
 * @param accumulate adds to dx
 * @throws {ShapeError} when the shapes disagree, dx overlaps d, or they live in different memories
 * @throws {ArgumentError} unless height, width and size are positive integers and size at most the smaller side
 */
export function averagePoolBackward(
  height: number,
  width: number,
  size: number,
  d: Tensor,
  dx: Tensor,
  accumulate = false,
): Tensor {
  const { pixel } = expectPool("averagePoolBackward", height, width, size, "dx", dx, "d", d);
  dx.arena.kernels.average_pool_backward_f32(0, height * width, height, width, size, pixel, accumulate, d.ptr, dx.ptr);
  return dx;
}

/** The output positions, and the numbers that belong to one pixel: channels · n. */
function expectPool(
  operation: string,
  height: number,
  width: number,
  size: number,
  imageName: string,
  image: Tensor,
  pooledName: string,
  pooled: Tensor,
): { positions: number; pixel: number } {
  expectInteger(operation, "height", height, 1, 0x7fffffff);
  expectInteger(operation, "width", width, 1, 0x7fffffff);
  expectInteger(operation, "size", size, 1, Math.min(height, width));
  expectIsTensor(operation, imageName, image);
  const [rows = 0, n = 0] = image.shape,
    channels = rows / (height * width),
    positions = Math.floor(height / size) * Math.floor(width / size);
  if (image.shape.length !== 2 || !Number.isInteger(channels))
    throw new ShapeError(
      operation,
      `${imageName} is [${image.shape}], must be [${height}·${width}·channels, n]: a matrix of channel-last images`,
    );
  expectTensor(operation, imageName, image, [rows, n], image, "f32");
  expectTensor(operation, pooledName, pooled, [positions * channels, n], image, "f32");
  expectDisjoint(operation, image, pooled, `${imageName} and ${pooledName}`);
  return { positions, pixel: channels * n };
}

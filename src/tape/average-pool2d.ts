import { ShapeError } from "../errors.js";
import { expectInteger } from "../ops/check.js";
import { averagePool, averagePoolBackward } from "../ops/pool.js";
import { Tensor } from "../tensor/tensor.js";
import type { Operation } from "./operation.js";
import { Variable } from "./variable.js";
import { VectorVariable } from "./vector-variable.js";

/**
 * Average over windows of size × size positions that do not overlap, channel by channel, of scalar or vector units.
 * Rows and columns left over at the far end are dropped. The averages of an input without a gradient have none.
 * @param x channel-last images, [height · width · channels, batch] or vectors of as many units
 * @throws {ShapeError} when x is no whole number of channels    @throws {ArgumentError} when no window fits
 */
export function averagePool2d(
  x: Variable,
  { height, width, size }: { height: number; width: number; size: number },
): Variable {
  expectInteger("averagePool2d", "height", height, 1, 0x7fffffff);
  expectInteger("averagePool2d", "width", width, 1, 0x7fffffff);
  expectInteger("averagePool2d", "size", size, 1, Math.min(height, width));
  const [features = 0, ...rest] = x.value.shape,
    channels = features / (height * width),
    units = Math.floor(height / size) * Math.floor(width / size) * channels,
    vectors = x instanceof VectorVariable;
  if (!Number.isInteger(channels) || rest.length !== (vectors ? 2 : 1))
    throw new ShapeError("averagePool2d", `input is [${x.value.shape}], must be [${height * width} · channels, batch]`);
  const { tape } = x,
    value = new Tensor(tape.arena, [units, ...rest]),
    output = tape.adopt(
      vectors
        ? new VectorVariable(tape, value, x.error)
        : new Variable(tape, value, x.gradient ? new Tensor(tape.arena, value.shape) : undefined),
    );
  const columns = rest.reduce((product, n) => product * n, 1),
    from = x.value.reshape([features, columns]),
    to = value.reshape([units, columns]);
  return tape.record<Operation>({
    name: "averagePool2d",
    inputs: [x],
    parameters: [],
    output,
    vectors: true,
    pools: true,
    forward: () => void averagePool(height, width, size, from, to),
    backward() {
      if (x.gradient) averagePoolBackward(height, width, size, output.gradient!, x.gradient, x.accumulates());
    },
  }).output;
}

import { ShapeError } from "../errors.js";
import { averagePool, averagePoolBackward } from "../ops/pool.js";
import { Tensor } from "../tensor/tensor.js";
import type { Operation } from "./operation.js";
import { Variable } from "./variable.js";
import { VectorVariable } from "./vector-variable.js";

/**
 * Average over windows of size × size positions that do not overlap, channel by channel, of scalar or vector units.
 * Rows and columns left over at the far end are dropped.
 * @param x channel-last images, [height · width · channels, …]
 * @throws {ShapeError} when x is no whole number of channels    @throws {ArgumentError} when no window fits
 */
export function averagePool2d(
  x: Variable,
  { height, width, size }: { height: number; width: number; size: number },
): Variable {
  const [features = 0, ...rest] = x.value.shape,
    channels = features / (height * width),
    units = Math.floor(height / size) * Math.floor(width / size) * channels;
  if (!Number.isInteger(channels))
    throw new ShapeError("averagePool2d", `input is [${x.value.shape}], must be [${height * width} · channels, …]`);
  const { tape } = x,
    value = new Tensor(tape.arena, [units, ...rest]),
    output =
      x instanceof VectorVariable
        ? tape.adopt(new VectorVariable(tape, value, x.error))
        : tape.adopt(new Variable(tape, value, tape.gradients ? new Tensor(tape.arena, value.shape) : undefined));
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

import { ShapeError } from "../errors.js";
import { expectInteger, expectTensor } from "../ops/check.js";
import { fillRows } from "../ops/elementwise.js";
import { matmul } from "../ops/gemm.js";
import { argmaxColumns } from "../ops/reduce.js";
import type { Operation } from "../tape/operation.js";
import type { Variable } from "../tape/variable.js";
import { Tensor } from "../tensor/tensor.js";
import { expectList, expectNumber, expectOptions, expectVariable } from "./expect.js";

/** Samples one after another, seen as raw · scale + offset; a `Dataset`, for instance. */
export interface Samples {
  readonly inputs: Uint8Array | Float32Array;
  readonly features: number;
  readonly size: number;
  readonly scale: number;
  readonly offset: number;
}

/**
 * The mean of the samples as a network sees them: the context of a task.
 * @throws {ArgumentError} without samples, or for numbers that are none    @throws {ShapeError} for too few inputs
 */
export function prototypeOf(samples: Samples): Float32Array {
  const call = "prototypeOf",
    { inputs, features, size, scale, offset } = expectOptions(call, samples, "samples");
  expectList(call, "inputs", inputs);
  expectInteger(call, "features", features, 0, 0x7fffffff);
  expectInteger(call, "size", size, 1, 0x7fffffff);
  expectNumber(call, "scale", scale);
  expectNumber(call, "offset", offset);
  if (inputs.length < size * features)
    throw new ShapeError(call, `${inputs.length} inputs for ${size} samples of ${features}`);
  const sums = new Float64Array(features);
  for (let sample = 0, at = 0; sample < size; sample++)
    for (let feature = 0; feature < features; feature++) sums[feature]! += inputs[at++]!;
  return Float32Array.from(sums, (sum) => (sum / size) * scale + offset);
}

/** Assigns each example to a prototype; its output holds a score for each, [prototypes, batch], the largest the nearest. */
export interface NearestPrototype extends Operation {
  /** The nearest prototype of every example, [batch]; the first of equals. */
  readonly assignment: Tensor<"i32">;
}

/**
 * The prototype that each example is nearest to by Euclidean distance: argmin_p |x_b − v_p|² = argmax_p v_p·x_b − |v_p|²/2.
 * Passes no credit on.
 * @param x [features, batch]
 * @param prototypes v, [features, prototypes], at least one; what they are when this is recorded
 * @throws {ShapeError} when shapes or memories do not fit
 */
export function nearestPrototype(x: Variable, prototypes: Tensor): NearestPrototype {
  const call = "nearestPrototype",
    { tape } = expectVariable(call, "x", x),
    { arena } = tape,
    [features = 0, batch = 0, ...rest] = x.value.shape,
    count = prototypes?.shape?.[1] ?? 0;
  if (x.value.shape.length !== 2 || rest.length > 0)
    throw new ShapeError(call, `x is [${x.value.shape}], must be [features, batch]`);
  expectTensor(call, "prototypes", prototypes, [features, count], x.value, "f32");
  if (count === 0) throw new ShapeError(call, `prototypes are [${prototypes.shape}], must be at least one`);
  const transposed = new Tensor(arena, [count, features]),
    bias = new Tensor(arena, [count]),
    assignment = new Tensor(arena, [batch], "i32"),
    output = tape.result([count, batch]);
  for (let p = 0; p < count; p++) {
    let squares = 0;
    for (let feature = 0; feature < features; feature++) {
      const value = prototypes.data[feature * count + p]!;
      transposed.data[p * features + feature] = value;
      squares += value * value;
    }
    bias.data[p] = -squares / 2;
  }
  return tape.record<NearestPrototype>({
    name: call,
    inputs: [x],
    parameters: [],
    output,
    assignment,
    forward() {
      fillRows(bias, output.value);
      matmul(transposed, x.value, output.value, true);
      argmaxColumns(output.value, assignment);
    },
    backward() {},
  });
}

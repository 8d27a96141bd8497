import { ArgumentError, ShapeError } from "../errors.js";
import { euclideanDistances } from "../metrics/euclidean-distances.js";
import type { Network } from "../networks/layer.js";
import { fillOrthogonal } from "../networks/orthogonal.js";
import { expectInteger } from "../ops/check.js";
import { fillUniform } from "../ops/random.js";
import { Random } from "../random.js";
import { linear } from "../tape/linear.js";
import { gaussianNoise } from "../tape/noise.js";
import { Parameter } from "../tape/parameter.js";
import { type RecurrenceParameters, rectifiedRecurrence } from "../tape/recurrence.js";
import { rows } from "../tape/rows.js";
import type { Variable } from "../tape/variable.js";
import { Tensor } from "../tensor/tensor.js";
import { type Arena, expectArena } from "../wasm/arena.js";
import { latticePoints } from "./sernn/lattice.js";

export { latticePoints } from "./sernn/lattice.js";

export interface SpatialNetworkOptions {
  /** Inputs of a time step; 8 by default. */
  readonly inputs?: number;
  /** Classes; 4 by default. */
  readonly outputs?: number;
  /** Time steps; 50 by default. */
  readonly steps?: number;
  /** Points of the lattice on which units stand, one each, along x, y and z; 5, 5 and 4 by default. */
  readonly lattice?: readonly [number, number, number];
  /** Standard deviation of the noise added to inputs in training; 0.05 by default. */
  readonly noise?: number;
  /** Source of the initial weights and of the noise; `new Random(0)` by default. */
  readonly random?: Random;
}

/** A recurrent network whose units have places in space. */
export interface SpatialNetwork extends Network {
  readonly steps: number;
  /** x, y and z of each unit. */
  readonly positions: Float64Array;
  /** D, units × units. */
  readonly distances: Float64Array;
  /** `recurrent` is what `spatial` and the other penalties are for; its rows are the receivers. */
  readonly layer: RecurrenceParameters;
  /** Records the states of all steps, [steps · units, batch], of x, [steps · inputs, batch]. */
  unroll(x: Variable): Variable;
}

/**
 * The rectified recurrent network of Achterberg, Akarca et al. 2023, doi:10.1038/s42256-023-00748-9, read out after its last
 * step. What makes it spatially embedded is the penalty it is trained with,
 * `spatial({ strength, distances: network.distances, parameters: "recurrent" })`.
 *
 * W is the transpose of the paper's, whose rows send. It starts orthogonal, input and readout by Glorot's uniform
 * distribution, biases at 0. Parameters are called `input`, `recurrent`, `bias`, `readout`, `readoutBias`.
 * @throws {ArgumentError} for options outside of their range
 * @throws {MemoryError} when memory runs out; nothing stays allocated then
 */
export function spatialNetwork(arena: Arena, options: SpatialNetworkOptions = {}): SpatialNetwork {
  const call = "spatialNetwork",
    { inputs = 8, outputs = 4, steps = 50, lattice = [5, 5, 4], noise = 0.05, random = new Random(0) } = options;
  expectArena(call, arena);
  for (const [name, value] of Object.entries({ inputs, outputs, steps })) expectInteger(call, name, value, 1, 2 ** 20);
  if (!(noise >= 0 && noise < Infinity)) throw new ArgumentError(call, "noise", noise, "finite, at least 0");
  if (!Array.isArray(lattice) || lattice.length !== 3)
    throw new ArgumentError(call, "lattice", lattice, "three numbers of points");
  const positions = latticePoints(lattice),
    units = positions.length / 3,
    drawing = random.stream("noise");
  const glorot = (name: string, fanOut: number, fanIn: number) => {
    const limit = Math.sqrt(6 / (fanIn + fanOut));
    return new Parameter(name, fillUniform(random.stream(name), new Tensor(arena, [fanOut, fanIn]), -limit, limit));
  };
  const bias = (name: string, size: number) => new Parameter(name, new Tensor(arena, [size]), { decays: false });
  const { layer, readout, readoutBias } = arena.atomically(() => ({
    layer: {
      input: glorot("input", units, inputs),
      recurrent: new Parameter(
        "recurrent",
        fillOrthogonal(random.stream("recurrent"), new Tensor(arena, [units, units])),
      ),
      bias: bias("bias", units),
    },
    readout: glorot("readout", outputs, units),
    readoutBias: bias("readoutBias", outputs),
  }));
  const unroll = (x: Variable): Variable => {
    if (x.value.shape.length !== 2 || x.value.shape[0] !== steps * inputs)
      throw new ShapeError(call, `x is [${x.value.shape}], must be [${steps * inputs}, batch]`);
    return rectifiedRecurrence(noise === 0 ? x : gaussianNoise(x, noise, drawing), layer, steps);
  };
  return {
    arena,
    inputs: steps * inputs,
    outputs,
    parameters: [layer.input, layer.recurrent, layer.bias, readout, readoutBias],
    steps,
    positions,
    distances: euclideanDistances({ data: positions, rows: units, columns: 3 }),
    layer,
    unroll,
    record: (x) => linear(rows(unroll(x), (steps - 1) * units, units), readout, readoutBias),
  };
}

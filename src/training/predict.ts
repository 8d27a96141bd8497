import { ArgumentError, ShapeError } from "../errors.js";
import type { Network } from "../networks/layer.js";
import { gatherBatch } from "../ops/gather.js";
import { argmaxColumns } from "../ops/reduce.js";
import { softmax } from "../ops/softmax.js";
import { Tape } from "../tape/tape.js";
import { Tensor } from "../tensor/tensor.js";
import { identityOrder, samplesOf, workingArena } from "./session.js";

/** A network's answers, sample-major. */
export interface Prediction {
  /** The network's outputs, [samples, outputs]. */
  readonly outputs: Float32Array;
  /** softmax of the outputs, [samples, outputs]. */
  readonly probabilities: Float32Array;
  /** The largest output of each sample, [samples]. */
  readonly classes: Int32Array;
}

/**
 * Runs a network forward, without dropout.
 * @param inputs samples one after another, [samples, inputs]; value·scale + offset is what the network sees
 * @throws {ShapeError} unless inputs hold a whole number of samples
 */
export function predict(
  network: Network,
  inputs: Uint8Array | Float32Array,
  options: { scale?: number; offset?: number; batchSize?: number } = {},
): Prediction {
  const arena = workingArena("predict", network);
  if (typeof inputs !== "object" || inputs === null)
    throw new ArgumentError("predict", "inputs", inputs, "a Uint8Array or a Float32Array");
  const samples = inputs.length / network.inputs,
    { outputs } = network;
  if (!Number.isInteger(samples))
    throw new ShapeError("predict", `${inputs.length} values are no whole number of samples of ${network.inputs}`);
  const batch = options.batchSize ?? Math.max(1, Math.min(256, samples));
  if (!Number.isInteger(batch) || batch < 1)
    throw new ArgumentError("predict", "batchSize", batch, "a positive integer");
  const result = {
    outputs: new Float32Array(samples * outputs),
    probabilities: new Float32Array(samples * outputs),
    classes: new Int32Array(samples),
  };
  if (samples === 0) return result;
  try {
    const tape = new Tape(arena, { gradients: false });
    tape.training = false;
    const x = tape.input([network.inputs, batch]),
      y = network.record(x).value,
      probabilities = new Tensor(arena, [outputs, batch]),
      classes = new Tensor(arena, [batch], "i32"),
      order = identityOrder(arena, samples),
      all = samplesOf(arena, [samples, network.inputs], inputs);
    for (let start = 0; start < samples; start += batch) {
      const count = Math.min(batch, samples - start);
      gatherBatch(all, order, start, count, options.scale ?? 1, options.offset ?? 0, x.value);
      tape.forward();
      softmax(y, probabilities);
      argmaxColumns(y, classes);
      copyColumns(y.data, batch, count, result.outputs, start, outputs);
      copyColumns(probabilities.data, batch, count, result.probabilities, start, outputs);
      result.classes.set(classes.data.subarray(0, count), start);
    }
    return result;
  } finally {
    arena.dispose();
  }
}

/** From feature-major [outputs, batch] to sample-major rows of `into`, from sample `start` on. */
function copyColumns(
  from: Float32Array,
  batch: number,
  count: number,
  into: Float32Array,
  start: number,
  outputs: number,
): void {
  for (let b = 0; b < count; b++)
    for (let k = 0; k < outputs; k++) into[(start + b) * outputs + k] = from[k * batch + b]!;
}

import { Tensor } from "../tensor/tensor.js";
import type { Tape } from "./tape.js";
import { Variable } from "./variable.js";

/**
 * Activity of vector units: every unit has a vector of K components, `value` [units, K, batch].
 *
 * A vector network is linear from any unit's vector to its output but for gates that pass or stop whole vectors, so the
 * gradient with respect to a unit's vector is always a multiple of the network's output error e. Only the multiple is kept:
 * `gradient` [units, batch] is the credit g with ∂loss/∂value[u,k,b] = g[u,b] · e[k,b], K times smaller than the value.
 * Source: Clark, Abbott & Chung 2021, arXiv:2106.04089.
 */
export class VectorVariable extends Variable {
  readonly units: number;
  /** K, the length of every vector: the number of the network's outputs. */
  readonly components: number;
  /** e, [components, batch], shared by all vector variables from one input on; absent on a tape without gradients. */
  readonly error: Tensor | undefined;

  /** @param error e of the variables this one is computed from; its own when it is the first */
  constructor(tape: Tape, value: Tensor, error?: Tensor) {
    const [units = 0, components = 0, batch = 0] = value.shape;
    super(tape, value, tape.gradients ? new Tensor(tape.arena, [units, batch]) : undefined);
    this.units = units;
    this.components = components;
    this.error = tape.gradients ? (error ?? new Tensor(tape.arena, [components, batch])) : undefined;
  }
}

import { ArgumentError, ShapeError } from "../../errors.js";
import { binaryStep, tanh } from "../../tape/activations.js";
import { add, addBias } from "../../tape/arithmetic.js";
import { linear } from "../../tape/linear.js";
import { maskedLinear } from "../../tape/masked-linear.js";
import { type MaxDecision, maxDecision } from "../../tape/max-decision.js";
import { rows } from "../../tape/rows.js";
import { sparseLinear } from "../../tape/sparse-linear.js";
import type { Variable } from "../../tape/variable.js";
import type { Wiring } from "./parameters.js";

/**
 * All time steps of a network on a tape, t = 0 … steps − 1. What reads the states out is recorded when it is first asked
 * for, after the last step unless told otherwise, and computed by the next `forward()`.
 */
export interface Unrolled {
  /** States of all modules at all steps, h_{t+1}^(n) = states[t][n], [units, batch]. */
  readonly states: readonly (readonly Variable[])[];
  /** The bottlenecks' units of all modules, [bottleneck, batch]; none in a network without bottlenecks. */
  bottlenecks(t?: number): readonly Variable[];
  /** The readouts of all modules, [outputs, batch]. */
  readouts(t?: number): readonly Variable[];
  /** The max decision between the readouts. */
  decision(t?: number): MaxDecision;
}

/** @throws {ShapeError} unless x is [modules · inputs, batch] */
export function unroll(wiring: Wiring, x: Variable): Unrolled {
  const { architecture, modules } = wiring,
    { inputs, steps } = architecture,
    features = inputs * modules.length;
  if (x.value.shape.length !== 2 || x.value.shape[0] !== features)
    throw new ShapeError("modularNetwork", `x is [${x.value.shape}], must be [${features}, batch]`);
  const drives = modules.map(({ input, inputBias, recurrentBias }, n) => {
    const drive = linear(rows(x, n * inputs, inputs), input, inputBias);
    return recurrentBias ? addBias(drive, recurrentBias) : drive;
  });
  const states: (readonly Variable[])[] = [];
  for (let t = 0; t < steps; t++) states.push(step(wiring, drives, states[t - 1]));

  const at = <T>(record: (t: number) => T) => {
    const recorded = new Map<number, T>();
    return (t = steps - 1): T => {
      if (states[t] === undefined) throw new ArgumentError("unroll", "t", t, `an integer from 0 to ${steps - 1}`);
      if (!recorded.has(t)) recorded.set(t, record(t));
      return recorded.get(t)!;
    };
  };
  const bottlenecks = at((t) =>
    modules.flatMap(({ bottleneck, bottleneckBias }, n) =>
      bottleneck ? [linear(states[t]![n]!, bottleneck, bottleneckBias)] : [],
    ),
  );
  const readouts = at((t) =>
    modules.map(({ readout, readoutBias }, n) => linear(bottlenecks(t)[n] ?? states[t]![n]!, readout, readoutBias)),
  );
  return { states, bottlenecks, readouts, decision: at((t) => maxDecision(readouts(t))) };
}

/** The states of all modules from those before, all 0 where these are undefined: then no product is needed. */
function step(wiring: Wiring, drives: readonly Variable[], before: readonly Variable[] | undefined): Variable[] {
  const { architecture, modules, connections, mask } = wiring,
    { cell, channel, communication } = architecture;
  // All messages come first: so credit, too, adds up in the same order for either of two modules, and exchanging them
  // changes no bit.
  const messages = modules.map((_, n) =>
    connections
      .filter(({ to }) => before && to === n)
      .map(({ from, matrix, weights }) => sparseLinear(before![from]!, matrix, weights)),
  );
  return drives.map((drive, n) => {
    const recurrent = (h: Variable) => {
      const { recurrent: weights } = modules[n]!;
      return mask ? maskedLinear(h, weights, mask) : linear(h, weights);
    };
    const own = before?.[n],
      heard = messages[n]!;
    if (cell === "parallel") {
      const alone = own ? add(drive, recurrent(own)) : drive,
        told = [drive, ...heard].reduce(add);
      return add(tanh(alone), channel === "binary" ? binaryStep(told) : tanh(told));
    }
    if (!own) return tanh(drive);
    const inside = communication === "inside";
    const internal = inside ? recurrent([own, ...heard].reduce(add)) : [recurrent(own), ...heard].reduce(add);
    return tanh(add(drive, internal));
  });
}

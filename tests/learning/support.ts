import { leakyRelu } from "../../src/tape/activations.js";
import { linear } from "../../src/tape/linear.js";
import { squaredError } from "../../src/tape/losses.js";
import type { WeightOperation } from "../../src/tape/operation.js";
import { isWeightOperation } from "../../src/tape/operation.js";
import { Parameter } from "../../src/tape/parameter.js";
import { Tape } from "../../src/tape/tape.js";
import { Tensor } from "../../src/tensor/tensor.js";
import type { Arena } from "../../src/wasm/arena.js";

/**
 * A network small enough to follow by hand, batch 1: x = (1, 2), two hidden layers of two units with a slope of ½ below
 * zero, one output, target 0.
 *   W1 = [[1, 0], [−1, 0]]: a1 = (1, −1), h1 = (1, −½)
 *   W2 = [[2, 2], [1, −4]]: a2 = (1, 3),  h2 = (1, 3)
 *   W3 = [1, 1]:            y = 4, so e = 4
 */
export function handNetwork(arena: Arena) {
  const tape = new Tape(arena);
  const weights = [
    new Parameter("w1", Tensor.from(arena, [2, 2], [1, 0, -1, 0])),
    new Parameter("w2", Tensor.from(arena, [2, 2], [2, 2, 1, -4])),
    new Parameter("w3", Tensor.from(arena, [1, 2], [1, 1])),
  ] as const;
  const x = tape.input([2, 1]);
  x.value.data.set([1, 2]);
  const h1 = leakyRelu(linear(x, weights[0]), 0.5),
    h2 = leakyRelu(linear(h1, weights[1]), 0.5),
    loss = squaredError(linear(h2, weights[2]), new Tensor(arena, [1, 1]));
  const operations: readonly WeightOperation[] = tape.operations.filter(isWeightOperation);
  return { tape, loss, weights, operations };
}

export const gradientOf = (parameter: Parameter): number[] => [...parameter.gradient.data];

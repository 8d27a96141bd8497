import { describe, expect, it } from "vitest";
import { leakyRelu, relu, sigmoid, signedRelu, tanh } from "../../src/tape/activations.js";
import { openArena } from "../support.js";
import { expectGradients, input, lossOf, newTape } from "./gradients.js";

describe.each([
  ["relu", relu],
  ["leakyRelu", (x) => leakyRelu(x, 0.25)],
  ["tanh", tanh],
  ["sigmoid", sigmoid],
  ["signedRelu", signedRelu],
] as [string, typeof relu][])("%s", (name, activation) => {
  it("has the gradient of its definition", async () => {
    using arena = await openArena();
    const { tape, random } = newTape(arena),
      x = input(tape, random, [3, 5]);
    expectGradients(tape, lossOf(activation(x), random), [x]);
  });

  it("adds to a gradient that another use of its input has written", async () => {
    using arena = await openArena();
    const { tape, random } = newTape(arena),
      x = input(tape, random, [2, 3]);
    // The second use is swept first; both must count.
    const once = activation(x);
    const twice = activation(once);
    expectGradients(tape, lossOf(twice, random), [x, once].slice(0, 1));
    expect(tape.operations.map((operation) => operation.name)).toEqual([name, name, "squaredError"]);
  });
});

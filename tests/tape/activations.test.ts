import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { binaryStep, leakyRelu, relu, sigmoid, signedRelu, tanh } from "../../src/tape/activations.js";
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

describe("binaryStep", () => {
  it.each([100, 0.5])("has the surrogate's slope, steepness %s", async (steepness) => {
    using arena = await openArena();
    const { tape, random } = newTape(arena),
      x = tape.input([3, 5], { gradient: true });
    x.value.data.set(Float32Array.from({ length: 15 }, (_, i) => (i - 7) / 100));
    const y = binaryStep(x, steepness),
      loss = lossOf(y, random);
    tape.forward();
    tape.backward(loss);
    expect([...y.value.data]).toEqual(Array.from(x.value.data, (u) => Number(u > 0)));
    for (const [i, u] of x.value.data.entries()) {
      const want = y.gradient!.data[i]! / (steepness * Math.abs(u) + 1) ** 2;
      // Rounded at each of four operations, the width's twice.
      expect(Math.abs(x.gradient!.data[i]! - want)).toBeLessThanOrEqual(6 * 2 ** -24 * Math.abs(want));
    }
    expect(() => binaryStep(x, 0)).toThrow(ArgumentError);
  });
});

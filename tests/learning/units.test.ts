import { expect, it } from "vitest";
import { hiddenUnits, operationsBelow } from "../../src/learning/units.js";
import { relu } from "../../src/tape/activations.js";
import { linear } from "../../src/tape/linear.js";
import { squaredError } from "../../src/tape/losses.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { openArena } from "../support.js";
import { newTape, parameter } from "../tape/gradients.js";
import { handVectorNetwork } from "../tape/vectors.js";
import { handNetwork } from "./support.js";

it("hiddenUnits finds every layer of weights with its nonlinearity, the output's weights left out", async () => {
  using arena = await openArena();
  const scalar = handNetwork(arena),
    vector = handVectorNetwork(arena);
  for (const { tape, loss } of [scalar, vector]) {
    const { operations } = tape;
    expect(hiddenUnits(tape, loss)).toEqual([
      { weights: operations[0], nonlinearity: operations[1] },
      { weights: operations[2], nonlinearity: operations[3] },
    ]);
  }
  expect(vector.tape.operations.map(({ name }) => name)).toEqual([
    "vectorLinear",
    "vectorGate",
    "vectorLinear",
    "vectorGate",
    "vectorLinear",
    "vectorOutput",
    "softmaxCrossEntropy",
  ]);
});

it("hiddenUnits leaves out linear layers, pooling and what the loss does not depend on", async () => {
  using arena = await openArena();
  const { tape, random } = newTape(arena);
  const weights = () => parameter(arena, random, [3, 3]),
    a = linear(tape.input([3, 2]), weights()),
    b = linear(a, weights());
  relu(linear(a, weights()));
  const pooled = tape.record({
    name: "pool",
    inputs: [b],
    parameters: [],
    output: tape.result([3, 2]),
    pools: true as const,
    forward() {},
    backward() {},
  }).output;
  const y = relu(linear(pooled, weights())),
    loss = squaredError(y, new Tensor(arena, [3, 2]));
  relu(y);
  expect(hiddenUnits(tape, loss)).toEqual([]);
  expect(operationsBelow(tape, loss).map(({ name }) => name)).toEqual(["linear", "linear", "pool", "linear", "relu"]);
});

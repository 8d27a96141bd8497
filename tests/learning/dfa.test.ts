import { expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { bp } from "../../src/learning/bp.js";
import { dfa } from "../../src/learning/dfa.js";
import { convGeometry } from "../../src/ops/conv.js";
import { Random } from "../../src/random.js";
import { relu } from "../../src/tape/activations.js";
import { averagePool2d } from "../../src/tape/average-pool2d.js";
import { conv2d } from "../../src/tape/conv2d.js";
import { linear } from "../../src/tape/linear.js";
import { squaredError } from "../../src/tape/losses.js";
import { isWeightOperation } from "../../src/tape/operation.js";
import { Tensor } from "../../src/tensor/tensor.js";
import type { Arena } from "../../src/wasm/arena.js";
import { openArena } from "../support.js";
import { newTape, parameter } from "../tape/gradients.js";
import { handVectorNetwork } from "../tape/vectors.js";
import { gradientOf, handNetwork } from "./support.js";

it("dfa gives the hand-computed gradient for given feedback", async () => {
  using arena = await openArena();
  const { tape, loss, weights, operations } = handNetwork(arena),
    rule = dfa().bind(tape, loss, new Random(1));
  rule.feedback.get(operations[1]!)!.data.set([2, 3]);
  rule.feedback.get(operations[2]!)!.data.set([-1, 5]);
  tape.forward();
  rule.assignCredit();
  // δ2 = B3·4 = (−4, 20), slopes (1, 1); δ1 = B2·4 = (8, 12), slopes (1, ½): (8, 6). No layer used another's δ.
  expect(gradientOf(weights[2])).toEqual([4, 12]);
  expect(gradientOf(weights[1])).toEqual([-4, 2, 20, -10]);
  expect(gradientOf(weights[0])).toEqual([8, 16, 6, 12]);
});

it("dfa's feedback reaches from the outputs to each layer's input", async () => {
  using arena = await openArena();
  const { tape, loss, operations } = handNetwork(arena);
  const { feedback } = dfa().bind(tape, loss, new Random(1));
  expect([...feedback].map(([operation, values]) => [operation, values.shape])).toEqual([
    [operations[1], [2, 1]],
    [operations[2], [2, 1]],
  ]);
});

/** A tape with hidden layers of these widths above five inputs, and three outputs. */
function layers(arena: Arena, widths: readonly number[]) {
  const { tape, random } = newTape(arena);
  let x = tape.input([5, 2]);
  for (const units of widths) x = relu(linear(x, parameter(arena, random, [units, x.value.shape[0]!])));
  const y = linear(x, parameter(arena, random, [3, x.value.shape[0]!]));
  return { tape, loss: squaredError(y, new Tensor(arena, [3, 2])) };
}

it.each([
  ["uniform", -2, 2],
  ["nonnegative", 0, 2],
] as const)(
  "dfa's %s feedback is one matrix of the widest layer's size, of which each takes the first rows",
  async (feedback, low, high) => {
    using arena = await openArena();
    const { tape, loss } = layers(arena, [40, 90, 10]),
      bind = () => [...dfa({ feedback, scale: 2 }).bind(tape, loss, new Random(4)).feedback.values()];
    const [first, second, third] = bind().map(({ data }) => [...data]);
    expect([first!.length, second!.length, third!.length]).toEqual([120, 270, 30]);
    expect(first).toEqual(second!.slice(0, 120));
    expect(third).toEqual(second!.slice(0, 30));
    // 270 draws: none outside, and within a twentieth of either end
    expect(second!.every((value) => value >= low && value < high)).toBe(true);
    expect(Math.min(...second!)).toBeLessThan(low + (high - low) / 20);
    expect(Math.max(...second!)).toBeGreaterThan(high - (high - low) / 20);
    const mean = second!.reduce((sum, value) => sum + value, 0) / 270;
    expect(Math.abs(mean - (low + high) / 2)).toBeLessThan((5 * (high - low)) / Math.sqrt(12 * 270));
    expect(bind().map(({ data }) => [...data])).toEqual([first, second, third]);
  },
);

it("dfa's shared feedback leaves no memory behind but each layer's own", async () => {
  using arena = await openArena();
  const { tape, loss } = layers(arena, [40, 90]),
    { blocks } = arena.memory();
  dfa({ feedback: "uniform" }).bind(tape, loss, new Random(4));
  expect(arena.memory().blocks - blocks).toBe(2);
});

it("dfa needs no feedback for a single layer", async () => {
  using arena = await openArena();
  for (const feedback of ["normal", "uniform", "nonnegative"] as const) {
    const { tape, loss } = layers(arena, []),
      rule = dfa({ feedback }).bind(tape, loss, new Random(4));
    tape.forward();
    rule.assignCredit();
    expect(rule.feedback.size).toBe(0);
  }
});

it("dfa refuses an unknown kind of feedback, and vector units, which would get an update quadratic in the error", async () => {
  using arena = await openArena();
  expect(() => dfa({ feedback: "gaussian" as "normal" })).toThrow(ArgumentError);
  const { tape, loss } = handVectorNetwork(arena);
  const { blocks } = arena.memory();
  expect(() => dfa().bind(tape, loss, new Random(1))).toThrow(ArgumentError);
  expect(arena.memory().blocks).toBe(blocks);
});

/** 4 × 4 positions, a convolution to two channels, a rectifier, pooling to one position by way of 2 × 2, and three outputs. */
function pooledNetwork(arena: Arena) {
  const { tape, random } = newTape(arena, 5),
    x = tape.input([16, 3]),
    kernel = parameter(arena, random, [2, 3, 3, 1]),
    readout = parameter(arena, random, [3, 2]);
  x.value.data.set(Float32Array.from({ length: 48 }, () => 2 * random.uniform() - 1));
  const g = convGeometry("test", { height: 4, width: 4, channels: 1, units: 2, kernelSize: 3, padding: 1 }),
    h = relu(conv2d(x, kernel, undefined, g)),
    pooled = averagePool2d(averagePool2d(h, { height: 4, width: 4, size: 2 }), { height: 2, width: 2, size: 2 }),
    loss = squaredError(linear(pooled, readout), new Tensor(arena, [3, 3]));
  const [first, last] = tape.operations.filter(isWeightOperation);
  return { tape, h, kernel, readout, loss, first: first!, last: last!, pooled };
}

it("dfa's signal lands before pooling, at the outputs of the units that were pooled", async () => {
  using arena = await openArena();
  const { tape, h, kernel, loss, first, last, pooled } = pooledNetwork(arena),
    { feedback, assignCredit } = dfa().bind(tape, loss, new Random(1));
  expect([...feedback].map(([operation, { shape }]) => [operation, shape])).toEqual([[last, [32, 3]]]);
  tape.forward();
  pooled.gradient!.data.fill(Number.NaN); // nobody looks at it
  for (let sweep = 0; sweep < 2; sweep++) {
    assignCredit();
    const b = feedback.get(last)!.data,
      error = loss.prediction.gradient!.data,
      sent = Array.from({ length: 96 }, (_, at) =>
        [0, 1, 2].reduce((sum, o) => sum + b[Math.floor(at / 3) * 3 + o]! * error[o * 3 + (at % 3)]!, 0),
      );
    for (const [at, value] of sent.entries()) {
      expect(h.gradient!.data[at]).toBeCloseTo(value, 5);
      expect(first.output.gradient!.data[at]).toBeCloseTo(h.value.data[at]! > 0 ? value : 0, 5);
    }
  }
  const exact = kernel.gradient.data.slice();
  tape.startSweep();
  first.weightGradient(first.output.gradient!);
  expect(kernel.gradient.data).toEqual(exact);
});

it("dfa with the pooled weights for feedback is backpropagation", async () => {
  using arena = await openArena();
  const { tape, kernel, readout, loss, last } = pooledNetwork(arena),
    { feedback, assignCredit } = dfa().bind(tape, loss, new Random(1));
  // One sixteenth of the weight from the channel, for every position alike.
  feedback
    .get(last)!
    .data.set(Array.from({ length: 96 }, (_, at) => readout.value.data[(at % 3) * 2 + (Math.floor(at / 3) % 2)]! / 16));
  tape.forward();
  bp().bind(tape, loss, new Random(1)).assignCredit();
  const exact = [kernel, readout].map(({ gradient }) => gradient.data.slice());
  assignCredit();
  // Sums of at most 48 products of numbers up to 1 in another order.
  for (const [i, value] of exact[0]!.entries())
    expect(Math.abs(kernel.gradient.data[i]! - value)).toBeLessThan(48 * 48 * 2 ** -24);
  expect(readout.gradient.data).toEqual(exact[1]);
});

it("dfa's signal lands behind pooling where a nonlinearity follows it", async () => {
  using arena = await openArena();
  const { tape, random } = newTape(arena),
    g = convGeometry("test", { height: 2, width: 2, channels: 1, units: 3, kernelSize: 1 }),
    h = relu(
      averagePool2d(conv2d(tape.input([4, 2]), parameter(arena, random, [3, 1, 1, 1]), undefined, g), {
        height: 2,
        width: 2,
        size: 2,
      }),
    ),
    loss = squaredError(linear(h, parameter(arena, random, [2, 3])), new Tensor(arena, [2, 2]));
  expect([...dfa().bind(tape, loss, random).feedback.values()].map(({ shape }) => shape)).toEqual([[3, 2]]);
});

it("dfa's shared feedback counts units before their pooling", async () => {
  using arena = await openArena();
  const { tape, random } = newTape(arena),
    g = convGeometry("test", { height: 4, width: 4, channels: 1, units: 2, kernelSize: 1 });
  const pooled = averagePool2d(
      relu(conv2d(tape.input([16, 2]), parameter(arena, random, [2, 1, 1, 1]), undefined, g)),
      {
        height: 4,
        width: 4,
        size: 4,
      },
    ),
    y = linear(relu(linear(pooled, parameter(arena, random, [20, 2]))), parameter(arena, random, [3, 20]));
  const { feedback } = dfa({ feedback: "uniform" }).bind(tape, squaredError(y, new Tensor(arena, [3, 2])), random),
    [below, above] = [...feedback.values()].map(({ data }) => [...data]);
  expect([below!.length, above!.length]).toEqual([32 * 3, 20 * 3]);
  expect(above).toEqual(below!.slice(0, 60));
});

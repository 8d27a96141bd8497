import { expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { dfa } from "../../src/learning/dfa.js";
import { relu } from "../../src/tape/activations.js";
import { linear } from "../../src/tape/linear.js";
import { squaredError } from "../../src/tape/losses.js";
import { Random } from "../../src/tensor/random.js";
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

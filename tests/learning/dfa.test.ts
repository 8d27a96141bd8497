import { expect, it } from "vitest";
import { dfa } from "../../src/learning/dfa.js";
import { Random } from "../../src/tensor/random.js";
import { openArena } from "../support.js";
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

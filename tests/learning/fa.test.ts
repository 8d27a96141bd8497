import { expect, it } from "vitest";
import { fa } from "../../src/learning/fa.js";
import { Random } from "../../src/tensor/random.js";
import { openArena } from "../support.js";
import { gradientOf, handNetwork } from "./support.js";

it("fa gives the hand-computed gradient for given feedback", async () => {
  using arena = await openArena();
  const { tape, loss, weights, operations } = handNetwork(arena),
    rule = fa().bind(tape, loss, new Random(1));
  rule.feedback.get(operations[1]!)!.data.set([1, 2, 3, 4]);
  rule.feedback.get(operations[2]!)!.data.set([-1, 5]);
  tape.forward();
  rule.assignCredit();
  // δ2 = B3ᵀ·4 = (−4, 20); B2ᵀδ2 = (−4 + 60, −8 + 80) = (56, 72), slopes (1, ½): δ1 = (56, 36)
  expect(gradientOf(weights[2])).toEqual([4, 12]);
  expect(gradientOf(weights[1])).toEqual([-4, 2, 20, -10]);
  expect(gradientOf(weights[0])).toEqual([56, 112, 36, 72]);
});

it("fa keeps no feedback for the first layer, whose input needs no credit", async () => {
  using arena = await openArena();
  const { tape, loss, operations } = handNetwork(arena);
  const { feedback } = fa().bind(tape, loss, new Random(1));
  expect([...feedback.keys()]).toEqual(operations.slice(1));
});

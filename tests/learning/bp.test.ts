import { expect, it } from "vitest";
import { bp } from "../../src/learning/bp.js";
import { Random } from "../../src/random.js";
import { openArena } from "../support.js";
import { gradientOf, handNetwork } from "./support.js";

it("bp gives the hand-computed gradient", async () => {
  using arena = await openArena();
  const { tape, loss, weights } = handNetwork(arena),
    rule = bp().bind(tape, loss, new Random(1));
  tape.forward();
  expect(loss.total()).toBe(8);
  rule.assignCredit();
  // δ3 = e = 4; δ2 = W3ᵀ·4 = (4, 4); W2ᵀδ2 = (12, −8), slopes (1, ½): δ1 = (12, −4)
  expect(gradientOf(weights[2])).toEqual([4, 12]);
  expect(gradientOf(weights[1])).toEqual([4, -2, 4, -2]);
  expect(gradientOf(weights[0])).toEqual([12, 24, -4, -8]);
});

import { describe, expect, it } from "vitest";
import { ArgumentError, NumericalError } from "../../src/errors.js";
import { Dense } from "../../src/networks/dense.js";
import { axpy } from "../../src/ops/elementwise.js";
import { sumSquares } from "../../src/ops/reduce.js";
import { Random } from "../../src/random.js";
import { sgd } from "../../src/training/optimizers.js";
import type { Penalty } from "../../src/training/penalty.js";
import { Sequential } from "../../src/training/sequential.js";
import type { Arena } from "../../src/wasm/arena.js";
import { openArena } from "../support.js";
import { train } from "./resumption.js";

const build = (arena: Arena) => new Sequential(arena, { inputs: 8, layers: [new Dense(3)], random: new Random(5) });

/** strength/2 · Σ w² over the weights. */
const l2 = (strength: number): Penalty => ({
  name: "l2",
  bind(_, parameters) {
    const [weights] = parameters as [(typeof parameters)[number]];
    return {
      apply() {
        axpy(strength, weights.value, weights.gradient);
        return (strength / 2) * sumSquares(weights.value);
      },
    };
  },
});

describe("fit with penalties", () => {
  it("adds their gradients to the loss's, as weight decay does, and tells their mean", async () => {
    using arena = await openArena();
    const options = { epochs: 3, batchSize: 90, shuffle: false };
    const [decayed, penalised, twice] = [build(arena), build(arena), build(arena)] as [
      Sequential,
      Sequential,
      Sequential,
    ];
    const start = sumSquares(decayed.parameters[0]!.value);
    await train(decayed, { ...options, optimizer: sgd({ rate: 0.1, weightDecay: 0.2 }) });
    const { history } = await train(penalised, { ...options, optimizer: sgd({ rate: 0.1 }), penalties: [l2(0.2)] });
    const values = ({ parameters: [weights] }: Sequential) => [...weights!.value.data];
    values(decayed).forEach((want, i) => {
      expect(values(penalised)[i]).toBeCloseTo(want, 6);
    });
    expect(history.epochs[0]!.penalty).toBeCloseTo(0.1 * start, 6);
    const both = await train(twice, { ...options, optimizer: sgd({ rate: 0.1 }), penalties: [l2(0.1), l2(0.1)] });
    expect(both.history.epochs[0]!.penalty).toBeCloseTo(0.1 * start, 6);
    const { history: plain } = await train(build(arena), options);
    expect(plain.epochs[0]).not.toHaveProperty("penalty");
  });

  it("refuses what is none, and stops at a penalty that is not finite", async () => {
    using arena = await openArena();
    const error = (penalties: unknown) =>
      train(build(arena), { epochs: 1, penalties: penalties as Penalty[] }).catch((error: unknown) => error);
    for (const bad of [l2(1), [l2], [undefined], "l2"]) expect(await error(bad)).toBeInstanceOf(ArgumentError);
    const infinite: Penalty = { name: "infinite", bind: () => ({ apply: () => Number.POSITIVE_INFINITY }) };
    expect(await error([infinite])).toBeInstanceOf(NumericalError);
  });
});

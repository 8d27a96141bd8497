import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../../src/errors.js";
import { Parameter } from "../../../src/tape/parameter.js";
import { Tensor } from "../../../src/tensor/tensor.js";
import { l1 } from "../../../src/training/penalties/l1.js";
import { openArena } from "../../support.js";

describe("l1", () => {
  it("costs the magnitudes and adds their signs, none at 0", async () => {
    using arena = await openArena();
    const weights = new Parameter("w", Tensor.from(arena, [2, 2], [1, -3, 0, 0.5])),
      bias = new Parameter("b", Tensor.from(arena, [2], [7, 7]), { decays: false });
    weights.gradient.data.set([1, 1, 1, 1]);
    expect(l1({ strength: 0.5 }).bind(arena, [weights, bias]).apply()).toBe(2.25);
    expect(Array.from(weights.gradient.data)).toEqual([1.5, 0.5, 1, 1.5]);
    expect(Array.from(bias.gradient.data)).toEqual([0, 0]);
    expect(
      l1({ strength: 1, parameters: ["b", "w"] })
        .bind(arena, [weights, bias])
        .apply(),
    ).toBe(18.5);
  });

  it("refuses a strength out of range and parameters that are not there", async () => {
    using arena = await openArena();
    const bias = new Parameter("b", new Tensor(arena, [2]), { decays: false });
    for (const strength of [-1, Number.NaN, Infinity]) expect(() => l1({ strength })).toThrow(ArgumentError);
    expect(() => l1({ strength: 1, parameters: "w" }).bind(arena, [bias])).toThrow(/one of b/);
    expect(() => l1({ strength: 1 }).bind(arena, [bias])).toThrow(ArgumentError);
    expect(() => l1({ strength: 1, parameters: 1 as never })).toThrow(ArgumentError);
  });
});

import { describe, expect, it } from "vitest";
import { ArgumentError, ShapeError, UnsupportedError } from "../../../src/errors.js";
import { Parameter } from "../../../src/tape/parameter.js";
import { CsrMatrix } from "../../../src/tensor/csr.js";
import { Tensor } from "../../../src/tensor/tensor.js";
import { wiringCost } from "../../../src/training/penalties/wiring-cost.js";
import { openArena } from "../../support.js";

describe("wiringCost", () => {
  it("costs every connection by its length", async () => {
    using arena = await openArena();
    const weights = new Parameter("w", Tensor.from(arena, [2, 2], [1, -3, 0, 0.5]));
    const cost = wiringCost({ strength: 0.5, lengths: [1, 2, 3, 4], parameters: "w" }).bind(arena, [weights]);
    expect(cost.apply()).toBe(0.5 * (1 + 6 + 2));
    expect(Array.from(weights.gradient.data)).toEqual([0.5, -1, 0, 2]);
  });

  it("refuses connections that moved: their lengths are others'", async () => {
    using arena = await openArena();
    const matrix = CsrMatrix.fromDense(arena, 2, 2, [1, 0, 0, 2]),
      weights = new Parameter("w", matrix.values),
      cost = wiringCost({ strength: 1, lengths: [3, 4], parameters: "w" }).bind(arena, [weights]);
    expect(cost.apply()).toBe(11);
    matrix.rewire([1], [2], { values: [2], companions: [weights.gradient] });
    expect(() => cost.apply()).toThrow(UnsupportedError);
    expect(() => cost.apply()).toThrow(/connections of w moved/);
  });

  it("refuses lengths that are none, or not as many as weights", async () => {
    using arena = await openArena();
    const weights = new Parameter("w", new Tensor(arena, [2, 2])),
      good = { strength: 1, parameters: "w" };
    for (const lengths of [[-1], [Number.NaN], [Infinity], 4, null])
      expect(() => wiringCost({ ...good, lengths: lengths as never })).toThrow(ArgumentError);
    expect(() => wiringCost({ ...good, strength: -1, lengths: [1] })).toThrow(ArgumentError);
    expect(() => wiringCost({ ...good, lengths: [1, 2, 3] }).bind(arena, [weights])).toThrow(ShapeError);
  });
});

import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { VectorLinear } from "../../src/networks/vector-linear.js";
import { Tape } from "../../src/tape/tape.js";
import { VectorVariable } from "../../src/tape/vector-variable.js";
import { openArena } from "../support.js";
import { isVariance, meanSquare, site } from "./support.js";

describe("VectorLinear", () => {
  it("starts vectors above scalars: weights of each component's own, of variance 1/inputs", async () => {
    using arena = await openArena();
    const bound = new VectorLinear(30, { components: 5 }).bind(site(arena, 40)),
      [weights, bias] = bound.parameters;
    expect([bound.features, bound.components]).toEqual([30, 5]);
    expect([weights!.value.shape, bias!.value.shape]).toEqual([
      [30, 5, 40],
      [30, 5],
    ]);
    expect(isVariance(meanSquare(weights!.value.data), 1 / 40, 6000)).toBe(true);
    expect([...new Set(bias!.value.data)]).toEqual([0]);
    expect([weights!.minimum, weights!.decays, bias!.decays]).toEqual([-Infinity, true, false]);
    const h = bound.record(new Tape(arena).input([40, 3]));
    expect(h).toBeInstanceOf(VectorVariable);
    expect(h.value.shape).toEqual([30, 5, 3]);
  });

  it("has one weight for all components above vectors, He-initialised", async () => {
    using arena = await openArena();
    const bound = new VectorLinear(30).bind({ ...site(arena, 40), components: 5, first: false }),
      [weights, bias] = bound.parameters;
    expect([bound.features, bound.components, weights!.value.shape, bias!.value.shape]).toEqual([
      30,
      5,
      [30, 40],
      [30, 5],
    ]);
    expect(isVariance(meanSquare(weights!.value.data), 2 / 40, 1200)).toBe(true);
  });

  it("does as its options say", async () => {
    using arena = await openArena();
    const start = { ...site(arena, 4), first: false },
      above = { ...start, components: 2 };
    expect(new VectorLinear(6, { components: 2, bias: false }).bind(start).parameters).toHaveLength(1);
    const [fixed] = new VectorLinear(60, { initialisation: 0.2 }).bind(above).parameters;
    expect(isVariance(meanSquare(fixed!.value.data), 0.04, 240)).toBe(true);
    const [bounded, bias] = new VectorLinear(6, { minimum: -1, maximum: 1 }).bind(above).parameters;
    expect([bounded!.minimum, bounded!.maximum, bias!.minimum]).toEqual([-1, 1, -Infinity]);
  });

  it("needs the vectors' length where they start, and takes no other above", async () => {
    using arena = await openArena();
    expect(() => new VectorLinear(6).bind(site(arena, 4))).toThrow(/components is undefined, must be given/);
    const above = { ...site(arena, 4), components: 3 };
    expect(() => new VectorLinear(6, { components: 2 }).bind(above)).toThrow(/must be left out, or 3/);
    expect(new VectorLinear(6, { components: 3 }).bind(above).components).toBe(3);
  });

  it.each([0, -1, 1.5, Number.NaN])("refuses %s units", (units) => {
    expect(() => new VectorLinear(units)).toThrow(ArgumentError);
  });
});

import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { VectorOutput } from "../../src/networks/vector-output.js";
import { Tape } from "../../src/tape/tape.js";
import { VectorVariable } from "../../src/tape/vector-variable.js";
import { openArena } from "../support.js";
import { isVariance, meanSquare, site } from "./support.js";

describe("VectorOutput", () => {
  it("is one vector unit whose components are scalar outputs", async () => {
    using arena = await openArena();
    const bound = new VectorOutput({ components: 3 }).bind(site(arena, 4)),
      y = bound.record(new Tape(arena).input([4, 5]));
    expect([bound.features, bound.components, y.value.shape]).toEqual([3, undefined, [3, 5]]);
    expect(y).not.toBeInstanceOf(VectorVariable);
    expect(bound.parameters.map(({ name, value }) => `${name} ${value.shape}`)).toEqual([
      "layer.weights 1,3,4",
      "layer.bias 1,3",
    ]);
  });

  it("has one weight per vector unit below, He-initialised or the half of an ON/OFF pair", async () => {
    using arena = await openArena();
    const below = { ...site(arena, 400), components: 3, first: false };
    const [he] = new VectorOutput().bind(below).parameters;
    expect(he!.value.shape).toEqual([1, 400]);
    expect(isVariance(meanSquare(he!.value.data), 2 / 400, 400)).toBe(true);
    const [onOff, ...others] = new VectorOutput({ nonnegative: true, bias: false }).bind(below).parameters;
    expect([onOff!.minimum, others]).toEqual([0, []]);
    expect(onOff!.value.data.filter((w) => w > 0)).toHaveLength(200);
  });

  it("refuses scalar units below it unless told how many components to make", async () => {
    using arena = await openArena();
    expect(() => new VectorOutput().bind(site(arena, 4))).toThrow(ArgumentError);
    expect(() => new VectorOutput({ components: 2 }).bind({ ...site(arena, 4), components: 3 })).toThrow(ArgumentError);
  });
});

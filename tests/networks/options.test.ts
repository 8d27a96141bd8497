import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { biasOf, expectUnits, type WeightLayerOptions, weightsOf } from "../../src/networks/options.js";
import type { ParameterOptions } from "../../src/tape/parameter.js";
import { Tensor } from "../../src/tensor/tensor.js";
import type { Arena } from "../../src/wasm/arena.js";
import { openArena } from "../support.js";
import { site } from "./support.js";

it("expectUnits takes what kernels can count and nothing else", () => {
  for (const units of [1, 0x7fffffff]) expectUnits("L", units);
  for (const units of [0, -1, 1.5, Number.NaN, 2 ** 31, "3" as unknown as number])
    expect(() => expectUnits("L", units), String(units)).toThrow(ArgumentError);
});

it("biasOf gives zeros that do not decay and keep no range of the weights, or nothing when none is wanted", async () => {
  using arena = await openArena();
  const bias = biasOf(site(arena, 3), 4, { minimum: 0.5, decays: true })!;
  expect([...bias.value.data]).toEqual([0, 0, 0, 0]);
  expect(bias).toMatchObject({ name: "layer.bias", decays: false, minimum: -Infinity, maximum: Infinity });
  expect(biasOf(site(arena, 3), 4, { bias: true })).toBeDefined();
  const before = arena.memory();
  expect(biasOf(site(arena, 3), 4, { bias: false })).toBeUndefined();
  expect(arena.memory()).toEqual(before);
});

describe("nonnegative weights", () => {
  const drawn = (arena: Arena, first: boolean, options: WeightLayerOptions) => {
    const value = new Tensor(arena, [20, 30]),
      fan = { rows: 20, fanIn: 30, fanOut: 20 };
    return weightsOf({ ...site(arena, 30), first }, value, "he", options, fan);
  };

  it("are ON/OFF pairs at 0 or above, but signed and free in the first layer", async () => {
    using arena = await openArena();
    const above = drawn(arena, false, { nonnegative: true }),
      first = drawn(arena, true, { nonnegative: true });
    expect([above.minimum, first.minimum]).toEqual([0, -Infinity]);
    expect(above.value.data.filter((w) => w === 0)).toHaveLength(300);
    expect(above.value.data.every((w) => w >= 0)).toBe(true);
    expect(first.value.data.filter((w) => w < 0)).toHaveLength(300);
  });

  it("have the magnitudes of another initialisation", async () => {
    using arena = await openArena();
    const options = { initialisation: "he" } as const,
      signed = drawn(arena, false, options);
    expect(drawn(arena, false, { ...options, nonnegative: true }).value.data).toEqual(signed.value.data.map(Math.abs));
    expect(drawn(arena, true, { ...options, nonnegative: true }).value.data).toEqual(signed.value.data);
  });

  it("keep to a narrower range but not to a wider one", async () => {
    using arena = await openArena();
    const range = (options: ParameterOptions) => {
      const { minimum, maximum } = drawn(arena, false, { nonnegative: true, ...options });
      return [minimum, maximum];
    };
    expect(range({ minimum: 0.1, maximum: 2 })).toEqual([0.1, 2]);
    expect(range({ minimum: -1 })).toEqual([0, Infinity]);
    expect(range({ minimum: undefined } as unknown as ParameterOptions)).toEqual([0, Infinity]);
    expect(() => range({ maximum: -0.5 })).toThrow(ArgumentError);
  });
});

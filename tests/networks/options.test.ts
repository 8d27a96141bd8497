import { expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { biasOf, expectUnits } from "../../src/networks/options.js";
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

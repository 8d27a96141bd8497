import { expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { Parameter } from "../../src/tape/parameter.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { openArena } from "../support.js";

it("Parameter has a gradient of its shape, no range and decay by default", async () => {
  using arena = await openArena();
  const parameter = new Parameter("w", new Tensor(arena, [2, 3]));
  expect(parameter.gradient.shape).toEqual([2, 3]);
  expect(parameter).toMatchObject({ name: "w", minimum: -Infinity, maximum: Infinity, decays: true });
});

it.each([
  [1, 0],
  [Number.NaN, 0],
  [0, Number.NaN],
])("Parameter refuses the range from %s to %s", async (minimum, maximum) => {
  using arena = await openArena();
  expect(() => new Parameter("w", new Tensor(arena, [1]), { minimum, maximum })).toThrow(ArgumentError);
});

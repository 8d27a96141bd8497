import { expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { type Initialisation, initialise } from "../../src/networks/initialisation.js";
import { Random } from "../../src/random.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { openArena } from "../support.js";
import { isVariance, meanSquare } from "./support.js";

it.each([
  ["he", 2 / 50],
  ["lecun", 1 / 50],
  ["glorot", 2 / 80],
  [0.3, 0.09],
] as [Initialisation, number][])("%s draws with variance %s", async (scheme, variance) => {
  using arena = await openArena();
  const weights = new Tensor(arena, [10_000]);
  initialise(weights, scheme, { rows: 100, fanIn: 50, fanOut: 30, first: false, random: new Random(1) });
  expect(isVariance(meanSquare(weights.data), variance, 10_000)).toBe(true);
});

it.each(["xavier", -1, Number.NaN, Number.POSITIVE_INFINITY])("refuses %s", async (scheme) => {
  using arena = await openArena();
  const call = () =>
    initialise(new Tensor(arena, [1]), scheme as Initialisation, {
      rows: 1,
      fanIn: 1,
      fanOut: 1,
      first: false,
      random: new Random(1),
    });
  expect(call).toThrow(ArgumentError);
});

import { expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { Dense } from "../../src/networks/dense.js";
import { openArena } from "../support.js";
import { isVariance, meanSquare, site } from "./support.js";

it("Dense has a weight for every pair, He-initialised, and a bias of zeros that does not decay", async () => {
  using arena = await openArena();
  const { features, parameters } = new Dense(50).bind(site(arena, 80)),
    [weights, bias] = parameters;
  expect([features, weights!.value.shape, bias!.value.shape]).toEqual([50, [50, 80], [50]]);
  expect(isVariance(meanSquare(weights!.value.data), 2 / 80, 4000)).toBe(true);
  expect(bias!.value.data.every((value) => value === 0)).toBe(true);
  expect([weights!.decays, bias!.decays]).toEqual([true, false]);
});

it("Dense does without a bias, and passes a range on to its weights only", async () => {
  using arena = await openArena();
  expect(new Dense(5, { bias: false }).bind(site(arena, 4)).parameters).toHaveLength(1);
  const [weights, bias] = new Dense(5, { minimum: 0 }).bind(site(arena, 4)).parameters;
  expect([weights!.minimum, bias!.minimum]).toEqual([0, -Infinity]);
});

it.each([0, -1, 1.5, Number.NaN])("Dense refuses %s units", (units) => {
  expect(() => new Dense(units)).toThrow(ArgumentError);
});

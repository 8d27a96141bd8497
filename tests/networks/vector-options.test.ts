import { expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { componentsOf, expectVectors } from "../../src/networks/vector-options.js";
import { openArena } from "../support.js";
import { site } from "./support.js";

it("componentsOf takes the length from the options or from below, and wants the two to agree", async () => {
  using arena = await openArena();
  const scalars = site(arena, 4),
    vectors = { ...scalars, components: 3 };
  expect(componentsOf("L", scalars, { components: 2 })).toBe(2);
  expect(componentsOf("L", vectors, {})).toBe(3);
  expect(componentsOf("L", vectors, { components: 3 })).toBe(3);
  expect(() => componentsOf("L", vectors, { components: 2 })).toThrow(ArgumentError);
  for (const components of [0, -1, 1.5, Number.NaN, 65_536, "3" as unknown as number])
    expect(() => componentsOf("L", scalars, { components }), String(components)).toThrow(ArgumentError);
  expect(() => componentsOf("L", scalars, {})).toThrow(/the number of classes/);
});

it("expectVectors gives the vectors' length and refuses scalars", async () => {
  using arena = await openArena();
  expect(expectVectors("L", { ...site(arena, 4), components: 3 })).toBe(3);
  expect(() => expectVectors("L", site(arena, 4))).toThrow(/L: input is "scalar units", must be vector units/);
});

import { expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { Dropout } from "../../src/networks/dropout.js";
import { openArena } from "../support.js";
import { site } from "./support.js";

it("Dropout keeps the width and has no parameters", async () => {
  using arena = await openArena();
  expect(new Dropout(0.5).bind(site(arena, 7))).toMatchObject({ features: 7, parameters: [] });
});

it.each([-0.1, 1, Number.NaN])("Dropout refuses rate %s", (rate) => {
  expect(() => new Dropout(rate)).toThrow(ArgumentError);
});

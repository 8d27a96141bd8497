import { expect, it } from "vitest";
import { dropSigned } from "../../src/sparsity/drop-signed.js";
import { openArena } from "../support.js";
import { wiredSite } from "./dynamic-support.js";

const row = (n: number) => ({
  rows: 1,
  columns: n,
  rowPointers: Int32Array.of(0, n),
  columnIndices: Int32Array.from({ length: n }, (_, i) => i),
});

it("drops what SET's code does, by hand", async () => {
  using arena = await openArena();
  const dropped = (weights: number[], share: number) => [
    ...dropSigned()(wiredSite(arena, row(weights.length), weights).layer, share),
  ];
  // Oracle 6 of the sheet: sorted, 0.05 is nearest to 0, f = 4, l = 5; what is in −0.4 … 0.2 goes. In another order here.
  expect(dropped([0.6, -0.4, -0.9, 0.05, -0.1, 0.2, -0.5], 0.3)).toEqual([1, 3, 4, 5]);
  expect(dropped([1, 2, 3, 4], 0.5)).toEqual([0, 1, 2]); // f = 0, l = 1: up to the weight at ⌊1 + 1.5⌋
  expect(dropped([-1, -2, -3, -4], 0.5)).toEqual([0, 1, 2]); // f = 3, l = 4: from the weight at ⌊1.5⌋
  expect(dropped([0, 0, -0, 2, -2], 0.3)).toEqual([0, 1, 2, 3, 4]); // f = 1, ⌊0.7⌋ = 0; l = 4, ⌊4.3⌋ = 4
  expect(dropped([], 0.3)).toEqual([]);
});

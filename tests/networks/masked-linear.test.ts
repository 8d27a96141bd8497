import { expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { MaskedLinear } from "../../src/networks/masked-linear.js";
import { SparseLinear } from "../../src/networks/sparse-linear.js";
import { openArena } from "../support.js";
import { isVariance, meanSquare, site } from "./support.js";

it("MaskedLinear has dense storage, the sparse twin's wiring and its variance", async () => {
  using arena = await openArena();
  const masked = new MaskedLinear(100, { density: 0.2 }).bind(site(arena, 200)),
    sparse = new SparseLinear(100, { density: 0.2 }).bind(site(arena, 200));
  expect(masked.mask.toPattern()).toEqual(sparse.matrix.pattern());
  const weights = masked.parameters[0]!.value.data,
    stored = weights.filter((weight) => weight !== 0);
  expect([weights.length, stored.length]).toEqual([20_000, 4000]);
  expect(isVariance(meanSquare(stored), 2 / 40, 4000)).toBe(true);
});

it("MaskedLinear keeps ON/OFF pairs together, as its sparse twin does", async () => {
  using arena = await openArena();
  const above = { ...site(arena, 20), first: false },
    options = { density: 0.4, nonnegative: true };
  const masked = new MaskedLinear(10, options).bind(above),
    sparse = new SparseLinear(10, options).bind({ ...above, random: site(arena, 20).random });
  expect(masked.mask.toPattern()).toEqual(sparse.matrix.pattern());
  const weights = masked.parameters[0]!.value.data;
  for (let row = 0; row < 10; row += 2)
    for (let column = 0; column < 20; column += 2) {
      expect(weights[(row + 1) * 20 + column]).toBe(weights[row * 20 + column + 1]);
      expect(weights[(row + 1) * 20 + column + 1]).toBe(weights[row * 20 + column]);
    }
  expect(weights.filter((weight) => weight > 0)).toHaveLength(sparse.matrix.nnz / 2);
});

it("MaskedLinear refuses no units", () => {
  expect(() => new MaskedLinear(0)).toThrow(ArgumentError);
});

it("MaskedLinear refuses a range that would lift masked weights off 0", () => {
  expect(() => new MaskedLinear(3, { minimum: 0.1 })).toThrow(ArgumentError);
  expect(() => new MaskedLinear(3, { maximum: -0.1 })).toThrow(ArgumentError);
  expect(new MaskedLinear(3, { minimum: 0, maximum: 0.1 }).units).toBe(3);
});

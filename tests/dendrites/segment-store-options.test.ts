import { expect, it } from "vitest";
import { checkedOptions } from "../../src/dendrites/segment-store-options.js";
import { ArgumentError } from "../../src/errors.js";

it("has as many inputs as cells, which connect at 0.5, unless told otherwise", () => {
  expect(checkedOptions({ cells: 7 })).toEqual({ cells: 7, inputs: 7, connectedPermanence: 0.5 });
  const all = { cells: 2 ** 27, inputs: 1, connectedPermanence: 0 };
  expect(checkedOptions(all)).toEqual(all);
});

it.each([
  { cells: 0 },
  { cells: 2 ** 27 + 1 },
  { cells: 1.5 },
  { cells: 1, inputs: 0 },
  { cells: 1, connectedPermanence: 1.01 },
  { cells: 1, connectedPermanence: Number.NaN },
])("refuses %o", (options) => {
  expect(() => checkedOptions(options)).toThrow(ArgumentError);
});

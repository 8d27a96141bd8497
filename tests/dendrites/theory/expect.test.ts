import { expect, it } from "vitest";
import { expectCount, expectPart, expectProbability } from "../../../src/dendrites/theory/expect.js";
import { thresholdAdvice } from "../../../src/dendrites/theory/threshold.js";
import { ArgumentError } from "../../../src/errors.js";

it("counts are safe integers in their range", () => {
  expectCount("f", "x", 0);
  expectCount("f", "x", 2 ** 53 - 1);
  expectCount("f", "x", 3, 3, 3);
  for (const wrong of [-1, 0.5, Number.NaN, Infinity, 2 ** 53, "1" as never, undefined as never])
    expect(() => expectCount("f", "x", wrong)).toThrow(ArgumentError);
  expect(() => expectCount("f", "x", 4, 0, 3)).toThrow("f: x is 4, must be an integer from 0 to 3");
  expect(() => expectCount("f", "x", -4)).toThrow("f: x is -4, must be an integer from 0 to 2^53 − 1");
});

it("parts are no more than their population, which has a cell at least", () => {
  expectPart("f", 3, { active: 3, synapses: 0 });
  expect(() => expectPart("f", 0, {})).toThrow("f: cells is 0, must be an integer from 1 to 2^53 − 1");
  expect(() => expectPart("f", 3, { active: 4 })).toThrow("f: active is 4, must be an integer from 0 to 3");
});

it("probabilities are from 0 to 1", () => {
  for (const right of [0, 1e-300, 1]) expectProbability("f", "p", right);
  for (const wrong of [-1e-9, 1.1, Number.NaN, "0" as never])
    expect(() => expectProbability("f", "p", wrong)).toThrow(ArgumentError);
});

it("refuses counts that formulas would never end with", () => {
  expect(() => expectPart("test", 2 ** 53 - 1, { active: 2 ** 26 })).not.toThrow();
  expect(() => expectPart("test", 2 ** 53 - 1, { active: 2 ** 26 + 1 })).toThrow(/active is 67108865/);
  const options = { cells: 1e9, active: 1e6, lost: 0, falseMatch: 1, falseNegative: 1 };
  expect(() => thresholdAdvice({ ...options, synapses: 2 ** 14 + 1 })).toThrow(
    /synapses is 16385, must be .* to 16384/,
  );
});

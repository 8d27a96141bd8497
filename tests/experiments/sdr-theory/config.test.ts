import { expect, it } from "vitest";
import { ArgumentError } from "../../../src/errors.js";
import { about, check, scales } from "../../../src/experiments/sdr-theory/config.js";

it("every scale passes its own check, and each field has a line", () => {
  for (const config of Object.values(scales)) {
    check(config);
    expect(Object.keys(about)).toEqual(expect.arrayContaining(Object.keys(config)));
  }
});

it.each([{ trials: 0 }, { trials: 1.5 }, { noiseTrials: -1 }, { noiseTrials: Number.NaN }])("refuses %o", (changes) => {
  expect(() => check({ ...scales.smoke, ...changes })).toThrow(ArgumentError);
  expect(() => check({ ...scales.smoke, ...changes })).toThrow(Object.keys(changes)[0]!);
});

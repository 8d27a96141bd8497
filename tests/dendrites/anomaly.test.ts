import fc from "fast-check";
import { expect, it } from "vitest";
import { anomalyScore } from "../../src/dendrites/anomaly.js";
import { Sdr } from "../../src/dendrites/sdr.js";
import { ShapeError } from "../../src/errors.js";
import { places, twoLists } from "./sdrs.js";

it("is the fraction of active columns that were not predicted", () =>
  fc.assert(
    fc.property(twoLists, ([size, active, predicted]) => {
      const missed = active.filter((column) => !predicted.includes(column)).length,
        score = anomalyScore(Sdr.from(size, active), Sdr.from(size, predicted));
      expect(score).toBe(active.length === 0 ? 0 : missed / active.length);
    }),
  ));

it("knows the hello benchmark's last step", () => {
  const active = Sdr.from(2048, places(102)),
    predicted = Sdr.from(2048, places(104).slice(59));
  expect(anomalyScore(active, predicted)).toBe(59 / 102);
});

it("refuses two sizes", () => {
  expect(() => anomalyScore(new Sdr(3), new Sdr(4))).toThrow(ShapeError);
});

import fc from "fast-check";
import { expect, it } from "vitest";
import { secondsOf, timeOf } from "../../../playground/panels/sequence-memory/streams/times.js";

it.each([
  ["2014-07-01 00:30:00", [2014, 7, 1, 0, 30, 0]],
  ["2014-07-01T23:59:59.999Z", [2014, 7, 1, 23, 59, 59]],
  [" 2014-7-1 5:05 ", [2014, 7, 1, 5, 5, 0]],
  ["2014-07-01T05:00:00+02:00", [2014, 7, 1, 5, 0, 0]],
  ["2012-02-29", [2012, 2, 29, 0, 0, 0]],
  ["7/2/10 0:00", [2010, 7, 2, 0, 0, 0]],
  ["12/31/1999 23:00", [1999, 12, 31, 23, 0, 0]],
] as const)("reads %j", (text, [year, month, day, hour, minute, second]) => {
  expect(timeOf(text)).toEqual({ year, month, day, hour, minute, second });
});

it.each(["", "3", "noon", "2014-02-29 00:00", "2014-13-01", "2014-01-01 24:00", "2014-01-01 12:60", "31/12/2014 0:00"])(
  "takes %j for no time",
  (text) => {
    expect(timeOf(text)).toBeUndefined();
  },
);

it("counts seconds as dates do", () => {
  fc.assert(
    fc.property(fc.integer({ min: -3e9, max: 2e11 }), (seconds) => {
      const text = new Date(seconds * 1000).toISOString().slice(0, 19);
      fc.pre(/^\d{4}-/.test(text));
      expect(secondsOf(timeOf(text)!)).toBe(seconds);
    }),
  );
});

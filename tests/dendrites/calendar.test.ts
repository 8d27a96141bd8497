import fc from "fast-check";
import { expect, it } from "vitest";
import { dayNumber, dayOfYear, daysInMonth, hourOfDay, localTimeOf } from "../../src/dendrites/calendar.js";

it("counts days as the engine's calendar does", () =>
  fc.assert(
    fc.property(
      fc.date({ min: new Date("0001-01-01T00:00:00Z"), max: new Date("9999-12-31T23:59:59Z"), noInvalidDate: true }),
      (date) => {
        const time = localTimeOf("test", date),
          { year, month, day } = time,
          start = new Date(date);
        start.setUTCHours(0, 0, 0, 0);
        expect(dayNumber(year, month, day)).toBe(start.getTime() / 86_400_000 + 719_162);
        expect(dayNumber(year, month, day) % 7).toBe((date.getUTCDay() + 6) % 7);
        expect(dayNumber(year, month, day) - dayNumber(year, 1, 1)).toBe(dayOfYear(year, month, day));
        expect(Math.abs(hourOfDay(time) - (date.getTime() - start.getTime()) / 3_600_000)).toBeLessThan(1e-12);
        const end = new Date(start);
        end.setUTCMonth(month, 0);
        expect(daysInMonth(year, month)).toBe(end.getUTCDate());
      },
    ),
    { numRuns: 500 },
  ));

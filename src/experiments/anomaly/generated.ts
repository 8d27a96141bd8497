import { daysInMonth, type LocalTime } from "../../dendrites/calendar.js";
import type { Random } from "../../random.js";
import type { Series } from "./series.js";

const days = 150;

/**
 * What happens on some days: the first and the last of them, from 0, a Wednesday. A memory of what follows what within hours
 * knows a Sunday when it sees one, so that it need not be surprised by the first.
 */
const events = [
  { first: 78, last: 79, what: "workdays like Sundays" },
  { first: 107, last: 107, what: "a value that does not change" },
  { first: 133, last: 134, what: "twice as much in the evening" },
] as const;

/** From 0 up to 1 at `centre` and down to 0: a parabola. Hours. */
const bump = (hour: number, centre: number, halfWidth: number): number =>
  Math.max(0, 1 - ((hour - centre) / halfWidth) ** 2);

/**
 * Made-up hourly traffic of 150 days: on workdays a peak in the morning and a higher one in the evening, at weekends one in the
 * afternoon, noise, and three things that are out of the ordinary. A window is what happened and the day after.
 */
export function generatedSeries(random: Random): Series {
  const times: LocalTime[] = [],
    values = new Float64Array(24 * days);
  let [month, dayOfMonth] = [1, 1];
  for (let day = 0; day < days; day++) {
    const event = events.find(({ first, last }) => day >= first && day <= last)?.what;
    for (let hour = 0; hour < 24; hour++) {
      // 1 January 2020 was a Wednesday, and day 4 the first Sunday.
      const weekday = (day + 2) % 7,
        noise = 3 * (random.uniform() + random.uniform() - 1),
        evening = event === "twice as much in the evening" ? 2 : 1;
      const expected =
        weekday >= 5 || event === "workdays like Sundays"
          ? 10 + 40 * bump(hour, 14, 8)
          : 10 + 50 * bump(hour, 8, 4) + 70 * evening * bump(hour, 18, 5);
      times.push({ year: 2020, month, day: dayOfMonth, hour });
      values[24 * day + hour] = event === "a value that does not change" ? 42 : expected + noise;
    }
    if (dayOfMonth++ === daysInMonth(2020, month)) [month, dayOfMonth] = [month + 1, 1];
  }
  const windows = events.map(({ first, last }) => [24 * first, 24 * (last + 2) - 1] as const);
  return { times, values, windows, rowsPerDay: 24 };
}

import { Random } from "neurite";

/** Rows of the example that are out of the ordinary, from 0. */
export const injected = [
  { first: 2376, last: 2399, what: "the day six hours late" },
  { first: 3432, last: 3455, what: "a day without any change" },
  { first: 4392, last: 4415, what: "the evening peak doubled" },
] as const;

const rows = 5000;

/** From 0 up to 1 at `centre` and down to 0: a parabola. Hours. */
const bump = (hour: number, centre: number, halfWidth: number): number =>
  Math.max(0, 1 - ((hour - centre) / halfWidth) ** 2);

/**
 * Made-up hourly traffic as a file: two peaks on workdays, one at weekends, noise, and what is `injected`.
 * @returns CSV with the columns timestamp and value, row 0 on line 2
 */
export function exampleCsv(seed: number): string {
  const random = new Random(seed).stream("example"),
    lines = ["timestamp,value"];
  for (let row = 0; row < rows; row++) {
    const day = Math.floor(row / 24),
      happens = injected.find(({ first, last }) => row >= first && row <= last)?.what,
      hour = (row + (happens === "the day six hours late" ? 18 : 0)) % 24,
      // It begins on Wednesday, 1 January 2020.
      isWeekend = (day + 2) % 7 >= 5,
      evening = happens === "the evening peak doubled" ? 2 : 1,
      usual = isWeekend ? 10 + 40 * bump(hour, 14, 8) : 10 + 50 * bump(hour, 8, 4) + 70 * evening * bump(hour, 18, 5),
      value = happens === "a day without any change" ? 42 : usual + 3 * (random.uniform() + random.uniform() - 1),
      time = new Date(Date.UTC(2020, 0, 1, row)).toISOString();
    lines.push(`${time.slice(0, 10)} ${time.slice(11, 19)},${value.toFixed(2)}`);
  }
  return `${lines.join("\n")}\n`;
}

import type { LocalTime } from "neurite/dendrites";

const yearFirst = /^(\d{4})-(\d\d?)-(\d\d?)(?:[ T](\d\d?):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?)?\s*(?:Z|[+-]\d\d:?\d\d)?$/;
const monthFirst = /^(\d\d?)\/(\d\d?)\/(\d{4}|\d\d)(?: (\d\d?):(\d\d)(?::(\d\d))?)?$/;

/**
 * What a clock on the wall showed: "2014-07-01 00:30", "2014-07-01T00:30:00Z", "2014-07-01", "7/2/10 0:00" with the month
 * first. Offsets from Greenwich are dropped, for it is local time that days and weeks repeat in. Undefined for all else.
 */
export function timeOf(text: string): LocalTime | undefined {
  const first = yearFirst.exec(text.trim()),
    match = first ?? monthFirst.exec(text.trim());
  if (!match) return undefined;
  const [a = 0, b = 0, c = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map((digits) => Number(digits ?? 0)),
    [year, month, day] = first ? [a, b, c] : [c < 100 ? 2000 + c : c, a, b],
    // A Date moves what is no day of a calendar, the 30th of February, to one that is.
    date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  if (year < 1000 || date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1) return undefined;
  if (date.getUTCDate() !== day || date.getUTCMinutes() !== minute || date.getUTCSeconds() !== second) return undefined;
  return { year, month, day, hour, minute, second };
}

/** Seconds from an arbitrary moment on. */
export function secondsOf({ year, month, day, hour = 0, minute = 0, second = 0 }: LocalTime): number {
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
}

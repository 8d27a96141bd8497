import { ArgumentError } from "../errors.js";
import { expectInteger } from "../ops/check.js";

/** A moment as a calendar and a clock on the wall show it, in whatever time zone they hang. */
export interface LocalTime {
  readonly year: number;
  /** From 1, January. */
  readonly month: number;
  /** Of the month, from 1. */
  readonly day: number;
  /** From 0 to 23; 0 unless given, as are those below. */
  readonly hour?: number;
  readonly minute?: number;
  /** From 0, below 60; may have a fraction. */
  readonly second?: number;
}

/** Days of a common year before each month. */
const daysBefore = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365] as const;

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** Days of a month of a year of the Gregorian calendar. */
export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : daysBefore[month]! - daysBefore[month - 1]!;
}

/** Days of the year that are over, from 0 to 365. */
export function dayOfYear(year: number, month: number, day: number): number {
  return daysBefore[month - 1]! + (month > 2 && isLeap(year) ? 1 : 0) + day - 1;
}

/** Days since 1 January of the year 1 of the Gregorian calendar, which was a Monday. */
export function dayNumber(year: number, month: number, day: number): number {
  const before = year - 1;
  return (
    365 * before +
    Math.floor(before / 4) -
    Math.floor(before / 100) +
    Math.floor(before / 400) +
    dayOfYear(year, month, day)
  );
}

/** Hours of the day that are over, from 0 to below 24. */
export function hourOfDay({ hour = 0, minute = 0, second = 0 }: LocalTime): number {
  return hour + (minute + second / 60) / 60;
}

/**
 * A date's fields as its UTC has them, or fields as they are.
 * @throws {ArgumentError} unless they name a moment of the years 1 to 9999
 */
export function localTimeOf(operation: string, time: Date | LocalTime): LocalTime {
  if (typeof time !== "object" || time === null)
    throw new ArgumentError(operation, "time", time, "a Date, or year, month and day");
  const fields: LocalTime =
    time instanceof Date
      ? {
          year: time.getUTCFullYear(),
          month: time.getUTCMonth() + 1,
          day: time.getUTCDate(),
          hour: time.getUTCHours(),
          minute: time.getUTCMinutes(),
          second: time.getUTCSeconds() + time.getUTCMilliseconds() / 1000,
        }
      : time;
  const { year, month, day, hour = 0, minute = 0, second = 0 } = fields;
  expectInteger(operation, "year", year, 1, 9999);
  expectInteger(operation, "month", month, 1, 12);
  expectInteger(operation, "day", day, 1, daysInMonth(year, month));
  expectInteger(operation, "hour", hour, 0, 23);
  expectInteger(operation, "minute", minute, 0, 59);
  if (typeof second !== "number" || !(second >= 0 && second < 60))
    throw new ArgumentError(operation, "second", second, "from 0, below 60");
  return fields;
}

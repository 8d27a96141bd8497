import { ArgumentError } from "../errors.js";
import { expectInteger } from "../ops/check.js";
import { dayNumber, dayOfYear, daysInMonth, hourOfDay, type LocalTime, localTimeOf } from "./calendar.js";
import { CategoryEncoder } from "./category-encoder.js";
import { type Encoder, expectPlace, targetOf } from "./encoder.js";
import { expectOptions } from "./expect.js";
import { ScalarEncoder } from "./scalar-encoder.js";
import type { Sdr } from "./sdr.js";

export type Weekday = "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";

/** The order of weekdays in `dayOfWeek`. */
const weekdays: readonly Weekday[] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

export interface Holiday {
  /** Of that year alone; of every year unless given. */
  readonly year?: number;
  readonly month: number;
  readonly day: number;
}

/** What of the time to encode: each part that is given, in this order. `activeBits` are its ON bits. */
export interface DateEncoderOptions {
  /** The day of the year, on a ring of 366. `radius` in days, 91.5 unless given: four seasons. */
  readonly season?: { readonly activeBits: number; readonly radius?: number };
  /** The day of the week, on a ring of 7 from Monday; the whole day alike. `radius` in days, 1 unless given. */
  readonly dayOfWeek?: { readonly activeBits: number; readonly radius?: number };
  /** Whether it is Saturday or Sunday. */
  readonly weekend?: { readonly activeBits: number };
  /** Whether it is one of these days. */
  readonly customDays?: { readonly activeBits: number; readonly days: readonly Weekday[] };
  /**
   * Whether it is one of these days, on a ring of 2: 0 on other days, rising to 1 through the day before, 1 all of the
   * day, and on to 2, which is 0, through the day after.
   */
  readonly holiday?: { readonly activeBits: number; readonly days: readonly Holiday[] };
  /** The time of day, on a ring of 24. `radius` in hours, 4 unless given. */
  readonly timeOfDay?: { readonly activeBits: number; readonly radius?: number };
}

interface Part {
  readonly name: keyof DateEncoderOptions;
  readonly offset: number;
  readonly size: number;
  write(time: LocalTime, into: Sdr, offset: number): void;
}

/**
 * Moments: what repeats in them by year, week and day, one encoding after another.
 *
 * Takes the fields of a calendar and clock, which is how behaviour that follows local time is to be encoded, or a `Date`,
 * of which it takes the UTC fields. The time zone of the machine plays no part.
 */
export class DateEncoder implements Encoder<Date | LocalTime> {
  readonly size: number;
  readonly #parts: readonly Part[];

  /** @throws {ArgumentError} unless there is a part, and each as the encoder of numbers or of categories wants it */
  constructor(options: DateEncoderOptions) {
    const parts: Part[] = [];
    let size = 0;
    const append = <Value>(
      name: keyof DateEncoderOptions,
      encoder: Encoder<Value>,
      partOf: (time: LocalTime) => Value,
    ): void => {
      const write = (time: LocalTime, into: Sdr, offset: number) => encoder.write(partOf(time), into, offset);
      parts.push({ name, offset: size, size: encoder.size, write });
      size += encoder.size;
    };
    const { season, dayOfWeek, weekend, customDays, holiday, timeOfDay } = expectOptions("DateEncoder", options);
    for (const [name, part] of Object.entries({ season, dayOfWeek, weekend, customDays, holiday, timeOfDay }))
      if (part !== undefined) expectOptions("DateEncoder", part, name);
    if (season)
      append(
        "season",
        ring(366, season, 91.5),
        (time) => dayOfYear(time.year, time.month, time.day) + hourOfDay(time) / 24,
      );
    if (dayOfWeek) append("dayOfWeek", ring(7, dayOfWeek, 1), weekdayOf);
    if (weekend) append("weekend", either(weekend), (time) => weekdayOf(time) >= 5);
    if (customDays) {
      const days = expectDays(customDays.days);
      append("customDays", either(customDays), (time) => days.includes(weekdayOf(time)));
    }
    if (holiday) {
      const days = expectHolidays(holiday.days);
      append("holiday", ring(2, holiday, 1), (time) => nearnessToHoliday(time, days));
    }
    if (timeOfDay) append("timeOfDay", ring(24, timeOfDay, 4), hourOfDay);
    if (parts.length === 0) throw new ArgumentError("DateEncoder", "options", "without any", "at least one part");
    this.#parts = parts;
    this.size = size;
    expectInteger("DateEncoder", "size", size, 1, 0x7fffffff);
  }

  /** Which bits are whose. */
  get parts(): readonly { readonly name: keyof DateEncoderOptions; readonly offset: number; readonly size: number }[] {
    return this.#parts.map(({ name, offset, size }) => ({ name, offset, size }));
  }

  encode(time: Date | LocalTime, into?: Sdr): Sdr {
    const target = targetOf("DateEncoder.encode", this.size, into),
      fields = localTimeOf("DateEncoder", time);
    this.#turnOn(fields, target.clear(), 0);
    return target;
  }

  write(time: Date | LocalTime, into: Sdr, offset: number): void {
    expectPlace("DateEncoder.write", this.size, into, offset);
    this.#turnOn(localTimeOf("DateEncoder", time), into, offset);
  }

  #turnOn(time: LocalTime, target: Sdr, offset: number): void {
    for (const part of this.#parts) part.write(time, target, offset + part.offset);
  }
}

const ring = (maximum: number, part: { activeBits: number; radius?: number }, radius: number): ScalarEncoder =>
  new ScalarEncoder({
    minimum: 0,
    maximum,
    activeBits: part.activeBits,
    radius: part.radius ?? radius,
    periodic: true,
  });

const either = ({ activeBits }: { activeBits: number }): CategoryEncoder<boolean> =>
  new CategoryEncoder({ categories: [false, true], activeBits });

/** From 0, Monday. */
const weekdayOf = ({ year, month, day }: LocalTime): number => dayNumber(year, month, day) % 7;

function nearnessToHoliday(time: LocalTime, days: readonly Holiday[]): number {
  const today = dayNumber(time.year, time.month, time.day),
    passed = hourOfDay(time) / 24;
  let nearest = 0;
  // A holiday of every year may lie across New Year's Eve.
  for (const { year, month, day } of days)
    for (let candidate = time.year - 1; candidate <= time.year + 1; candidate++) {
      if ((year ?? candidate) !== candidate || day > daysInMonth(candidate, month)) continue;
      const ahead = dayNumber(candidate, month, day) - today,
        value = ahead === 0 ? 1 : ahead === 1 ? passed : ahead === -1 ? 1 + passed : 0;
      if (Math.abs(value - 1) < Math.abs(nearest - 1)) nearest = value;
    }
  return nearest;
}

function expectDays(days: readonly Weekday[]): readonly number[] {
  if (!Array.isArray(days) || days.length === 0)
    throw new ArgumentError("DateEncoder", "customDays.days", days, "a list of at least one");
  return days.map((day) => {
    const place = weekdays.indexOf(day);
    if (place < 0) throw new ArgumentError("DateEncoder", "customDays.days", day, weekdays.join(", "));
    return place;
  });
}

function expectHolidays(days: readonly Holiday[]): readonly Holiday[] {
  if (!Array.isArray(days) || days.length === 0)
    throw new ArgumentError("DateEncoder", "holiday.days", days, "a list of at least one");
  return days.map((given: Holiday) => {
    const { year, month, day } = expectOptions("DateEncoder", given, "holiday.days");
    if (year !== undefined) expectInteger("DateEncoder", "holiday.days year", year, 1, 9999);
    expectInteger("DateEncoder", "holiday.days month", month, 1, 12);
    expectInteger("DateEncoder", "holiday.days day", day, 1, daysInMonth(year ?? 4, month));
    return year === undefined ? { month, day } : { year, month, day };
  });
}

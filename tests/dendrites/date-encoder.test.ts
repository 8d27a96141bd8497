import fc from "fast-check";
import { expect, it } from "vitest";
import { DateEncoder, type DateEncoderOptions, type Holiday, type Weekday } from "../../src/dendrites/date-encoder.js";
import { Sdr } from "../../src/dendrites/sdr.js";
import { ArgumentError, ShapeError } from "../../src/errors.js";

/** The first of the bits in a row, around the end of the ring too. */
const first = (options: DateEncoderOptions, text: string) => {
  const encoder = new DateEncoder(options),
    code = encoder.encode(new Date(`${text}Z`));
  return code.indices.find((index) => !code.has((index + encoder.size - 1) % encoder.size));
};

it("turns the season round with the year", () => {
  const options = { season: { activeBits: 3 } };
  expect(new DateEncoder(options).size).toBe(12);
  for (const [date, bit] of [
    ["2023-01-01T00:00", 0],
    ["2023-01-31T12:00", 1],
    ["2023-04-01T00:00", 2],
    ["2023-04-02T12:00", 3],
    ["2024-04-01T12:00", 3],
    ["2023-12-31T23:59", 11],
  ] as const)
    expect(first(options, date), date).toBe(bit);
});

it("tells the days of the week", () => {
  const options = { dayOfWeek: { activeBits: 2 } };
  for (let day = 0; day < 7; day++) {
    expect(first(options, `2024-01-0${day + 1}T00:00`)).toBe(2 * day);
    expect(first(options, `2024-01-0${day + 1}T23:59`)).toBe(2 * day);
  }
});

it("tells weekends, and days of one's choice", () => {
  const days: Weekday[] = ["monday", "thursday"],
    at = (options: DateEncoderOptions) => [1, 2, 3, 4, 5, 6, 7].map((day) => first(options, `2024-01-0${day}T12:00`));
  expect(at({ weekend: { activeBits: 3 } })).toEqual([0, 0, 0, 0, 0, 3, 3]);
  expect(at({ customDays: { activeBits: 3, days } })).toEqual([3, 0, 0, 3, 0, 0, 0]);
});

it("nears a holiday through the day before and leaves it through the day after", () => {
  const options = { holiday: { activeBits: 4, days: [{ month: 1, day: 1 }] } };
  expect(new DateEncoder(options).size).toBe(8);
  for (const [date, bit] of [
    ["2023-12-30T23:00", 0],
    ["2023-12-31T00:00", 0],
    ["2023-12-31T18:00", 3],
    ["2024-01-01T00:00", 4],
    ["2024-01-01T23:59", 4],
    ["2024-01-02T00:00", 4],
    ["2024-01-02T12:00", 6],
    ["2024-01-03T00:00", 0],
  ] as const)
    expect(first(options, date), date).toBe(bit);
  const once: Holiday[] = [
    { year: 2023, month: 5, day: 5 },
    { month: 2, day: 29 },
  ];
  const at = (date: string) => first({ holiday: { activeBits: 4, days: once } }, date);
  expect(["2023-05-05T12:00", "2024-05-05T12:00", "2024-02-29T12:00", "2023-02-28T18:00"].map(at)).toEqual([
    4, 0, 4, 0,
  ]);
});

it("turns the time of day round with the hours", () => {
  const options = { timeOfDay: { activeBits: 30, radius: 1 } };
  expect(new DateEncoder(options).size).toBe(720);
  for (let hour = 0; hour < 24; hour++)
    expect(first(options, `2024-03-05T${String(hour).padStart(2, "0")}:00`)).toBe(30 * hour);
  expect(first(options, "2024-03-05T00:59")).toBe(29);
});

const all = new DateEncoder({
  timeOfDay: { activeBits: 6 },
  season: { activeBits: 5 },
  dayOfWeek: { activeBits: 4, radius: 2 },
  weekend: { activeBits: 3 },
  customDays: { activeBits: 2, days: ["friday"] },
  holiday: { activeBits: 1, days: [{ month: 12, day: 25 }] },
});

it("puts its parts one after another", () => {
  const sizes = { season: 20, dayOfWeek: 14, weekend: 6, customDays: 4, holiday: 2, timeOfDay: 36 };
  expect(all.parts.map(({ name, size }) => [name, size])).toEqual(Object.entries(sizes));
  expect(all.size).toBe(82);
  fc.assert(
    fc.property(fc.date({ min: new Date(0), max: new Date(2 ** 42), noInvalidDate: true }), (date) => {
      const code = all.encode(date);
      expect(
        all.parts.map(({ offset, size }) => code.indices.filter((bit) => bit >= offset && bit < offset + size).length),
      ).toEqual([5, 4, 3, 2, 1, 6]);
      const whole = new Sdr(100);
      all.write(date, whole, 18);
      expect([...whole.indices]).toEqual(Array.from(code.indices, (index) => index + 18));
    }),
  );
});

it("takes a date as its UTC fields, whatever the machine's time zone", () => {
  const fields = { year: 2024, month: 7, day: 6, hour: 23, minute: 30, second: 15.5 },
    zone = process.env.TZ;
  for (const name of ["America/New_York", "Asia/Tokyo", "UTC"]) {
    process.env.TZ = name;
    expect(all.encode(new Date("2024-07-06T23:30:15.500Z")).equals(all.encode(fields))).toBe(true);
  }
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
  expect(all.encode({ year: 2024, month: 7, day: 6 }).equals(all.encode(new Date("2024-07-06")))).toBe(true);
  expect(() =>
    all.encode({ year: 2024, month: 12, day: 31, hour: 23, minute: 59, second: 60 - 2 ** -47 }),
  ).not.toThrow();
});

const target = Sdr.from(82, [1]),
  good = { year: 2024, month: 2, day: 29 };

it.each<unknown>([
  new Date(Number.NaN),
  new Date(-1e14),
  null,
  17,
  "2024-01-01",
  { ...good, year: 2023 },
  { ...good, year: 0 },
  { ...good, year: Number.NaN },
  { ...good, month: 0 },
  { ...good, month: 13 },
  { ...good, day: 0 },
  { ...good, day: 1.5 },
  { ...good, hour: 24 },
  { ...good, minute: -1 },
  { ...good, second: 60 },
  { ...good, second: Number.NaN },
])("refuses the time %s and leaves the target", (time) => {
  expect(() => all.encode(time as Date, target)).toThrow(ArgumentError);
  expect(() => all.write(time as Date, target, 0)).toThrow(ArgumentError);
  expect([...target.indices]).toEqual([1]);
});

it("refuses a target of another size", () => {
  expect(() => all.encode(good, new Sdr(81))).toThrow(ShapeError);
  expect(() => all.write(good, target, 1)).toThrow(ArgumentError);
});

it.each<unknown>([
  {},
  { season: {} },
  { season: { activeBits: 0 } },
  { timeOfDay: { activeBits: 3, radius: -1 } },
  { timeOfDay: { activeBits: 3, radius: 24 } },
  { customDays: { activeBits: 3 } },
  { customDays: { activeBits: 3, days: [] } },
  { customDays: { activeBits: 3, days: ["someday"] } },
  { holiday: { activeBits: 3, days: [] } },
  { holiday: { activeBits: 3, days: [null] } },
  { holiday: { activeBits: 3, days: [{ month: 4, day: 31 }] } },
  { holiday: { activeBits: 3, days: [{ month: 13, day: 1 }] } },
  { holiday: { activeBits: 3, days: [{ year: 2023, month: 2, day: 29 }] } },
])("refuses options %j", (options) => {
  expect(() => new DateEncoder(options as DateEncoderOptions)).toThrow(ArgumentError);
});

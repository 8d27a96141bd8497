import { FormatError } from "neurite";
import { expect, it } from "vitest";
import {
  decode,
  guessColumns,
  readSeries,
  readTable,
} from "../../../playground/panels/sequence-memory/streams/reading.js";

const hour = (row: number) => new Date(Date.UTC(2020, 0, 1, row)).toISOString().slice(0, 16).replace("T", " ");
const rows = (count: number, row: (k: number) => string) => Array.from({ length: count }, (_, k) => row(k)).join("\n");

const read = async (text: string) => {
  const table = await readTable(text, "a.csv");
  return readSeries(table, guessColumns(table));
};

it("reads times and values, and finds the rows of a day", async () => {
  const { times, moments, values, lines, rowsPerDay } = await read(
    `when,much\n${rows(120, (k) => `${hour(k)},${k / 2}`)}\n`,
  );
  expect([times!.length, times![25], moments![25]]).toEqual([
    120,
    "2020-01-02 01:00",
    { year: 2020, month: 1, day: 2, hour: 1, minute: 0, second: 0 },
  ]);
  expect([values[119], lines[0], lines[119], rowsPerDay]).toEqual([59.5, 2, 121, 24]);
});

it("reads values alone, without a header, and with other delimiters", async () => {
  const { times, moments, values, lines, rowsPerDay } = await read(rows(100, (k) => `${-k}e1`));
  expect([times, moments, rowsPerDay, values[7], lines[0]]).toEqual([undefined, undefined, undefined, -70, 1]);
  expect((await read(`a;t;b\n${rows(100, (k) => `x;${hour(k)};${k}`)}\n\n`)).values[99]).toBe(99);
  expect((await read(`${rows(100, (k) => `${k}\t${hour(k)}`)}\r\n`)).rowsPerDay).toBe(24);
});

it("leaves out the lines of types and flags of HTM's own files", async () => {
  const { values, lines } = await read(
    `timestamp,kw\ndatetime,float\nT,\n${rows(100, (k) => `7/2/10 ${k % 24}:00,${k}`)}`,
  );
  expect([values[0], lines[0]]).toEqual([0, 4]);
});

it.each([
  ["an empty file", "", "a.csv: is empty"],
  ["a header alone", "time,value\n", "a.csv: has no rows of values"],
  ["no numbers", "a,b\nx,y\n", "a.csv: line 2: none of the columns a, b holds a number"],
  ["few rows", rows(99, String), "a.csv: rows: 99, at least 100 are needed to know what is usual"],
  [
    "a word among numbers",
    `v\n${rows(50, String)}\noops\n${rows(50, String)}`,
    'a.csv: line 52, column "v": "oops" is not a finite number',
  ],
  [
    "a time that is none",
    `t,v\n${rows(98, (k) => `${hour(k)},1`)}\n2020-02-30 00:00,1\n${rows(9, (k) => `${hour(k)},1`)}`,
    'a.csv: line 100, column "t": "2020-02-30 00:00" is no time like 2014-07-01 00:30:00',
  ],
  ["a row too short", `t,v\n${hour(0)},1\n${hour(1)}\n`, "a.csv: line 3: fields: 1, in the first row: 2"],
  ["an open quote", 'v\n1\n"2\n', "a.csv: line 3: the quote opened here is never closed"],
])("refuses %s, naming line and reason", async (_, text, message) => {
  await expect(read(text)).rejects.toThrow(message);
  await expect(read(text)).rejects.toBeInstanceOf(FormatError);
});

it("decodes UTF-8, and refuses what is none", () => {
  expect(decode(new TextEncoder().encode("zählen").buffer, "a.csv")).toBe("zählen");
  expect(() => decode(Uint8Array.of(0x7a, 0xe4, 0x68).buffer, "a.csv")).toThrow("a.csv: is not UTF-8 text");
  expect(() => decode(Uint8Array.of(0xff).buffer, "a.csv")).toThrow(FormatError);
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CsvOptions, numericColumns, readCsv } from "../../src/data/csv.js";
import { ArgumentError, FormatError } from "../../src/errors.js";
import { formatError, gzip } from "./files.js";

const utf8 = (text: string) => new TextEncoder().encode(text);

describe("readCsv", () => {
  it.each(["\n", "\r\n", "\r"])("reads lines that end with %j", async (end) => {
    const expected = {
      columns: ["a", "b"],
      rows: [
        ["1", "x"],
        ["", "y"],
      ],
      lines: [2, 3],
    };
    expect(await readCsv(["a,b", "1,x", ",y"].join(end))).toMatchObject(expected);
    expect(await readCsv(["a,b", "1,x", ",y", ""].join(end))).toMatchObject(expected);
  });

  it("keeps delimiters, quotes and line ends of quoted fields", async () => {
    const table = await readCsv('"a, b","c""d"\r\n"line 1\r\nline 2",""\r\nlast,"""\n"""');
    expect(table.columns).toEqual(["a, b", 'c"d']);
    expect(table.rows).toEqual([
      ["line 1\r\nline 2", ""],
      ["last", '"\n"'],
    ]);
    expect(table.lines).toEqual([2, 4]);
  });

  it("reads back any table", () => {
    const field = fc.stringMatching(/^[a1 ,;"\r\n\t-]{0,6}$/);
    const tables = fc
      .integer({ min: 1, max: 4 })
      .chain((width) =>
        fc.array(fc.array(field, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }),
      );
    return fc.assert(
      fc.asyncProperty(
        tables,
        fc.constantFrom(",", ";", "\t"),
        fc.constantFrom("\n", "\r\n"),
        async (rows, delimiter, end) => {
          const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
          const text = rows.map((row) => row.map(quote).join(delimiter) + end).join("");
          expect((await readCsv(text, { delimiter, header: false })).rows).toEqual(rows);
          expect((await readCsv(text, { delimiter })).rows).toEqual(rows.slice(1));
        },
      ),
    );
  });

  it("reads UTF-8 bytes, plain, gzip or streamed, and drops a byte order mark", async () => {
    const text = "\ufeffname,größe\né,1\n";
    for (const source of [text, utf8(text), gzip(utf8(text)), new Blob([text]), new Response(utf8(text)).body!]) {
      const table = await readCsv(source);
      expect(table.columns).toEqual(["name", "größe"]);
      expect(table.rows).toEqual([["é", "1"]]);
    }
  });

  it("numbers the columns when there is no header", async () => {
    const table = await readCsv("1,2\n3,4", { header: false });
    expect(table).toMatchObject({ columns: ["column 1", "column 2"], lines: [1, 2] });
    expect((await readCsv("only,header")).rows).toEqual([]);
  });

  it.each<[string, string, CsvOptions?]>([
    ["a,b\n1,2\n3\n", "line 3: fields: 1, in the first row: 2"],
    ['a,b\n"1\n1",2\n3,4,5', "line 4: fields: 3, in the first row: 2"],
    ["a,b\n1,2\n\n3,4", "line 3: fields: 1, in the first row: 2"],
    ['a,b\n1,2\n"3,4', "line 3: the quote opened here is never closed"],
    ['a,b\n"x\ny","', "line 3: the quote opened here is never closed"],
    ['a,b\n"3""', "line 2: the quote opened here is never closed"],
    ['a,b\n1,2"3"', "line 2: a quote inside an unquoted field"],
    ['a,b\n"x\ny"z,1', "line 3: text follows a closing quote"],
    ["", "is empty"],
    ["\ufeff", "is empty"],
    ["a,b,c", "line 1 passes the limit of 2 columns", { limits: { maxColumns: 2 } }],
    ["a\n1\n2\n3", "line 4 passes the limit of 2 rows", { limits: { maxRows: 2 } }],
    ["a\n1\n2\n3", "holds more than the limit of 4 bytes", { limits: { maxBytes: 4 } }],
  ])("refuses %j: %s", async (text, reason, options) => {
    for (const source of [text, utf8(text), gzip(utf8(text))])
      expect((await formatError(readCsv(source, { name: "t.csv", ...options }))).message).toBe(`t.csv: ${reason}`);
  });

  it("refuses bytes that are no UTF-8, and damaged gzip", async () => {
    expect((await formatError(readCsv(Uint8Array.of(0x61, 0xff)))).message).toBe("readCsv: is not UTF-8 text");
    await formatError(readCsv(gzip(utf8("a,b")).slice(0, -1)));
  });

  it.each(["", ",,", '"', "\n", "\r"])("refuses delimiter %j", async (delimiter) => {
    await expect(readCsv("a", { delimiter })).rejects.toThrow(ArgumentError);
  });

  it("gives an even table or a FormatError for any text", () =>
    fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[a,"\r\n]{0,12}$/), async (text) => {
        const result = await readCsv(text).catch((error: unknown) => error);
        if (result instanceof Error) expect(result).toBeInstanceOf(FormatError);
        else {
          const { columns, rows, lines } = result as Awaited<ReturnType<typeof readCsv>>;
          expect(rows.every((row) => row.length === columns.length)).toBe(true);
          expect(lines).toHaveLength(rows.length);
        }
      }),
      { numRuns: 2000 },
    ));
});

describe("numericColumns", () => {
  it("gives the chosen columns row after row", async () => {
    const table = await readCsv("x,label,y\n1,a, -2.5e1\n.5,b,+3.");
    expect([...numericColumns(table, ["y", 0])]).toEqual([-25, 1, 3, 0.5]);
    expect(numericColumns(await readCsv("1,2\n3,4", { header: false }))).toEqual(Float64Array.of(1, 2, 3, 4));
    expect(numericColumns(await readCsv("x"))).toHaveLength(0);
  });

  it("reads back any finite number", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 }),
        async (values) => {
          const table = await readCsv(values.join("\n"), { header: false });
          expect([...numericColumns(table)]).toEqual(values.map((value) => value + 0));
        },
      ),
    ));

  it.each(["", " ", "abc", "0x10", "1e999", "NaN", "Infinity", "1,5", "1 2", "--1", "1e", "."])(
    "refuses %j, naming line and column",
    async (field) => {
      const table = await readCsv(`n,x\n"two\nlines",1\n1,"${field}"`, { name: "t.csv" });
      expect(() => numericColumns(table, ["x"])).toThrow(FormatError);
      expect(() => numericColumns(table, ["x"])).toThrow(
        `t.csv: line 4, column "x": ${JSON.stringify(field)} is not a finite number`,
      );
    },
  );

  it("refuses columns that are not there or not unique", async () => {
    const table = await readCsv("x,x\n1,2");
    for (const column of ["y", 2, -1, 0.5, "x"]) expect(() => numericColumns(table, [column])).toThrow(ArgumentError);
  });
});

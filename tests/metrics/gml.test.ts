import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FormatError } from "../../src/errors.js";
import { parseGml } from "../../src/metrics/gml.js";

const keyOf = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,8}$/);
const { list: lists } = fc.letrec<{ list: unknown[]; entry: unknown }>((tie) => ({
  list: fc.array(tie("entry") as fc.Arbitrary<unknown>, { maxLength: 4 }),
  entry: fc.tuple(
    keyOf,
    fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0), // −0 is written as 0
      fc.string().map((s) => s.replaceAll('"', "")),
      tie("list"),
    ),
  ),
}));
type Plain = [string, number | string | Plain][];

const write = (list: Plain): string =>
  list
    .map(
      ([key, value]) =>
        `${key} ${typeof value === "string" ? `"${value}"` : typeof value === "number" ? value : `[\n${write(value)}]`}\n`,
    )
    .join("");
const plain = (list: ReturnType<typeof parseGml>): Plain =>
  list.entries.map(({ key, value }) => [key, typeof value === "object" ? plain(value) : value]);

describe("parseGml", () => {
  it("reads back any nested list that is written", () =>
    fc.assert(fc.property(lists, (list) => void expect(plain(parseGml(write(list as Plain)))).toEqual(list))));

  it("counts lines through comments and texts of several lines", () => {
    const { entries } = parseGml('# a [comment\n  Creator "two\nlines"\ngraph [\n  # another\n  n -1.5e2\n]');
    expect(entries.map(({ key, line }) => [key, line])).toEqual([
      ["Creator", 2],
      ["graph", 4],
    ]);
    expect(plain(parseGml("a [ b 1 c .5 d +2. ]"))).toEqual([
      [
        "a",
        [
          ["b", 1],
          ["c", 0.5],
          ["d", 2],
        ],
      ],
    ]);
    expect(parseGml("").entries).toEqual([]);
  });

  it.each([
    ["line 1: ] without a [", "]"],
    ["line 2: the list of a that begins here has no end", "\na [ b 1"],
    ["line 1: the file ends where the value of a should stand", "a"],
    ["line 3: 5 where a key should stand", "a [\nb 1\n5 6 ]"],
    ["line 1: c where the value of a should stand", "a c"],
    ["line 1: ] where the value of a should stand", "a ]"],
    ["line 2: a text without its closing quote", 'a 1\nb "open'],
    ['line 1: "{" is no part of GML', "a { b 1 }"],
    ["line 1", "a 1.2.3"],
    ["line 1", "a 12x"],
    ["lists stand more than 32 deep", "a [ ".repeat(40)],
  ])("refuses with %s", (message, text) => {
    expect(() => parseGml(text, "file.gml")).toThrow(FormatError);
    expect(() => parseGml(text, "file.gml")).toThrow(message);
    expect(() => parseGml(text, "file.gml")).toThrow("file.gml");
  });

  it("refuses whatever is no text, and reads arbitrary text or refuses it with a typed error", () => {
    expect(() => parseGml(5 as unknown as string)).toThrow(FormatError);
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("[", "]", '"', "a", "1", ".", " ", "\n", "#", "-", "e") }),
        (text) => {
          try {
            parseGml(text);
          } catch (error) {
            expect(error).toBeInstanceOf(FormatError);
          }
        },
      ),
    );
  });
});

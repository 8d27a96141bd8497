import fc from "fast-check";
import { readCsv } from "neurite/data";
import { expect, it } from "vitest";
import { csvText } from "../../../playground/shell/csv.js";
import { fileName } from "../../../playground/shell/download.js";
import { fileProblem } from "../../../playground/shell/file-problem.js";

it("CSV that is written reads back as it was", async () => {
  const cells = fc.oneof(fc.string(), fc.constantFrom('"', ",", "\r\n", " a ", 'a "b", c'));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cells, cells), { minLength: 1 }), async (rows) => {
      const table = await readCsv(csvText(["first", "second"], rows));
      expect([table.columns, table.rows]).toEqual([["first", "second"], rows.map((row) => [...row])]);
    }),
  );
});

it("CSV has all digits of a number", () => {
  expect(csvText(["x"], [[0.1 + 0.2], [1e-300]])).toBe("x\r\n0.30000000000000004\r\n1e-300\r\n");
});

it("file names are the panel's slug and the title, in letters and digits", () => {
  expect(fileName("connectome", "Matrix by community", "csv")).toBe("connectome-matrix-by-community.csv");
  expect(fileName("gevb", "W_ij / σ: 50 %", "png")).toBe("gevb-w-ij-σ-50.png");
});

it.each([
  [["a.csv"], 10, undefined],
  [["A.CSV"], 10, undefined],
  [["a.png"], 10, "a.png: files that end with .csv, .gml are taken."],
  [["csv"], 10, "csv: files that end with .csv, .gml are taken."],
  [["a.csv", "b.csv"], 10, "2 files came; one is taken at a time."],
  [["a.gml"], 3 * 2 ** 20, "a.gml has 3 MiB; at most 1.5 MiB are taken."],
])("of the files %j with %d bytes it is said: %s", (names, size, said) => {
  const files = names.map((name) => ({ name, size }));
  expect(fileProblem(files, { accept: ".csv, .gml", maxBytes: 1.5 * 2 ** 20 })).toBe(said);
});

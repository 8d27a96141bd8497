import { expect, it } from "vitest";
import { FormatError } from "../../../src/errors.js";
import {
  expectAsMany,
  linesOf,
  matrixOf,
  numbersOf,
  tableOf,
  textOf,
  textsOf,
} from "../../../src/experiments/connectome/reading.js";

const file = (text: string) => ({ path: "set/file.csv", bytes: new TextEncoder().encode(text) });

it("reads matrices between commas or blanks, also with separators at the ends of lines", async () => {
  for (const text of ["0,1.5\n2,0\n", "0,1.5,\n2,0,\n", "0, 1.5 ,\r\n2 ,0,\r\n"])
    expect(await matrixOf(file(text))).toEqual(Float64Array.of(0, 1.5, 2, 0));
  for (const text of ["0 1.5\n2 0", "0 1.5 \n2 0\t\n"])
    expect(await matrixOf(file(text), { delimiter: " " })).toEqual(Float64Array.of(0, 1.5, 2, 0));
});

it("names the file and the line of what is no matrix", async () => {
  await expect(matrixOf(file("0,1\n2,x\n"))).rejects.toThrow('set/file.csv: line 2, column "column 2": "x" is not');
  await expect(matrixOf(file("0,1\n2\n"))).rejects.toThrow("set/file.csv: line 2: fields: 1");
  await expect(matrixOf(file("0,1\n2,3\n4,5\n"))).rejects.toThrow("3 rows of 2 numbers are no square matrix");
  await expect(matrixOf(file(""))).rejects.toThrow("set/file.csv: is empty");
});

it("reads lines, and columns by name", async () => {
  expect(await linesOf(file("ADAL\n ADAR \r\nI1L"))).toEqual(["ADAL", "ADAR", "I1L"]);
  await expect(linesOf(file("ADAL\n\nI1L\n"))).rejects.toThrow("set/file.csv: line 2: empty");
  const table = await tableOf(file("name,x,y\n a ,1,2\nb,3,4\n"), { header: true });
  expect(textsOf(table, "name")).toEqual(["a", "b"]);
  expect(numbersOf(table, ["y", "x"])).toEqual(Float64Array.of(2, 1, 4, 3));
  expect(() => textsOf(table, "z")).toThrow("set/file.csv: has no column z, only name, x, y");
  expect(() => numbersOf(table, ["name"])).toThrow(FormatError);
});

it("refuses bytes that are no text, and lists of another length than there are nodes", () => {
  expect(() => textOf({ path: "set/file.csv", bytes: Uint8Array.of(0xff, 0xfe) })).toThrow("is no UTF-8 text");
  expect(() => expectAsMany(file(""), "labels", 3, 4)).toThrow("set/file.csv: 3 labels for 4 nodes");
  expectAsMany(file(""), "labels", 4, 4);
});

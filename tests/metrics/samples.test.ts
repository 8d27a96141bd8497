import fc from "fast-check";
import { expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import {
  centreColumns,
  readSamples,
  readVector,
  rescale,
  rowProduct,
  type Samples,
  transposed,
} from "../../src/metrics/samples.js";
import { samples } from "../arbitraries/samples.js";

const read = (value: unknown) => readSamples("test", "X", value as Samples);

it("reads rows and one long array alike, and copies them", () => {
  const data = [1, 2, 3, 4, 5, 6],
    want = { data: Float64Array.from(data), rows: 3, columns: 2 };
  const rows = [
    [1, 2],
    [3, 4],
    [5, 6],
  ];
  expect(read(rows)).toEqual(want);
  expect(read(rows.map((row) => Float32Array.from(row)))).toEqual(want);
  expect(read({ data, rows: 3, columns: 2 })).toEqual(want);
  const own = new Float64Array(6),
    copy = read({ data: own, rows: 2, columns: 3 });
  own[0] = 9;
  expect(copy.data[0]).toBe(0);
  const vector = readVector("test", "x", own);
  vector[0] = 8;
  expect(own[0]).toBe(9);
});

it("names the row and the column of what it refuses", () => {
  for (const [value, kind, message] of [
    [[], ShapeError, "X has no rows"],
    [[[]], ShapeError, "X has no columns"],
    [[[1, 2], [3]], ShapeError, "X[1] has 1 numbers, X[0] has 2"],
    [[[1, 2], 3], ArgumentError, "X[1] is 3, must be an array of numbers"],
    [[[1, 2], undefined], ArgumentError, "X[1] is undefined"],
    [[[1, 2], "34"], ArgumentError, 'X[1] is "34"'],
    [[[1], [Number.NaN]], ArgumentError, "X[1][0] is NaN, must be a finite number"],
    [[[1], [-Infinity]], ArgumentError, "X[1][0] is -Infinity"],
    [[["1"]], ArgumentError, 'X[0][0] is "1"'],
    [[[1n]], ArgumentError, "X[0][0] is 1n"],
    [[new Array(2)], ArgumentError, "X[0][0] is undefined"],
    [undefined, ArgumentError, "X is undefined, must be an array of rows"],
    [null, ArgumentError, "X is null"],
    ["ab", ArgumentError, 'X is "ab"'],
    [{}, ArgumentError, "X is a Object"],
    [{ data: 5, rows: 1, columns: 1 }, ArgumentError, "X.data is 5"],
    [{ data: [1], rows: 1 }, ArgumentError, "X.columns is undefined, must be a positive integer"],
    [{ data: [], rows: 0, columns: 1 }, ArgumentError, "X.rows is 0"],
    [{ data: [1, 2, 3], rows: 1.5, columns: 2 }, ArgumentError, "X.rows is 1.5"],
    [{ data: [1, 2, 3], rows: 2, columns: 2 }, ShapeError, "X has 3 numbers, must be 2 rows of 2"],
    [{ data: [1, Infinity], rows: 2, columns: 1 }, ArgumentError, "X.data[1] is Infinity"],
  ] as const) {
    expect(() => read(value)).toThrow(kind);
    expect(() => read(value)).toThrow(`test: ${message}`);
  }
  const vector = (value: unknown) => () => readVector("test", "x", value as number[]);
  expect(vector([])).toThrow(ShapeError);
  expect(vector([1, Number.NaN])).toThrow("x[1] is NaN");
  for (const wrong of [undefined, null, 3, "ab", {}]) expect(vector(wrong)).toThrow(ArgumentError);
});

it("centres columns, equal numbers to exactly 0 and large offsets without loss", () => {
  const matrix = read([
    [0.1, 1e15 + 1],
    [0.1, 1e15 + 3],
    [0.1, 1e15 + 2],
  ]);
  centreColumns(matrix);
  expect([...matrix.data]).toEqual([0, -1, 0, 1, 0, 0]);
  fc.assert(
    fc.property(samples(), (rows) => {
      const centred = read(rows);
      centreColumns(centred);
      for (let j = 0; j < centred.columns; j++) {
        const mean = rows.reduce((sum, row) => sum + row[j]! / rows.length, 0);
        rows.forEach((row, i) => {
          // Sums of at most ten terms of at most 16.
          expect(Math.abs(centred.data[i * centred.columns + j]! - (row[j]! - mean))).toBeLessThan(160 * 2 ** -50);
        });
      }
    }),
  );
});

it("rescales extreme sizes by a power of two and leaves others", () => {
  for (const size of [1, 1e-17, 1e17, 5e-324, 1e-300, Number.MAX_VALUE]) {
    const numbers = Float64Array.of(-size, size / 2, 0),
      factor = rescale(numbers);
    if (size > 1e-18 && size < 1e18) expect(factor).toBe(1);
    expect(numbers[0]).toBe(-size * factor);
    expect(Math.abs(numbers[0]!)).toBeLessThanOrEqual(2 ** 60);
    expect(Math.abs(numbers[0]!)).toBeGreaterThanOrEqual(2 ** -60);
  }
  expect(rescale(new Float64Array(3))).toBe(1);
});

it("turns a matrix over and multiplies rows", () => {
  const matrix = read([
    [1, 2, 3],
    [4, 5, 6],
  ]);
  expect(transposed(matrix)).toEqual(
    read([
      [1, 4],
      [2, 5],
      [3, 6],
    ]),
  );
  expect(rowProduct(matrix, 0, matrix, 1)).toBe(32);
  expect(rowProduct(matrix, 1, matrix, 1)).toBe(77);
});

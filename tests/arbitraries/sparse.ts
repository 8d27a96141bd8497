import fc from "fast-check";
import type { Pattern } from "../../src/tensor/pattern.js";

/** Valid structures up to rows × columns, from empty to full, with zero dimensions and empty rows among them. */
export const patterns = (rows: number, columns: number): fc.Arbitrary<Pattern> =>
  fc.tuple(fc.nat(rows), fc.nat(columns), fc.constantFrom(0, 0.1, 0.5, 0.9, 1)).chain(([rows, columns, density]) =>
    fc
      .array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
        minLength: rows * columns,
        maxLength: rows * columns,
      })
      .map((draws) => patternFrom(rows, columns, (i) => draws[i]! < density)),
  );

/** The structure of the elements, counted row by row, which `stored` holds to be there. */
export function patternFrom(rows: number, columns: number, stored: (element: number) => boolean): Pattern {
  const rowPointers = [0],
    columnIndices: number[] = [];
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) if (stored(i * columns + j)) columnIndices.push(j);
    rowPointers.push(columnIndices.length);
  }
  return { rows, columns, rowPointers: Int32Array.from(rowPointers), columnIndices: Int32Array.from(columnIndices) };
}

/** Exactly `length` f32 values of any size: sums may overflow and cancel. */
export const floats = (length: number, bound = 3.4028234663852886e38): fc.Arbitrary<Float32Array> =>
  fc.float32Array({
    minLength: length,
    maxLength: length,
    noNaN: true,
    noDefaultInfinity: true,
    min: Math.fround(-bound),
    max: Math.fround(bound),
  });

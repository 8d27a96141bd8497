import fc from "fast-check";

/** Rows of numbers from −8 to 8, `rows` of them with `columns` each, with 20 bits so that shifts and scalings are mild. */
export function rowsOf(rows: number, columns: number): fc.Arbitrary<number[][]> {
  const number = fc.integer({ min: -(2 ** 20), max: 2 ** 20 }).map((value) => value / 2 ** 17);
  return fc.array(fc.array(number, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows });
}

/** A matrix of 1 … 9 columns and `least` … 9 rows. */
export function samples(least = 1): fc.Arbitrary<number[][]> {
  return fc
    .tuple(fc.integer({ min: least, max: 9 }), fc.integer({ min: 1, max: 9 }))
    .chain(([rows, columns]) => rowsOf(rows, columns));
}

/** Two matrices with as many rows, `least` … 9. */
export function twoSamples(least = 1): fc.Arbitrary<[number[][], number[][]]> {
  const size = fc.integer({ min: 1, max: 9 });
  return fc
    .tuple(fc.integer({ min: least, max: 9 }), size, size)
    .chain(([rows, p, q]) => fc.tuple(rowsOf(rows, p), rowsOf(rows, q)));
}

/** Turns units: every two neighbouring columns by one angle, whose cosine and sine are those of the triangle 3, 4, 5. */
export function turned(rows: readonly (readonly number[])[]): number[][] {
  return rows.map((row) => {
    const result = [...row];
    for (let j = 0; j + 1 < row.length; j++) {
      const a = result[j]!,
        b = result[j + 1]!;
      result[j] = 0.6 * a - 0.8 * b;
      result[j + 1] = 0.8 * a + 0.6 * b;
    }
    return result;
  });
}

export const affine = (rows: readonly (readonly number[])[], scale: number, shift: number): number[][] =>
  rows.map((row) => row.map((value, j) => scale * value + shift * (j + 1)));

export const transpose = (rows: readonly (readonly number[])[]): number[][] =>
  rows[0]!.map((_, j) => rows.map((row) => row[j]!));

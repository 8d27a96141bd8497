import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError, NeuriteError, ShapeError } from "../../src/errors.js";
import { CsrMatrix } from "../../src/tensor/csr.js";
import { checkedPattern, type PatternLike, patternOf, validatePattern } from "../../src/tensor/pattern.js";
import { patterns } from "../arbitraries/sparse.js";
import { openArena, variants } from "../support.js";
import { detached, sample } from "./support.js";

const shared = (values: number[]) => {
  const array = new Int32Array(new SharedArrayBuffer(4 * values.length));
  array.set(values);
  return array;
};

describe("validatePattern", () => {
  const bad: [string, PatternLike, RegExp][] = [
    ["a negative column", sample({ columnIndices: [1, 3, -1, 1, 2] }), /row 2/],
    [
      "a column too large",
      sample({ columnIndices: [1, 4, 0, 1, 2] }),
      /columnIndices\[1\], in row 0, is 4.* 4 columns/,
    ],
    ["a column too large in the middle", sample({ columnIndices: [1, 3, 0, 9, 2] }), /row 2/],
    ["unsorted columns", sample({ columnIndices: [1, 3, 0, 2, 1] }), /columnIndices\[4\], in row 2, is 1.*above 2/],
    ["a duplicate column", sample({ columnIndices: [1, 1, 0, 1, 2] }), /columnIndices\[1\], in row 0, is 1.*above 1/],
    ["a wrong first pointer", sample({ rowPointers: [1, 2, 2, 5] }), /row 0 begins/],
    ["a wrong last pointer", sample({ rowPointers: [0, 2, 2, 4] }), /row 2, is 4.* 5 columnIndices/],
    ["a last pointer past the end", sample({ rowPointers: [0, 2, 2, 6] }), /row 2, is 6.* 5 columnIndices/],
    ["a falling pointer", sample({ rowPointers: [0, 3, 2, 5] }), /rowPointers\[2\] is 2.*row 1 begins/],
    ["a negative pointer", sample({ rowPointers: [0, -2, 2, 5] }), /rowPointers\[1\] is -2/],
    ["too few pointers", sample({ rowPointers: [0, 2, 5] }), /3 rowPointers, must be rows \+ 1 = 4/],
    ["too many pointers", sample({ rowPointers: [0, 2, 2, 5, 5] }), /5 rowPointers/],
    ["no pointers", sample({ rowPointers: [] }), /0 rowPointers/],
    [
      "an index of 2^32",
      sample({ columnIndices: [1, 3, 0, 1, 2 ** 32] }),
      /columnIndices\[4\], in row 2, is 4294967296/,
    ],
    ["a pointer of 2^32", sample({ rowPointers: [0, 2 ** 32, 2, 5] }), /rowPointers\[1\] is 4294967296/],
    ["a fractional column", sample({ columnIndices: [1, 2.5, 0, 1, 2] }), /columnIndices\[1\], in row 0, is 2.5/],
    ["a fractional pointer", sample({ rowPointers: [0, 1.5, 2, 5] }), /rowPointers\[1\] is 1.5/],
    ["a NaN column", sample({ columnIndices: [1, 3, Number.NaN, 1, 2] }), /columnIndices\[2\], in row 2, is NaN/],
    [
      "an infinite column",
      sample({ columnIndices: [1, Infinity, 0, 1, 2] }),
      /columnIndices\[1\], in row 0, is Infinity/,
    ],
    ["a NaN pointer", sample({ rowPointers: [0, Number.NaN, 2, 5] }), /rowPointers\[1\] is NaN/],
    ["a hole", sample({ columnIndices: Object.assign([1, 3, 0, 1, 2], { 3: undefined }) }), /row 2, is undefined/],
    ["strings", sample({ columnIndices: ["1", "3", "0", "1", "2"] }), /columnIndices\[0\], in row 0, is "1"/],
    ["64-bit integers", sample({ rowPointers: BigInt64Array.of(0n, 2n, 2n, 5n) }), /rowPointers\[0\] is 0n/],
    ["detached pointers", sample({ rowPointers: detached([0, 2, 2, 5]) }), /0 rowPointers/],
    ["detached columns", sample({ columnIndices: detached([1, 3, 0, 1, 2]) }), /0 columnIndices/],
    ["shared pointers", sample({ rowPointers: shared([0, 2, 2, 5]) }), /rowPointers is a Int32Array.*not shared/],
    ["shared columns", sample({ columnIndices: shared([1, 3, 0, 1, 2]) }), /columnIndices is a Int32Array.*not shared/],
    ["negative rows", sample({ rows: -1 }), /rows is -1/],
    ["fractional rows", sample({ rows: 2.5 }), /rows is 2.5/],
    ["NaN columns", sample({ columns: Number.NaN }), /columns is NaN/],
    ["rows as a string", sample({ rows: "3" }), /rows is 3/],
    ["2^31 rows", sample({ rows: 2 ** 31 }), /rows is 2147483648/],
    ["2^31 columns", sample({ columns: 2 ** 31 }), /columns is 2147483648/],
    ["fewer columns than used", sample({ columns: 3 }), /row 0/],
    ["no columns at all", sample({ columns: 0 }), /row 0/],
    ["an array-like without a length", sample({ columnIndices: { 0: 1 } }), /columnIndices.length is undefined/],
  ];

  const asTyped: [string, (values: ArrayLike<number>) => ArrayLike<number>][] = [
    ["as given", (values) => values],
    ["Int32Array", (values) => Int32Array.from(values)],
    ["Float64Array", (values) => Float64Array.from(values)],
  ];

  it.each(bad)(
    "refuses %s and names the place, from every array type that can hold it",
    async (_, pattern, message) => {
      using arena = await openArena();
      for (const [, convert] of asTyped) {
        const held = (array: ArrayLike<number>) => {
          if (ArrayBuffer.isView(array) || !Array.isArray(array)) return array;
          const typed = convert(array);
          return array.every((value, i) => Object.is(typed[i], value)) ? typed : array;
        };
        const typed = {
          ...pattern,
          rowPointers: held(pattern.rowPointers),
          columnIndices: held(pattern.columnIndices),
        };
        for (const call of [() => validatePattern("test", typed), () => CsrMatrix.from(arena, typed)]) {
          expect(call).toThrow(NeuriteError);
          expect(call).toThrow(message);
        }
      }
      expect(arena.memory().allocations).toBe(0);
    },
  );

  it("accepts every valid structure, zero dimensions, empty rows and no entries included", () => {
    fc.assert(fc.property(patterns(8, 8), (pattern) => validatePattern("test", pattern)));
    validatePattern("test", { rows: 0, columns: 0, rowPointers: [0], columnIndices: [] });
    validatePattern("test", { rows: 0, columns: 2 ** 31 - 1, rowPointers: [0], columnIndices: [] });
    validatePattern("test", { rows: 1, columns: 2 ** 31 - 1, rowPointers: [0, 1], columnIndices: [2 ** 31 - 2] });
  });

  it.each(variants)("and the %s build's check refuse any single wrong element, whatever it is", async (variant) => {
    using arena = await openArena(variant);
    const arbitrary = patterns(6, 12).filter((pattern) => pattern.columnIndices.length > 0);
    fc.assert(
      fc.property(arbitrary, fc.nat(), fc.oneof(fc.integer(), fc.nat(12)), (pattern, at, value) => {
        const columnIndices = [...pattern.columnIndices],
          p = at % columnIndices.length,
          row = pattern.rowPointers.findIndex((start) => start > p) - 1;
        columnIndices[p] = value;
        const inRow = columnIndices.slice(pattern.rowPointers[row], pattern.rowPointers[row + 1]);
        const valid = inRow.every((column, k) => column >= 0 && column < pattern.columns && !(column <= inRow[k - 1]!));
        const changed = { ...pattern, columnIndices: Int32Array.from(columnIndices) };
        for (const call of [() => validatePattern("test", changed), () => CsrMatrix.from(arena, changed).dispose()])
          if (valid) call();
          else expect(call).toThrow(new RegExp(`in row ${row},`));
      }),
    );
  });
});

describe("checkedPattern", () => {
  it("gives the very arrays it looked at: the caller's own, or copies of other types and of what an arena may move", () => {
    const pattern = { rows: 1, columns: 3, rowPointers: Int32Array.of(0, 2), columnIndices: Int32Array.of(0, 2) },
      { rowPointers, columnIndices } = checkedPattern("test", pattern);
    expect(rowPointers).toBe(pattern.rowPointers);
    expect(columnIndices).toBe(pattern.columnIndices);
    const copied = checkedPattern("test", pattern, pattern.rowPointers.buffer);
    expect(copied).toEqual(pattern);
    expect(copied.rowPointers).not.toBe(pattern.rowPointers);
    expect(copied.columnIndices).toBe(pattern.columnIndices);
    expect(checkedPattern("test", { ...pattern, rowPointers: [0, 2], columnIndices: [0, 2] })).toEqual(pattern);
  });

  it.each([undefined, null, 3, "pattern"])("refuses %s", (pattern) => {
    expect(() => checkedPattern("test", pattern as unknown as PatternLike)).toThrow(ArgumentError);
    expect(() => checkedPattern("test", pattern as unknown as PatternLike)).toThrow("test: pattern is ");
  });
});

describe("patternOf", () => {
  it("is the structure of what is not 0: NaN and infinity are there, −0 is not", () => {
    const dense = Float32Array.of(0, 1, -0, Number.NaN, 0, 0, 0, 0, Infinity, -2, 0, 1e-45);
    expect(patternOf("test", 3, 4, dense)).toEqual({
      rows: 3,
      columns: 4,
      rowPointers: Int32Array.of(0, 2, 2, 5),
      columnIndices: Int32Array.of(1, 3, 0, 1, 3),
    });
  });

  it("gives any structure back from its mask, zero dimensions included", () => {
    fc.assert(
      fc.property(patterns(7, 9), (pattern) => {
        const { rows, columns, rowPointers, columnIndices } = pattern,
          mask = new Uint8Array(rows * columns);
        for (let row = 0; row < rows; row++)
          for (const column of columnIndices.subarray(rowPointers[row], rowPointers[row + 1]))
            mask[row * columns + column] = 1;
        expect(patternOf("test", rows, columns, mask)).toEqual(pattern);
      }),
    );
  });

  it("refuses sizes that are none, or that the numbers do not fill", () => {
    for (const [rows, columns] of [
      [2, 3],
      [-1, 4],
      [1.5, 4],
      [Number.NaN, 4],
    ] as const)
      expect(() => patternOf("test", rows, columns, new Float32Array(4))).toThrow(ShapeError);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError, NeuriteError, ShapeError } from "../../src/errors.js";
import { Random } from "../../src/random.js";
import {
  density,
  patternFromDense,
  patternToDense,
  transposePattern,
  uniformPattern,
} from "../../src/sparsity/index.js";
import { expectSound } from "./support.js";

const masks = fc.tuple(fc.nat(12), fc.nat(12)).chain(([rows, columns]) =>
  fc.record({
    rows: fc.constant(rows),
    columns: fc.constant(columns),
    mask: fc.array(fc.constantFrom(0, 1), { minLength: rows * columns, maxLength: rows * columns }),
  }),
);

describe("dense masks", () => {
  it("come back from a pattern as they went in", () => {
    fc.assert(
      fc.property(masks, ({ rows, columns, mask }) => {
        const pattern = patternFromDense(rows, columns, mask),
          count = mask.filter((bit) => bit === 1).length;
        expectSound(pattern, rows, columns, count);
        expect([...patternToDense(pattern)]).toEqual(mask);
        expect(density(pattern)).toBe(mask.length === 0 ? 0 : count / mask.length);
      }),
    );
  });

  it("count every element but 0", () => {
    const pattern = patternFromDense(2, 3, Float32Array.of(0, -0, 2, Number.NaN, -1e-40, 0));
    expect(pattern).toEqual({
      rows: 2,
      columns: 3,
      rowPointers: Int32Array.of(0, 1, 3),
      columnIndices: Int32Array.of(2, 0, 1),
    });
  });

  it("are refused when they do not fit", () => {
    expect(() => patternFromDense(2, 3, [1, 2, 3])).toThrow(ShapeError);
    expect(() => patternFromDense(-2, 3, [])).toThrow(ArgumentError);
    expect(() => patternToDense(uniformPattern(new Random(1), { rows: 1e5, columns: 1e5, count: 3 }))).toThrow(
      ShapeError,
    );
  });
});

describe("transposePattern", () => {
  it("equals the transposed mask, and twice is the identity", () => {
    fc.assert(
      fc.property(masks, ({ rows, columns, mask }) => {
        const pattern = patternFromDense(rows, columns, mask),
          transposed = transposePattern(pattern);
        const turned = Array.from(
          { length: rows * columns },
          (_, k) => mask[(k % rows) * columns + Math.floor(k / rows)]!,
        );
        expect(transposed).toEqual(patternFromDense(columns, rows, turned));
        expect(transposePattern(transposed)).toEqual(pattern);
      }),
    );
  });

  it.each([
    ["too few pointers", [0, 2], [0, 1]],
    ["a first pointer other than 0", [1, 1, 2], [0, 1]],
    ["a last pointer short of the end", [0, 1, 1], [0, 1]],
    ["a falling pointer", [0, 2, 1], [0]],
    ["a pointer past the end", [0, 3, 2], [0, 1]],
    ["a negative column", [0, 1, 2], [-1, 0]],
    ["a column out of range", [0, 1, 2], [0, 3]],
    ["a repeated column", [0, 2, 2], [1, 1]],
    ["unsorted columns", [0, 2, 2], [2, 0]],
  ])("refuses %s", (_, pointers, columns) => {
    const pattern = {
      rows: 2,
      columns: 3,
      rowPointers: Int32Array.from(pointers),
      columnIndices: Int32Array.from(columns),
    };
    expect(() => transposePattern(pattern)).toThrow(NeuriteError);
    expect(() => patternToDense(pattern)).toThrow(NeuriteError);
  });
});

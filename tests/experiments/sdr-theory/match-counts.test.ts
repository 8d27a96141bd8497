import fc from "fast-check";
import { expect, it } from "vitest";
import { dendrites } from "../../../src/dendrites/kernels.js";
import { type BitRows, hasBit } from "../../../src/experiments/sdr-theory/bit-rows.js";
import { matchCounts } from "../../../src/experiments/sdr-theory/match-counts.js";
import { openKernels } from "../../support.js";

it("counts the bits that both have, of any words", async () => {
  const kernels = await openKernels("simd", [dendrites]);
  const rowsOf = (stride: number) =>
    fc
      .array(fc.array(fc.integer(), { minLength: stride, maxLength: stride }), { maxLength: 5 })
      .map((rows): BitRows => ({ rows: rows.length, stride, words: Int32Array.from(rows.flat()) }));
  const both = fc.constantFrom(0, 4, 8).chain((stride) => fc.tuple(rowsOf(stride), rowsOf(stride)));
  fc.assert(
    fc.property(both, ([segments, patterns]) => {
      const expected: number[] = [];
      for (let i = 0; i < segments.rows; i++)
        for (let j = 0; j < patterns.rows; j++) {
          let count = 0;
          for (let bit = 0; bit < 32 * segments.stride; bit++)
            if (hasBit(segments, i, bit) && hasBit(patterns, j, bit)) count++;
          expected.push(count);
        }
      expect([...matchCounts(kernels, segments, patterns)]).toEqual(expected);
    }),
  );
  const full = { rows: 1, stride: 4, words: Int32Array.of(-1, -1, -1, -1) };
  expect([...matchCounts(kernels, full, full)]).toEqual([128]);
});

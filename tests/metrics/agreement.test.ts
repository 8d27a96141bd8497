import fc from "fast-check";
import { expect, it } from "vitest";
import { ArgumentError, MemoryError, ShapeError } from "../../src/errors.js";
import { agreement } from "../../src/metrics/agreement.js";

it("is the share of the partitions that put two nodes into one group, without the diagonal", () => {
  const partitions = [
    [1, 1, 2, 2],
    [5, 5, 5, 0],
    [3, 4, 4, 4],
  ];
  const third = 1 / 3;
  expect([...agreement(partitions).toDense()]).toEqual(
    [
      [0, 2 * third, third, 0],
      [2 * third, 0, 2 * third, third],
      [third, 2 * third, 0, 2 * third],
      [0, third, 2 * third, 0],
    ].flat(),
  );
  expect(agreement(partitions, { threshold: 0.5 }).edges).toBe(3);
});

it("equals the definition for any partitions and threshold", () => {
  const cases = fc.integer({ min: 0, max: 12 }).chain((n) =>
    fc.array(fc.array(fc.integer({ min: -2, max: 3 }), { minLength: n, maxLength: n }), {
      minLength: 1,
      maxLength: 8,
    }),
  );
  fc.assert(
    fc.property(cases, fc.constantFrom(0, 0.25, 0.5, 1), (partitions, threshold) => {
      const nodes = partitions[0]!.map((_, i) => i);
      const dense = nodes.flatMap((i) =>
        nodes.map((j) => {
          const share = partitions.filter((labels) => labels[i] === labels[j]).length / partitions.length;
          return i !== j && share >= threshold ? share : 0;
        }),
      );
      expect([...agreement(partitions, { threshold }).toDense()]).toEqual(dense);
    }),
    { numRuns: 300 },
  );
});

it("refuses what are no partitions, and more pairs than it keeps", () => {
  expect(() => agreement([])).toThrow("an array of partitions, one at least");
  expect(() => agreement(5 as unknown as number[][])).toThrow(ArgumentError);
  expect(() => agreement([[1, 2], [1]])).toThrow(ShapeError);
  expect(() =>
    agreement([
      [1, 2],
      [1, 0.5],
    ]),
  ).toThrow("partitions[1][1] is 0.5");
  expect(() => agreement([[1]], { threshold: 2 })).toThrow("threshold is 2, must be a number from 0 to 1");
  expect(() => agreement([[1]], { threshold: "1" as never })).toThrow(ArgumentError);
  for (const wrong of [undefined, null, 5, {}, "ab"] as unknown as number[][])
    expect(() => agreement([wrong])).toThrow(ArgumentError);
  expect(() => agreement([new Int32Array(12_000)])).toThrow(MemoryError);
});

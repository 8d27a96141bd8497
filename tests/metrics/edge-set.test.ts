import * as fc from "fast-check";
import { expect, it } from "vitest";
import { EdgeSet } from "../../src/metrics/edge-set.js";

const node = fc.integer({ min: 0, max: 7 });

it("holds what a set of pairs holds, whatever is added, removed and asked in whatever order", () =>
  fc.assert(
    fc.property(
      fc.boolean(),
      fc.array(fc.tuple(fc.constantFrom("add", "delete"), node, node), { maxLength: 200, size: "max" }),
      (directed, steps) => {
        const edges = new EdgeSet(64, directed),
          expected = new Set<string>(),
          name = (a: number, b: number) => (directed ? [a, b] : [Math.min(a, b), Math.max(a, b)]).join();
        for (const [step, a, b] of steps) {
          if (step === "delete") {
            edges.delete(a, b);
            expected.delete(name(a, b));
          } else {
            expect(edges.add(a, b)).toBe(!expected.has(name(a, b)));
            expected.add(name(a, b));
          }
          const wrong = Array.from({ length: 64 }, (_, k) => [k >> 3, k & 7] as const).filter(
            ([i, j]) => edges.has(i, j) !== expected.has(name(i, j)),
          );
          expect(wrong).toEqual([]);
        }
      },
    ),
    { numRuns: 40 },
  ));

it("holds nodes of any number, and as many pairs as promised", () => {
  const edges = new EdgeSet(1000, true);
  for (let k = 0; k < 1000; k++) expect(edges.add(2 ** 31 - 1 - k, 7 * k)).toBe(true);
  for (let k = 0; k < 1000; k += 2) edges.delete(2 ** 31 - 1 - k, 7 * k);
  for (let k = 0; k < 1000; k++) {
    expect(edges.has(2 ** 31 - 1 - k, 7 * k)).toBe(k % 2 === 1);
    expect(edges.has(7 * k, 2 ** 31 - 1 - k)).toBe(false);
  }
});

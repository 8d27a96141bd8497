import fc from "fast-check";
import { expect, it } from "vitest";
import { Random } from "../../src/random.js";
import { uniformPattern } from "../../src/sparsity/random.js";
import { sampleWithoutReplacement } from "../../src/sparsity/sample.js";
import { randomVacancies } from "../../src/sparsity/vacancies.js";
import { CsrMatrix } from "../../src/tensor/csr.js";
import { openArena } from "../support.js";
import { chiSquare, chiSquareLimit } from "./support.js";

it("gives places that are free once the dropped are gone, as many, in order", async () => {
  using arena = await openArena();
  fc.assert(
    fc.property(fc.nat(9), fc.nat(9), fc.nat(100), fc.nat(100), fc.nat(), (rows, columns, k, d, seed) => {
      const random = new Random(seed),
        count = k % (rows * columns + 1);
      using matrix = CsrMatrix.from(arena, uniformPattern(random, { rows, columns, count }));
      const dropped = sampleWithoutReplacement(random, count, d % (count + 1)),
        grown = randomVacancies(random, matrix, dropped);
      expect(grown.length).toBe(dropped.length);
      matrix.rewire(dropped, grown); // refuses anything else
    }),
  );
});

it("draws every set of two of seven places equally often, the dropped ones among them", async () => {
  using arena = await openArena();
  const matrix = CsrMatrix.fromDense(arena, 3, 3, [1, 0, 1, 0, 1, 0, 0, 1, 0]),
    random = new Random(5),
    seen = new Map<string, number>(),
    each = 60;
  for (let n = 0; n < 21 * each; n++) {
    const pair = randomVacancies(random, matrix, [1, 3]).join();
    seen.set(pair, (seen.get(pair) ?? 0) + 1);
  }
  expect([...new Set([...seen.keys()].flatMap((pair) => pair.split(",").map(Number)))].sort()).toEqual([
    1, 2, 3, 5, 6, 7, 8,
  ]);
  expect(seen.size).toBe(21);
  expect(chiSquare([...seen.values()], each)).toBeLessThan(chiSquareLimit(20));
});

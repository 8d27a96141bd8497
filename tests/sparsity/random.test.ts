import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { Random } from "../../src/random.js";
import { fixedFanInPattern, uniformPattern } from "../../src/sparsity/index.js";
import { chiSquareLimit, expectSound, hash, rowsOf } from "./support.js";

const side = fc.nat(40),
  fraction = fc.double({ min: 0, max: 1, noNaN: true });

describe("uniformPattern", () => {
  it("has exactly round(density · rows · columns) connections", () => {
    fc.assert(
      fc.property(side, side, fraction, fc.nat(), (rows, columns, density, seed) => {
        const pattern = uniformPattern(new Random(seed), { rows, columns, density });
        expectSound(pattern, rows, columns, Math.round(density * rows * columns));
      }),
    );
  });

  it("has exactly the count asked for, from none to all", () => {
    for (const count of [0, 1, 17, 34, 35])
      expectSound(uniformPattern(new Random(2), { rows: 5, columns: 7, count }), 5, 7, count);
    for (const density of [0, 1])
      expectSound(uniformPattern(new Random(2), { rows: 5, columns: 7, density }), 5, 7, 35 * density);
  });

  it.each([
    [0, 5],
    [5, 0],
    [0, 0],
  ])("allows %i rows and %i columns", (rows, columns) => {
    expectSound(uniformPattern(new Random(2), { rows, columns, density: 1 }), rows, columns, 0);
  });

  it.each([5, 60, 100])("fills all of 120 cells equally often with %i connections", (count) => {
    const random = new Random(4),
      cells = 120,
      trials = 2000,
      seen = new Float64Array(cells);
    for (let n = 0; n < trials; n++)
      rowsOf(uniformPattern(random, { rows: 10, columns: 12, count })).forEach((columns, row) => {
        for (const column of columns) seen[row * 12 + column]!++;
      });
    // A cell is in a trial with probability q; cells of one trial exclude each other, so the sum of squares over
    // trials · q (1 − q), times (cells − 1) / cells, is χ² with cells − 1 degrees of freedom.
    const q = count / cells,
      squares = seen.reduce((sum, value) => sum + (value - trials * q) ** 2, 0);
    const statistic = (squares / (trials * q * (1 - q))) * ((cells - 1) / cells);
    expect(statistic).toBeLessThan(chiSquareLimit(cells - 1));
  });

  it("needs time and memory for the connections, not for the cells", () => {
    const start = performance.now(),
      pattern = uniformPattern(new Random(5), { rows: 1e6, columns: 1e6, count: 1e5 });
    expect(performance.now() - start).toBeLessThan(1000);
    expectSound(pattern, 1e6, 1e6, 1e5);
  });

  it("repeats itself for a seed, on every engine", () => {
    expect(hash(uniformPattern(new Random(1), { rows: 50, columns: 80, density: 0.1 }))).toBe("ed23e525");
    expect(hash(uniformPattern(new Random(1), { rows: 500, columns: 800, count: 1000 }))).toBe("c965b348");
    expect(hash(uniformPattern(new Random(2), { rows: 500, columns: 800, count: 1000 }))).not.toBe("c965b348");
  });

  it.each([
    { rows: 3, columns: 3, count: 10 },
    { rows: 3, columns: 3, count: 1.5 },
    { rows: 3, columns: 3, density: 1.1 },
    { rows: 3, columns: 3, density: -0.1 },
    { rows: 3, columns: 3, density: Number.NaN },
    { rows: -1, columns: 3, density: 0.5 },
    { rows: 3, columns: 2.5, density: 0.5 },
    { rows: 2 ** 31, columns: 1, density: 0 },
    { rows: 2 ** 30, columns: 2 ** 30, density: 0 },
    { rows: 1e6, columns: 1e6, density: 0.5 },
  ])("refuses %j", (options) => {
    expect(() => uniformPattern(new Random(1), options)).toThrow(ArgumentError);
  });
});

describe("fixedFanInPattern", () => {
  it("gives every row exactly its fan-in", () => {
    fc.assert(
      fc.property(side, side, fraction, fc.nat(), (rows, columns, part, seed) => {
        const fanIn = Math.round(part * columns),
          pattern = fixedFanInPattern(new Random(seed), { rows, columns, fanIn });
        expectSound(pattern, rows, columns, rows * fanIn);
        for (const row of rowsOf(pattern)) expect(row.length).toBe(fanIn);
      }),
    );
  });

  it("uses all columns equally often", () => {
    const rows = 3000,
      columns = 40,
      fanIn = 6,
      seen = new Float64Array(columns);
    for (const column of fixedFanInPattern(new Random(8), { rows, columns, fanIn }).columnIndices) seen[column]!++;
    const q = fanIn / columns,
      squares = seen.reduce((sum, value) => sum + (value - rows * q) ** 2, 0);
    const statistic = (squares / (rows * q * (1 - q))) * ((columns - 1) / columns);
    expect(statistic).toBeLessThan(chiSquareLimit(columns - 1));
  });

  it("repeats itself for a seed, on every engine", () => {
    expect(hash(fixedFanInPattern(new Random(1), { rows: 60, columns: 784, fanIn: 12 }))).toBe("81f5e066");
  });

  it.each([
    { rows: 3, columns: 3, fanIn: 4 },
    { rows: 3, columns: 3, fanIn: -1 },
    { rows: 3, columns: 3, fanIn: 0.5 },
    { rows: 1e6, columns: 1e6, fanIn: 1e4 },
  ])("refuses %j", (options) => {
    expect(() => fixedFanInPattern(new Random(1), options)).toThrow(ArgumentError);
  });
});

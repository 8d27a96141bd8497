import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { Random } from "../../src/random.js";
import { groupLabels, type ModularOptions, modularPattern } from "../../src/sparsity/index.js";
import { expectSound, hash, rowsOf } from "./support.js";

const fraction = fc.double({ min: 0, max: 1, noNaN: true });
const cases = fc
  .record({ rows: fc.nat(40), columns: fc.nat(40), part: fraction, intra: fraction, inter: fraction })
  .map(({ part, ...rest }) => ({ ...rest, groups: 1 + Math.floor((Math.min(rest.rows, rest.columns, 12) - 1) * part) }))
  .map((options) => ({ ...options, groups: Math.max(1, options.groups) }));

/** Connections and cells of every block, by counting. */
function blocksOf(random: Random, options: ModularOptions) {
  const { rows, columns, groups } = options,
    pattern = modularPattern(random, options),
    rowGroup = groupLabels(rows, groups),
    columnGroup = groupLabels(columns, groups),
    connections = new Array<number>(groups * groups).fill(0),
    cells = new Array<number>(groups * groups).fill(0);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) cells[rowGroup[row]! * groups + columnGroup[column]!]!++;
  rowsOf(pattern).forEach((list, row) => {
    for (const column of list) connections[rowGroup[row]! * groups + columnGroup[column]!]!++;
  });
  return { pattern, connections, cells };
}

describe("modularPattern", () => {
  it("holds the stated number of connections in total and in every block", () => {
    fc.assert(
      fc.property(cases, fc.nat(), (options, seed) => {
        const { groups, intra, inter } = options,
          { pattern, connections, cells } = blocksOf(new Random(seed), options);
        const within = (_: number, block: number) => block % (groups + 1) === 0,
          between = (_: number, block: number) => block % (groups + 1) !== 0,
          sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
        const intraCount = Math.round(intra * sum(cells.filter(within))),
          interCount = Math.round(inter * sum(cells.filter(between)));
        expectSound(pattern, options.rows, options.columns, intraCount + interCount);
        expect(sum(connections.filter(within))).toBe(intraCount);
        expect(sum(connections.filter(between))).toBe(interCount);
        connections.forEach((count, block) => {
          const wanted = cells[block]! * (block % (groups + 1) === 0 ? intra : inter);
          expect(Math.abs(count - wanted)).toBeLessThan(1 + 1e-9);
        });
      }),
    );
  });

  it("is exact in every block where the density allows it", () => {
    const { connections } = blocksOf(new Random(3), { rows: 40, columns: 80, groups: 4, intra: 0.5, inter: 0.05 });
    connections.forEach((count, block) => {
      expect(count).toBe(block % 5 === 0 ? 100 : 10);
    });
  });

  it("keeps the groups apart, joins them fully, or does both", () => {
    const shape = { rows: 6, columns: 9, groups: 3 };
    const diagonal = modularPattern(new Random(1), { ...shape, intra: 1, inter: 0 });
    expect(rowsOf(diagonal)).toEqual([0, 0, 1, 1, 2, 2].map((group) => [0, 1, 2].map((offset) => 3 * group + offset)));
    expectSound(modularPattern(new Random(1), { ...shape, intra: 0, inter: 1 }), 6, 9, 36);
    expectSound(modularPattern(new Random(1), { ...shape, intra: 1, inter: 1 }), 6, 9, 54);
    expectSound(modularPattern(new Random(1), { ...shape, intra: 0, inter: 0 }), 6, 9, 0);
    expectSound(modularPattern(new Random(1), { rows: 0, columns: 9, groups: 1, intra: 1, inter: 1 }), 0, 9, 0);
  });

  it("repeats itself for a seed, on every engine", () => {
    const options = { rows: 64, columns: 100, groups: 7, intra: 0.4, inter: 0.03 };
    expect(hash(modularPattern(new Random(1), options))).toBe("3af8c550");
  });

  it.each([
    { rows: 4, columns: 4, groups: 5, intra: 1, inter: 0 },
    { rows: 4, columns: 4, groups: 0, intra: 1, inter: 0 },
    { rows: 4, columns: 4, groups: 1.5, intra: 1, inter: 0 },
    { rows: 4, columns: 4, groups: 2, intra: 1.01, inter: 0 },
    { rows: 4, columns: 4, groups: 2, intra: 1, inter: Number.NaN },
    { rows: -4, columns: 4, groups: 2, intra: 1, inter: 0 },
    { rows: 1e6, columns: 1e6, groups: 2, intra: 1, inter: 0 },
  ])("refuses %j", (options) => {
    expect(() => modularPattern(new Random(1), options)).toThrow(ArgumentError);
  });
});

describe("groupLabels", () => {
  it("cuts into contiguous groups whose sizes differ by at most one", () => {
    expect([...groupLabels(10, 4)]).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 3, 3]);
    expect([...groupLabels(3, 1)]).toEqual([0, 0, 0]);
    expect([...groupLabels(0, 1)]).toEqual([]);
    expect(() => groupLabels(3, 4)).toThrow(ArgumentError);
    expect(() => groupLabels(-1, 1)).toThrow(ArgumentError);
  });
});

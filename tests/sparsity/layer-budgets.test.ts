import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { Random } from "../../src/random.js";
import { type BudgetLayer, type BudgetRule, layerBudgets, uniformPattern } from "../../src/sparsity/index.js";

const layers = [
  { rows: 1024, columns: 784 },
  { rows: 512, columns: 1024 },
  { rows: 10, columns: 512 },
];

/** LeNet-300-100. */
const lenet = [
  { rows: 300, columns: 784 },
  { rows: 100, columns: 300 },
  { rows: 10, columns: 100 },
];

const rules: readonly BudgetRule[] = ["uniform", "er", "erk"];

describe("layerBudgets", () => {
  it("shares by rows + columns, by hand: 13,322 connections over 1808 + 1536 + 522", () => {
    // 13322 · 1808 / 3866 = 6230.28…, · 1536 / 3866 = 5292.96…, · 522 / 3866 = 1798.77…
    expect(layerBudgets(layers, { density: 0.01 }).counts).toEqual([6230, 5293, 1799]);
  });

  it("fills a layer that would get more than its cells and gives the rest to the others", () => {
    // The output would get 133,222 · 522 / 3866 = 17,988 of 5120 cells; 128,102 remain for 1808 + 1536.
    expect(layerBudgets(layers, { density: 0.1 }).counts).toEqual([69_261, 58_841, 5120]);
  });

  // RigL's tests and definitions: google-research/rigl, numbers derived in double precision for the sheet.
  it.each<[number, number | undefined, number[]]>([
    [0.98, 3.34002509, [0.98460635, 0.95546633, 0.63259724]],
    [0.9, 17.26415094, [0.92043223, 0.76981132, 0]],
    [0.5, undefined, [0.56590136, 0, 0]],
  ])("solves ε of 784-300-100-10 at sparsity %d", (sparsity, epsilon, sparsities) => {
    const budgets = layerBudgets(lenet, { density: 1 - sparsity });
    if (epsilon !== undefined) expect(budgets.epsilon).toBeCloseTo(epsilon, 8);
    for (const [l, expected] of sparsities.entries()) expect(1 - budgets.densities[l]!).toBeCloseTo(expected, 8);
    expect(budgets.counts.reduce((a, b) => a + b)).toBe(Math.round((1 - sparsity) * 266_200));
  });

  it("adds the kernel's sides for ERK, by hand: terms 30 and 20 of 1152 and 100 cells", () => {
    const convolutional = [
      { rows: 16, columns: 8, kernel: [3, 3] },
      { rows: 10, columns: 10 },
    ];
    // 16 + 8 + 3 + 3 = 30 and 10 + 10 = 20; 125 = round(0.1 · 1252) to share: 75 and 50.
    expect(layerBudgets(convolutional, { density: 0.1, rule: "erk" })).toEqual({
      counts: [75, 50],
      densities: [75 / 1152, 0.5],
      epsilon: 2.5,
    });
    // (16 + 8) · 9 = 216 and 20: 125 · 216 / 236 = 114.41.
    expect(layerBudgets(convolutional, { density: 0.1, rule: "er" }).counts).toEqual([114, 11]);
  });

  it("leaves alone what is to stay dense, within the budget", () => {
    const withOutput = [...lenet.slice(0, 2), { ...lenet[2]!, dense: true }];
    // 5324 − 1000 = 4324 over 235,200 and 30,000 cells, or over 1084 and 400.
    expect(layerBudgets(withOutput, { density: 0.02, rule: "uniform" })).toEqual({
      counts: [3835, 489, 1000],
      densities: [4324 / 265_200, 4324 / 265_200, 1].map((density) => expect.closeTo(density, 12)),
      epsilon: expect.closeTo(4324 / 265_200, 12),
    });
    expect(layerBudgets(withOutput, { density: 0.02 }).counts).toEqual([3159, 1165, 1000]);
    expect(() => layerBudgets(withOutput, { density: 0.003 })).toThrow(/at least 1000 \/ 266200/);
    expect(layerBudgets([{ rows: 2, columns: 3, dense: true }], { density: 1 })).toEqual({
      counts: [6],
      densities: [1],
      epsilon: 0,
    });
  });

  it("always adds up, never exceeds a layer, has equal terms per ε, and is full at density 1", () => {
    const layer = fc.record({
      rows: fc.integer({ min: 0, max: 50 }),
      columns: fc.integer({ min: 0, max: 50 }),
      kernel: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 2 }),
    });
    fc.assert(
      fc.property(
        fc.array(layer, { minLength: 1, maxLength: 6 }),
        fc.double({ min: 0, max: 1, noNaN: true, minExcluded: true }),
        fc.constantFrom(...rules),
        (sizes, density, rule) => {
          const cells = sizes.map(({ rows, columns, kernel }) => kernel.reduce((n, side) => n * side, rows * columns)),
            all = cells.reduce((sum, count) => sum + count, 0),
            { counts, densities } = layerBudgets(sizes, { density, rule });
          expect(counts.reduce((sum, count) => sum + count, 0)).toBe(Math.round(density * all));
          for (const [l, count] of counts.entries()) {
            expect(count).toBeLessThanOrEqual(cells[l]!);
            expect(Math.abs(count - densities[l]! * cells[l]!)).toBeLessThan(1 + 1e-6);
          }
          expect(layerBudgets(sizes, { density: 1, rule }).counts).toEqual(cells);
        },
      ),
    );
  });

  it("gives patterns size − ⌊sparsity · size⌋ connections", () => {
    const count = (rows: number, columns: number, sparsity: number) =>
      uniformPattern(new Random(1), { rows, columns, density: 1 - sparsity }).columnIndices.length;
    expect([count(30, 4, 0.5), count(2, 4, 0.8), count(30, 1, 0.1)]).toEqual([60, 2, 27]);
  });

  it.each<[unknown, object | undefined, RegExp]>([
    [[], { density: 0.1 }, /one or more layers/],
    [null, { density: 0.1 }, /one or more layers/],
    [layers, { density: 0 }, /density is 0, must be a number above 0, up to 1/],
    [layers, { density: 1.5 }, /density is 1.5/],
    [layers, { density: Number.NaN }, /density is NaN/],
    [layers, { density: 0.1, rule: "even" }, /rule is "even"/],
    [[{ rows: -1, columns: 2 }], { density: 0.5 }, /rows is -1/],
    [[{ rows: 1, columns: 2, kernel: [0] }], { density: 0.5 }, /kernel is 0/],
    [[{ rows: 2, columns: 3 }], undefined, /density is undefined/],
  ])("refuses what makes no sense: %o %o", (bad, options, message) => {
    const call = () => layerBudgets(bad as BudgetLayer[], options as { density: number });
    expect(call).toThrow(ArgumentError);
    expect(call).toThrow(message);
  });
});

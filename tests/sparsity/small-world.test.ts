import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { Random } from "../../src/random.js";
import { bipartiteSmallWorldPattern, transposePattern, wattsStrogatzPattern } from "../../src/sparsity/index.js";
import type { Pattern } from "../../src/tensor/pattern.js";
import { chiSquare, chiSquareLimit, expectSound, hash, rowsOf } from "./support.js";

const fraction = fc.double({ min: 0, max: 1, noNaN: true });

/** Mean over vertices of the share of neighbour pairs that are neighbours themselves. */
function clustering(pattern: Pattern): number {
  const neighbours = rowsOf(pattern).map((row) => new Set(row));
  const shares = neighbours.map((own) => {
    let closed = 0;
    for (const a of own) for (const b of own) if (a < b && neighbours[a]!.has(b)) closed++;
    return own.size < 2 ? 0 : (2 * closed) / (own.size * (own.size - 1));
  });
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

/** Mean number of steps between two vertices of a connected graph. */
function pathLength(pattern: Pattern): number {
  const rows = rowsOf(pattern);
  let sum = 0;
  for (let start = 0; start < rows.length; start++) {
    const steps = new Array<number>(rows.length).fill(-1),
      queue = [start];
    steps[start] = 0;
    for (let head = 0; head < queue.length; head++)
      for (const next of rows[queue[head]!]!)
        if (steps[next] === -1) {
          steps[next] = steps[queue[head]!]! + 1;
          sum += steps[next]!;
          queue.push(next);
        }
  }
  return sum / (rows.length * (rows.length - 1));
}

describe("wattsStrogatzPattern", () => {
  it("is a simple undirected graph with exactly size · neighbours / 2 edges", () => {
    fc.assert(
      fc.property(fc.nat(40), fraction, fraction, fc.nat(), (size, part, rewiring, seed) => {
        const neighbours = 2 * Math.floor((Math.max(0, size - 1) * part) / 2),
          pattern = wattsStrogatzPattern(new Random(seed), { size, neighbours, rewiring });
        expectSound(pattern, size, size, size * neighbours);
        expect(transposePattern(pattern)).toEqual(pattern);
        rowsOf(pattern).forEach((row, vertex) => {
          expect(row).not.toContain(vertex);
          expect(row.length).toBeGreaterThanOrEqual(neighbours / 2); // every vertex keeps its own ends
        });
      }),
    );
  });

  it("is the ring lattice without rewiring", () => {
    const size = 11,
      pattern = wattsStrogatzPattern(new Random(1), { size, neighbours: 4, rewiring: 0 });
    rowsOf(pattern).forEach((row, i) => {
      expect(row).toEqual([-2, -1, 1, 2].map((step) => (i + step + size) % size).sort((a, b) => a - b));
    });
  });

  it("leaves the complete graph as it is", () => {
    const pattern = wattsStrogatzPattern(new Random(1), { size: 9, neighbours: 8, rewiring: 1 });
    expectSound(pattern, 9, 9, 72);
  });

  it("loses path length before clustering, as in the paper's figure 2", () => {
    // The paper's own example: n = 1000, k = 10. The lattice has clustering 3 (k − 2) / (4 (k − 1)), Barrat & Weigt
    // 2000.
    const at = (rewiring: number) => wattsStrogatzPattern(new Random(6), { size: 1000, neighbours: 10, rewiring });
    const lattice = at(0),
      smallWorld = at(0.01),
      random = at(1);
    expect(clustering(lattice)).toBeCloseTo((3 * 8) / (4 * 9), 12);
    // (1 − p)³ of the triangles survive; 0.8 and 0.1 leave room for chance.
    expect(clustering(smallWorld)).toBeGreaterThan(0.8 * clustering(lattice));
    expect(clustering(random)).toBeLessThan(0.1 * clustering(lattice));
    expect(pathLength(smallWorld)).toBeLessThan(0.4 * pathLength(lattice));
    expect(pathLength(random)).toBeLessThan(pathLength(smallWorld));
  });

  it("rewires the stated share of edges", () => {
    const size = 2000,
      pattern = wattsStrogatzPattern(new Random(9), { size, neighbours: 6, rewiring: 0.25 });
    let moved = 0;
    rowsOf(pattern).forEach((row, i) => {
      for (const j of row) if (Math.min((i - j + size) % size, (j - i + size) % size) > 3) moved += 0.5;
    });
    // Binomial(6000, 0.25), less the at most 6 · 2 / 2000 that fall back onto the lattice: four standard deviations.
    expect(Math.abs(moved - 1500)).toBeLessThan(4 * Math.sqrt(6000 * 0.25 * 0.75) + 1500 * 0.006);
  });

  it("repeats itself for a seed, on every engine", () => {
    expect(hash(wattsStrogatzPattern(new Random(1), { size: 100, neighbours: 6, rewiring: 0.2 }))).toBe("1e8e7e8b");
  });

  it.each([
    { size: 10, neighbours: 3, rewiring: 0 },
    { size: 10, neighbours: 10, rewiring: 0 },
    { size: 10, neighbours: -2, rewiring: 0 },
    { size: 10, neighbours: 2, rewiring: 1.5 },
    { size: 10, neighbours: 2, rewiring: Number.NaN },
    { size: -1, neighbours: 0, rewiring: 0 },
    { size: 2e6, neighbours: 2000, rewiring: 0 },
  ])("refuses %j", (options) => {
    expect(() => wattsStrogatzPattern(new Random(1), options)).toThrow(ArgumentError);
  });
});

describe("bipartiteSmallWorldPattern", () => {
  it("keeps every row's number of connections", () => {
    fc.assert(
      fc.property(fc.nat(30), fc.nat(30), fraction, fraction, fc.nat(), (rows, columns, part, rewiring, seed) => {
        const neighbours = Math.round(columns * part),
          pattern = bipartiteSmallWorldPattern(new Random(seed), { rows, columns, neighbours, rewiring });
        expectSound(pattern, rows, columns, rows * neighbours);
        for (const row of rowsOf(pattern)) expect(row.length).toBe(neighbours);
      }),
    );
  });

  it("connects each row to the nearest columns of the ring without rewiring", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }), fraction, (rows, columns, part) => {
        const neighbours = Math.round(columns * part),
          pattern = bipartiteSmallWorldPattern(new Random(0), { rows, columns, neighbours, rewiring: 0 });
        rowsOf(pattern).forEach((own, row) => {
          // Distance on the ring in units of 1 / (2 · rows · columns): whole numbers, so ties are exact.
          const ring = 2 * rows * columns;
          const distances = Array.from({ length: columns }, (_, column) => {
            const apart = Math.abs((2 * row + 1) * columns - (2 * column + 1) * rows);
            return Math.min(apart, ring - apart);
          });
          const farthestOwn = Math.max(0, ...own.map((column) => distances[column]!)),
            nearestOther = Math.min(ring, ...distances.filter((_, column) => !own.includes(column)));
          expect(farthestOwn).toBeLessThanOrEqual(nearestOther);
        });
      }),
    );
  });

  it("spreads evenly over the columns without rewiring and at random with it", () => {
    const options = { rows: 4000, columns: 50, neighbours: 5 };
    const columnDegrees = (rewiring: number) =>
      rowsOf(transposePattern(bipartiteSmallWorldPattern(new Random(2), { ...options, rewiring }))).map(
        (r) => r.length,
      );
    expect(new Set(columnDegrees(0))).toEqual(new Set([400]));
    // Rewired rows avoid repeats, so column degrees vary less than the multinomial's: its limit holds.
    expect(chiSquare(columnDegrees(1), 400)).toBeLessThan(chiSquareLimit(49));
    expect(new Set(columnDegrees(1)).size).toBeGreaterThan(10);
  });

  it("repeats itself for a seed, on every engine", () => {
    const options = { rows: 64, columns: 100, neighbours: 7, rewiring: 0.3 };
    expect(hash(bipartiteSmallWorldPattern(new Random(1), options))).toBe("00a9e06e");
  });

  it.each([
    { rows: 3, columns: 4, neighbours: 5, rewiring: 0 },
    { rows: 3, columns: 4, neighbours: 1.5, rewiring: 0 },
    { rows: 3, columns: 4, neighbours: 2, rewiring: -0.1 },
    { rows: 3, columns: -4, neighbours: 0, rewiring: 0 },
    { rows: 1e6, columns: 1e6, neighbours: 1e4, rewiring: 0 },
  ])("refuses %j", (options) => {
    expect(() => bipartiteSmallWorldPattern(new Random(1), options)).toThrow(ArgumentError);
  });
});

import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { type G2GNetOptions, g2gNet, g2gWirings } from "../../src/models/g2gnet.js";
import { Random } from "../../src/random.js";
import { intraShare } from "../../src/sparsity/index.js";
import { openArena } from "../support.js";

const masks = (options: G2GNetOptions) => ({ inter: 0.05, ...options });

describe("g2gNet", () => {
  it("has the stated connections: 784-256-256-10 at p′ = 0.05 is 16.9 % dense", async () => {
    using arena = await openArena();
    for (const wiring of g2gWirings) {
      const network = g2gNet(arena, masks({ wiring, random: new Random(1) }));
      // 98 + round(0.05 · 686 = 34.3) and 32 + round(0.05 · 224 = 11.2) connections in each row.
      const counts = wiring === "dense" ? [256 * 784, 256 * 256] : [256 * 132, 256 * 43];
      expect(network.parameters.map(({ value }) => value.size)).toEqual([counts[0], 256, counts[1], 256, 2560, 10]);
      expect(network.masked.map(({ matrix }) => matrix.nnz)).toEqual(wiring === "dense" ? [] : counts);
      const shares = network.masked.map(({ matrix, ...ensembles }) => intraShare(matrix.pattern(), ensembles));
      if (wiring === "er") for (const share of shares) expect(Math.abs(share - 1 / 8)).toBeLessThan(0.02);
      else expect(shares).toEqual(wiring === "dense" ? [] : [98 / 132, 32 / 43]);
    }
    expect(g2gNet(arena).masked[0]!.matrix.nnz).toBe(256 * (98 + 103));
  });

  it("mixes every other layer with mixer, and keeps to blocks with index", async () => {
    using arena = await openArena();
    const groups = (wiring: "index" | "mixer") =>
      g2gNet(arena, { inputs: 12, hidden: [12, 12, 12], groups: 3, wiring }).masked.map(({ columnGroups }) => [
        ...columnGroups,
      ]);
    const blocks = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2],
      strides = [0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2];
    expect(groups("index")).toEqual([blocks, blocks, blocks]);
    expect(groups("mixer")).toEqual([blocks, strides, blocks]);
  });

  it.each(["index", "er", "dense"] as const)("draws weights from ±1/√(connections of the row), %s", async (wiring) => {
    using arena = await openArena();
    const network = g2gNet(arena, masks({ wiring, random: new Random(4) }));
    for (const [l, inputs] of [784, 256, 256].entries()) {
      const [weights, bias] = network.layers[l]!.parameters.map(({ value }) => value.data),
        rows = bias!.length,
        pointers =
          network.masked[l]?.matrix.pattern().rowPointers ?? Array.from({ length: rows + 1 }, (_, row) => row * inputs),
        mean = weights!.length / rows;
      let squares = 0,
        largest = 0;
      for (let row = 0; row < rows; row++) {
        const own = weights!.subarray(pointers[row], pointers[row + 1]),
          bound = 1 / Math.sqrt(own.length);
        for (const weight of own) {
          largest = Math.max(largest, Math.abs(weight) / bound);
          squares += (weight / bound) ** 2;
        }
      }
      expect(largest).toBeLessThanOrEqual(1 + 2 ** -22);
      // u² of U(−1, 1) has mean 1/3 and variance 4/45.
      expect(Math.abs(squares / weights!.length - 1 / 3)).toBeLessThan(5 * Math.sqrt(4 / 45 / weights!.length));
      expect(Math.max(...bias!.map(Math.abs))).toBeLessThanOrEqual(Math.fround(1 / Math.sqrt(mean)));
      expect(Math.max(...bias!.map(Math.abs))).toBeGreaterThan(0.5 / Math.sqrt(mean));
    }
  });

  it.each<[Record<string, unknown>, RegExp]>([
    [{ wiring: "blocks" }, /wiring is "blocks", must be one of index, mixer, random, er, dense/],
    [{ groups: 3 }, /groups is 3, must be a divisor of rows, 256/],
    [{ hidden: [64, 60] }, /a divisor of rows, 60/],
    [{ inputs: 100 }, /a divisor of columns, 100/],
    [{ inputs: 0 }, /inputs is 0/],
    [{ hidden: 256 }, /hidden is 256/],
    [{ hidden: [256, 0] }, /hidden\[1\] is 0/],
    [{ inter: 2 }, /inter is 2/],
    [{ intra: -1 }, /intra is -1/],
    [{ outputs: 0 }, /units is 0/],
    [{ random: 3 }, /random is 3, must be a Random/],
  ])("refuses %o and leaves nothing behind", async (bad, message) => {
    using arena = await openArena();
    const { blocks } = arena.memory(),
      build = () => g2gNet(arena, bad as G2GNetOptions);
    expect(build).toThrow(ArgumentError);
    expect(build).toThrow(message);
    expect(arena.memory().blocks).toBe(blocks);
  });
});

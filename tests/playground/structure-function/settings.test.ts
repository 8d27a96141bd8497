import { Arena, ArgumentError, load, Random } from "neurite";
import { modularNetwork } from "neurite/models/functional-modularity";
import { describe, expect, it } from "vitest";
import { measuredModularity } from "../../../playground/panels/structure-function/measures.js";
import {
  connectionNumbers,
  expectSettings,
  modularityOf,
  type Settings,
} from "../../../playground/panels/structure-function/settings.js";

const good: Settings = { units: 8, connections: 3, seed: 0, epochs: 2, pairs: 200, rate: 0.003 };

describe("structural modularity", () => {
  it("is the closed form, and 0 where everybody is joined", () => {
    expect(modularityOf({ units: 32, connections: 10 })).toBeCloseTo((1 - 10 / 1024) / (2 * (1 + 10 / 1024)), 15);
    expect(modularityOf({ units: 10, connections: 1 })).toBeCloseTo(0.49009901, 8); // the paper's p = 0.01
    expect(modularityOf({ units: 10, connections: 10 })).toBeCloseTo(0.409090909, 9); // p = 0.1
    expect(modularityOf({ units: 10, connections: 100 })).toBe(0);
  });

  it("is counted on the graph alike, wherever the connections are", async () => {
    using arena = new Arena(await load());
    for (const connections of [1, 5, 17, 64])
      for (const seed of [1, 2]) {
        const network = modularNetwork(arena, { inputs: 4, units: 8, connections, random: new Random(seed) });
        expect(Math.abs(measuredModularity(network) - modularityOf({ units: 8, connections }))).toBeLessThan(1e-12);
      }
  });
});

describe("numbers of connections", () => {
  it("go from one to all by nearly equal factors", () => {
    expect(connectionNumbers(32, 6)).toEqual([1, 4, 16, 64, 256, 1024]);
  });

  it("come once each where whole numbers are few", () => {
    expect(connectionNumbers(2, 6)).toEqual([1, 2, 3, 4]);
  });
});

describe("settings", () => {
  it("are taken within their ranges", () => {
    expect(() => expectSettings(good)).not.toThrow();
    expect(() => expectSettings({ ...good, connections: 64 })).not.toThrow();
  });

  it.each([
    [{ units: 3 }, "units is 3"],
    [{ units: 8.5 }, "units is 8.5"],
    [{ connections: 0 }, "connections is 0"],
    [{ connections: 65 }, "connections is 65, must be at most the 64 that 8 units allow"],
    [{ seed: -1 }, "seed is -1"],
    [{ epochs: 101 }, "epochs is 101"],
    [{ pairs: Number.NaN }, "pairs is NaN"],
    [{ rate: 0 }, "rate is 0"],
    [{ rate: "0.01" as unknown as number }, "rate is"],
    [{ rate: Number.POSITIVE_INFINITY }, "rate is Infinity"],
  ])("%j are refused by name", (wrong, message) => {
    expect(() => expectSettings({ ...good, ...wrong })).toThrow(ArgumentError);
    expect(() => expectSettings({ ...good, ...wrong })).toThrow(message);
  });
});

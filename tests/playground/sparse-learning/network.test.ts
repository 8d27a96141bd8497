import { Arena } from "neurite";
import { describe, expect, it } from "vitest";
import { buildNetwork, weightCount, weightLayers } from "../../../playground/panels/sparse-learning/network.js";
import { rules, topologies } from "../../../playground/panels/sparse-learning/settings.js";
import { defaults, kernels } from "./support.js";

const shape = { inputs: 784, outputs: 10 };
const cases = rules.flatMap((rule) => topologies.map((topology) => ({ rule, topology })));

describe("buildNetwork", () => {
  it.each(cases)("$rule × $topology: hidden layers have their density, the output is full", ({ rule, topology }) => {
    using arena = new Arena(kernels);
    const settings = { ...defaults, rule, topology, units: 64, layers: 2 as const, density: 0.125 };
    const layers = weightLayers(buildNetwork(arena, settings, shape)),
      vectors = rule === "gevb";
    expect(layers.map(({ name, rows, columns }) => [name, rows, columns])).toEqual([
      ["hidden 1", vectors ? 640 : 64, 784],
      ["hidden 2", 64, 64],
      ["output", vectors ? 1 : 10, 64],
    ]);
    // 98 of 784 inputs and 8 of 64 units: whole numbers for every row, so each topology meets them exactly.
    expect(layers.map(({ weights }) => weights.value.size)).toEqual([
      (vectors ? 640 : 64) * 98,
      64 * 8,
      vectors ? 64 : 640,
    ]);
  });

  it.each(rules)("%s: a density of 1 makes full layers without a pattern, whatever the topology", (rule) => {
    using arena = new Arena(kernels);
    const network = buildNetwork(arena, { ...defaults, rule, topology: "modular", density: 1, units: 32 }, shape),
      layers = weightLayers(network);
    expect(layers.every(({ pattern }) => pattern === undefined)).toBe(true);
    expect(weightCount(network)).toBe(rule === "gevb" ? 32 * 10 * 784 + 32 : 32 * 784 + 10 * 32);
  });

  it.each(rules)("%s: modules keep four fifths of their connections inside", (rule) => {
    using arena = new Arena(kernels);
    const settings = { ...defaults, rule, topology: "modular" as const, density: 0.1, units: 64 },
      [{ pattern, rows, columns }] = weightLayers(buildNetwork(arena, settings, shape)) as never;
    const { rowPointers, columnIndices } = pattern as { rowPointers: Int32Array; columnIndices: Int32Array };
    let inside = 0;
    for (let row = 0; row < rows; row++)
      for (let p = rowPointers[row]!; p < rowPointers[row + 1]!; p++)
        if (Math.floor((4 * row) / rows) === Math.floor((4 * columnIndices[p]!) / columns)) inside++;
    expect(inside / columnIndices.length).toBeCloseTo(0.8, 2);
  });

  it("GEVB's weights above the first layer start at 0 or above", () => {
    using arena = new Arena(kernels);
    const [first, ...above] = weightLayers(buildNetwork(arena, { ...defaults, layers: 2 }, shape));
    expect(first!.weights.value.data.some((weight) => weight < 0)).toBe(true);
    for (const { weights } of above) expect(weights.value.data.every((weight) => weight >= 0)).toBe(true);
  });

  it.each(topologies)("%s: every density, few inputs and few units give a network", (topology) => {
    for (const density of [0.01, 0.3, 0.99])
      for (const inputs of [1, 3, 10]) {
        using arena = new Arena(kernels);
        const settings = { ...defaults, topology, density, units: 8, layers: 2 as const };
        expect(weightCount(buildNetwork(arena, settings, { inputs, outputs: 2 }))).toBeGreaterThan(0);
      }
  });

  it("the same seed draws the same network, another one another", () => {
    using arena = new Arena(kernels);
    const weightsOf = (seed: number) =>
      weightLayers(buildNetwork(arena, { ...defaults, seed }, shape))[0]!.weights.value.data.slice();
    expect(weightsOf(1)).toEqual(weightsOf(1));
    expect(weightsOf(1)).not.toEqual(weightsOf(2));
  });
});

import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../../src/errors.js";
import {
  modularNetwork,
  type RecurrentGraph,
  structuralModularity,
} from "../../../src/models/functional-modularity.js";
import { openArena } from "../../support.js";

/** Q = (1/M) Σ_ij (A_ij − k_i^out k_j^in / M) δ(g_i, g_j), by its definition. */
function modularity({ nodes, sources, targets, groups }: RecurrentGraph): number {
  const out = new Array(nodes).fill(0),
    into = new Array(nodes).fill(0),
    edges = sources.length;
  for (let e = 0; e < edges; e++) {
    out[sources[e]!]++;
    into[targets[e]!]++;
  }
  let q = 0;
  for (let e = 0; e < edges; e++) q += Number(groups[sources[e]!] === groups[targets[e]!]);
  for (let i = 0; i < nodes; i++)
    for (let j = 0; j < nodes; j++) if (groups[i] === groups[j]) q -= (out[i] * into[j]) / edges;
  return q / edges;
}

describe("structuralModularity", () => {
  it.each([
    [1e-4, 0.49990001],
    [1e-3, 0.499000999],
    [0.01, 0.49009901],
    [0.1, 0.409090909],
    [0.11, 0.400900901],
    [3 / 17, 0.35],
    [0.5, 1 / 6],
    [1, 0],
  ])("at density %f is %f, as the paper says", (density, expected) => {
    expect(structuralModularity({ density })).toBeCloseTo(expected, 9);
  });

  it("without self-connections, with more modules, and without edges", () => {
    const q = (count: number, selfConnections: boolean) =>
      structuralModularity({ density: count / 400, units: 20, selfConnections });
    expect(q(20, true)).toBeCloseTo(0.4523809524, 10);
    expect(q(20, false)).toBeCloseTo(0.45, 10);
    expect(q(120, true)).toBeCloseTo(0.2692307692, 10);
    expect(q(120, false)).toBeCloseTo(0.26, 10);
    expect(structuralModularity({ density: 0, modules: 5 })).toBeCloseTo(0.8, 15);
    expect(structuralModularity({ density: 0, units: 1, selfConnections: false })).toBe(0);
  });

  it("refuses numbers out of range, and a missing number of units", () => {
    for (const density of [-0.1, 1.1, Number.NaN])
      expect(() => structuralModularity({ density })).toThrow(ArgumentError);
    expect(() => structuralModularity({ density: 0.5, modules: 0 })).toThrow(ArgumentError);
    expect(() => structuralModularity({ density: 0.5, selfConnections: false })).toThrow(/units is 0/);
  });
});

describe("structure", () => {
  it.each([
    ["additive", 2, 20],
    ["additive", 2, 120],
    ["additive", 3, 37],
    ["parallel", 2, 20],
    ["parallel", 2, 120],
    ["parallel", 4, 1],
  ] as const)(
    "%s, %i modules, %i connections: its modularity is the analytic one",
    async (cell, modules, connections) => {
      using arena = await openArena();
      const units = 20,
        network = modularNetwork(arena, { inputs: 1, units, modules, connections, cell }),
        graph = network.structure(),
        selfConnections = cell === "additive";
      const inside = modules * units * (selfConnections ? units : units - 1);
      expect(graph.nodes).toBe(modules * units);
      expect(graph.sources).toHaveLength(inside + modules * (modules - 1) * connections);
      expect([...graph.groups]).toEqual(Array.from({ length: graph.nodes }, (_, i) => Math.floor(i / units)));
      const density = connections / units ** 2;
      expect(modularity(graph)).toBeCloseTo(structuralModularity({ density, modules, units, selfConnections }), 9);
      expect([...graph.sources].some((source, e) => source === graph.targets[e])).toBe(selfConnections);
    },
  );

  it("points from the presynaptic to the postsynaptic unit, in order and without duplicates", async () => {
    using arena = await openArena();
    const network = modularNetwork(arena, { inputs: 1, units: 5, modules: 3, connections: 6 }),
      { sources, targets, nodes } = network.structure(),
      edges = Array.from(sources, (source, e) => source * nodes + targets[e]!);
    for (const [e, edge] of edges.entries()) if (e > 0) expect(edge).toBeGreaterThan(edges[e - 1]!);
    for (const { from, to, matrix } of network.connections) {
      matrix.values.data.fill(1);
      const dense = matrix.toDense(); // [postsynaptic, presynaptic]
      for (let i = 0; i < 5; i++)
        for (let j = 0; j < 5; j++)
          expect(edges.includes((from * 5 + j) * nodes + to * 5 + i)).toBe(dense[i * 5 + j] === 1);
    }
  });
});

import { ArgumentError } from "../../errors.js";
import { expectInteger } from "../../ops/check.js";
import type { Scale } from "../experiment.js";
import { type DrawnName, drawnNames } from "./drawn.js";
import { type SourceName, sourceNames } from "./sources.js";

export interface Config {
  /** Graphs of the data sets. */
  readonly graphs: readonly SourceName[];
  /** Graphs that are drawn where there are no data. */
  readonly drawn: readonly DrawnName[];
  /** γ of the modularity. */
  readonly resolution: number;
  /** Runs of Leiden on every graph and null, of which the best counts. */
  readonly restarts: number;
  /** Runs of Louvain, on the graphs alone. They are short, and find the best partition less often. */
  readonly louvainRestarts: number;
  /** Graphs of the same degrees to compare with. */
  readonly nulls: number;
  /** Lattices of the same degrees, of which fewer do: they differ little. No more than nulls. */
  readonly lattices: number;
  readonly swapsPerEdge: number;
  /** Iterations of the drawing of a graph whose nodes have no places. */
  readonly layoutIterations: number;
  /** Edges of a drawing, at most. */
  readonly edgesDrawn: number;
}

const paper: Config = {
  graphs: sourceNames,
  drawn: drawnNames,
  resolution: 1,
  restarts: 100,
  louvainRestarts: 1000,
  nulls: 100,
  lattices: 20,
  swapsPerEdge: 10,
  layoutIterations: 300,
  edgesDrawn: 3000,
};

export const scales: Readonly<Record<Scale, Config>> = {
  smoke: {
    ...paper,
    graphs: [
      "karate",
      "dolphins",
      "football",
      "celegans-watts",
      "celegans-kaiser",
      "macaque",
      "marmoset",
      "cat-65",
      "macaque-91",
    ],
    restarts: 30,
    louvainRestarts: 300,
    nulls: 5,
    lattices: 3,
    layoutIterations: 100,
    edgesDrawn: 2000,
  },
  default: {
    ...paper,
    restarts: 30,
    louvainRestarts: 300,
    nulls: 20,
    lattices: 5,
    layoutIterations: 150,
    edgesDrawn: 2000,
  },
  paper,
};

// With its type written out: compilers list the members of an inferred union in an order of their own.
export const choices: { readonly graphs: readonly SourceName[]; readonly drawn: readonly DrawnName[] } = {
  graphs: sourceNames,
  drawn: drawnNames,
};

export const about: Readonly<Record<keyof Config, string>> = {
  graphs: "graphs of the data sets",
  drawn: "graphs that are drawn where there are no data sets",
  resolution: "γ of the modularity; more finds smaller communities",
  restarts: "runs of Leiden on every graph and null, of which the best counts",
  louvainRestarts: "runs of Louvain on every graph, of which the best counts",
  nulls: "random graphs of the same degrees to compare with",
  lattices: "lattices of the same degrees to compare with, no more than nulls",
  swapsPerEdge: "exchanges of ends per edge that make a null",
  layoutIterations: "iterations of the drawing of a graph whose nodes have no places",
  edgesDrawn: "edges of a drawing, at most: the heaviest ones",
};

/** @throws {ArgumentError} for a field out of its range, or not among its choices */
export function check(config: Config): void {
  const { resolution, restarts, louvainRestarts, nulls, lattices, swapsPerEdge, layoutIterations, edgesDrawn } = config;
  for (const [name, value] of Object.entries({ restarts, louvainRestarts, nulls, swapsPerEdge }))
    expectInteger("connectome", name, value, 1, 100_000);
  expectInteger("connectome", "lattices", lattices, 1, nulls);
  for (const [name, value] of Object.entries({ layoutIterations, edgesDrawn }))
    expectInteger("connectome", name, value, 0, 100_000);
  if (!(resolution >= 0 && resolution <= 1000))
    throw new ArgumentError("connectome", "resolution", resolution, "from 0 to 1000");
  expectEachOnce("graphs", config.graphs, sourceNames);
  expectEachOnce("drawn", config.drawn, drawnNames);
}

function expectEachOnce(name: string, list: unknown, allowed: readonly string[]): void {
  const entries: readonly unknown[] = Array.isArray(list) ? list : [],
    known = entries.every((entry) => allowed.some((one) => one === entry));
  if (!known || entries.length === 0 || new Set(entries).size < entries.length)
    throw new ArgumentError("connectome", name, String(list), `one or more of ${allowed.join(", ")}, each once`);
}

import { ArgumentError } from "../../errors.js";
import { expectInteger } from "../../ops/check.js";
import { groupLabels } from "../../sparsity/modular.js";
import type { Architecture } from "../functional-modularity.js";
import type { Connection } from "./parameters.js";

/** A directed graph by its edges, ordered by source and then by target; module n has the nodes n·units … */
export interface RecurrentGraph {
  readonly nodes: number;
  /** Presynaptic unit of every edge. */
  readonly sources: Int32Array;
  /** Postsynaptic unit of every edge. */
  readonly targets: Int32Array;
  /** Module of every node. */
  readonly groups: Int32Array;
}

/** Everybody inside of a module is joined, to itself too where units have self-connections; modules as they are wired. */
export function recurrentGraph(
  { modules, units, selfConnections }: Architecture,
  connections: readonly Connection[],
): RecurrentGraph {
  const nodes = modules * units,
    edges: number[] = [];
  for (let node = 0; node < nodes; node++) {
    const first = node - (node % units);
    for (let target = first; target < first + units; target++)
      if (selfConnections || target !== node) edges.push(node * nodes + target);
  }
  for (const { from, to, matrix } of connections) {
    const { rowPointers, columnIndices } = matrix.pattern();
    for (let row = 0, p = 0; row < units; row++)
      for (; p < rowPointers[row + 1]!; p++) edges.push((from * units + columnIndices[p]!) * nodes + to * units + row);
  }
  const sorted = Float64Array.from(edges).sort();
  return {
    nodes,
    sources: Int32Array.from(sorted, (edge) => Math.floor(edge / nodes)),
    targets: Int32Array.from(sorted, (edge) => edge % nodes),
    groups: groupLabels(nodes, modules),
  };
}

/**
 * Newman's directed modularity of g equal modules of N units, fully connected inside, with density · N² connections from
 * each to each other one, whatever their places: with self-connections Q = 1/(1 + (g − 1)p) − 1/g, and without
 * Q = (N − 1)/(N − 1 + (g − 1)pN) − 1/g; 0 without any edge.
 * @param options.density p, from 0 to 1    @param options.modules g, 2 by default
 * @param options.units N, needed without self-connections    @param options.selfConnections true by default
 * @throws {ArgumentError} for a number out of range, or when N is needed and missing
 * Source: Béna & Goodman 2021, arXiv:2106.02626, for g = 2 with self-connections.
 */
export function structuralModularity(options: {
  readonly density: number;
  readonly modules?: number;
  readonly units?: number;
  readonly selfConnections?: boolean;
}): number {
  const { density, modules = 2, units = 0, selfConnections = true } = options;
  if (!(density >= 0 && density <= 1))
    throw new ArgumentError("structuralModularity", "density", density, "a number from 0 to 1");
  expectInteger("structuralModularity", "modules", modules, 1, 2 ** 31 - 1);
  if (!selfConnections) expectInteger("structuralModularity", "units", units, 1, 2 ** 31 - 1);
  // Edges per unit: those inside of the module, and those to others.
  const inside = selfConnections ? 1 : (units - 1) / units,
    outside = (modules - 1) * density;
  return inside + outside === 0 ? 0 : inside / (inside + outside) - 1 / modules;
}

import { graphFromEdges, leiden, modularity } from "../../metrics/index.js";
import type { EnsembleLayer } from "../../models/g2gnet.js";
import type { Random } from "../../random.js";
import { intraShare } from "../../sparsity/ensembles.js";
import type { Pattern } from "../../tensor/pattern.js";
import type { Structure, Wiring } from "./found.js";

/** A network's masked layers, with the ensembles that they were born with. */
export type Layers = readonly (Pick<EnsembleLayer, "rowGroups" | "columnGroups"> & { readonly pattern: Pattern })[];

export function structureOf(layers: Layers, random: Random): Structure {
  const mean = (of: (layer: Layers[number]) => number) =>
      layers.reduce((sum, layer) => sum + of(layer), 0) / layers.length,
    connections = layers.reduce((sum, { pattern }) => sum + pattern.columnIndices.length, 0),
    within = layers.reduce(
      (sum, layer) => sum + intraShare(layer.pattern, layer) * layer.pattern.columnIndices.length,
      0,
    );
  const found = leiden(networkGraph(layers), { random });
  return {
    intra: connections === 0 ? 0 : within / connections,
    meanIntra: mean((layer) => intraShare(layer.pattern, layer)),
    ensembles: mean(ensembleModularity),
    communities: found.modularity,
    count: Math.max(...found.communities) + 1,
  };
}

/** Directed, from the layer's inputs to its outputs: chance joins inputs to outputs only. */
function ensembleModularity({ pattern, rowGroups, columnGroups }: Layers[number]): number {
  const { sources, targets } = edgesOf(pattern, 0, pattern.columns),
    graph = graphFromEdges({ sources, targets }, { directed: true, nodes: pattern.columns + pattern.rows });
  return modularity(graph, [...columnGroups, ...rowGroups]);
}

/** All units of the network, layer after layer. */
function networkGraph(layers: Layers) {
  let first = 0;
  const edges = layers.map(({ pattern }) => {
    const from = first;
    first += pattern.columns;
    return edgesOf(pattern, from, first);
  });
  const sources = edges.flatMap((layer) => layer.sources),
    targets = edges.flatMap((layer) => layer.targets),
    nodes = first + layers.at(-1)!.pattern.rows;
  return graphFromEdges({ sources, targets }, { directed: true, nodes });
}

function edgesOf({ rows, rowPointers, columnIndices }: Pattern, firstColumn: number, firstRow: number) {
  const sources = Array.from(columnIndices, (column) => firstColumn + column),
    targets: number[] = [];
  for (let row = 0, p = 0; row < rows; row++) for (; p < rowPointers[row + 1]!; p++) targets.push(firstRow + row);
  return { sources, targets };
}

/** As it can be kept, and back. */
export const wiringOf = ({ rows, columns, rowPointers, columnIndices }: Pattern): Wiring => ({
  rows,
  columns,
  rowPointers: [...rowPointers],
  columnIndices: [...columnIndices],
});
export const patternOf = ({ rows, columns, rowPointers, columnIndices }: Wiring): Pattern => ({
  rows,
  columns,
  rowPointers: Int32Array.from(rowPointers),
  columnIndices: Int32Array.from(columnIndices),
});

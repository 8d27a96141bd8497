import { type Direction, rowsOf } from "./direction.js";
import { search } from "./graph.js";
import { type GraphInput, graphOf } from "./graph-input.js";

export interface DegreeOptions {
  /** Of a directed graph: edges into the node, out of it, or their sum (`"both"`, the default). */
  readonly direction?: Direction;
}

/**
 * Number of edges of every node, self-loops left out. In a directed graph the sum of in- and out-degree unless `direction`
 * asks for one, a pair of opposite edges counting twice. Brain Connectivity Toolbox: `degrees_und`, `degrees_dir`.
 */
export function degrees(input: GraphInput, { direction = "both" }: DegreeOptions = {}): Float64Array {
  const graph = graphOf(input),
    result = new Float64Array(graph.nodes);
  for (const { pointers, targets } of rowsOf("degrees", graph, direction))
    for (let i = 0; i < graph.nodes; i++) {
      const begin = pointers[i]!,
        end = pointers[i + 1]!,
        place = graph.selfLoops > 0 ? search(targets, begin, end, i) : end;
      result[i]! += end - begin - (place < end && targets[place] === i ? 1 : 0);
    }
  return result;
}

/**
 * Sum of the weights of every node's edges, self-loops left out; signs cancel (take `mapWeights` for one sign alone).
 * Directions as in `degrees`. Brain Connectivity Toolbox: `strengths_und`, `strengths_dir`.
 */
export function strengths(input: GraphInput, { direction = "both" }: DegreeOptions = {}): Float64Array {
  const graph = graphOf(input),
    result = new Float64Array(graph.nodes);
  for (const { pointers, targets, weights } of rowsOf("strengths", graph, direction))
    for (let i = 0; i < graph.nodes; i++)
      for (let p = pointers[i]!; p < pointers[i + 1]!; p++) if (targets[p] !== i) result[i]! += weights[p]!;
  return result;
}

import { ArgumentError, ShapeError } from "../errors.js";
import { Graph } from "./graph.js";
import { graphFromDense, type SquareMatrix } from "./graph-from-dense.js";

/** What measures take: a graph, or the symmetric matrix of an undirected one, whose diagonal is left out of account. */
export type GraphInput = Graph | SquareMatrix;

/** @throws {ShapeError} {ArgumentError} as `graphFromDense` does for an undirected graph */
export function graphOf(input: GraphInput): Graph {
  return input instanceof Graph ? input : graphFromDense(input);
}

/** A graph without negative weights. @throws {ArgumentError} for one with a negative weight */
export function unsignedGraphOf(call: string, input: GraphInput): Graph {
  const graph = graphOf(input);
  if (graph.signed)
    throw new ArgumentError(
      call,
      "graph",
      graph,
      "without negative weights: take mapWeights(Math.abs), or a signed measure",
    );
  return graph;
}

/** An undirected graph. @throws {ArgumentError} for a directed one */
export function undirectedGraphOf(call: string, input: GraphInput): Graph {
  const graph = graphOf(input);
  if (graph.directed) throw new ArgumentError(call, "graph", graph, "undirected: take graph.symmetrised()");
  return graph;
}

/** A partition: labels as numbers 0 … groups − 1, in order of first appearance. */
export interface Groups {
  readonly labels: Int32Array;
  readonly count: number;
}

/**
 * Renumbers labels, any integers.
 * @throws {ShapeError} unless there is one per node    @throws {ArgumentError} for one that is no integer
 */
export function groupsOf(call: string, name: string, given: ArrayLike<number>, nodes: number): Groups {
  if (typeof given !== "object" || given === null) throw new ArgumentError(call, name, given, "an array of labels");
  if (given.length !== nodes) throw new ShapeError(call, `${given.length} ${name} for ${nodes} nodes`);
  const numbers = new Map<number, number>(),
    labels = new Int32Array(nodes);
  for (let i = 0; i < nodes; i++) {
    const label = given[i]!;
    if (!Number.isInteger(label)) throw new ArgumentError(call, `${name}[${i}]`, label, "an integer");
    let number = numbers.get(label);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(label, number);
    }
    labels[i] = number;
  }
  return { labels, count: numbers.size };
}

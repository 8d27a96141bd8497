import { ArgumentError, ShapeError } from "../errors.js";
import { type Adjacency, emptyAdjacency, Graph } from "./graph.js";

/** What becomes of several edges between the same two nodes; `"refuse"` throws. */
export type Duplicates = "refuse" | "sum" | "first" | "last" | "maximum";

/** What becomes of edges from a node to itself. */
export type SelfLoops = "drop" | "keep" | "refuse";

export interface GraphOptions {
  /** Whether an edge leads one way only; false by default, then every edge is to be given once. */
  readonly directed?: boolean;
  /** `"drop"` by default, as nearly every measure wants it. */
  readonly selfLoops?: SelfLoops;
  /** One name per node. */
  readonly names?: readonly string[];
}

export interface EdgesOptions extends GraphOptions {
  /** Number of nodes; by default one more than the largest number of a node. */
  readonly nodes?: number;
  /** `"refuse"` by default: only who knows the data can tell what repeated edges mean. */
  readonly duplicates?: Duplicates;
}

export interface EdgeArrays {
  readonly sources: ArrayLike<number>;
  readonly targets: ArrayLike<number>;
  /** 1 for every edge when left out. */
  readonly weights?: ArrayLike<number> | undefined;
}

/**
 * A graph from a list of edges, in any order, O(nodes + edges). Edges of weight 0 are left out.
 * @param edges [source, target] or [source, target, weight], nodes counted from 0, or the three as arrays
 * @throws {ArgumentError} naming the first edge that is wrong: no node, a weight that is not finite, a refused duplicate or
 *   self-loop; and when nodes are so few among the numbers given to them that `nodes` has to be said
 * @throws {ShapeError} for arrays of unequal length
 */
export function graphFromEdges(edges: EdgeArrays | readonly (readonly number[])[], options: EdgesOptions = {}): Graph {
  const { directed, selfLoops, duplicates, names } = checked("graphFromEdges", options);
  const { sources, targets, weights } = columnsOf(edges),
    nodes = nodesOf(options.nodes ?? names?.length, sources, targets);
  if (names && names.length !== nodes) throw new ShapeError("graphFromEdges", `${names.length} names, ${nodes} nodes`);
  const kept = new Uint8Array(sources.length);
  let entries = 0;
  for (let e = 0; e < sources.length; e++) {
    const loop = sources[e] === targets[e];
    if (loop && selfLoops === "refuse")
      throw new ArgumentError(
        "graphFromEdges",
        `edge ${e}`,
        `${sources[e]} → ${targets[e]}`,
        "between different nodes",
      );
    if ((loop && selfLoops === "drop") || weights[e] === 0) continue;
    kept[e] = 1;
    entries += directed || loop ? 1 : 2;
  }
  const sorted = sort(nodes, entries, { sources, targets, weights }, kept, directed);
  return new Graph(merge(sorted, duplicates), { directed, names });
}

/** Options with their defaults. @throws {ArgumentError} for one that is not on its list */
export function checked(call: string, options: EdgesOptions) {
  const { directed = false, selfLoops = "drop", duplicates = "refuse", names } = options;
  if (typeof directed !== "boolean") throw new ArgumentError(call, "directed", directed, "true or false");
  if (!["drop", "keep", "refuse"].includes(selfLoops))
    throw new ArgumentError(call, "selfLoops", selfLoops, '"drop", "keep" or "refuse"');
  if (!["refuse", "sum", "first", "last", "maximum"].includes(duplicates))
    throw new ArgumentError(call, "duplicates", duplicates, '"refuse", "sum", "first", "last" or "maximum"');
  if (names !== undefined && !Array.isArray(names))
    throw new ArgumentError(call, "names", names, "an array of strings");
  return { directed, selfLoops, duplicates, names };
}

interface Columns {
  readonly sources: Int32Array;
  readonly targets: Int32Array;
  readonly weights: Float64Array;
}

function columnsOf(edges: EdgeArrays | readonly (readonly number[])[]): Columns {
  if (typeof edges !== "object" || edges === null)
    throw new ArgumentError("graphFromEdges", "edges", edges, "an array of edges, or arrays of sources and targets");
  const list = Array.isArray(edges) ? (edges as readonly (readonly number[])[]) : undefined,
    arrays = edges as EdgeArrays,
    count = list ? list.length : arrays.sources?.length;
  if (!Number.isInteger(count) || (!list && !Number.isInteger(arrays.targets?.length)))
    throw new ArgumentError("graphFromEdges", "edges", edges, "an array of edges, or arrays of sources and targets");
  if (!list)
    for (const [name, array] of Object.entries({ targets: arrays.targets, weights: arrays.weights }))
      if (array !== undefined && array.length !== count)
        throw new ShapeError("graphFromEdges", `${count} sources, but ${array.length} ${name}`);
  const columns = {
    sources: new Int32Array(count),
    targets: new Int32Array(count),
    weights: new Float64Array(count),
  };
  for (let e = 0; e < count; e++) {
    const edge = list?.[e],
      source = list ? edge?.[0] : arrays.sources[e],
      target = list ? edge?.[1] : arrays.targets[e],
      weight = (list ? edge?.[2] : arrays.weights?.[e]) ?? 1;
    if (!isNode(source)) throw badNode(e, "source", source);
    if (!isNode(target)) throw badNode(e, "target", target);
    if (typeof weight !== "number" || !Number.isFinite(weight))
      throw new ArgumentError("graphFromEdges", `the weight of edge ${e}`, weight, "finite");
    columns.sources[e] = source;
    columns.targets[e] = target;
    columns.weights[e] = weight;
  }
  return columns;
}

const largestNode = 2 ** 31 - 3;

const isNode = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= largestNode;

const badNode = (edge: number, end: string, value: unknown) =>
  new ArgumentError("graphFromEdges", `the ${end} of edge ${edge}`, value, `an integer from 0 to ${largestNode}`);

function nodesOf(given: number | undefined, sources: Int32Array, targets: Int32Array): number {
  let needed = 0;
  for (let e = 0; e < sources.length; e++) needed = Math.max(needed, sources[e]! + 1, targets[e]! + 1);
  if (given !== undefined) {
    if (!Number.isInteger(given) || given < needed || given > largestNode + 1)
      throw new ArgumentError("graphFromEdges", "nodes", given, `an integer, at least ${needed} for these edges`);
    return given;
  }
  // One number out of line must not make arrays of gigabytes.
  if (needed > 1000 + 100 * sources.length)
    throw new ArgumentError(
      "graphFromEdges",
      "nodes",
      given,
      `given, since ${sources.length} edges name node ${needed - 1}`,
    );
  return needed;
}

/** Two stable counting sorts, by target and then by source: ascending rows, duplicates beside each other as given. */
function sort(nodes: number, entries: number, edges: Columns, kept: Uint8Array, directed: boolean): Adjacency {
  const from = new Int32Array(entries),
    to = new Int32Array(entries),
    weight = new Float64Array(entries);
  let at = 0;
  const put = (source: number, target: number, w: number) => {
    from[at] = source;
    to[at] = target;
    weight[at++] = w;
  };
  for (let e = 0; e < kept.length; e++) {
    if (!kept[e]) continue;
    const source = edges.sources[e]!,
      target = edges.targets[e]!;
    put(source, target, edges.weights[e]!);
    if (!directed && source !== target) put(target, source, edges.weights[e]!);
  }
  const byTarget = order(nodes, to, undefined),
    bySource = order(nodes, from, byTarget),
    result = emptyAdjacency(nodes, entries);
  for (const source of from) result.pointers[source + 1]!++;
  for (let i = 0; i < nodes; i++) result.pointers[i + 1]! += result.pointers[i]!;
  for (let k = 0; k < entries; k++) {
    result.targets[k] = to[bySource[k]!]!;
    result.weights[k] = weight[bySource[k]!]!;
  }
  return result;
}

/** The order that sorts `keys`, stable with respect to `earlier`. */
function order(nodes: number, keys: Int32Array, earlier: Int32Array | undefined): Int32Array {
  const next = new Int32Array(nodes + 1),
    sorted = new Int32Array(keys.length);
  for (const key of keys) next[key + 1]!++;
  for (let i = 0; i < nodes; i++) next[i + 1]! += next[i]!;
  for (let k = 0; k < keys.length; k++) {
    const item = earlier ? earlier[k]! : k;
    sorted[next[keys[item]!]!++] = item;
  }
  return sorted;
}

/** Makes one entry of neighbouring duplicates; what they cancel to is no edge. */
function merge({ pointers, targets, weights }: Adjacency, duplicates: Duplicates): Adjacency {
  const nodes = pointers.length - 1,
    ends = new Int32Array(nodes + 1);
  let at = 0;
  for (let i = 0; i < nodes; i++) {
    const end = pointers[i + 1]!;
    for (let p = pointers[i]!; p < end; ) {
      const target = targets[p]!;
      let weight = weights[p]!;
      for (p++; p < end && targets[p] === target; p++) {
        if (duplicates === "refuse") {
          const allowed = 'given once, or the option duplicates: "sum", "first", "last" or "maximum"';
          throw new ArgumentError("graphFromEdges", "edge", `${i} → ${target}`, allowed);
        }
        if (duplicates === "sum") weight += weights[p]!;
        else if (duplicates === "last") weight = weights[p]!;
        else if (duplicates === "maximum") weight = Math.max(weight, weights[p]!);
      }
      if (!Number.isFinite(weight))
        throw new ArgumentError("graphFromEdges", `the summed weight of ${i} → ${target}`, weight, "finite");
      if (weight === 0) continue;
      targets[at] = target;
      weights[at++] = weight;
    }
    ends[i + 1] = at;
  }
  return { pointers: ends, targets: targets.slice(0, at), weights: weights.slice(0, at) };
}

// src/errors.ts
var NeuriteError = class extends Error {
  code;
  constructor(code, message, options) {
    super(message, options);
    this.name = `${code.charAt(0).toUpperCase()}${code.slice(1)}Error`;
    this.code = code;
  }
};
var ShapeError = class extends NeuriteError {
  constructor(operation, detail) {
    super("shape", `${operation}: ${detail}`);
  }
};
var ArgumentError = class extends NeuriteError {
  constructor(operation, name, value, allowed) {
    super("argument", `${operation}: ${name} is ${printable(value)}, must be ${allowed}`);
  }
};
function printable(value) {
  if (typeof value === "string") return JSON.stringify(value.length > 80 ? `${value.slice(0, 77)}\u2026` : value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return "a function";
  if (typeof value === "object" && value !== null) return `a ${value.constructor?.name ?? "null-prototype object"}`;
  return String(value);
}

// src/metrics/expect.ts
function expectOneOf(call, name, value, allowed) {
  if (allowed.includes(value)) return value;
  throw new ArgumentError(call, name, value, allowed.map((word) => JSON.stringify(word)).join(" or "));
}
function expectBoolean(call, name, value) {
  if (typeof value === "boolean") return value;
  throw new ArgumentError(call, name, value, "true or false");
}
function expectInteger(call, name, value, least, most) {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new ArgumentError(call, name, value, `an integer from ${least} to ${most}`);
}
function expectNumber(call, name, value, least, most) {
  if (typeof value === "number" && value >= least && value <= most) return value;
  throw new ArgumentError(call, name, value, `a number from ${least} to ${most}`);
}

// src/metrics/graph.ts
var outgoing;
var incoming;
var Graph = class _Graph {
  directed;
  nodes;
  /** Edges, an undirected one and a self-loop counted once. */
  edges;
  /** Number of edges from a node to itself. */
  selfLoops;
  /** Sum of W: of an undirected graph without self-loops it is twice the weight of the edges, "2m". */
  totalWeight;
  /** Whether some weight is not 1. */
  weighted;
  /** Whether some weight is negative. */
  signed;
  names;
  #outgoing;
  #incoming;
  static {
    outgoing = (graph) => graph.#outgoing;
    incoming = (graph) => {
      if (!graph.directed) return graph.#outgoing;
      graph.#incoming ??= transposed(graph.#outgoing);
      return graph.#incoming;
    };
  }
  /** @internal Takes checked arrays, and keeps them. */
  constructor(adjacency, { directed, names }) {
    const { pointers, targets, weights } = adjacency;
    this.directed = directed;
    this.nodes = pointers.length - 1;
    this.names = names && Object.freeze([...names]);
    let selfLoops = 0,
      total = 0,
      weighted = false,
      signed = false;
    for (let i2 = 0; i2 < this.nodes; i2++)
      for (let p2 = pointers[i2]; p2 < pointers[i2 + 1]; p2++) {
        const weight = weights[p2];
        if (targets[p2] === i2) selfLoops++;
        total += weight;
        weighted ||= weight !== 1;
        signed ||= weight < 0;
      }
    this.edges = directed ? targets.length : (targets.length - selfLoops) / 2 + selfLoops;
    this.selfLoops = selfLoops;
    this.totalWeight = total;
    this.weighted = weighted;
    this.signed = signed;
    this.#outgoing = adjacency;
  }
  /** The nodes an edge of node i leads to, ascending. @throws {ArgumentError} unless i is a node */
  neighbours(i2) {
    const { pointers, targets } = this.#outgoing;
    this.#expectNode("Graph.neighbours", i2);
    return targets.slice(pointers[i2], pointers[i2 + 1]);
  }
  /** Weight of the edge i → j, 0 where there is none. @throws {ArgumentError} unless both are nodes */
  weight(i2, j2) {
    const { pointers, targets, weights } = this.#outgoing;
    this.#expectNode("Graph.weight", i2);
    this.#expectNode("Graph.weight", j2);
    const p2 = search(targets, pointers[i2], pointers[i2 + 1], j2);
    return targets[p2] === j2 && p2 < pointers[i2 + 1] ? weights[p2] : 0;
  }
  /** All edges in order of source and target; an undirected one once, from the lower node to the higher. */
  toEdges() {
    const { pointers, targets, weights } = this.#outgoing,
      edges = {
        sources: new Int32Array(this.edges),
        targets: new Int32Array(this.edges),
        weights: new Float64Array(this.edges),
      };
    let at = 0;
    for (let i2 = 0; i2 < this.nodes; i2++)
      for (let p2 = pointers[i2]; p2 < pointers[i2 + 1]; p2++) {
        if (!this.directed && targets[p2] < i2) continue;
        edges.sources[at] = i2;
        edges.targets[at] = targets[p2];
        edges.weights[at++] = weights[p2];
      }
    return edges;
  }
  /** W, row-major, n × n. */
  toDense() {
    const { pointers, targets, weights } = this.#outgoing,
      dense = new Float64Array(this.nodes ** 2);
    for (let i2 = 0; i2 < this.nodes; i2++)
      for (let p2 = pointers[i2]; p2 < pointers[i2 + 1]; p2++) dense[i2 * this.nodes + targets[p2]] = weights[p2];
    return dense;
  }
  /** The same edges with other weights; an edge whose new weight is 0 goes. @throws {ArgumentError} unless it is finite */
  mapWeights(change) {
    const { pointers, targets, weights } = this.#outgoing;
    const changed = weights.map((weight) => {
      const result = change(weight);
      if (!Number.isFinite(result)) throw new ArgumentError("Graph.mapWeights", "a new weight", result, "finite");
      return result;
    });
    return new _Graph(
      keep({ pointers, targets, weights: changed }, (_2, p2) => changed[p2] !== 0),
      this,
    );
  }
  /** Every weight 1. */
  binary() {
    return this.weighted ? this.mapWeights(() => 1) : this;
  }
  /** Without edges from a node to itself. */
  withoutSelfLoops() {
    if (this.selfLoops === 0) return this;
    const { targets } = this.#outgoing;
    return new _Graph(
      keep(this.#outgoing, (i2, p2) => targets[p2] !== i2),
      this,
    );
  }
  /** Every edge turned round: Wᵀ. */
  reversed() {
    return this.directed ? new _Graph(incoming(this), this) : this;
  }
  /**
   * The undirected graph of (W + Wᵀ)/2, or of the sum or the larger of both weights; itself when it is undirected. A
   * self-loop keeps its weight, but for "sum", which doubles it. Weights that cancel are no edge.
   * @throws {ArgumentError} for another way to combine, or a sum that is not finite
   */
  symmetrised(combine = "mean") {
    if (!["mean", "sum", "maximum"].includes(combine))
      throw new ArgumentError("Graph.symmetrised", "combine", combine, '"mean", "sum" or "maximum"');
    if (!this.directed) return this;
    return new _Graph(merged(this.#outgoing, incoming(this), combine), { directed: false, names: this.names });
  }
  /**
   * The graph of some nodes and the edges among them; node k of it is nodes[k] of this one. Given all nodes in another
   * order, it is this graph relabelled.
   * @throws {ArgumentError} unless they are different nodes of this graph
   */
  subgraph(nodes) {
    const { pointers, targets, weights } = this.#outgoing,
      place = new Int32Array(this.nodes).fill(-1),
      kept = new Int32Array(nodes.length);
    for (let k2 = 0; k2 < nodes.length; k2++) {
      const i2 = nodes[k2];
      this.#expectNode("Graph.subgraph", i2);
      if (place[i2] !== -1) throw new ArgumentError("Graph.subgraph", `nodes[${k2}]`, i2, "given once");
      place[i2] = k2;
      kept[k2] = i2;
    }
    const rows = Array.from(kept, (i2) => {
      const row = [];
      for (let p2 = pointers[i2]; p2 < pointers[i2 + 1]; p2++) {
        const j2 = place[targets[p2]];
        if (j2 >= 0) row.push([j2, weights[p2]]);
      }
      return row.sort(([a2], [b]) => a2 - b);
    });
    const inside = emptyAdjacency(
      kept.length,
      rows.reduce((sum, row) => sum + row.length, 0),
    );
    let at = 0;
    rows.forEach((row, k2) => {
      for (const [j2, weight] of row) {
        inside.targets[at] = j2;
        inside.weights[at++] = weight;
      }
      inside.pointers[k2 + 1] = at;
    });
    const names = this.names && Array.from(kept, (i2) => this.names[i2]);
    return new _Graph(inside, { directed: this.directed, names });
  }
  #expectNode(call, i2) {
    if (!Number.isInteger(i2) || i2 < 0 || i2 >= this.nodes)
      throw new ArgumentError(call, "node", i2, `one of the nodes 0 \u2026 ${this.nodes - 1}`);
  }
};
var emptyAdjacency = (nodes, entries) => ({
  pointers: new Int32Array(nodes + 1),
  targets: new Int32Array(entries),
  weights: new Float64Array(entries),
});
function search(targets, begin, end, target) {
  while (begin < end) {
    const middle = (begin + end) >>> 1;
    if (targets[middle] < target) begin = middle + 1;
    else end = middle;
  }
  return begin;
}
function transposed({ pointers, targets, weights }) {
  const nodes = pointers.length - 1,
    result = emptyAdjacency(nodes, targets.length),
    next = result.pointers.slice();
  for (const target of targets) result.pointers[target + 1]++;
  for (let i2 = 0; i2 < nodes; i2++) result.pointers[i2 + 1] += result.pointers[i2];
  next.set(result.pointers);
  for (let i2 = 0; i2 < nodes; i2++)
    for (let p2 = pointers[i2]; p2 < pointers[i2 + 1]; p2++) {
      const q2 = next[targets[p2]]++;
      result.targets[q2] = i2;
      result.weights[q2] = weights[p2];
    }
  return result;
}
function keep({ pointers, targets, weights }, test) {
  const nodes = pointers.length - 1,
    kept = emptyAdjacency(nodes, targets.length);
  let at = 0;
  for (let i2 = 0; i2 < nodes; i2++) {
    for (let p2 = pointers[i2]; p2 < pointers[i2 + 1]; p2++) {
      if (!test(i2, p2)) continue;
      kept.targets[at] = targets[p2];
      kept.weights[at++] = weights[p2];
    }
    kept.pointers[i2 + 1] = at;
  }
  return { pointers: kept.pointers, targets: kept.targets.slice(0, at), weights: kept.weights.slice(0, at) };
}
function merged(a2, b, combine) {
  const nodes = a2.pointers.length - 1,
    result = emptyAdjacency(nodes, 2 * a2.targets.length);
  let at = 0;
  for (let i2 = 0; i2 < nodes; i2++) {
    let p2 = a2.pointers[i2],
      q2 = b.pointers[i2];
    const pEnd = a2.pointers[i2 + 1],
      qEnd = b.pointers[i2 + 1];
    while (p2 < pEnd || q2 < qEnd) {
      const left = p2 < pEnd ? a2.targets[p2] : nodes,
        right = q2 < qEnd ? b.targets[q2] : nodes,
        forth = left <= right ? a2.weights[p2++] : 0,
        back = right <= left ? b.weights[q2++] : 0;
      const weight =
        combine === "maximum" ? Math.max(forth, back) : combine === "sum" ? forth + back : forth / 2 + back / 2;
      if (!Number.isFinite(weight)) throw new ArgumentError("Graph.symmetrised", "a summed weight", weight, "finite");
      if (weight === 0) continue;
      result.targets[at] = Math.min(left, right);
      result.weights[at++] = weight;
    }
    result.pointers[i2 + 1] = at;
  }
  return { pointers: result.pointers, targets: result.targets.slice(0, at), weights: result.weights.slice(0, at) };
}

// src/metrics/direction.ts
function rowsOf(call, graph, direction) {
  expectOneOf(call, "direction", direction, ["both", "in", "out"]);
  if (!graph.directed || direction === "out") return [outgoing(graph)];
  return direction === "in" ? [incoming(graph)] : [outgoing(graph), incoming(graph)];
}

// src/metrics/graph-from-edges.ts
function graphFromEdges(edges, options = {}) {
  const { directed, selfLoops, duplicates, names } = checked("graphFromEdges", options);
  const { sources, targets, weights } = columnsOf(edges),
    nodes = nodesOf(options.nodes ?? names?.length, sources, targets);
  if (names && names.length !== nodes) throw new ShapeError("graphFromEdges", `${names.length} names, ${nodes} nodes`);
  const kept = new Uint8Array(sources.length);
  let entries = 0;
  for (let e2 = 0; e2 < sources.length; e2++) {
    const loop = sources[e2] === targets[e2];
    if (loop && selfLoops === "refuse")
      throw new ArgumentError(
        "graphFromEdges",
        `edge ${e2}`,
        `${sources[e2]} \u2192 ${targets[e2]}`,
        "between different nodes",
      );
    if ((loop && selfLoops === "drop") || weights[e2] === 0) continue;
    kept[e2] = 1;
    entries += directed || loop ? 1 : 2;
  }
  const sorted = sort(nodes, entries, { sources, targets, weights }, kept, directed);
  return new Graph(merge(sorted, duplicates), { directed, names });
}
function checked(call, options) {
  const { directed = false, selfLoops = "drop", duplicates = "refuse", names } = options;
  if (typeof directed !== "boolean") throw new ArgumentError(call, "directed", directed, "true or false");
  if (!["drop", "keep", "refuse"].includes(selfLoops))
    throw new ArgumentError(call, "selfLoops", selfLoops, '"drop", "keep" or "refuse"');
  if (!["refuse", "sum", "first", "last", "maximum"].includes(duplicates))
    throw new ArgumentError(call, "duplicates", duplicates, '"refuse", "sum", "first", "last" or "maximum"');
  if (names !== void 0 && !Array.isArray(names)) throw new ArgumentError(call, "names", names, "an array of strings");
  return { directed, selfLoops, duplicates, names };
}
function columnsOf(edges) {
  if (typeof edges !== "object" || edges === null)
    throw new ArgumentError("graphFromEdges", "edges", edges, "an array of edges, or arrays of sources and targets");
  const list = Array.isArray(edges) ? edges : void 0,
    arrays = edges,
    count = list ? list.length : arrays.sources?.length;
  if (!Number.isInteger(count) || (!list && !Number.isInteger(arrays.targets?.length)))
    throw new ArgumentError("graphFromEdges", "edges", edges, "an array of edges, or arrays of sources and targets");
  if (!list) {
    for (const [name, array] of Object.entries({ targets: arrays.targets, weights: arrays.weights }))
      if (array !== void 0 && array.length !== count)
        throw new ShapeError("graphFromEdges", `${count} sources, but ${array.length} ${name}`);
  }
  const columns = {
    sources: new Int32Array(count),
    targets: new Int32Array(count),
    weights: new Float64Array(count),
  };
  for (let e2 = 0; e2 < count; e2++) {
    const edge = list?.[e2],
      source = list ? edge?.[0] : arrays.sources[e2],
      target = list ? edge?.[1] : arrays.targets[e2],
      weight = (list ? edge?.[2] : arrays.weights?.[e2]) ?? 1;
    if (!isNode(source)) throw badNode(e2, "source", source);
    if (!isNode(target)) throw badNode(e2, "target", target);
    if (typeof weight !== "number" || !Number.isFinite(weight))
      throw new ArgumentError("graphFromEdges", `the weight of edge ${e2}`, weight, "finite");
    columns.sources[e2] = source;
    columns.targets[e2] = target;
    columns.weights[e2] = weight;
  }
  return columns;
}
var largestNode = 2 ** 31 - 3;
var isNode = (value) => Number.isInteger(value) && value >= 0 && value <= largestNode;
var badNode = (edge, end, value) =>
  new ArgumentError("graphFromEdges", `the ${end} of edge ${edge}`, value, `an integer from 0 to ${largestNode}`);
function nodesOf(given, sources, targets) {
  let needed = 0;
  for (let e2 = 0; e2 < sources.length; e2++) needed = Math.max(needed, sources[e2] + 1, targets[e2] + 1);
  if (given !== void 0) {
    if (!Number.isInteger(given) || given < needed || given > largestNode + 1)
      throw new ArgumentError("graphFromEdges", "nodes", given, `an integer, at least ${needed} for these edges`);
    return given;
  }
  if (needed > 1e3 + 100 * sources.length)
    throw new ArgumentError(
      "graphFromEdges",
      "nodes",
      given,
      `given, since ${sources.length} edges name node ${needed - 1}`,
    );
  return needed;
}
function sort(nodes, entries, edges, kept, directed) {
  const from = new Int32Array(entries),
    to = new Int32Array(entries),
    weight = new Float64Array(entries);
  let at = 0;
  const put = (source, target, w2) => {
    from[at] = source;
    to[at] = target;
    weight[at++] = w2;
  };
  for (let e2 = 0; e2 < kept.length; e2++) {
    if (!kept[e2]) continue;
    const source = edges.sources[e2],
      target = edges.targets[e2];
    put(source, target, edges.weights[e2]);
    if (!directed && source !== target) put(target, source, edges.weights[e2]);
  }
  const byTarget = order(nodes, to, void 0),
    bySource = order(nodes, from, byTarget),
    result = emptyAdjacency(nodes, entries);
  for (const source of from) result.pointers[source + 1]++;
  for (let i2 = 0; i2 < nodes; i2++) result.pointers[i2 + 1] += result.pointers[i2];
  for (let k2 = 0; k2 < entries; k2++) {
    result.targets[k2] = to[bySource[k2]];
    result.weights[k2] = weight[bySource[k2]];
  }
  return result;
}
function order(nodes, keys, earlier) {
  const next = new Int32Array(nodes + 1),
    sorted = new Int32Array(keys.length);
  for (const key of keys) next[key + 1]++;
  for (let i2 = 0; i2 < nodes; i2++) next[i2 + 1] += next[i2];
  for (let k2 = 0; k2 < keys.length; k2++) {
    const item = earlier ? earlier[k2] : k2;
    sorted[next[keys[item]]++] = item;
  }
  return sorted;
}
function merge({ pointers, targets, weights }, duplicates) {
  const nodes = pointers.length - 1,
    ends = new Int32Array(nodes + 1);
  let at = 0;
  for (let i2 = 0; i2 < nodes; i2++) {
    const end = pointers[i2 + 1];
    for (let p2 = pointers[i2]; p2 < end; ) {
      const target = targets[p2];
      let weight = weights[p2];
      for (p2++; p2 < end && targets[p2] === target; p2++) {
        if (duplicates === "refuse") {
          const allowed = 'given once, or the option duplicates: "sum", "first", "last" or "maximum"';
          throw new ArgumentError("graphFromEdges", "edge", `${i2} \u2192 ${target}`, allowed);
        }
        if (duplicates === "sum") weight += weights[p2];
        else if (duplicates === "last") weight = weights[p2];
        else if (duplicates === "maximum") weight = Math.max(weight, weights[p2]);
      }
      if (!Number.isFinite(weight))
        throw new ArgumentError("graphFromEdges", `the summed weight of ${i2} \u2192 ${target}`, weight, "finite");
      if (weight === 0) continue;
      targets[at] = target;
      weights[at++] = weight;
    }
    ends[i2 + 1] = at;
  }
  return { pointers: ends, targets: targets.slice(0, at), weights: weights.slice(0, at) };
}

// src/metrics/graph-from-dense.ts
function graphFromDense(matrix, options = {}) {
  const { directed, selfLoops, names } = checked("graphFromDense", options),
    { rows = "source" } = options;
  if (rows !== "source" && rows !== "target")
    throw new ArgumentError("graphFromDense", "rows", rows, '"source" or "target"');
  const { nodes, at: read } = reader(matrix),
    at = rows === "source" ? read : (i2, j2) => read(j2, i2);
  if (names && names.length !== nodes)
    throw new ShapeError("graphFromDense", `${names.length} names for ${nodes} rows`);
  let entries = 0;
  for (let i2 = 0; i2 < nodes; i2++)
    for (let j2 = 0; j2 < nodes; j2++) {
      const weight = at(i2, j2);
      if (typeof weight !== "number" || !Number.isFinite(weight))
        throw new ArgumentError("graphFromDense", `entry [${i2}][${j2}]`, weight, "finite");
      if (!directed && j2 < i2 && weight !== at(j2, i2)) {
        const allowed = `${at(j2, i2)}, as [${j2}][${i2}] is: an undirected graph has a symmetric matrix`;
        throw new ArgumentError("graphFromDense", `entry [${i2}][${j2}]`, weight, allowed);
      }
      if (i2 === j2 && weight !== 0 && selfLoops === "refuse")
        throw new ArgumentError("graphFromDense", `entry [${i2}][${i2}]`, weight, "0");
      if (weight !== 0 && (i2 !== j2 || selfLoops === "keep")) entries++;
    }
  const adjacency = emptyAdjacency(nodes, entries);
  let p2 = 0;
  for (let i2 = 0; i2 < nodes; i2++) {
    for (let j2 = 0; j2 < nodes; j2++) {
      const weight = at(i2, j2);
      if (weight === 0 || (i2 === j2 && selfLoops !== "keep")) continue;
      adjacency.targets[p2] = j2;
      adjacency.weights[p2++] = weight;
    }
    adjacency.pointers[i2 + 1] = p2;
  }
  return new Graph(adjacency, { directed, names });
}
function reader(matrix) {
  if (typeof matrix !== "object" || matrix === null || !Number.isInteger(matrix.length))
    throw new ArgumentError("graphFromDense", "matrix", matrix, "an array of rows, or of n\xB2 numbers");
  if (typeof matrix[0] === "object") {
    const rows = matrix;
    rows.forEach((row, i2) => {
      if (row?.length !== rows.length)
        throw new ShapeError("graphFromDense", `row ${i2} has ${row?.length} entries, must have ${rows.length}`);
    });
    return { nodes: rows.length, at: (i2, j2) => rows[i2][j2] };
  }
  const numbers = matrix,
    nodes = Math.sqrt(numbers.length);
  if (!Number.isInteger(nodes))
    throw new ShapeError("graphFromDense", `${numbers.length} numbers are no square matrix`);
  return { nodes, at: (i2, j2) => numbers[i2 * nodes + j2] };
}

// src/metrics/graph-input.ts
function graphOf(input) {
  return input instanceof Graph ? input : graphFromDense(input);
}
function unsignedGraphOf(call, input) {
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

// src/metrics/degrees.ts
function degrees(input, { direction = "both" } = {}) {
  const graph = graphOf(input),
    result = new Float64Array(graph.nodes);
  for (const { pointers, targets } of rowsOf("degrees", graph, direction))
    for (let i2 = 0; i2 < graph.nodes; i2++) {
      const begin = pointers[i2],
        end = pointers[i2 + 1],
        place = graph.selfLoops > 0 ? search(targets, begin, end, i2) : end;
      result[i2] += end - begin - (place < end && targets[place] === i2 ? 1 : 0);
    }
  return result;
}

// src/metrics/elementary.ts
var cell = /* @__PURE__ */ new Float64Array(1);
var words = /* @__PURE__ */ new Uint32Array(cell.buffer);
cell[0] = 1;
var high = words[1] === 0 ? 0 : 1;
var ln2High = 3048493539143 / 2 ** 42;
function powerOfTwo(exponent) {
  words[high] = (exponent + 1023) << 20;
  words[1 - high] = 0;
  return cell[0];
}
function cbrt(x2) {
  if (x2 === 0 || !Number.isFinite(x2)) return x2;
  let m2 = x2 < 0 ? -x2 : x2,
    exponent = -1023;
  if (m2 < 2 ** -1022) {
    m2 *= 2 ** 54;
    exponent -= 54;
  }
  cell[0] = m2;
  const top = words[high];
  exponent += top >>> 20;
  const q2 = Math.floor(exponent / 3);
  words[high] = (top & 1048575) | ((exponent - 3 * q2 + 1023) << 20);
  m2 = cell[0];
  let t2 = -432101557e-12 * m2 + 0.00958383501;
  t2 = t2 * m2 - 0.0837751965;
  t2 = t2 * m2 + 0.44919406;
  t2 = t2 * m2 + 0.62729444;
  let quotient = m2 / (t2 * t2);
  t2 = Math.fround(t2 + (t2 * (quotient - t2)) / (quotient + 2 * t2));
  quotient = m2 / (t2 * t2);
  const root = t2 + (t2 * (quotient - t2)) / (quotient + 2 * t2);
  return (x2 < 0 ? -root : root) * powerOfTwo(q2);
}

// src/metrics/node-values.ts
function nodeValues(perNode) {
  let sum = 0;
  for (const value of perNode) sum += value;
  return { perNode, mean: sum / perNode.length };
}

// src/metrics/triangles.ts
function triangleSums(graph) {
  const ahead = orientedByDegree(outgoing(graph), graph.weighted);
  return graph.weighted ? weightSums(ahead) : counts(ahead);
}
function counts({ pointers, targets }) {
  const nodes = pointers.length - 1,
    sums = new Int32Array(nodes),
    marked = new Uint8Array(nodes);
  for (let i2 = 0; i2 < nodes; i2++) {
    const begin = pointers[i2],
      end = pointers[i2 + 1];
    if (end - begin < 2) continue;
    for (let p2 = begin; p2 < end; p2++) marked[targets[p2]] = 1;
    let total = 0;
    for (let p2 = begin; p2 < end; p2++) {
      const j2 = targets[p2],
        last = pointers[j2 + 1];
      let closed = 0;
      for (let q2 = pointers[j2]; q2 < last; q2++) {
        const h2 = targets[q2],
          closes = marked[h2];
        closed += closes;
        sums[h2] = sums[h2] + closes;
      }
      sums[j2] = sums[j2] + closed;
      total += closed;
    }
    sums[i2] = sums[i2] + total;
    for (let p2 = begin; p2 < end; p2++) marked[targets[p2]] = 0;
  }
  return Float64Array.from(sums);
}
function weightSums({ pointers, targets, weights }) {
  const nodes = pointers.length - 1,
    sums = new Float64Array(nodes),
    marked = new Float64Array(nodes);
  for (let i2 = 0; i2 < nodes; i2++) {
    const begin = pointers[i2],
      end = pointers[i2 + 1];
    if (end - begin < 2) continue;
    for (let p2 = begin; p2 < end; p2++) marked[targets[p2]] = weights[p2];
    for (let p2 = begin; p2 < end; p2++) {
      const j2 = targets[p2],
        weight = weights[p2];
      for (let q2 = pointers[j2], last = pointers[j2 + 1]; q2 < last; q2++) {
        const h2 = targets[q2],
          closing = marked[h2];
        if (closing === 0) continue;
        const product = weight * weights[q2] * closing;
        sums[h2] += product;
        sums[j2] += product;
        sums[i2] += product;
      }
    }
    for (let p2 = begin; p2 < end; p2++) marked[targets[p2]] = 0;
  }
  return sums;
}
function orientedByDegree({ pointers, targets, weights }, weighted) {
  const nodes = pointers.length - 1,
    edges = targets.length >> 1,
    rank = ranks(pointers),
    ahead = {
      pointers: new Int32Array(nodes + 1),
      targets: new Int32Array(edges + 1),
      weights: new Float64Array(weighted ? edges + 1 : 0),
    };
  let at = 0;
  for (let i2 = 0; i2 < nodes; i2++) {
    const own = rank[i2];
    for (let p2 = pointers[i2], end = pointers[i2 + 1]; p2 < end; p2++) {
      const j2 = targets[p2];
      ahead.targets[at] = j2;
      if (weighted) ahead.weights[at] = weights[p2];
      at += (own - rank[j2]) >>> 31;
    }
    ahead.pointers[i2 + 1] = at;
  }
  return ahead;
}
function ranks(pointers) {
  const nodes = pointers.length - 1,
    next = new Int32Array(nodes + 1),
    rank = new Int32Array(nodes);
  for (let i2 = 0; i2 < nodes; i2++) next[pointers[i2 + 1] - pointers[i2] + 1]++;
  for (let degree = 0; degree < nodes; degree++) next[degree + 1] += next[degree];
  for (let i2 = 0; i2 < nodes; i2++) rank[i2] = next[pointers[i2 + 1] - pointers[i2]]++;
  return rank;
}

// src/metrics/clustering.ts
function clustering(input, options = {}) {
  const { closed, possible } = triples("clustering", input, options);
  return nodeValues(closed.map((count, i2) => (possible[i2] > 0 ? count / possible[i2] : 0)));
}
function triples(call, input, { weighted = false, scale = "none" }) {
  expectBoolean(call, "weighted", weighted);
  expectOneOf(call, "scale", scale, ["none", "maximum"]);
  const graph = (weighted ? unsignedGraphOf(call, input) : graphOf(input)).withoutSelfLoops(),
    binary = graph.binary(),
    values = weighted ? cubeRoots(graph, scale === "maximum" ? largestWeight(graph) : 1) : binary;
  if (!graph.directed)
    return {
      closed: triangleSums(values).map((sum) => 2 * sum),
      possible: degrees(graph).map((degree) => degree * (degree - 1)),
    };
  const { pointers, weights } = outgoing(binary.symmetrised("sum")),
    closed = triangleSums(values.symmetrised("sum"));
  const possible = closed.map((_2, i2) => {
    let degree = 0,
      reciprocal = 0;
    for (let p2 = pointers[i2]; p2 < pointers[i2 + 1]; p2++) {
      degree += weights[p2];
      reciprocal += weights[p2] - 1;
    }
    return degree * (degree - 1) - 2 * reciprocal;
  });
  return { closed, possible };
}
function cubeRoots(graph, scale) {
  return graph.weighted ? graph.mapWeights((weight) => cbrt(weight / scale)) : graph;
}
function largestWeight(graph) {
  return outgoing(graph).weights.reduce((most, weight) => Math.max(most, weight), 0);
}

// src/metrics/components.ts
function components(input) {
  const graph = graphOf(input),
    labels = new Int32Array(graph.nodes).fill(-1),
    queue = new Int32Array(graph.nodes),
    sizes = [];
  const neighbourhoods = graph.directed ? [outgoing(graph), incoming(graph)] : [outgoing(graph)];
  for (let seed = 0; seed < graph.nodes; seed++) {
    if (labels[seed] !== -1) continue;
    let end = 0;
    queue[end++] = seed;
    labels[seed] = sizes.length;
    for (let head = 0; head < end; head++)
      for (const { pointers, targets } of neighbourhoods)
        for (let p2 = pointers[queue[head]]; p2 < pointers[queue[head] + 1]; p2++) {
          const j2 = targets[p2];
          if (labels[j2] !== -1) continue;
          labels[j2] = sizes.length;
          queue[end++] = j2;
        }
    sizes.push(end);
  }
  const winner = sizes.indexOf(sizes.reduce((most, size) => Math.max(most, size), 0)),
    largest = Int32Array.from(labels.keys()).filter((i2) => labels[i2] === winner);
  return { labels, count: sizes.length, sizes: Int32Array.from(sizes), largest };
}

// src/metrics/dijkstra.ts
var Dijkstra = class {
  #adjacency;
  #heap;
  /** Where a node stands in the heap; −1 for one that is not in it. */
  #place;
  #size = 0;
  /** @param adjacency its weights are the lengths */
  constructor(adjacency) {
    const nodes = adjacency.pointers.length - 1;
    this.#adjacency = adjacency;
    this.#heap = new Int32Array(nodes);
    this.#place = new Int32Array(nodes).fill(-1);
  }
  /** Writes the distance of every node from the source, ∞ where there is no way. */
  from(source, distance) {
    const { pointers, targets, weights } = this.#adjacency;
    distance.fill(Number.POSITIVE_INFINITY);
    distance[source] = 0;
    this.#size = 1;
    this.#settle(0, source);
    while (this.#size > 0) {
      const u2 = this.#pop(distance),
        way = distance[u2];
      for (let p2 = pointers[u2], end = pointers[u2 + 1]; p2 < end; p2++) {
        const v2 = targets[p2],
          length = way + weights[p2];
        if (length >= distance[v2]) continue;
        distance[v2] = length;
        if (this.#place[v2] < 0) this.#place[v2] = this.#size++;
        this.#rise(v2, distance);
      }
    }
  }
  #settle(at, node) {
    this.#heap[at] = node;
    this.#place[node] = at;
  }
  #rise(node, distance) {
    const heap = this.#heap,
      key = distance[node];
    let at = this.#place[node];
    while (at > 0) {
      const above = (at - 1) >> 1,
        other = heap[above];
      if (distance[other] <= key) break;
      this.#settle(at, other);
      at = above;
    }
    this.#settle(at, node);
  }
  #pop(distance) {
    const heap = this.#heap,
      top = heap[0],
      size = --this.#size,
      node = heap[size],
      key = distance[node];
    this.#place[top] = -1;
    if (size === 0) return top;
    let at = 0;
    for (let below = 1; below < size; below = 2 * at + 1) {
      if (below + 1 < size && distance[heap[below + 1]] < distance[heap[below]]) below++;
      if (distance[heap[below]] >= key) break;
      this.#settle(at, heap[below]);
      at = below;
    }
    this.#settle(at, node);
    return top;
  }
};

// src/metrics/hops.ts
function hops(out, into, multiplicity) {
  const nodes = out.pointers.length - 1,
    { pointers, targets } = out,
    counts2 = [0],
    farthest = new Int32Array(nodes),
    complete = new Uint8Array(nodes),
    seen = new Int32Array(nodes);
  let current = new Int32Array(nodes),
    next = new Int32Array(nodes),
    frontier = new Int32Array(nodes),
    reached = new Int32Array(nodes);
  for (let base = 0; base < nodes; base += 32) {
    const width = Math.min(32, nodes - base),
      full = width === 32 ? -1 : 2 ** width - 1;
    let length = width,
      edges = 0,
      missed = width * (nodes - 1),
      twice = 0;
    seen.fill(0);
    for (let k2 = 0; k2 < width; k2++) {
      const source = base + k2;
      seen[source] = current[source] = 1 << k2;
      frontier[k2] = source;
      edges += pointers[source + 1] - pointers[source];
      if (multiplicity && multiplicity[source] === 2) twice |= 1 << k2;
    }
    for (let level = 1; length > 0 && missed > 0; level++) {
      const sparse = edges < targets.length / 4,
        found = sparse
          ? push(out, frontier, length, current, seen, next, reached)
          : pull(into, full, current, seen, next, reached);
      for (let k2 = 0; k2 < length; k2++) current[frontier[k2]] = 0;
      let count = 0,
        any = 0;
      edges = 0;
      for (let k2 = 0; k2 < found; k2++) {
        const v2 = reached[k2],
          fresh = next[v2],
          sources = bitCount(fresh);
        seen[v2] = seen[v2] | fresh;
        any |= fresh;
        missed -= sources;
        count += multiplicity ? multiplicity[v2] * (sources + bitCount(fresh & twice)) : sources;
        edges += pointers[v2 + 1] - pointers[v2];
      }
      if (found > 0) counts2[level] = (counts2[level] ?? 0) + count;
      for (let k2 = 0; k2 < width; k2++) if ((any >>> k2) & 1) farthest[base + k2] = level;
      [current, next] = [next, current];
      [frontier, reached] = [reached, frontier];
      length = found;
    }
    for (let k2 = 0; k2 < length; k2++) current[frontier[k2]] = 0;
    let all = full;
    for (let v2 = 0; v2 < nodes; v2++) all &= seen[v2];
    for (let k2 = 0; k2 < width; k2++) complete[base + k2] = (all >>> k2) & 1;
  }
  return { counts: counts2, farthest, complete };
}
function push({ pointers, targets }, frontier, length, current, seen, next, reached) {
  let found = 0;
  for (let k2 = 0; k2 < length; k2++) {
    const u2 = frontier[k2],
      word = current[u2];
    for (let p2 = pointers[u2], end = pointers[u2 + 1]; p2 < end; p2++) {
      const v2 = targets[p2],
        fresh = word & ~seen[v2];
      if (fresh === 0) continue;
      if (next[v2] === 0) reached[found++] = v2;
      next[v2] = next[v2] | fresh;
    }
  }
  return found;
}
function pull({ pointers, targets }, full, current, seen, next, reached) {
  let found = 0;
  for (let v2 = 0; v2 < seen.length; v2++) {
    const missing = full & ~seen[v2];
    if (missing === 0) continue;
    let word = 0;
    for (let p2 = pointers[v2], end = pointers[v2 + 1]; p2 < end && (word & missing) !== missing; p2++)
      word |= current[targets[p2]];
    if ((word & missing) === 0) continue;
    next[v2] = word & missing;
    reached[found++] = v2;
  }
  return found;
}
function bitCount(word) {
  word -= (word >>> 1) & 1431655765;
  word = (word & 858993459) + ((word >>> 2) & 858993459);
  return Math.imul((word + (word >>> 4)) & 252645135, 16843009) >>> 24;
}
function hopsFrom({ pointers, targets }, source, distance, queue) {
  distance.fill(Number.POSITIVE_INFINITY);
  distance[source] = 0;
  queue[0] = source;
  for (let head = 0, end = 1; head < end; head++) {
    const u2 = queue[head],
      hop = distance[u2] + 1;
    for (let p2 = pointers[u2]; p2 < pointers[u2 + 1]; p2++) {
      const v2 = targets[p2];
      if (distance[v2] !== Number.POSITIVE_INFINITY) continue;
      distance[v2] = hop;
      queue[end++] = v2;
    }
  }
}

// src/metrics/distances.ts
function lengthsOf(call, input, length) {
  expectOneOf(call, "length", length, ["hop", "weight", "inverse"]);
  if (length === "hop") return void 0;
  const graph = unsignedGraphOf(call, input);
  if (!graph.weighted) return void 0;
  return length === "weight" ? graph : graph.mapWeights((weight) => 1 / weight);
}
function searchOf(graph, lengths) {
  if (lengths) {
    const dijkstra = new Dijkstra(outgoing(lengths));
    return (source, distance) => dijkstra.from(source, distance);
  }
  const rows = outgoing(graph),
    queue = new Int32Array(graph.nodes);
  return (source, distance) => hopsFrom(rows, source, distance, queue);
}

// src/random.ts
var Random = class _Random {
  seed;
  /** The 64-bit stream number as two 32-bit words: the upper half of the generator's counter. */
  streamWords;
  #position = 0;
  /** @throws {ArgumentError} unless seed is an integer from 0 to 2^53 − 1 */
  constructor(seed, streamWords = [0, 0]) {
    if (!Number.isSafeInteger(seed) || seed < 0)
      throw new ArgumentError("Random", "seed", seed, "an integer from 0 to 2^53 \u2212 1");
    this.seed = seed;
    this.streamWords = streamWords;
  }
  /** The generator's key: the seed's low and high 32-bit words. */
  get keyWords() {
    return [this.seed >>> 0, Math.floor(this.seed / 2 ** 32)];
  }
  /** Blocks of four 32-bit words drawn so far; set it to continue a saved run. */
  get position() {
    return this.#position;
  }
  set position(position) {
    if (!Number.isSafeInteger(position) || position < 0)
      throw new ArgumentError("Random", "position", position, "an integer from 0 to 2^53 \u2212 1");
    this.#position = position;
  }
  /** An independent generator of the same seed, named by a path: `random.stream("weights").stream(3)`. */
  stream(name) {
    let words2 = this.streamWords;
    const characters = typeof name === "number" ? [1, name >>> 0] : [2, ...Array.from(name, (c2) => c2.codePointAt(0))];
    for (const character of characters) {
      const [a2, b] = philox(character, 1852142962, words2[0], words2[1], 1937011301, 1634561637);
      words2 = [a2, b];
    }
    return new _Random(this.seed, words2);
  }
  /** Reserves `count` blocks for a kernel and gives the position of the first. */
  reserve(count) {
    const first = this.#position;
    this.position = first + count;
    return first;
  }
  /** A double from [0, 1) with 53 random bits. */
  uniform() {
    return this.#bits53() / 2 ** 53;
  }
  /** An integer from [0, limit), every one equally likely. @throws {ArgumentError} unless limit is in [1, 2^53] */
  integer(limit) {
    if (!Number.isInteger(limit) || limit < 1 || limit > 2 ** 53)
      throw new ArgumentError("Random.integer", "limit", limit, "an integer from 1 to 2^53");
    const fair = 2 ** 53 - (2 ** 53 % limit);
    let bits = this.#bits53();
    while (bits >= fair) bits = this.#bits53();
    return bits % limit;
  }
  #bits53() {
    const position = this.reserve(1),
      [key0, key1] = this.keyWords,
      [stream0, stream1] = this.streamWords;
    const [a2, b] = philox(position >>> 0, Math.floor(position / 2 ** 32), stream0, stream1, key0, key1);
    return (a2 >>> 5) * 2 ** 26 + (b >>> 6);
  }
};
function philox(c0, c1, c2, c3, k0, k1) {
  for (let round = 0; round < 10; round++) {
    const high0 = multiplyHigh(3528531795, c0),
      low0 = Math.imul(3528531795, c0),
      high1 = multiplyHigh(3449720151, c2),
      low1 = Math.imul(3449720151, c2);
    c0 = high1 ^ c1 ^ k0;
    c1 = low1;
    c2 = high0 ^ c3 ^ k1;
    c3 = low0;
    k0 = (k0 + 2654435769) | 0;
    k1 = (k1 + 3144134277) | 0;
  }
  return [c0 >>> 0, c1 >>> 0, c2 >>> 0, c3 >>> 0];
}
function multiplyHigh(a2, b) {
  const a0 = a2 & 65535,
    a1 = a2 >>> 16,
    b0 = b & 65535,
    b1 = b >>> 16;
  const middle = (Math.imul(a1, b0) + (Math.imul(a0, b0) >>> 16)) | 0,
    cross = (Math.imul(a0, b1) + (middle & 65535)) | 0;
  return (Math.imul(a1, b1) + (middle >>> 16) + (cross >>> 16)) | 0;
}

// src/metrics/draws.ts
var Draws = class {
  #a;
  #b;
  #c;
  #d;
  constructor(random) {
    this.#a = random.integer(2 ** 32) | 0;
    this.#b = random.integer(2 ** 32) | 0;
    this.#c = random.integer(2 ** 32) | 0;
    this.#d = random.integer(2 ** 32) | 1;
  }
  /** 32 random bits, from 0 to 2^32 − 1. */
  word() {
    const b = this.#b,
      scrambled = Math.imul(b, 5),
      result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9);
    this.#c ^= this.#a;
    this.#d ^= b;
    this.#b = b ^ this.#c;
    this.#a ^= this.#d;
    this.#c ^= b << 9;
    this.#d = (this.#d << 11) | (this.#d >>> 21);
    return result >>> 0;
  }
  /** An integer from [0, limit), every one equally likely; limit from 1 to 2^32. */
  integer(limit) {
    const fair = 2 ** 32 - (2 ** 32 % limit);
    let word = this.word();
    while (word >= fair) word = this.word();
    return word % limit;
  }
  /** A double from [0, 1) with 53 random bits. */
  uniform() {
    return ((this.word() >>> 5) * 2 ** 26 + (this.word() >>> 6)) / 2 ** 53;
  }
  /** Puts items into random order, every one equally likely (Fisher and Yates). */
  shuffle(items) {
    for (let last = items.length - 1; last > 0; last--) {
      const other = this.integer(last + 1),
        item = items[last];
      items[last] = items[other];
      items[other] = item;
    }
    return items;
  }
};

// src/metrics/edge-set.ts
var EdgeSet = class {
  /** Two numbers a slot, the first −1 where it is empty. */
  #slots;
  #mask;
  #shift;
  #directed;
  /** @param capacity the most pairs it will hold at a time */
  constructor(capacity, directed) {
    let bits = 3;
    while (2 ** bits < 2 * capacity) bits++;
    this.#slots = new Int32Array(2 ** (bits + 1)).fill(-1);
    this.#mask = 2 ** bits - 1;
    this.#shift = 32 - bits;
    this.#directed = directed;
  }
  has(a2, b) {
    return this.#directed || a2 < b ? this.#slots[this.#find(a2, b)] !== -1 : this.#slots[this.#find(b, a2)] !== -1;
  }
  /** Whether the pair was new. */
  add(a2, b) {
    const low = this.#directed || a2 < b ? a2 : b,
      high2 = low === a2 ? b : a2,
      at = this.#find(low, high2);
    if (this.#slots[at] !== -1) return false;
    this.#slots[at] = low;
    this.#slots[at + 1] = high2;
    return true;
  }
  delete(a2, b) {
    const slots = this.#slots,
      mask = this.#mask,
      at = this.#directed || a2 < b ? this.#find(a2, b) : this.#find(b, a2);
    if (slots[at] === -1) return;
    let hole = at >> 1;
    for (let next = (hole + 1) & mask; slots[2 * next] !== -1; next = (next + 1) & mask) {
      const home = this.#home(slots[2 * next], slots[2 * next + 1]);
      if (((next - home) & mask) < ((next - hole) & mask)) continue;
      slots[2 * hole] = slots[2 * next];
      slots[2 * hole + 1] = slots[2 * next + 1];
      hole = next;
    }
    slots[2 * hole] = -1;
  }
  #home(a2, b) {
    const mixed = Math.imul(a2, 2654435761) ^ Math.imul(b, 2246822519);
    return Math.imul(mixed ^ (mixed >>> 15), 739982445) >>> this.#shift;
  }
  /** Where the pair stands, or the empty place it would take. */
  #find(a2, b) {
    const slots = this.#slots;
    let slot = this.#home(a2, b);
    while (slots[2 * slot] !== -1 && (slots[2 * slot] !== a2 || slots[2 * slot + 1] !== b))
      slot = (slot + 1) & this.#mask;
    return 2 * slot;
  }
};

// src/metrics/incidence.ts
var Incidence = class {
  /** The edges at node i are those at pointers[i] … pointers[i + 1] − 1. */
  pointers;
  edges;
  #neighbours;
  /** Where edge e stands among its source's edges, and among its target's. */
  #atSource;
  #atTarget;
  /** Number of the search and side that came to a node last. */
  #marks;
  #queues;
  #searches = 0;
  constructor(nodes, sources, targets) {
    const count = sources.length,
      pointers = new Int32Array(nodes + 1);
    for (let e2 = 0; e2 < count; e2++) {
      pointers[sources[e2] + 1]++;
      pointers[targets[e2] + 1]++;
    }
    for (let i2 = 0; i2 < nodes; i2++) pointers[i2 + 1] += pointers[i2];
    const next = pointers.slice();
    this.pointers = pointers;
    this.edges = new Int32Array(2 * count);
    this.#neighbours = new Int32Array(2 * count);
    this.#atSource = new Int32Array(count);
    this.#atTarget = new Int32Array(count);
    this.#marks = new Float64Array(nodes);
    this.#queues = [new Int32Array(nodes), new Int32Array(nodes)];
    for (let e2 = 0; e2 < count; e2++) {
      this.#atSource[e2] = next[sources[e2]]++;
      this.#atTarget[e2] = next[targets[e2]]++;
      this.#write(this.#atSource[e2], e2, targets[e2]);
      this.#write(this.#atTarget[e2], e2, sources[e2]);
    }
  }
  swap(e2, f2, turned) {
    const atA = this.#atSource[e2],
      atB = this.#atTarget[e2],
      atC = turned ? this.#atTarget[f2] : this.#atSource[f2],
      atD = turned ? this.#atSource[f2] : this.#atTarget[f2],
      [b, a2, d2, c2] = [this.#neighbours[atA], this.#neighbours[atB], this.#neighbours[atC], this.#neighbours[atD]];
    this.#write(atA, e2, d2);
    this.#write(atD, e2, a2);
    this.#write(atC, f2, b);
    this.#write(atB, f2, c2);
    this.#atTarget[e2] = atD;
    this.#atSource[f2] = atC;
    this.#atTarget[f2] = atB;
  }
  /**
   * Whether a connected graph would stay connected after a swap. Without e and f every part still holds one of their ends,
   * and the new edges join a with d and c with b: so it would if and only if some way leads from {a, d} to {b, c} past e and
   * f. Searches from both sides, taking turns, mostly meet within a few steps.
   */
  joins(e2, f2, turned) {
    const marks = this.#marks,
      [left, right] = this.#queues,
      mark = 2 * ++this.#searches,
      a2 = this.#neighbours[this.#atTarget[e2]],
      b = this.#neighbours[this.#atSource[e2]],
      source = this.#neighbours[this.#atTarget[f2]],
      target = this.#neighbours[this.#atSource[f2]];
    left[0] = a2;
    left[1] = turned ? source : target;
    right[0] = b;
    right[1] = turned ? target : source;
    marks[left[0]] = marks[left[1]] = mark;
    marks[right[0]] = marks[right[1]] = mark + 1;
    let leftEnd = 2,
      rightEnd = 2;
    for (let head = 0; head < leftEnd && head < rightEnd; head++) {
      leftEnd = this.#visit(left, head, leftEnd, mark, mark + 1, e2, f2);
      if (leftEnd < 0) return true;
      rightEnd = this.#visit(right, head, rightEnd, mark + 1, mark, e2, f2);
      if (rightEnd < 0) return true;
    }
    return false;
  }
  /** Puts a node's new neighbours into the queue; gives the queue's new end, or −1 where the other side has been. */
  #visit(queue, head, end, own, other, e2, f2) {
    const marks = this.#marks,
      node = queue[head];
    for (let p2 = this.pointers[node]; p2 < this.pointers[node + 1]; p2++) {
      const neighbour = this.#neighbours[p2],
        mark = marks[neighbour],
        edge = this.edges[p2];
      if (edge === e2 || edge === f2 || mark === own) continue;
      if (mark === other) return -1;
      marks[neighbour] = own;
      queue[end++] = neighbour;
    }
    return end;
  }
  #write(at, edge, neighbour) {
    this.edges[at] = edge;
    this.#neighbours[at] = neighbour;
  }
};

// src/metrics/edge-swaps.ts
var drawsPerSwap = 10;
function swapped(call, given, options, ring) {
  const swaps = expectNumber(call, "swapsPerEdge", options.swapsPerEdge, 0, 1e6),
    connected = expectBoolean(call, "connected", options.connected),
    graph = given.withoutSelfLoops(),
    { directed, nodes, edges, names } = graph,
    { sources, targets, weights } = graph.toEdges(),
    draws = new Draws(options.random),
    existing = new EdgeSet(edges, directed),
    incidence = connected || ring ? new Incidence(nodes, sources, targets) : void 0;
  if (connected && components(graph).count > 1)
    throw new ArgumentError(call, "connected", true, "false for this graph: it is not");
  for (let e2 = 0; e2 < edges; e2++) existing.add(sources[e2], targets[e2]);
  const trySwap = () => {
    const e2 = draws.integer(edges),
      a2 = sources[e2],
      b = targets[e2];
    let f2,
      turned = false;
    if (ring && incidence) {
      const ends = draws.word() >= 2 ** 31,
        node = ring.near(ends ? a2 : b, a2, b, draws),
        first = incidence.pointers[node],
        degree = incidence.pointers[node + 1] - first;
      if (degree === 0) return false;
      f2 = incidence.edges[first + draws.integer(degree)];
      turned = (ends ? targets : sources)[f2] !== node;
      if (turned && directed) return false;
    } else {
      f2 = draws.integer(edges);
      turned = !directed && draws.word() >= 2 ** 31;
    }
    const c2 = turned ? targets[f2] : sources[f2],
      d2 = turned ? sources[f2] : targets[f2];
    if (a2 === d2 || c2 === b || existing.has(a2, d2) || existing.has(c2, b)) return false;
    if (ring && ring.apart(a2, b) + ring.apart(c2, d2) < ring.apart(a2, d2) + ring.apart(c2, b)) return false;
    if (connected && incidence && !incidence.joins(e2, f2, turned)) return false;
    incidence?.swap(e2, f2, turned);
    existing.delete(a2, b);
    existing.delete(c2, d2);
    existing.add(a2, d2);
    existing.add(c2, b);
    targets[e2] = d2;
    sources[f2] = c2;
    targets[f2] = b;
    return true;
  };
  if (edges > 1)
    for (let swap = Math.round(swaps * edges); swap > 0; swap--) {
      for (let left = drawsPerSwap; left > 0 && !trySwap(); left--);
    }
  return graphFromEdges({ sources, targets, weights }, { nodes, directed, ...(names && { names }) });
}

// src/metrics/paths.ts
function paths(input, options = {}) {
  const call = "paths",
    graph = graphOf(input),
    { length = "hop", infinite = "include" } = options,
    drop = expectOneOf(call, "infinite", infinite, ["include", "drop"]) === "drop",
    lengths = lengthsOf(call, graph, length),
    { pairs, sum, inverses, farthest, complete } = lengths ? lengthTotals(lengths) : hopTotals(graph),
    all = graph.nodes * (graph.nodes - 1);
  const eccentricity = Float64Array.from(farthest, (most, i2) => {
    if (complete[i2]) return most;
    if (!drop) return Number.POSITIVE_INFINITY;
    return most > 0 ? most : Number.NaN;
  });
  let radius = Number.NaN,
    diameter = Number.NaN;
  for (const most of eccentricity) {
    if (Number.isNaN(most)) continue;
    radius = radius <= most ? radius : most;
    diameter = diameter >= most ? diameter : most;
  }
  return {
    pathLength: !drop && pairs < all ? Number.POSITIVE_INFINITY : sum / pairs,
    globalEfficiency: inverses / all,
    eccentricity,
    radius,
    diameter,
  };
}
function pathLength(input, options = {}) {
  return paths(input, options).pathLength;
}
function hopTotals(graph) {
  const { counts: counts2, farthest, complete } = hops(outgoing(graph), incoming(graph)),
    totals = { pairs: 0, sum: 0, inverses: 0, farthest, complete };
  counts2.forEach((count, distance) => {
    if (distance === 0) return;
    totals.pairs += count;
    totals.sum += distance * count;
    totals.inverses += count / distance;
  });
  return totals;
}
function lengthTotals(lengths) {
  const nodes = lengths.nodes,
    search2 = searchOf(lengths, lengths),
    distance = new Float64Array(nodes),
    farthest = new Float64Array(nodes),
    complete = new Uint8Array(nodes),
    totals = { pairs: 0, sum: 0, inverses: 0, farthest, complete };
  for (let i2 = 0; i2 < nodes; i2++) {
    search2(i2, distance);
    let reached = 0,
      sum = 0,
      inverses = 0;
    for (let j2 = 0; j2 < nodes; j2++) {
      const way = distance[j2];
      if (j2 === i2 || way === Number.POSITIVE_INFINITY) continue;
      reached++;
      sum += way;
      inverses += 1 / way;
      if (way > farthest[i2]) farthest[i2] = way;
    }
    totals.pairs += reached;
    totals.sum += sum;
    totals.inverses += inverses;
    if (reached === nodes - 1) complete[i2] = 1;
  }
  return totals;
}

// src/metrics/planted-partition.ts
function plantedPartition(options) {
  const call = "plantedPartition",
    { random = new Random(0) } = options,
    nodes = expectInteger(call, "nodes", options.nodes, 1, 2 ** 30),
    groups = expectInteger(call, "groups", options.groups, 1, nodes),
    degreeInside = expectNumber(call, "degreeInside", options.degreeInside, 0, nodes),
    degreeOutside = expectNumber(call, "degreeOutside", options.degreeOutside, 0, nodes),
    inside = Math.round((nodes * degreeInside) / 2),
    outside = Math.round((nodes * degreeOutside) / 2),
    communities = new Int32Array(nodes),
    begins = new Int32Array(groups + 1);
  let pairsInside = 0;
  for (let group = 0; group < groups; group++) {
    const end = Math.floor(((group + 1) * nodes) / groups),
      size = end - begins[group];
    begins[group + 1] = end;
    communities.fill(group, begins[group], end);
    pairsInside += (size * (size - 1)) / 2;
  }
  const pairsOutside = (nodes * (nodes - 1)) / 2 - pairsInside;
  if (inside > pairsInside)
    throw new ArgumentError(call, "degreeInside", degreeInside, `at most ${(2 * pairsInside) / nodes}`);
  if (outside > pairsOutside)
    throw new ArgumentError(call, "degreeOutside", degreeOutside, `at most ${(2 * pairsOutside) / nodes}`);
  const draws = new Draws(random),
    edges = new EdgeSet(inside + outside, false),
    sources = new Int32Array(inside + outside),
    targets = new Int32Array(inside + outside);
  for (let e2 = 0; e2 < sources.length; ) {
    const a2 = draws.integer(nodes),
      begin = begins[communities[a2]],
      size = begins[communities[a2] + 1] - begin;
    let b;
    if (e2 < inside) b = begin + draws.integer(size);
    else {
      b = draws.integer(nodes - size);
      if (b >= begin) b += size;
    }
    if (a2 === b || !edges.add(a2, b)) continue;
    sources[e2] = a2;
    targets[e2++] = b;
  }
  return { graph: graphFromEdges({ sources, targets }, { nodes }), communities };
}

// src/metrics/randomised.ts
function randomised(input, options = {}) {
  const { swapsPerEdge = 10, connected = false, random = new Random(0) } = options;
  return swapped("randomised", graphOf(input), { swapsPerEdge, connected, random });
}

// bench/baseline/topology.ts
function meanClustering({ pointers, targets }) {
  const nodes = pointers.length - 1;
  let sum = 0;
  for (let i2 = 0; i2 < nodes; i2++) {
    const begin = pointers[i2],
      end = pointers[i2 + 1],
      degree = end - begin;
    if (degree < 2) continue;
    let closed = 0;
    for (let p2 = begin; p2 < end; p2++) {
      const last = pointers[targets[p2] + 1];
      let q2 = pointers[targets[p2]],
        r2 = begin;
      while (q2 < last && r2 < end) {
        const difference = targets[q2] - targets[r2];
        if (difference === 0) closed++;
        if (difference <= 0) q2++;
        if (difference >= 0) r2++;
      }
    }
    sum += closed / (degree * (degree - 1));
  }
  return sum / nodes;
}
function meanDistance({ pointers, targets }) {
  const nodes = pointers.length - 1,
    distance = new Int32Array(nodes),
    queue = new Int32Array(nodes);
  let sum = 0;
  for (let source = 0; source < nodes; source++) {
    distance.fill(-1);
    distance[source] = 0;
    queue[0] = source;
    for (let head = 0, end = 1; head < end; head++) {
      const u2 = queue[head],
        next = distance[u2] + 1;
      for (let p2 = pointers[u2]; p2 < pointers[u2 + 1]; p2++) {
        const v2 = targets[p2];
        if (distance[v2] >= 0) continue;
        distance[v2] = next;
        sum += next;
        queue[end++] = v2;
      }
    }
  }
  return sum / (nodes * (nodes - 1));
}
function swapEdges({ pointers, targets }, swaps) {
  const rows = targets.slice(),
    nodes = pointers.length - 1,
    owner = new Int32Array(rows.length),
    random = xorshift(new Random(1).integer(2 ** 32) | 1);
  for (let i2 = 0; i2 < nodes; i2++) owner.fill(i2, pointers[i2], pointers[i2 + 1]);
  const place = (i2, j2) => {
    for (let p2 = pointers[i2]; p2 < pointers[i2 + 1]; p2++) if (rows[p2] === j2) return p2;
    return -1;
  };
  for (let swap = 0; swap < swaps; swap++) {
    const p2 = random() % rows.length,
      q2 = random() % rows.length,
      a2 = owner[p2],
      b = rows[p2],
      c2 = owner[q2],
      d2 = rows[q2];
    if (a2 === d2 || c2 === b || place(a2, d2) >= 0 || place(c2, b) >= 0) continue;
    const back = place(b, a2),
      forth = place(d2, c2);
    rows[p2] = d2;
    rows[q2] = b;
    rows[back] = c2;
    rows[forth] = a2;
  }
  return rows;
}
function xorshift(state) {
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

// bench/topology.bench.ts
function modular(nodes) {
  return plantedPartition({ nodes, groups: nodes / 50, degreeInside: 20, degreeOutside: 8 }).graph;
}
function rowsOf2(graph) {
  const pointers = new Int32Array(graph.nodes + 1),
    rows = Array.from({ length: graph.nodes }, (_2, i2) => graph.neighbours(i2));
  rows.forEach((row, i2) => {
    pointers[i2 + 1] = pointers[i2] + row.length;
  });
  return { pointers, targets: Int32Array.from(rows.flatMap((row) => [...row])) };
}
var topology = {
  name: "topology",
  *cases() {
    for (const nodes of [1e3, 1e4]) {
      const graph = modular(nodes),
        rows = rowsOf2(graph);
      yield {
        name: `clustering, ${nodes} nodes`,
        density: null,
        flops: 0,
        kernel: () => void clustering(graph),
        baseline: () => void meanClustering(rows),
      };
    }
    for (const nodes of [1e3, 3e3]) {
      const graph = modular(nodes),
        rows = rowsOf2(graph);
      yield {
        name: `path length, ${nodes} nodes`,
        density: null,
        flops: 0,
        kernel: () => void pathLength(graph),
        baseline: () => void meanDistance(rows),
      };
    }
    for (const nodes of [1e3, 1e4]) {
      const graph = modular(nodes),
        rows = rowsOf2(graph);
      yield {
        name: `10 swaps an edge, ${nodes} nodes`,
        density: null,
        flops: 0,
        kernel: () => void randomised(graph),
        baseline: () => void swapEdges(rows, 10 * graph.edges),
      };
    }
  },
};

// ../../../work/main/node_modules/tinybench/dist/index.js
var e = Object.freeze(() => {});
var t = globalThis.Event;
var n = class extends t {
  get error() {
    return this.#e;
  }
  get reason() {
    return this.#t;
  }
  get task() {
    return this.#n;
  }
  #e;
  #t;
  #n;
  constructor(e2, t2, n2) {
    super(e2), t2 != null && (this.#n = t2), typeof n2 == "string" ? (this.#t = n2) : n2 != null && (this.#e = n2);
  }
};
var r = (e2) => e2 !== null && (typeof e2 == "object" || typeof e2 == "function") && typeof e2.then == "function";
var i = (async () => {}).constructor;
var a = (e2) => typeof e2 == "function" && e2.constructor === i;
var o = (t2) => {
  if (t2 == null) return false;
  if (a(t2)) return true;
  try {
    const n2 = t2(),
      i2 = r(n2);
    if (i2)
      try {
        n2.then(e).catch(e);
      } catch {}
    return i2;
  } catch {
    return false;
  }
};
var s = (e2, t2) => {
  if (!e2) {
    const e3 = Error.stackTraceLimit;
    try {
      Error.stackTraceLimit = 0;
      const n2 = Error(t2);
      throw ((Error.stackTraceLimit = e3), e3 !== 0 && Error.captureStackTrace(n2, s), n2);
    } finally {
      Error.stackTraceLimit = e3;
    }
  }
};
var c = (e2) => {
  switch (typeof e2) {
    case "function":
      return Error(e2.name);
    case "object":
      if (e2 !== null) return e2 instanceof Error ? e2 : Error(e2.message ?? "");
    case "undefined":
      return Error();
    case "string":
      return Error(e2);
    default:
      return Error(String(e2));
  }
};
var l = (e2) => Number(e2) / 1e6;
var u = (e2) => Number(e2) * 1e6;
var d = (e2) => e2;
var f = (e2) => BigInt(Math.round(e2 * 1e6));
function p(e2 = globalThis) {
  let t2 = "unknown",
    n2 = "unknown";
  if (e2.Bun || (e2.process && e2.process.versions?.bun)) {
    t2 = "bun";
    const r2 = e2.Bun?.version;
    if (r2) n2 = r2;
    else {
      const t3 = e2.process?.versions?.bun;
      t3 && (n2 = t3);
    }
  } else
    e2.Deno
      ? ((t2 = "deno"), (n2 = e2.Deno.version?.deno ?? "unknown"))
      : e2.process && e2.process.release?.name === "node"
        ? ((t2 = "node"), (n2 = e2.process.versions?.node ?? "unknown"))
        : e2.HermesInternal
          ? ((t2 = "hermes"), (n2 = e2.HermesInternal.getRuntimeProperties?.()["OSS Release Version"] ?? "unknown"))
          : m(e2) && e2.navigator.userAgent === "Cloudflare-Workers"
            ? (t2 = "workerd")
            : m(e2) && e2.navigator.userAgent.toLowerCase().startsWith("quickjs-ng")
              ? ((t2 = "quickjs-ng"), (n2 = e2.navigator.userAgent.split("/")[1] ?? "unknown"))
              : typeof e2.Netlify == "object"
                ? (t2 = "netlify")
                : typeof e2.EdgeRuntime == "string"
                  ? (t2 = "edge-light")
                  : e2.__lagon__
                    ? (t2 = "lagon")
                    : e2.fastly
                      ? (t2 = "fastly")
                      : e2.$262 && e2.lockdown && e2.AsyncDisposableStack
                        ? (t2 = "moddable")
                        : e2.d8
                          ? ((t2 = "v8"), (n2 = typeof e2.version == "function" ? e2.version() : "unknown"))
                          : e2.inIon && e2.performance && e2.performance.mozMemory
                            ? (t2 = "spidermonkey")
                            : typeof e2.$ == "object" && e2.$ !== null && "IsHTMLDDA" in e2.$
                              ? (t2 = "jsc")
                              : e2.window && e2.navigator && (t2 = "browser");
  return {
    runtime: t2,
    version: n2,
  };
}
function m(e2 = globalThis) {
  return typeof e2.navigator == "object" && e2.navigator !== null && typeof e2.navigator.userAgent == "string";
}
var { runtime: h, version: g } = p();
var _ = globalThis.performance.now.bind(globalThis.performance);
var v = {
  fn: _,
  fromMs: d,
  name: "performanceNow",
  toMs: d,
};
var y =
  globalThis.process?.hrtime?.bigint.bind(globalThis.process?.hrtime) ??
  (() => {
    throw Error("hrtime.bigint() is not supported in this JS environment");
  });
var x = {
  fn: y,
  fromMs: f,
  name: "hrtimeNow",
  toMs: l,
};
var S = globalThis.Bun?.nanoseconds;
var C = S
  ? {
      fn: S,
      fromMs: u,
      name: "bunNanoseconds",
      toMs: l,
    }
  : void 0;
function w(e2) {
  return {
    fn: e2,
    fromMs: d,
    name: "custom",
    toMs: d,
  };
}
var T = (e2 = h) => (e2 === "bun" ? C : e2 === "deno" ? v : e2 === "node" ? x : v);
var E = (e2) => {
  switch (typeof e2) {
    case "function":
      return w(e2);
    case "string":
      switch (e2) {
        case "auto":
          return T();
        case "bunNanoseconds":
          return C ?? v;
        case "hrtimeNow":
          return x;
        default:
          return v;
      }
    case "object":
      return e2 === null ? v : (s(D(e2), "Invalid Timestamp Provider object"), e2);
    case "undefined":
      return v;
    default:
      throw Error("Invalid value for 'timestampProvider' or 'now'");
  }
};
function D(e2) {
  return (
    typeof e2 == "object" &&
    !!e2 &&
    typeof e2.fn == "function" &&
    typeof e2.name == "string" &&
    typeof e2.toMs == "function" &&
    typeof e2.fromMs == "function"
  );
}
var ee = async (e2) => {
  let { fn: t2, iterations: n2, limit: r2, signal: i2, time: a2 = 0, timestampProvider: o2 = v } = e2,
    s2 = n2 === 0 ? r2 : Math.max(0, Math.min(r2, n2)),
    l2 = [],
    u2 = [],
    d2 = true,
    f2 = 0,
    p2 = Number.isFinite(a2) && a2 > 0,
    m2 = n2 > 0,
    h2 = 0,
    g2 = o2.fn,
    _2 = m2
      ? p2
        ? () => d2 && f2++ < n2 && (g2() < h2 || (d2 = false))
        : () => d2 && f2++ < n2
      : p2
        ? () => d2 && (g2() < h2 || (d2 = false))
        : () => d2,
    y2 = (e3) => {
      d2 && u2.push(e3);
    },
    b = (e3) => {
      l2.push(c(e3));
    },
    x2 = () => (d2 = false);
  if (i2) {
    if (i2.aborted) return [];
    i2.addEventListener("abort", x2);
  }
  const S2 = async () => {
    for (; _2(); )
      try {
        y2(await t2());
      } catch (e3) {
        (d2 = false), b(e3);
        break;
      }
  };
  try {
    p2 && (h2 = g2() + o2.fromMs(a2));
    const e3 = Array.from({ length: s2 }, () => S2());
    await Promise.allSettled(e3);
  } finally {
    i2?.removeEventListener("abort", x2);
  }
  if (l2.length === 0) return u2;
  throw l2.length === 1 ? l2[0] : AggregateError(l2, "Multiple errors occurred during concurrent execution");
};
var O = (e2, t2 = 5, n2 = 2) => {
  if (e2 === Infinity) return "+\u221E";
  if (e2 === -Infinity) return "-\u221E";
  if (e2 !== e2) return "NaN";
  const r2 = Math.abs(e2);
  if (r2 >= 10 ** t2) return e2.toFixed();
  if (r2 < 10 ** (t2 - n2)) return e2.toFixed(n2);
  const i2 = Math.min(Math.max(0, t2 - (Math.floor(Math.log10(r2)) + 1)), n2);
  return e2.toFixed(i2);
};
var te = (e2) => {
  const t2 = e2.result.state;
  return {
    "Task name": e2.name,
    ...(t2 === "aborted-with-statistics" || t2 === "completed"
      ? {
          "Latency avg (ns)": `${O(u(e2.result.latency.mean))} \xB1 ${O(e2.result.latency.rme)}%`,
          "Latency med (ns)": `${O(u(e2.result.latency.p50))} \xB1 ${O(u(e2.result.latency.mad))}`,
          "Throughput avg (ops/s)": `${Math.round(e2.result.throughput.mean).toString()} \xB1 ${O(e2.result.throughput.rme)}%`,
          "Throughput med (ops/s)": `${Math.round(e2.result.throughput.p50).toString()} \xB1 ${Math.round(e2.result.throughput.mad).toString()}`,
          Samples: e2.result.latency.samplesCount,
        }
      : t2 === "errored"
        ? {
            Error: e2.result.error.message,
            Stack: e2.result.error.stack ?? "N/A",
          }
        : {
            "Latency avg (ns)": "N/A",
            "Latency med (ns)": "N/A",
            "Throughput avg (ops/s)": "N/A",
            "Throughput med (ops/s)": "N/A",
            Samples: "N/A",
            Remarks: t2,
          }),
    ...(t2 === "aborted-with-statistics" && { Remarks: t2 }),
  };
};
var [k, ...A] = [
  0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9984369578019572e-21, 15056327351493116e-23,
];
var j = (e2) => {
  let t2 = k;
  for (let n2 = 0; n2 < A.length; n2++) t2 += A[n2] / (e2 + n2);
  return 0.5 * Math.log(2 * Math.PI) + (e2 - 0.5) * Math.log(e2 + 6.5) - (e2 + 6.5) + Math.log(t2);
};
var M = (e2, t2, n2) => {
  let r2 = e2 + t2,
    i2 = e2 + 1,
    a2 = e2 - 1,
    o2 = 1,
    s2 = 1 - (r2 * n2) / i2;
  Math.abs(s2) < 1e-300 && (s2 = 1e-300), (s2 = 1 / s2);
  let c2 = s2;
  for (let l2 = 1; l2 <= 300; l2++) {
    let u2 = 2 * l2,
      d2 = (l2 * (t2 - l2) * n2) / ((a2 + u2) * (e2 + u2));
    (s2 = 1 + d2 * s2),
      Math.abs(s2) < 1e-300 && (s2 = 1e-300),
      (o2 = 1 + d2 / o2),
      Math.abs(o2) < 1e-300 && (o2 = 1e-300),
      (s2 = 1 / s2),
      (c2 *= s2 * o2),
      (d2 = (-(e2 + l2) * (r2 + l2) * n2) / ((e2 + u2) * (i2 + u2))),
      (s2 = 1 + d2 * s2),
      Math.abs(s2) < 1e-300 && (s2 = 1e-300),
      (o2 = 1 + d2 / o2),
      Math.abs(o2) < 1e-300 && (o2 = 1e-300),
      (s2 = 1 / s2);
    const f2 = s2 * o2;
    if (((c2 *= f2), Math.abs(f2 - 1) < 1e-16)) break;
  }
  return c2;
};
var N = (e2) => {
  let t2 = e2 > 0 ? e2 : 1,
    n2 = t2 / 2,
    r2 = 0.5,
    i2 =
      n2 < 12
        ? j(n2 + 0.5) - j(n2)
        : 0.5 * Math.log(n2) -
          1 / (8 * n2) +
          1 / (192 * n2 ** 3) -
          1 / (640 * n2 ** 5) +
          0.00118582565234835 / n2 ** 7 -
          0.00167977198469943 / n2 ** 9 +
          0.00342404392538552 / n2 ** 11,
    a2 = 0.5 * Math.log(Math.PI),
    o2 = i2 - 0.5 * Math.log(t2 * Math.PI),
    s2 = (e3) => {
      const o3 = e3 * e3,
        s3 = o3 / (t2 + o3),
        c3 = Math.exp(i2 - a2 + n2 * Math.log1p(-s3) + r2 * Math.log(s3));
      return s3 <= 0.5 ? 1 - (c3 * M(r2, n2, s3)) / r2 : (c3 * M(n2, r2, 1 - s3)) / n2;
    },
    c2 = (e3) => o2 - ((t2 + 1) / 2) * Math.log1p((e3 * e3) / t2),
    l2 = 1.959963984540054;
  for (let e3 = 0; e3 < 30; e3++) {
    const e4 = Math.exp(-c2(l2)),
      t3 = 0.5 * (s2(l2) - 0.05) * e4;
    if (!Number.isFinite(t3)) break;
    const n3 = l2 + t3;
    if (!(n3 > 0)) break;
    const r3 = Math.abs(t3);
    if (((l2 = n3), r3 <= 4e-16 * e4)) break;
  }
  return l2;
};
var P = (e2) => Array.isArray(e2) && e2.length !== 0;
function F(e2) {
  const t2 = e2.length;
  if (t2 < 1024) {
    e2.sort(z);
    return;
  }
  let n2 = true,
    r2 = true,
    i2 = e2[0];
  for (let a3 = 0; a3 < t2; a3++) {
    const t3 = e2[a3];
    if (!Number.isFinite(t3) || Object.is(t3, -0)) {
      e2.sort(z);
      return;
    }
    (n2 || r2) && ((n2 &&= t3 >= i2), (r2 &&= t3 <= i2), (i2 = t3));
  }
  if (n2) return;
  if (r2) {
    e2.reverse();
    return;
  }
  const a2 = new Float64Array(e2).sort();
  for (let n3 = 0; n3 < t2; n3++) e2[n3] = a2[n3];
}
var I = (e2) => {
  const t2 = e2.length;
  if (t2 === 1)
    return {
      mean: e2[0],
      vr: 0,
    };
  let n2 = 0,
    r2 = 0,
    i2 = 0;
  for (; i2 < t2; ) {
    const t3 = e2[i2++],
      a2 = t3 - n2;
    (n2 += a2 / i2), (r2 += a2 * (t3 - n2));
  }
  return {
    mean: n2,
    vr: r2 / (t2 - 1),
  };
};
var L = (e2, t2) => {
  const n2 = e2 + t2;
  return Number.isFinite(n2) ? n2 / 2 : e2 / 2 + t2 / 2;
};
var R = (e2, t2) => {
  const n2 = (e2.length - 1) * t2,
    r2 = Math.floor(n2),
    i2 = e2[r2];
  if (n2 === r2) return i2;
  const a2 = e2[r2 + 1];
  if (i2 === a2) return i2;
  const o2 = n2 - r2;
  if (o2 === 0.5) return L(i2, a2);
  const s2 = a2 - i2;
  return Number.isFinite(s2) ? i2 + o2 * s2 : (1 - o2) * i2 + o2 * a2;
};
var z = (e2, t2) => e2 - t2;
var B = (e2, t2) => {
  let n2 = 0,
    r2 = e2.length,
    i2 = 0;
  for (; i2 < r2; ) n2 += (Math.abs(e2[i2++] - t2) - n2) / i2;
  return n2;
};
function V(e2, t2) {
  const n2 = e2.length;
  if (n2 === 1) return 0;
  let r2 = n2 >> 1,
    i2 = (n2 + 1) >> 1,
    a2 = 0,
    o2 = r2,
    s2,
    c2,
    l2,
    u2,
    d2,
    f2;
  for (; a2 <= o2; ) {
    if (
      ((s2 = (a2 + o2) >> 1),
      (c2 = i2 - s2),
      (l2 = s2 === 0 ? -Infinity : t2 - e2[r2 - s2]),
      (d2 = s2 === r2 ? Infinity : t2 - e2[r2 - s2 - 1]),
      (u2 = c2 === 0 ? -Infinity : e2[r2 + c2 - 1] - t2),
      (f2 = c2 === n2 - r2 ? Infinity : e2[r2 + c2] - t2),
      l2 <= f2 && u2 <= d2)
    )
      return n2 & 1 ? Math.max(l2, u2) : L(Math.max(l2, u2), Math.min(d2, f2));
    l2 > f2 ? (o2 = s2 - 1) : (a2 = s2 + 1);
  }
  return 0;
}
var H = (e2) => V(e2, R(e2, 0.5));
function U(e2, t2 = false) {
  const { mean: n2, vr: r2 } = I(e2),
    i2 = Math.sqrt(r2),
    a2 = i2 / Math.sqrt(e2.length),
    o2 = e2.length - 1,
    s2 = N(o2),
    c2 = a2 * s2,
    l2 = n2 === 0 ? Infinity : (c2 / Math.abs(n2)) * 100,
    u2 = R(e2, 0.5);
  return {
    aad: B(e2, n2),
    critical: s2,
    df: o2,
    mad: V(e2, u2),
    max: e2[o2],
    mean: n2,
    min: e2[0],
    moe: c2,
    p50: u2,
    p75: R(e2, 0.75),
    p99: R(e2, 0.99),
    p995: R(e2, 0.995),
    p999: R(e2, 0.999),
    rme: l2,
    samples: t2 ? e2 : void 0,
    samplesCount: e2.length,
    sd: i2,
    sem: a2,
    variance: r2,
  };
}
var W = (e2, t2) => {
  const n2 = e2.length;
  if (n2 < 10) return;
  let r2 = 0;
  for (const t3 of e2) t3 === 0 && r2++;
  if (r2 * 2 > n2) return "zero-dominated";
  let i2 = Math.max(3, Math.min(10, Math.floor(n2 / 1e3))),
    a2 = 1;
  for (let t3 = 1; t3 < n2 && !(e2[t3] !== e2[t3 - 1] && (a2++, a2 >= i2)); t3++);
  if (a2 < i2) return "low-distinct";
  if (n2 > 100 && t2 === 0) return "zero-mad";
};
var K = (e2) => {
  let t2;
  for (let n2 = 0; n2 < e2.length; n2++) {
    const r2 = e2[n2];
    if (!(r2 <= 0) && ((t2 ??= r2), e2[n2 + 1] === r2)) return r2;
  }
  return t2;
};
var q = (e2, t2 = {}) => {
  const { estimator: n2 = "median", pairs: r2 = 1024, warmupPairs: i2 = 64 } = t2,
    { fn: a2, toMs: o2 } = e2;
  if (!Number.isInteger(r2) || r2 <= 0) return 0;
  if (Number.isInteger(i2) && i2 > 0)
    for (let e3 = 0; e3 < i2; e3++) {
      const e4 = a2();
      o2(a2() - e4);
    }
  const s2 = [];
  for (let e3 = 0; e3 < r2; e3++) {
    const e4 = a2(),
      t3 = o2(a2() - e4);
    t3 > 0 && s2.push(t3);
  }
  return s2.length * 2 < r2 ? 0 : (s2.sort(z), n2 === "min" ? s2[0] : R(s2, n2 === "p05" ? 0.05 : 0.5));
};
var ne = ["afterAll", "beforeAll", "beforeEach", "afterEach"];
var re = ["not-started", "started"];
var J = { state: "not-started" };
var Y = { state: "aborted" };
var ie = { state: "started" };
var X = class extends EventTarget {
  get detectedResolution() {
    return this.#r;
  }
  get name() {
    return this.#o;
  }
  get result() {
    return {
      ...this.#s,
      runtime: this.#n.runtime,
      runtimeVersion: this.#n.runtimeVersion,
      timestampProviderName: this.#n.timestampProvider.name,
    };
  }
  get runs() {
    return this.#l;
  }
  #e = false;
  #t;
  #n;
  #r = void 0;
  #i;
  #a;
  #o;
  #s = J;
  #c;
  #l = 0;
  #u;
  #d;
  #f;
  #p;
  constructor(e2, t2, n2, r2 = {}) {
    super(),
      (this.#n = e2),
      (this.#o = t2),
      (this.#i = n2),
      (this.#a = r2),
      (this.#t = r2.async ?? o(n2)),
      (this.#u = r2.signal),
      (this.#c = r2.retainSamples ?? e2.retainSamples),
      (this.#f = e2.timestampProvider),
      (this.#d = e2.timestampProvider.fn),
      (this.#p = e2.timestampProvider.toMs);
    for (const e3 of ne)
      this.#a[e3] != null && s(typeof this.#a[e3] == "function", `'${e3}' must be a function if provided`);
    this.reset(false),
      this.#u && (this.#u.aborted ? this.#v() : this.#u.addEventListener("abort", this.#v.bind(this), { once: true })),
      this.#n.signal &&
        (this.#n.signal.aborted
          ? this.#v()
          : this.#n.signal.addEventListener("abort", this.#v.bind(this), { once: true }));
  }
  reset(e2 = true) {
    (this.#l = 0), (this.#r = void 0), (this.#s = this.#e ? Y : J), e2 && this.dispatchEvent(new n("reset", this));
  }
  async run() {
    if (this.#s.state !== "not-started") return this;
    (this.#s = { state: "started" }), this.dispatchEvent(new n("start", this)), await this.#n.setup(this, "run");
    const { error: e2, overriddenIndices: t2, samples: r2 } = await this.#m("run", this.#n.time, this.#n.iterations);
    return (
      await this.#n.teardown(this, "run"),
      this.#b({
        error: e2,
        latencySamples: r2,
        overriddenIndices: t2,
      }),
      this
    );
  }
  runSync() {
    if (this.#s.state !== "not-started") return this;
    s(this.#n.concurrency === null, "Cannot use `concurrency` option when using `runSync`"),
      (this.#s = ie),
      this.dispatchEvent(new n("start", this));
    const e2 = this.#n.setup(this, "run");
    s(!r(e2), "`setup` function must be sync when using `runSync()`");
    const { error: t2, overriddenIndices: i2, samples: a2 } = this.#h("run", this.#n.time, this.#n.iterations),
      o2 = this.#n.teardown(this, "run");
    return (
      s(!r(o2), "`teardown` function must be sync when using `runSync()`"),
      this.#b({
        error: t2,
        latencySamples: a2,
        overriddenIndices: i2,
      }),
      this
    );
  }
  async warmup() {
    if (this.#s.state !== "not-started") return;
    this.dispatchEvent(new n("warmup", this)), await this.#n.setup(this, "warmup");
    const { error: e2 } = await this.#m("warmup", this.#n.warmupTime, this.#n.warmupIterations);
    await this.#n.teardown(this, "warmup"), this.#y(e2);
  }
  warmupSync() {
    if (this.#s.state !== "not-started") return;
    this.dispatchEvent(new n("warmup", this));
    const e2 = this.#n.setup(this, "warmup");
    s(!r(e2), "`setup` function must be sync when using `runSync()`");
    const { error: t2 } = this.#h("warmup", this.#n.warmupTime, this.#n.warmupIterations),
      i2 = this.#n.teardown(this, "warmup");
    s(!r(i2), "`teardown` function must be sync when using `runSync()`"), this.#y(t2);
  }
  async #m(e2, t2, n2) {
    try {
      this.#a.beforeAll && (await this.#a.beforeAll.call(this, e2));
      let r2 = this.#n.concurrency !== "task",
        i2 = 0,
        a2 = [],
        o2 = /* @__PURE__ */ new Set(),
        s2 = async () => {
          if (!this.#e)
            try {
              this.#a.beforeEach != null && (await this.#a.beforeEach.call(this, e2));
              const { iterationCost: t3, overridden: n3, taskTime: s3 } = this.#t ? await this.#g(r2) : this.#_(r2),
                c2 = a2.push(s3) - 1;
              n3 && o2.add(c2), r2 && (i2 += t3 ?? s3);
            } finally {
              this.#a.afterEach != null && (await this.#a.afterEach.call(this, e2));
            }
        };
      if (!r2)
        await ee({
          fn: s2,
          iterations: n2,
          limit: Math.max(1, Math.floor(this.#n.threshold)),
          signal: this.#u ?? this.#n.signal,
          time: t2,
          timestampProvider: this.#f,
        }),
          (this.#l = a2.length);
      else for (; (i2 < t2 || a2.length < n2) && !this.#e; ) await s2();
      return (
        this.#a.afterAll != null && (await this.#a.afterAll.call(this, e2)),
        P(a2)
          ? {
              overriddenIndices: o2,
              samples: a2,
            }
          : {}
      );
    } catch (e3) {
      return { error: c(e3) };
    }
  }
  #h(e2, t2, n2) {
    try {
      if (this.#a.beforeAll) {
        const t3 = this.#a.beforeAll.call(this, e2);
        s(!r(t3), "`beforeAll` function must be sync when using `runSync()`");
      }
      let i2 = 0,
        a2 = [],
        o2 = /* @__PURE__ */ new Set(),
        c2 = () => {
          if (!this.#e)
            try {
              if (this.#a.beforeEach) {
                const t4 = this.#a.beforeEach.call(this, e2);
                s(!r(t4), "`beforeEach` function must be sync when using `runSync()`");
              }
              const { iterationCost: t3, overridden: n3, taskTime: c3 } = this.#_(true),
                l2 = a2.push(c3) - 1;
              n3 && o2.add(l2), (i2 += t3 ?? c3);
            } finally {
              if (this.#a.afterEach) {
                const t3 = this.#a.afterEach.call(this, e2);
                s(!r(t3), "`afterEach` function must be sync when using `runSync()`");
              }
            }
        };
      for (; (i2 < t2 || a2.length < n2) && !this.#e; ) c2();
      if (this.#a.afterAll) {
        const t3 = this.#a.afterAll.call(this, e2);
        s(!r(t3), "`afterAll` function must be sync when using `runSync()`");
      }
      return P(a2)
        ? {
            overriddenIndices: o2,
            samples: a2,
          }
        : {};
    } catch (e3) {
      return { error: c(e3) };
    }
  }
  async #g(e2) {
    const t2 = this.#d(),
      n2 = await this.#i.call(this),
      r2 = this.#p(this.#d() - t2),
      i2 = e2 ? Q(n2) : void 0,
      a2 = Z(n2);
    return a2 === void 0
      ? {
          iterationCost: i2,
          overridden: false,
          taskTime: r2,
        }
      : {
          iterationCost: i2,
          overridden: true,
          taskTime: a2,
        };
  }
  #_(e2) {
    const t2 = this.#d(),
      n2 = this.#i.call(this),
      i2 = this.#p(this.#d() - t2);
    s(!r(n2), "task function must be sync when using `runSync()`");
    const a2 = e2 ? Q(n2) : void 0,
      o2 = Z(n2);
    return o2 === void 0
      ? {
          iterationCost: a2,
          overridden: false,
          taskTime: i2,
        }
      : {
          iterationCost: a2,
          overridden: true,
          taskTime: o2,
        };
  }
  #v() {
    if (((this.#e = true), re.includes(this.#s.state))) {
      this.#s = Y;
      const e2 = new n("abort", this);
      this.dispatchEvent(e2), this.#n.dispatchEvent(e2);
    }
  }
  #y(e2) {
    if (e2) {
      this.#s = {
        state: "errored",
        error: e2,
      };
      const t2 = new n("error", this, e2);
      if ((this.dispatchEvent(t2), this.#n.dispatchEvent(t2), this.#n.throws)) throw e2;
    }
  }
  #b({ error: e2, latencySamples: t2, overriddenIndices: r2 }) {
    if (P(t2)) {
      this.#l = t2.length;
      const e3 = this.#n.timerOverhead;
      if (e3 !== void 0 && e3 > 0)
        for (let n2 = 0; n2 < t2.length; n2++) r2?.has(n2) || (t2[n2] = Math.max(0, t2[n2] - e3));
      const i3 = (r2?.size ?? 0) > 0,
        a2 = i3 ? t2.filter((e4, t3) => !r2?.has(t3)) : t2;
      F(t2);
      let o2 = U(t2, this.#c),
        s2;
      i3
        ? P(a2)
          ? (F(a2), (this.#r = K(a2)), (s2 = W(a2, H(a2))))
          : (this.#r = void 0)
        : ((this.#r = K(t2)), (s2 = W(t2, o2.mad)));
      let c2 = o2.mean,
        l2 = 0,
        u2 = [];
      for (const e4 of t2) e4 === 0 ? u2.push(c2 === 0 ? 0 : 1e3 / c2) : ((l2 += e4), u2.push(1e3 / e4));
      F(u2);
      const d2 = U(u2, this.#c);
      if (
        ((this.#s = {
          state: this.#e ? "aborted-with-statistics" : "completed",
          latency: o2,
          period: l2 / this.runs,
          throughput: d2,
          totalTime: l2,
        }),
        s2 !== void 0)
      ) {
        const e4 = new n("warning", this, s2);
        this.dispatchEvent(e4), this.#n.dispatchEvent(e4);
      }
    } else this.#e && (this.#s = Y);
    if (e2) {
      this.#s = {
        state: "errored",
        error: e2,
      };
      const t3 = new n("error", this, e2);
      if ((this.dispatchEvent(t3), this.#n.dispatchEvent(t3), this.#n.throws)) throw e2;
    }
    const i2 = new n("cycle", this);
    this.dispatchEvent(i2), this.#n.dispatchEvent(i2), this.dispatchEvent(new n("complete", this));
  }
};
function Z(e2) {
  if (typeof e2 != "object" || !e2) return;
  const t2 = e2;
  if (!("overriddenDuration" in t2)) return;
  const n2 = t2.overriddenDuration;
  return typeof n2 == "number" && Number.isFinite(n2) && n2 >= 0 ? n2 : void 0;
}
function Q(e2) {
  if (typeof e2 != "object" || !e2) return;
  const t2 = e2;
  try {
    if (!("overriddenIterationCost" in t2)) return;
    const e3 = t2.overriddenIterationCost;
    return typeof e3 == "number" && Number.isFinite(e3) && e3 >= 0 ? e3 : void 0;
  } catch {
    return;
  }
}
var $ =
  '`subtractTimerOverhead` cannot be used with `concurrency: "task"` \u2014 set `concurrency` to `null` or `"bench"`, or disable `subtractTimerOverhead`';
var ae = class extends EventTarget {
  concurrency;
  iterations;
  name;
  now;
  retainSamples;
  runtime;
  runtimeVersion;
  setup;
  signal;
  subtractTimerOverhead;
  teardown;
  threshold;
  throws;
  time;
  timerOverhead;
  timestampProvider;
  warmup;
  warmupIterations;
  warmupTime;
  get results() {
    return this.tasks.map((e2) => e2.result);
  }
  get tasks() {
    return [...this.#e.values()];
  }
  #e = /* @__PURE__ */ new Map();
  constructor(t2 = {}) {
    super();
    const { name: r2, ...i2 } = t2;
    (this.name = r2),
      (this.runtime = h),
      (this.runtimeVersion = g),
      (this.concurrency = i2.concurrency ?? null),
      (this.threshold = i2.threshold ?? Infinity),
      (this.time = i2.time ?? 1e3),
      (this.iterations = i2.iterations ?? 64),
      s(i2.now === void 0 || i2.timestampProvider === void 0, "Cannot set both `now` and `timestampProvider` options"),
      (this.timestampProvider = E(i2.now ?? i2.timestampProvider)),
      (this.now = () => this.timestampProvider.toMs(this.timestampProvider.fn())),
      (this.warmup = i2.warmup ?? true),
      (this.warmupIterations = i2.warmupIterations ?? 16),
      (this.warmupTime = i2.warmupTime ?? 250),
      (this.setup = i2.setup ?? e),
      (this.teardown = i2.teardown ?? e),
      (this.throws = i2.throws ?? false),
      i2.signal != null && (this.signal = i2.signal),
      (this.retainSamples = i2.retainSamples === true),
      (this.subtractTimerOverhead = i2.subtractTimerOverhead === true),
      s(!(this.subtractTimerOverhead && this.concurrency === "task"), $);
    const a2 = this.subtractTimerOverhead ? q(this.timestampProvider) : void 0;
    a2 != null && (this.timerOverhead = a2),
      this.signal &&
        this.signal.addEventListener(
          "abort",
          () => {
            this.dispatchEvent(new n("abort"));
          },
          { once: true },
        );
  }
  add(e2, t2, r2 = {}) {
    if (this.#e.has(e2)) throw Error(`Task "${e2}" already exists`);
    {
      const i2 = new X(this, e2, t2, r2);
      this.#e.set(e2, i2), this.dispatchEvent(new n("add", i2));
    }
    return this;
  }
  getTask(e2) {
    return this.#e.get(e2);
  }
  remove(e2) {
    const t2 = this.getTask(e2);
    return (t2 && (this.#e.delete(e2), this.dispatchEvent(new n("remove", t2))), this);
  }
  reset() {
    for (const e2 of this.#e.values()) e2.reset();
    this.dispatchEvent(new n("reset"));
  }
  async run() {
    s(!(this.subtractTimerOverhead && this.concurrency === "task"), $),
      this.warmup && (await this.#t()),
      this.dispatchEvent(new n("start"));
    let e2 = [];
    if (this.concurrency === "bench") {
      const t2 = [];
      for (const e3 of this.#e.values()) t2.push(e3.run());
      e2 = await Promise.all(t2);
    } else for (const t2 of this.#e.values()) e2.push(await t2.run());
    return (this.dispatchEvent(new n("complete")), e2);
  }
  runSync() {
    s(this.concurrency === null, "Cannot use `concurrency` option when using `runSync`"), this.warmup && this.#n();
    const e2 = [];
    this.dispatchEvent(new n("start"));
    for (const t2 of this.#e.values()) e2.push(t2.runSync());
    return (this.dispatchEvent(new n("complete")), e2);
  }
  table(e2 = te) {
    return this.tasks.map(e2);
  }
  async #t() {
    if ((this.dispatchEvent(new n("warmup")), this.concurrency === "bench")) {
      const e2 = [];
      for (const t2 of this.#e.values()) e2.push(t2.warmup());
      await Promise.all(e2);
    } else for (const e2 of this.#e.values()) await e2.warmup();
  }
  #n() {
    this.dispatchEvent(new n("warmup"));
    for (const e2 of this.#e.values()) e2.warmupSync();
  }
};

// src/next-task.ts
function nextTask() {
  if (typeof setImmediate === "function") return new Promise((resolve) => setImmediate(resolve));
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(void 0);
  });
}

// bench/measure.ts
var rounds = 9;
async function measure(cases, signal, { progress, slowMs = 1e3 } = {}) {
  const medians = /* @__PURE__ */ new Map(),
    plain = new Set(cases.filter(({ beside }) => beside === void 0).map(({ baseline }) => baseline));
  for (const { kernel, baseline } of cases) medians.set(kernel, []).set(baseline, []);
  for (let round = 0; round < rounds; round++) {
    progress?.(round);
    for (const [form, list] of medians) {
      if (round % 4 !== 0 && plain.has(form) && list[0] > slowMs) continue;
      await nextTask();
      if (signal.aborted) return void 0;
      const warm = round === 0 ? await turn(form, 60) : 0;
      list.push(warm > slowMs ? warm : await turn(form, 20));
    }
  }
  const of = (form) => median(medians.get(form));
  return cases.map(({ kernel, baseline }) => ({ medianMs: of(kernel), baselineMs: of(baseline) }));
}
async function turn(form, time) {
  const bench = new ae({ time, iterations: 1, warmup: false, throws: true });
  const call = () => {
    form();
  };
  bench.add("form", call, { async: false });
  await bench.run();
  const result = bench.getTask("form")?.result;
  if (result?.state !== "completed") throw new Error(`a measurement ended as ${result?.state}`);
  return result.latency.p50;
}
function median(values) {
  return values.sort((a2, b) => a2 - b)[values.length >> 1];
}

// b.ts
for (const c2 of topology.cases(void 0)) {
  const group = "name" in c2 ? [c2] : c2;
  const m2 = await measure(group, new AbortController().signal);
  console.log(
    group[0].name,
    m2[0].medianMs.toFixed(2),
    m2[0].baselineMs.toFixed(2),
    (m2[0].baselineMs / m2[0].medianMs).toFixed(2),
  );
}

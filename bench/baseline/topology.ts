import { Random } from "../../src/random.js";

/** An undirected simple graph by rows, ascending. */
export interface Rows {
  readonly pointers: Int32Array;
  readonly targets: Int32Array;
}

/** Mean clustering in plain JavaScript: for every node and each of its neighbours, a merge of their ascending rows. */
export function meanClustering({ pointers, targets }: Rows): number {
  const nodes = pointers.length - 1;
  let sum = 0;
  for (let i = 0; i < nodes; i++) {
    const begin = pointers[i]!,
      end = pointers[i + 1]!,
      degree = end - begin;
    if (degree < 2) continue;
    let closed = 0;
    for (let p = begin; p < end; p++) {
      const last = pointers[targets[p]! + 1]!;
      let q = pointers[targets[p]!]!,
        r = begin;
      while (q < last && r < end) {
        const difference = targets[q]! - targets[r]!;
        if (difference === 0) closed++;
        if (difference <= 0) q++;
        if (difference >= 0) r++;
      }
    }
    sum += closed / (degree * (degree - 1));
  }
  return sum / nodes;
}

/** Characteristic path length of a connected graph in plain JavaScript: a breadth-first search from each node. */
export function meanDistance({ pointers, targets }: Rows): number {
  const nodes = pointers.length - 1,
    distance = new Int32Array(nodes),
    queue = new Int32Array(nodes);
  let sum = 0;
  for (let source = 0; source < nodes; source++) {
    distance.fill(-1);
    distance[source] = 0;
    queue[0] = source;
    for (let head = 0, end = 1; head < end; head++) {
      const u = queue[head]!,
        next = distance[u]! + 1;
      for (let p = pointers[u]!; p < pointers[u + 1]!; p++) {
        const v = targets[p]!;
        if (distance[v]! >= 0) continue;
        distance[v] = next;
        sum += next;
        queue[end++] = v;
      }
    }
  }
  return sum / (nodes * (nodes - 1));
}

/** Double-edge swaps in plain JavaScript: rows, no longer ascending, are searched for whether an edge exists. */
export function swapEdges({ pointers, targets }: Rows, swaps: number): Int32Array {
  const rows = targets.slice(),
    nodes = pointers.length - 1,
    owner = new Int32Array(rows.length),
    random = xorshift(new Random(1).integer(2 ** 32) | 1);
  for (let i = 0; i < nodes; i++) owner.fill(i, pointers[i]!, pointers[i + 1]!);
  const place = (i: number, j: number) => {
    for (let p = pointers[i]!; p < pointers[i + 1]!; p++) if (rows[p] === j) return p;
    return -1;
  };
  for (let swap = 0; swap < swaps; swap++) {
    const p = random() % rows.length,
      q = random() % rows.length,
      a = owner[p]!,
      b = rows[p]!,
      c = owner[q]!,
      d = rows[q]!;
    if (a === d || c === b || place(a, d) >= 0 || place(c, b) >= 0) continue;
    const back = place(b, a),
      forth = place(d, c);
    rows[p] = d;
    rows[q] = b;
    rows[back] = c;
    rows[forth] = a;
  }
  return rows;
}

/** Marsaglia's xorshift32. */
function xorshift(state: number): () => number {
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

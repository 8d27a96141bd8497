/**
 * Which edges meet at each node, kept up to date under double-edge swaps in O(1) as degrees do not change; directions are
 * left out of account. A swap makes the edges e: a → b and f: c → d into a → d and c → b, four different nodes; `turned` says
 * that f is taken the other way round, and stays so.
 */
export class Incidence {
  /** The edges at node i are those at pointers[i] … pointers[i + 1] − 1. */
  readonly pointers: Int32Array;
  readonly edges: Int32Array;
  readonly #neighbours: Int32Array;
  /** Where edge e stands among its source's edges, and among its target's. */
  readonly #atSource: Int32Array;
  readonly #atTarget: Int32Array;
  /** Number of the search and side that came to a node last. */
  readonly #marks: Float64Array;
  readonly #queues: readonly [Int32Array, Int32Array];
  #searches = 0;

  constructor(nodes: number, sources: Int32Array, targets: Int32Array) {
    const count = sources.length,
      pointers = new Int32Array(nodes + 1);
    for (let e = 0; e < count; e++) {
      pointers[sources[e]! + 1]!++;
      pointers[targets[e]! + 1]!++;
    }
    for (let i = 0; i < nodes; i++) pointers[i + 1]! += pointers[i]!;
    const next = pointers.slice();
    this.pointers = pointers;
    this.edges = new Int32Array(2 * count);
    this.#neighbours = new Int32Array(2 * count);
    this.#atSource = new Int32Array(count);
    this.#atTarget = new Int32Array(count);
    this.#marks = new Float64Array(nodes);
    this.#queues = [new Int32Array(nodes), new Int32Array(nodes)];
    for (let e = 0; e < count; e++) {
      this.#atSource[e] = next[sources[e]!]!++;
      this.#atTarget[e] = next[targets[e]!]!++;
      this.#write(this.#atSource[e]!, e, targets[e]!);
      this.#write(this.#atTarget[e]!, e, sources[e]!);
    }
  }

  swap(e: number, f: number, turned: boolean): void {
    const atA = this.#atSource[e]!,
      atB = this.#atTarget[e]!,
      atC = turned ? this.#atTarget[f]! : this.#atSource[f]!,
      atD = turned ? this.#atSource[f]! : this.#atTarget[f]!,
      [b, a, d, c] = [this.#neighbours[atA]!, this.#neighbours[atB]!, this.#neighbours[atC]!, this.#neighbours[atD]!];
    this.#write(atA, e, d);
    this.#write(atD, e, a);
    this.#write(atC, f, b);
    this.#write(atB, f, c);
    this.#atTarget[e] = atD;
    this.#atSource[f] = atC;
    this.#atTarget[f] = atB;
  }

  /**
   * Whether a connected graph would stay connected after a swap. Without e and f every part still holds one of their ends,
   * and the new edges join a with d and c with b: so it would if and only if some way leads from {a, d} to {b, c} past e and
   * f. Searches from both sides, taking turns, mostly meet within a few steps.
   */
  joins(e: number, f: number, turned: boolean): boolean {
    const neighbours = this.#neighbours,
      atA = this.#atSource[e]!,
      atB = this.#atTarget[e]!,
      atC = turned ? this.#atTarget[f]! : this.#atSource[f]!,
      atD = turned ? this.#atSource[f]! : this.#atTarget[f]!,
      [b, a, d, c] = [neighbours[atA]!, neighbours[atB]!, neighbours[atC]!, neighbours[atD]!];
    // For the search, e and f lead within their own side.
    neighbours[atA] = d;
    neighbours[atD] = a;
    neighbours[atB] = c;
    neighbours[atC] = b;
    const met = this.#meet(a, d, b, c);
    neighbours[atA] = b;
    neighbours[atB] = a;
    neighbours[atC] = d;
    neighbours[atD] = c;
    return met;
  }

  #meet(a: number, d: number, b: number, c: number): boolean {
    const marks = this.#marks,
      [left, right] = this.#queues,
      mark = 2 * ++this.#searches;
    marks[a] = marks[d] = mark;
    marks[b] = marks[c] = mark + 1;
    left[0] = a;
    left[1] = d;
    right[0] = b;
    right[1] = c;
    let leftEnd = 2,
      rightEnd = 2;
    for (let head = 0; head < leftEnd && head < rightEnd; head++) {
      leftEnd = this.#visit(left, head, leftEnd, mark, mark + 1);
      if (leftEnd < 0) return true;
      rightEnd = this.#visit(right, head, rightEnd, mark + 1, mark);
      if (rightEnd < 0) return true;
    }
    return false;
  }

  /** Puts a node's new neighbours into the queue; gives the queue's new end, or −1 where the other side has been. */
  #visit(queue: Int32Array, head: number, end: number, own: number, other: number): number {
    const marks = this.#marks,
      node = queue[head]!;
    for (let p = this.pointers[node]!; p < this.pointers[node + 1]!; p++) {
      const neighbour = this.#neighbours[p]!,
        mark = marks[neighbour];
      if (mark === other) return -1;
      if (mark === own) continue;
      marks[neighbour] = own;
      queue[end++] = neighbour;
    }
    return end;
  }

  #write(at: number, edge: number, neighbour: number): void {
    this.edges[at] = edge;
    this.#neighbours[at] = neighbour;
  }
}

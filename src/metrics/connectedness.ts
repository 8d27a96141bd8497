/**
 * A connected graph under double-edge swaps, directions left out of account, that answers whether a swap would split it.
 *
 * Without the edges a–b and c–d every part still holds one of their ends, and the new edges join a with d and c with b. So
 * the graph stays connected if and only if some way leads from {a, d} to {b, c} past the old edges. Two searches look for
 * it from both sides in turns and mostly meet within a few steps; a swap kept is O(1), since degrees do not change.
 */
export class Connectedness {
  readonly #pointers: Int32Array;
  readonly #neighbours: Int32Array;
  /** Where edge e stands among its source's neighbours, and among its target's. */
  readonly #atSource: Int32Array;
  readonly #atTarget: Int32Array;
  /** Number of the search and side that came to a node last. */
  readonly #marks: Float64Array;
  readonly #queues: readonly [Int32Array, Int32Array];
  #searches = 0;

  constructor(nodes: number, sources: Int32Array, targets: Int32Array) {
    const edges = sources.length,
      pointers = new Int32Array(nodes + 1);
    for (let e = 0; e < edges; e++) {
      pointers[sources[e]! + 1]!++;
      pointers[targets[e]! + 1]!++;
    }
    for (let i = 0; i < nodes; i++) pointers[i + 1]! += pointers[i]!;
    const next = pointers.slice();
    this.#pointers = pointers;
    this.#neighbours = new Int32Array(2 * edges);
    this.#atSource = new Int32Array(edges);
    this.#atTarget = new Int32Array(edges);
    this.#marks = new Float64Array(nodes);
    this.#queues = [new Int32Array(nodes), new Int32Array(nodes)];
    for (let e = 0; e < edges; e++) {
      const source = sources[e]!,
        target = targets[e]!;
      this.#atSource[e] = next[source]!++;
      this.#atTarget[e] = next[target]!++;
      this.#neighbours[this.#atSource[e]!] = target;
      this.#neighbours[this.#atTarget[e]!] = source;
    }
  }

  /**
   * Makes the edges e: a → b and f: c → d into a → d and c → b, unless that would split the graph; says whether it did.
   * @param turned whether f is taken the other way round, and stays so
   */
  trySwap(e: number, f: number, turned: boolean): boolean {
    const neighbours = this.#neighbours,
      atA = this.#atSource[e]!,
      atB = this.#atTarget[e]!,
      atC = turned ? this.#atTarget[f]! : this.#atSource[f]!,
      atD = turned ? this.#atSource[f]! : this.#atTarget[f]!,
      b = neighbours[atA]!,
      a = neighbours[atB]!,
      d = neighbours[atC]!,
      c = neighbours[atD]!;
    neighbours[atA] = d;
    neighbours[atD] = a;
    neighbours[atC] = b;
    neighbours[atB] = c;
    if (!this.#meet(a, d, c, b)) {
      neighbours[atA] = b;
      neighbours[atB] = a;
      neighbours[atC] = d;
      neighbours[atD] = c;
      return false;
    }
    this.#atTarget[e] = atD;
    this.#atSource[f] = atC;
    this.#atTarget[f] = atB;
    return true;
  }

  /** Whether a way leads from the edge a–d to the edge c–b. */
  #meet(a: number, d: number, c: number, b: number): boolean {
    const marks = this.#marks,
      [left, right] = this.#queues,
      mark = 2 * ++this.#searches;
    let leftEnd = 0,
      rightEnd = 0;
    // Four different nodes: a swap of edges with an end in common is none.
    marks[a] = marks[d] = mark;
    marks[c] = marks[b] = mark + 1;
    left[leftEnd++] = a;
    left[leftEnd++] = d;
    right[rightEnd++] = c;
    right[rightEnd++] = b;
    for (let head = 0; head < leftEnd && head < rightEnd; head++) {
      const leftNew = this.#visit(left, head, leftEnd, mark, mark + 1);
      if (leftNew < 0) return true;
      leftEnd = leftNew;
      const rightNew = this.#visit(right, head, rightEnd, mark + 1, mark);
      if (rightNew < 0) return true;
      rightEnd = rightNew;
    }
    return false;
  }

  /** Puts the new neighbours of a node into the queue; the queue's new end, or −1 where the other side has been. */
  #visit(queue: Int32Array, head: number, end: number, own: number, other: number): number {
    const marks = this.#marks,
      node = queue[head]!;
    for (let p = this.#pointers[node]!; p < this.#pointers[node + 1]!; p++) {
      const neighbour = this.#neighbours[p]!,
        mark = marks[neighbour];
      if (mark === other) return -1;
      if (mark === own) continue;
      marks[neighbour] = own;
      queue[end++] = neighbour;
    }
    return end;
  }
}

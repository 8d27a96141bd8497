import type { Chance, Level } from "./level.js";

/** Arrays for one search, made once for its largest level. */
export class LevelWorkspace {
  readonly dimensions: number;
  /** Weight into each group from what is at hand; 0 between uses. */
  readonly into: Float64Array;
  /** The groups that have some. */
  readonly touched: Int32Array;
  /** Nodes to visit, or the members of groups, one group after the other. */
  readonly queue: Int32Array;
  readonly queued: Uint8Array;
  /** Strengths of each group, and nodes in it. */
  readonly sums: Float64Array;
  readonly sizes: Int32Array;
  /** The groups without nodes. */
  readonly empty: Int32Array;
  /** Weight from each node into its group, NaN where that is not known. */
  readonly kept: Float64Array;
  /** What a node's strengths multiply a group's with: h_i of `Chance`. */
  readonly share: Float64Array;
  /** Of a refinement: strengths of each part, and the parts a node may join with their weights and gains. */
  readonly partSums: Float64Array;
  readonly choices: Int32Array;
  readonly weights: Float64Array;
  readonly gains: Float64Array;

  constructor(nodes: number, { dimensions }: Chance) {
    this.dimensions = dimensions;
    this.into = new Float64Array(nodes);
    this.touched = new Int32Array(nodes);
    this.queue = new Int32Array(nodes);
    this.queued = new Uint8Array(nodes);
    this.sums = new Float64Array(nodes * dimensions);
    this.sizes = new Int32Array(nodes);
    this.empty = new Int32Array(nodes);
    this.kept = new Float64Array(nodes);
    this.share = new Float64Array(dimensions);
    this.partSums = new Float64Array(nodes * dimensions);
    this.choices = new Int32Array(nodes);
    this.weights = new Float64Array(nodes);
    this.gains = new Float64Array(nodes + 1); // one more for staying alone
  }

  /** Puts together strengths and sizes of the groups. */
  sumUp({ nodes, strengths }: Level, labels: Int32Array): void {
    const { dimensions, sums, sizes } = this;
    sums.fill(0, 0, nodes * dimensions);
    sizes.fill(0, 0, nodes);
    for (let i = 0; i < nodes; i++) {
      const group = labels[i]!;
      sizes[group]!++;
      for (let d = 0; d < dimensions; d++) sums[group * dimensions + d]! += strengths[i * dimensions + d]!;
    }
  }
}

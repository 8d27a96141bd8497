/** A partition of a graph's nodes, and its quality. */
export interface Partition {
  /** The group of every node, 0, 1, … in order of first appearance. */
  readonly communities: Int32Array;
  /** As `modularity` or `signedModularity` gives it for these communities. */
  readonly modularity: number;
}

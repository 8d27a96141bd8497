import { ArgumentError, MemoryError } from "../errors.js";
import { emptyAdjacency, Graph } from "./graph.js";
import { groupsOf } from "./graph-input.js";

export interface AgreementOptions {
  /** Pairs of a smaller share are left out, from 0 to 1; 0, the default, keeps every pair that ever is in one group. */
  readonly threshold?: number;
}

/**
 * How often partitions put two nodes into one group: the undirected graph whose weights are the shares of the partitions
 * that do, above 0 up to 1. Kept are the pairs that ever share a group: with groups of g of n nodes about n · g entries of
 * 12 bytes, and n² for a partition into few groups. O(partitions · that) time.
 * Brain Connectivity Toolbox: `agreement`, which gives counts: multiply by the number of partitions.
 * @param partitions at least one, each of n labels, any integers
 * @throws {ShapeError} for partitions of unequal length
 * @throws {ArgumentError} for no partition, a label that is no integer, or a threshold out of range
 * @throws {MemoryError} for more than 2^27 entries, 1.6 GB
 * Source: Lancichinetti & Fortunato 2012, doi:10.1038/srep00336.
 */
export function agreement(partitions: readonly ArrayLike<number>[], { threshold = 0 }: AgreementOptions = {}): Graph {
  if (!Array.isArray(partitions) || partitions.length === 0)
    throw new ArgumentError("agreement", "partitions", partitions, "an array of partitions, one at least");
  expectThreshold("agreement", threshold);
  const nodes: unknown = (partitions[0] as ArrayLike<number> | undefined)?.length;
  if (typeof nodes !== "number")
    throw new ArgumentError("agreement", "partitions[0]", partitions[0], "an array of labels");
  const groups = partitions.map((labels, k) => listed(groupsOf("agreement", `partitions[${k}]`, labels, nodes))),
    shared = new Int32Array(nodes),
    others = new Int32Array(nodes),
    pointers = new Int32Array(nodes + 1);
  // One partition's pairs are all there unless some are left out: no need to find out on the way.
  if (threshold === 0)
    for (const { ends } of groups)
      expectRoom(ends.reduce((sum, end, c) => sum + (end - (ends[c - 1] ?? 0)) ** 2, -nodes));
  let { targets, weights } = emptyAdjacency(0, 4 * nodes),
    at = 0;
  for (let i = 0; i < nodes; i++) {
    let found = 0;
    for (const { labels, ends, members } of groups) {
      const group = labels[i]!;
      for (let m = ends[group]!; m < ends[group + 1]!; m++) {
        const j = members[m]!;
        if (shared[j]!++ === 0) others[found++] = j;
      }
    }
    if (at + found > targets.length) ({ targets, weights } = enlarged(at + found, targets, weights));
    for (const j of others.subarray(0, found).sort()) {
      const share = shared[j]! / groups.length;
      shared[j] = 0;
      if (j === i || share < threshold) continue;
      targets[at] = j;
      weights[at++] = share;
    }
    pointers[i + 1] = at;
  }
  return new Graph({ pointers, targets: targets.slice(0, at), weights: weights.slice(0, at) }, { directed: false });
}

/** @throws {ArgumentError} unless threshold is a number from 0 to 1 */
export function expectThreshold(call: string, threshold: unknown): void {
  if (!(typeof threshold === "number" && threshold >= 0 && threshold <= 1))
    throw new ArgumentError(call, "threshold", threshold, "a number from 0 to 1");
}

/** The members of each group, one group after the other. */
function listed({ labels, count }: { labels: Int32Array; count: number }) {
  const ends = new Int32Array(count + 1),
    members = new Int32Array(labels.length);
  for (const label of labels) ends[label]!++;
  for (let c = 0; c < count; c++) ends[c + 1]! += ends[c]!;
  for (let i = labels.length - 1; i >= 0; i--) members[--ends[labels[i]!]!] = i;
  return { labels, ends, members };
}

const largest = 2 ** 27;

/** @throws {MemoryError} for more entries than are kept */
function expectRoom(entries: number): void {
  if (entries > largest)
    throw new MemoryError("agreement", 12 * entries, "more than 2^27 pairs share a group: raise the resolution");
}

function enlarged(needed: number, targets: Int32Array, weights: Float64Array) {
  expectRoom(needed);
  const room = Math.min(largest, Math.max(needed, 2 * targets.length)),
    result = emptyAdjacency(0, room);
  result.targets.set(targets);
  result.weights.set(weights);
  return result;
}

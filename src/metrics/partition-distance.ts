import { log } from "../elementary.js";
import { ArgumentError } from "../errors.js";
import { groupsOf } from "./graph-input.js";

/**
 * How much two partitions of the same n nodes tell about each other, from 0 to 1:
 *   NMI = 2 I / (H_x + H_y),   H = −Σ p ln p,   I = Σ p_xy ln(p_xy / (p_x p_y))
 * 1 for equal partitions whatever their labels, also where both have one group or there are no nodes; 0 where only one of
 * them has one group. O(n). Brain Connectivity Toolbox: the second result of `partition_distance`.
 * @param x, y one label per node, any integers
 * @throws {ShapeError} for unequal lengths    @throws {ArgumentError} for a label that is no integer
 * Source: Danon et al. 2005, doi:10.1088/1742-5468/2005/09/P09008.
 */
export function normalisedMutualInformation(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const { entropies, variation } = information("normalisedMutualInformation", x, y);
  return entropies === 0 ? 1 : Math.max(0, 1 - variation / entropies);
}

/**
 * Distance of two partitions of the same n nodes, from 0 for equal ones to 1 for one group beside n of them:
 *   VI = (H_x + H_y − 2 I) / ln n,   H and I as for `normalisedMutualInformation`
 * A metric. 0 for fewer than two nodes. O(n). Brain Connectivity Toolbox: the first result of `partition_distance`.
 * @param x, y one label per node, any integers
 * @throws {ShapeError} for unequal lengths    @throws {ArgumentError} for a label that is no integer
 * Source: Meilă 2007, doi:10.1016/j.jmva.2006.11.013.
 */
export function variationOfInformation(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const { variation } = information("variationOfInformation", x, y);
  return variation === 0 ? 0 : Math.min(1, variation / log(x.length));
}

/** H_x + H_y, and H_x + H_y − 2 I as −Σ p_xy [ln(p_xy/p_x) + ln(p_xy/p_y)], whose terms are 0 for equal partitions. */
function information(call: string, x: ArrayLike<number>, y: ArrayLike<number>) {
  if (typeof x !== "object" || x === null || !Number.isInteger(x.length))
    throw new ArgumentError(call, "x", x, "an array of labels");
  const n = x.length,
    a = groupsOf(call, "x", x, n),
    b = groupsOf(call, "y", y, n),
    sizesOfA = sizes(a.labels, a.count),
    sizesOfB = sizes(b.labels, b.count);
  // The nodes group by group of x, so that each group's share in those of y is counted at one time.
  const ends = sizesOfA.slice(),
    members = new Int32Array(n),
    both = new Int32Array(b.count);
  for (let c = 1; c < a.count; c++) ends[c]! += ends[c - 1]!;
  for (let i = n - 1; i >= 0; i--) members[--ends[a.labels[i]!]!] = i;
  let variation = 0;
  for (let c = 0; c < a.count; c++) {
    const group = members.subarray(ends[c]!, ends[c]! + sizesOfA[c]!);
    for (const i of group) both[b.labels[i]!]!++;
    for (const i of group) {
      const other = b.labels[i]!,
        count = both[other]!;
      if (count === 0) continue;
      variation -= (count / n) * (log(count / sizesOfA[c]!) + log(count / sizesOfB[other]!));
      both[other] = 0;
    }
  }
  return { entropies: entropy(sizesOfA, n) + entropy(sizesOfB, n), variation };
}

function sizes(labels: Int32Array, count: number): Int32Array {
  const result = new Int32Array(count);
  for (const label of labels) result[label]!++;
  return result;
}

function entropy(counts: Int32Array, n: number): number {
  let sum = 0;
  for (const count of counts) sum -= (count / n) * log(count / n);
  return sum;
}

import type { Level } from "./level.js";
import type { LevelWorkspace } from "./level-workspace.js";

/** Arrays that a level is put into; they grow when one needs more, and are used again for the next. */
export class LevelBuffer {
  pointers = new Int32Array(0);
  targets = new Int32Array(0);
  weights = new Float64Array(0);
  strengths = new Float64Array(0);
  reach = new Float64Array(0);

  reserveNodes(nodes: number, dimensions: number): void {
    if (this.pointers.length > nodes && this.strengths.length >= nodes * dimensions) return;
    this.pointers = new Int32Array(nodes + 1);
    this.strengths = new Float64Array(nodes * dimensions);
    this.reach = new Float64Array(nodes);
  }

  /** Makes room for entries, and keeps those there are. */
  reserveEntries(entries: number): void {
    if (this.targets.length >= entries) return;
    const room = Math.max(entries, Math.ceil(this.targets.length * 1.5)),
      { targets, weights } = this;
    this.targets = new Int32Array(room);
    this.targets.set(targets);
    this.weights = new Float64Array(room);
    this.weights.set(weights);
  }
}

/**
 * The level whose nodes are the groups 0 … count − 1 of this one, its weights the sums of theirs. What lies inside a group
 * is left out: it would be a self-loop.
 */
export function aggregate(
  level: Level,
  labels: Int32Array,
  count: number,
  work: LevelWorkspace,
  buffer: LevelBuffer,
): Level {
  const { nodes, pointers, targets, weights, strengths } = level,
    { dimensions, into, touched, queue: members, empty: starts, sizes: listed } = work;
  buffer.reserveNodes(count, dimensions);
  buffer.reserveEntries(pointers[nodes]! >> 2); // about what is left, so that it seldom grows on the way
  buffer.strengths.fill(0, 0, count * dimensions);
  // Members of each group, one group after the other.
  starts.fill(0, 0, count);
  listed.fill(-1, 0, count);
  for (let i = 0; i < nodes; i++) starts[labels[i]!]!++;
  for (let c = 0, at = 0; c < count; c++) {
    at += starts[c]!;
    starts[c] = at;
  }
  for (let i = nodes - 1; i >= 0; i--) members[--starts[labels[i]!]!] = i;
  let at = 0;
  for (let c = 0; c < count; c++) {
    const last = c + 1 < count ? starts[c + 1]! : nodes;
    let found = 0;
    for (let m = starts[c]!; m < last; m++) {
      const i = members[m]!,
        end = pointers[i + 1]!;
      for (let d = 0; d < dimensions; d++) buffer.strengths[c * dimensions + d]! += strengths[i * dimensions + d]!;
      for (let p = pointers[i]!; p < end; p++) {
        const group = labels[targets[p]!]!,
          weight = into[group]!;
        if (weight === 0 && listed[group] !== c) {
          // Weights that cancel on the way must not put a group on the list twice.
          listed[group] = c;
          touched[found++] = group;
        }
        into[group] = weight + (weights === undefined ? 1 : weights[p]!);
      }
    }
    let reach = 0;
    buffer.reserveEntries(at + found);
    for (let t = 0; t < found; t++) {
      const group = touched[t]!,
        weight = into[group]!;
      into[group] = 0;
      if (group === c || weight === 0) continue;
      reach += weight;
      buffer.targets[at] = group;
      buffer.weights[at++] = weight;
    }
    buffer.reach[c] = reach;
    buffer.pointers[c + 1] = at;
  }
  return {
    nodes: count,
    pointers: buffer.pointers,
    targets: buffer.targets,
    weights: buffer.weights,
    strengths: buffer.strengths,
    reach: buffer.reach,
  };
}

import type { Draws } from "./draws.js";
import type { Chance, Level } from "./level.js";
import type { LevelWorkspace } from "./level-workspace.js";
import { randomOrder } from "./random-order.js";

export interface MoveOptions {
  /** Q has to rise by more than this for a move. */
  readonly tolerance: number;
  /** Whether a node may also leave for a group of its own. */
  readonly leave: boolean;
  /** Whether to go on until no node has a move at all, and not only none beside one that moved. */
  readonly exhaustive: boolean;
}

/**
 * Moves nodes, in random order, to the neighbouring group whose quality gains most, of equals the lowest; a node comes up
 * again when a neighbour has moved to another group than its own. Gives whether any node moved.
 * @param labels the groups, numbers below the level's nodes; changed
 * @param work its `kept` as the field says; changed
 */
export function moveNodes(
  level: Level,
  chance: Chance,
  labels: Int32Array,
  work: LevelWorkspace,
  draws: Draws,
  { tolerance, leave, exhaustive }: MoveOptions,
): boolean {
  const { nodes, pointers, targets, weights, strengths, reach } = level,
    { dimensions, partners, factors, scale } = chance,
    { into, touched, queue, queued, sums, sizes, empty, share, kept } = work,
    margin = (tolerance * scale) / 2,
    // Unless chance counts negative, no group gains more than the weight that leads out of the own one.
    bounded = factors.every((factor) => factor >= 0);
  work.sumUp(level, labels);
  let empties = 0;
  for (let c = nodes - 1; c >= 0; c--) if (sizes[c] === 0) empty[empties++] = c;
  let moved = false,
    again = true;
  while (again) {
    again = false;
    randomOrder(queue, nodes, draws);
    queued.fill(1, 0, nodes);
    let head = 0;
    for (let waiting = nodes; waiting > 0; waiting--) {
      const i = queue[head]!,
        own = labels[i]!,
        strength = strengths[i]!,
        begin = pointers[i]!,
        end = pointers[i + 1]!;
      if (++head === nodes) head = 0;
      queued[i] = 0;
      // What a better group must gain, but for the weight into the own one.
      let away = margin;
      if (dimensions === 1) {
        share[0] = factors[0]! * strength;
        away -= share[0]! * (sums[own]! - strength);
      } else
        for (let d = 0; d < dimensions; d++) {
          share[d] = factors[d]! * strengths[i * dimensions + partners[d]!]!;
          away -= share[d]! * (sums[own * dimensions + d]! - strengths[i * dimensions + d]!);
        }
      if (bounded && kept[i]! + away >= reach[i]! - kept[i]!) continue;
      let count = 0;
      for (let p = begin; p < end; p++) {
        const group = labels[targets[p]!]!,
          weight = into[group]!;
        if (weight === 0) touched[count++] = group;
        into[group] = weight + (weights === undefined ? 1 : weights[p]!);
      }
      let best = own,
        inside = into[own]!,
        most = inside + away;
      kept[i] = inside;
      if (dimensions === 1) {
        const factor = share[0]!;
        for (let t = 0; t < count; t++) {
          const group = touched[t]!,
            weight = into[group]!,
            gain = weight - factor * sums[group]!;
          into[group] = 0;
          if (gain >= most && group !== own && (gain > most || (best !== own && group < best))) {
            most = gain;
            best = group;
            inside = weight;
          }
        }
      } else {
        for (let t = 0; t < count; t++) {
          const group = touched[t]!;
          let gain = into[group]!;
          for (let d = 0; d < dimensions; d++) gain -= share[d]! * sums[group * dimensions + d]!;
          if (gain >= most && group !== own && (gain > most || (best !== own && group < best))) {
            most = gain;
            best = group;
            inside = into[group]!;
          }
        }
        // Not sooner: weights that cancel on the way put a group on the list twice.
        for (let t = 0; t < count; t++) into[touched[t]!] = 0;
      }
      if (leave && most < 0 && sizes[own]! > 1) {
        best = empty[empties - 1]!;
        inside = 0;
      }
      if (best === own) continue;
      again = moved = true;
      labels[i] = best;
      kept[i] = inside;
      if (sizes[best]!++ === 0) empties--;
      if (--sizes[own]! === 0) empty[empties++] = own;
      for (let d = 0; d < dimensions; d++) {
        const strength = strengths[i * dimensions + d]!;
        sums[own * dimensions + d]! -= strength;
        sums[best * dimensions + d]! += strength;
      }
      for (let p = begin; p < end; p++) {
        const neighbour = targets[p]!,
          group = labels[neighbour]!;
        if (group === best) {
          kept[neighbour]! += weights === undefined ? 1 : weights[p]!;
          continue;
        }
        if (group === own) kept[neighbour]! -= weights === undefined ? 1 : weights[p]!;
        if (queued[neighbour] === 1) continue;
        queued[neighbour] = 1;
        const tail = head + waiting - 1;
        queue[tail < nodes ? tail : tail - nodes] = neighbour;
        waiting++;
      }
    }
    again &&= exhaustive;
  }
  return moved;
}

import { exp } from "../elementary.js";
import type { Draws } from "./draws.js";
import type { Chance, Level } from "./level.js";
import type { LevelWorkspace } from "./level-workspace.js";
import { randomOrder } from "./random-order.js";

/**
 * Leiden's refinement: splits every group S into parts that are connected inside and well connected with the rest of it.
 * Each node begins alone. In random order, nodes that are still alone and well connected,
 *   w(i, S∖i) ≥ γ′ k_i (K_S − k_i),
 * join a part R of S that is so, too, w(R, S∖R) ≥ γ′ K_R (K_S − K_R), among those with Δ = w(i, R) − γ′ k_i K_R ≥ 0, each
 * with a probability in proportion to exp(Δ/θ); staying alone has Δ = 0. Where exp(Δ/θ) overflows, the largest Δ is taken,
 * of equals the lowest part.
 * @param work as `moveNodes` left it
 * @param refined receives the part of every node, named by one of its nodes
 */
export function refine(
  level: Level,
  chance: Chance,
  labels: Int32Array,
  refined: Int32Array,
  work: LevelWorkspace,
  draws: Draws,
  randomness: number,
): void {
  const { nodes, pointers, targets, weights, strengths } = level,
    { dimensions, partners, factors } = chance,
    { into, touched, queue: order, queued: joined, sizes, share, kept: cut, partSums: sums } = work,
    { choices, weights: choiceWeights, gains } = work,
    far = farther * randomness;
  sums.set(strengths.subarray(0, nodes * dimensions));
  joined.fill(0, 0, nodes);
  for (let i = 0; i < nodes; i++) {
    refined[i] = i;
    closeUnlessWellConnected(i, labels[i]!, chance, work);
  }
  randomOrder(order, nodes, draws);
  for (let n = 0; n < nodes; n++) {
    const i = order[n]!,
      group = labels[i]!;
    if (joined[i] === 1 || sums[i * dimensions] === closed || sizes[group] === 1) continue;
    const end = pointers[i + 1]!;
    let count = 0;
    for (let p = pointers[i]!; p < end; p++) {
      const neighbour = targets[p]!;
      if (labels[neighbour] !== group) continue;
      const part = refined[neighbour]!,
        weight = into[part]!;
      if (weight === 0) touched[count++] = part;
      into[part] = weight + (weights === undefined ? 1 : weights[p]!);
    }
    for (let d = 0; d < dimensions; d++) share[d] = factors[d]! * strengths[i * dimensions + partners[d]!]!;
    const first = share[0]!;
    let found = 0,
      best = 0,
      most = 0;
    for (let t = 0; t < count; t++) {
      const part = touched[t]!,
        weight = into[part]!;
      into[part] = 0;
      let gain = weight - first * sums[part * dimensions]!;
      for (let d = 1; d < dimensions; d++) gain -= share[d]! * sums[part * dimensions + d]!;
      // Nor what is no number: nothing times the infinite sum of a closed part.
      if (!(gain >= 0 && gain >= most - far)) continue;
      if (gain > most + far) found = 0;
      choices[found] = part;
      choiceWeights[found] = weight;
      gains[found] = gain;
      if (found === 0 || gain > most || (gain === most && part < choices[best]!)) {
        most = gain;
        best = found;
      }
      found++;
    }
    if (found === 0) continue;
    const choice = choose(gains, found, best, randomness, draws);
    if (choice === found) continue;
    const part = choices[choice]!;
    refined[i] = part;
    joined[part] = 1;
    cut[part]! += cut[i]! - 2 * choiceWeights[choice]!;
    for (let d = 0; d < dimensions; d++) sums[part * dimensions + d]! += strengths[i * dimensions + d]!;
    closeUnlessWellConnected(part, group, chance, work);
  }
}

/** A gain that is less than the largest by more than this many θ is as unlikely as one draw in 2^53. */
const farther = 37;

/** Sum of the strengths of a part that none may join: all it could gain is less than nothing. */
const closed = Number.POSITIVE_INFINITY;

/** Closes a part that has not w(R, S∖R) ≥ γ′ K_R (K_S − K_R). */
function closeUnlessWellConnected(
  part: number,
  group: number,
  { dimensions, partners, factors }: Chance,
  { sums, partSums, kept }: LevelWorkspace,
): void {
  let expected = 0;
  for (let d = 0; d < dimensions; d++) {
    const rest = sums[group * dimensions + d]! - partSums[part * dimensions + d]!;
    expected += factors[d]! * partSums[part * dimensions + partners[d]!]! * rest;
  }
  if (kept[part]! < expected) partSums.fill(closed, part * dimensions, part * dimensions + dimensions);
}

/**
 * A place among the gains, or after them for staying alone, which gains 0; each with a probability in proportion to
 * exp(gain/θ): drawn evenly, and taken with the probability exp((gain − most)/θ), or drawn again.
 */
function choose(gains: Float64Array, count: number, best: number, randomness: number, draws: Draws): number {
  const most = gains[best]!;
  if (most > 709 * randomness) return best;
  let among = count;
  if (most <= farther * randomness) gains[among++] = 0;
  if (among === 1) return 0;
  for (;;) {
    const place = draws.uniform() * among,
      choice = Math.floor(place);
    // The rest of the number is even in [0, 1), too.
    if (place - choice < exp((gains[choice]! - most) / randomness)) return choice;
  }
}

import { type Connections, epsilon } from "./connections.js";
import type { MersenneTwister } from "./mersenne-twister.js";

const { fround } = Math;

/**
 * Grows synapses of a segment to candidate cells (sheet, growSynapses). At most `maxNew` of them (0: no bound); where
 * they do not fit in `maxPerSegment`, the weakest synapses to other cells make room. Where there are more candidates
 * than `maxNew`, they are taken in random order: |candidates| − 1 draws. A candidate that has a synapse already is not
 * counted, its synapse is raised to `permanence`.
 */
export function growSynapses(
  connections: Connections,
  segment: number,
  candidates: ArrayLike<number>,
  permanence: number,
  random: MersenneTwister,
  maxNew: number,
  maxPerSegment: number,
): void {
  const synapses = connections.segmentSynapses[segment]!;
  let wanted = maxNew > 0 ? Math.min(maxNew, candidates.length) : candidates.length;
  const overrun = synapses.length + wanted - maxPerSegment;
  if (overrun > 0) {
    destroyMinPermanence(connections, segment, overrun, candidates);
    wanted = Math.min(wanted, maxPerSegment - synapses.length);
  }
  if (wanted <= 0) return;
  let order = candidates;
  if (maxNew > 0 && maxNew < candidates.length) {
    const shuffled = Uint32Array.from(candidates);
    random.shuffle(shuffled);
    order = shuffled;
  }
  const full = synapses.length + wanted;
  for (let i = 0; i < order.length && synapses.length < full; i++)
    connections.createSynapse(segment, order[i]!, permanence);
}

/** Destroys the `count` synapses of lowest permanence (ties: the lower id) whose presynaptic cell is not in `spared`. */
export function destroyMinPermanence(
  connections: Connections,
  segment: number,
  count: number,
  spared: ArrayLike<number>,
): void {
  const { synapsePermanence, synapsePresynaptic } = connections,
    kept = new Set(Array.from(spared)),
    weakest = connections.segmentSynapses[segment]!.filter((synapse) => !kept.has(synapsePresynaptic[synapse]!)).sort(
      (a, b) => synapsePermanence[a]! - synapsePermanence[b]! || a - b,
    );
  for (const synapse of weakest.slice(0, count)) connections.destroySynapse(synapse);
}

/** Adds `delta` to every permanence of a segment. */
export function bumpSegment(connections: Connections, segment: number, delta: number): void {
  const step = fround(delta);
  for (const synapse of connections.segmentSynapses[segment]!)
    connections.updatePermanence(synapse, fround(connections.synapsePermanence[synapse]! + step));
}

/**
 * Raises all permanences of a segment by the same amount, as little as makes `count` of its synapses connected (all of
 * them where it has fewer).
 */
export function raisePermanencesToThreshold(connections: Connections, segment: number, count: number): void {
  if (connections.segmentConnected[segment]! >= count) return;
  const wanted = Math.min(count, connections.segmentSynapses[segment]!.length);
  if (wanted === 0) return;
  const increment = fround(connections.threshold - nthLargest(connections, segment, wanted));
  if (increment > 0) bumpSegment(connections, segment, increment);
}

/**
 * Shifts all permanences of a segment so that from `minimum` to `maximum` of its synapses are connected, where they
 * are not: the one at the violated bound comes to threshold + ε.
 */
export function synapseCompetition(connections: Connections, segment: number, minimum: number, maximum: number): void {
  const connected = connections.segmentConnected[segment]!,
    bound = connected < minimum ? minimum : connected > maximum ? maximum : -1,
    wanted = Math.min(bound, connections.segmentSynapses[segment]!.length);
  if (wanted <= 0) return;
  const target = fround(connections.threshold + epsilon);
  bumpSegment(connections, segment, fround(target - nthLargest(connections, segment, wanted)));
}

function nthLargest(connections: Connections, segment: number, n: number): number {
  const sorted = Float32Array.from(
    connections.segmentSynapses[segment]!,
    (synapse) => connections.synapsePermanence[synapse]!,
  ).sort();
  return sorted[sorted.length - n]!;
}

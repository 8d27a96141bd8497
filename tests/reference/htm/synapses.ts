import type { Connections } from "./connections.js";

/** Rows [presynaptic cell, permanence]. */
export type Synapses = readonly (readonly number[])[];

/** A new segment of a cell with these synapses. */
export function segmentWith(connections: Connections, cell: number, synapses: Synapses): number {
  const segment = connections.createSegment(cell);
  for (const [presynaptic, permanence] of synapses)
    connections.createSynapse(segment, presynaptic!, Math.fround(permanence!));
  return segment;
}

/** [presynaptic cell, permanence] of every synapse of a segment, by presynaptic cell. */
export function synapsesOf(connections: Connections, segment: number): [number, number][] {
  return connections.segmentSynapses[segment]!.map((synapse): [number, number] => [
    connections.synapsePresynaptic[synapse]!,
    connections.synapsePermanence[synapse]!,
  ]).sort((a, b) => a[0] - b[0]);
}

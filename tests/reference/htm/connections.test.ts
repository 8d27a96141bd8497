import fc from "fast-check";
import { describe, expect, it } from "vitest";
import golden from "../../golden/htm.json" with { type: "json" };
import { Connections } from "./connections.js";
import { MersenneTwister } from "./mersenne-twister.js";
import { bumpSegment, growSynapses, raisePermanencesToThreshold, synapseCompetition } from "./synapse-rules.js";
import { type Synapses, segmentWith, synapsesOf } from "./synapses.js";

const { fround } = Math;
/** Permanences of the sheet have two or three digits; ours carry the rounding of a few f32 additions below 1. */
const permanenceError = 4 * 2 ** -24;

function expectPermanences(connections: Connections, segment: number, wanted: Synapses, error = permanenceError): void {
  const synapses = synapsesOf(connections, segment);
  expect(synapses.map(([presynaptic]) => presynaptic)).toEqual(wanted.map(([presynaptic]) => presynaptic));
  for (const [i, [, permanence]] of synapses.entries())
    expect(Math.abs(permanence - wanted[i]![1]!)).toBeLessThanOrEqual(error);
}

function dense(size: number, active: readonly number[]): Uint8Array {
  const bits = new Uint8Array(size);
  for (const i of active) bits[i] = 1;
  return bits;
}

const indexed = (values: readonly number[]): Synapses => values.map((value, i) => [i, value]);

describe("Connections", () => {
  it("counts connected and potential active synapses", () => {
    const { connectedPermanence, segments, set, active, connected, potential } = golden.connections.activity,
      connections = new Connections(segments.length, connectedPermanence);
    segments.forEach((synapses, cell) => {
      segmentWith(connections, cell, synapses);
    });
    const changed = connections.segmentSynapses[set.segment]!.find(
      (synapse) => connections.synapsePresynaptic[synapse] === set.presynaptic,
    );
    connections.updatePermanence(changed!, fround(set.permanence));
    connections.computeActivity(active);
    expect([...connections.activeConnected.subarray(0, 2)]).toEqual(connected);
    expect([...connections.activePotential.subarray(0, 2)]).toEqual(potential);
  });

  it("counts no destroyed synapses or segments", () => {
    const { segment: synapses, destroy, active, connected, potential } = golden.connections.destroyed,
      connections = new Connections(1),
      segment = segmentWith(connections, 0, synapses);
    connections.destroySynapse(
      connections.segmentSynapses[segment]!.find((y) => connections.synapsePresynaptic[y] === destroy)!,
    );
    connections.computeActivity(active);
    expect([connections.activeConnected[segment], connections.activePotential[segment]]).toEqual([
      connected,
      potential,
    ]);
    connections.destroySegment(segment);
    connections.computeActivity(active);
    expect([connections.activeConnected[segment], connections.activePotential[segment]]).toEqual([0, 0]);
    expect([connections.segmentCount, connections.synapseCount]).toEqual([0, 0]);
  });

  it.each(golden.connections.adapt.rows)("adaptSegment: $before becomes $after", ({ before, after }) => {
    const { active, increment, decrement } = golden.connections.adapt,
      connections = new Connections(1),
      segment = segmentWith(connections, 0, before);
    connections.adaptSegment(segment, dense(8, active), increment, decrement);
    expectPermanences(
      connections,
      segment,
      before.map(([presynaptic], i) => [presynaptic!, after[i]!]),
    );
  });

  it.each(golden.connections.bump.rows)("bumpSegment: $before by $delta", ({ delta, before, after }) => {
    const connections = new Connections(1),
      segment = segmentWith(connections, 0, indexed(before));
    bumpSegment(connections, segment, delta);
    expectPermanences(connections, segment, indexed(after));
  });

  it.each(golden.connections.raise.rows)("raisePermanencesToThreshold: $before", ({ before, after }) => {
    const { count, connectedPermanence, tolerance } = golden.connections.raise,
      connections = new Connections(1, connectedPermanence),
      segment = segmentWith(connections, 0, indexed(before));
    raisePermanencesToThreshold(connections, segment, count);
    expectPermanences(connections, segment, indexed(after), tolerance);
    expect(connections.segmentConnected[segment]).toBeGreaterThanOrEqual(count);
  });

  it("synapseCompetition brings the number of connected synapses to the violated bound", () => {
    const connections = new Connections(1),
      segment = segmentWith(connections, 0, indexed([0.1, 0.2, 0.3, 0.4, 0.9]));
    synapseCompetition(connections, segment, 3, 4);
    expect(connections.segmentConnected[segment]).toBe(3);
    synapseCompetition(connections, segment, 1, 2);
    expect(connections.segmentConnected[segment]).toBe(2);
    synapseCompetition(connections, segment, 9, 10);
    expect(connections.segmentConnected[segment]).toBe(5);
  });

  it("clamps permanences, joins duplicates, keeps ids", () => {
    const connections = new Connections(2),
      segment = segmentWith(connections, 0, indexed([0.3, 0.4, 0.5])),
      [first, second, third] = connections.segmentSynapses[segment]! as [number, number, number];
    for (const [permanence, expected] of golden.connections.clamp.rows) {
      connections.updatePermanence(first, permanence!);
      expect(connections.synapsePermanence[first]).toBe(expected);
    }
    expect(connections.createSynapse(segment, 1, 0.25)).toBe(second);
    expect(connections.synapsePermanence[second]).toBe(fround(0.4));
    expect(connections.createSynapse(segment, 1, 0.75)).toBe(second);
    expect(connections.synapsePermanence[second]).toBe(0.75);
    connections.destroySynapse(first);
    expect(connections.segmentSynapses[segment]).toEqual([third, second]);
    expect(synapsesOf(connections, segment)).toEqual([
      [1, 0.75],
      [2, 0.5],
    ]);
    // Freed ids return, the last freed first.
    connections.destroySynapse(third);
    expect([connections.createSynapse(segment, 7, 0.5), connections.createSynapse(segment, 8, 0.5)]).toEqual([
      third,
      first,
    ]);
  });

  it("makes room for a segment by the least sum of squared permanences, the lower id on ties", () => {
    const connections = new Connections(1),
      ids = [[0.5, 0.5], [0.6], [0.6], [0.1, 0.7]].map((permanences) =>
        segmentWith(connections, 0, indexed(permanences)),
      );
    expect(connections.createSegment(0, 4)).toBe(ids[1]);
    expect(connections.cellSegments[0]).toEqual([ids[0], ids[2], ids[3], ids[1]]);
  });

  it("with timeseries, an update equal to that of the cycle before is skipped", () => {
    const connections = new Connections(1, 0.5, true),
      segment = segmentWith(connections, 0, [[0, 0.25]]),
      permanences = [1, 1, 0, 1].map((active) => {
        connections.computeActivity([]);
        connections.adaptSegment(segment, dense(1, active ? [0] : []), 0.125, 0.125);
        return connections.synapsePermanence[connections.segmentSynapses[segment]![0]!];
      });
    expect(permanences).toEqual([0.375, 0.375, 0.25, 0.375]);
  });

  it("counts what a recount of all synapses gives, after any history", () => {
    const operation = fc.record({
      kind: fc.constantFrom("segment", "grow", "adapt", "destroySegment", "destroySynapse", "bump"),
      a: fc.nat(1000),
      b: fc.nat(1000),
      cells: fc.uniqueArray(fc.nat(11), { maxLength: 8 }),
    });
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 60 }), (operations) => {
        const connections = new Connections(12),
          random = new MersenneTwister(1);
        for (const { kind, a, b, cells } of operations) {
          const live = connections.cellSegments.flat(),
            segment = live[a % (live.length || 1)];
          if (kind === "segment") connections.createSegment(a % 12, 2);
          else if (segment === undefined) continue;
          else if (kind === "grow") growSynapses(connections, segment, cells, (b % 10) / 10, random, b % 4, 6);
          else if (kind === "adapt") connections.adaptSegment(segment, dense(12, cells), 0.2, 0.3, b % 2 === 0, b % 3);
          else if (kind === "destroySegment") connections.destroySegment(segment);
          else if (kind === "bump") bumpSegment(connections, segment, (b % 9) / 10 - 0.4);
          else {
            const synapses = connections.segmentSynapses[segment]!;
            if (synapses.length > 0) connections.destroySynapse(synapses[b % synapses.length]!);
          }
        }
        const active = [0, 2, 3, 5, 8, 11];
        connections.computeActivity(active);
        let synapseCount = 0;
        for (let segment = 0; segment < connections.segmentCell.length; segment++) {
          const synapses = connections.segmentSynapses[segment]!,
            on = synapses.filter((y) => active.includes(connections.synapsePresynaptic[y]!));
          synapseCount += synapses.length;
          expect(synapses.every((y) => connections.synapseSegment[y] === segment)).toBe(true);
          expect(new Set(synapses.map((y) => connections.synapsePresynaptic[y])).size).toBe(synapses.length);
          expect(connections.activePotential[segment]).toBe(on.length);
          expect(connections.activeConnected[segment]).toBe(on.filter((y) => connections.isConnected(y)).length);
          expect(connections.segmentConnected[segment]).toBe(synapses.filter((y) => connections.isConnected(y)).length);
        }
        expect(connections.synapseCount).toBe(synapseCount);
        expect(connections.segmentCount).toBe(connections.cellSegments.flat().length);
      }),
      { numRuns: 200 },
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import golden from "../../golden/htm.json" with { type: "json" };
import { Connections } from "./connections.js";
import { Hello } from "./hello.js";
import { MersenneTwister } from "./mersenne-twister.js";
import { murmur3 } from "./murmur3.js";
import { inhibitGlobally, SpatialPooler, updateDutyCycles } from "./spatial-pooler.js";
import { bumpSegment, growSynapses, raisePermanencesToThreshold, synapseCompetition } from "./synapse-rules.js";
import { TemporalMemory } from "./temporal-memory.js";

const { fround } = Math;
/** Permanences of the sheet have two or three digits; ours carry the rounding of a few f32 additions below 1. */
const permanenceError = 4 * 2 ** -24;

type Synapses = readonly (readonly number[])[];

function segmentWith(connections: Connections, cell: number, synapses: Synapses): number {
  const segment = connections.createSegment(cell);
  for (const [presynaptic, permanence] of synapses)
    connections.createSynapse(segment, presynaptic!, fround(permanence!));
  return segment;
}

/** [presynaptic cell, permanence] of every synapse of a segment, by presynaptic cell. */
function synapsesOf(connections: Connections, segment: number): [number, number][] {
  return connections.segmentSynapses[segment]!.map((synapse): [number, number] => [
    connections.synapsePresynaptic[synapse]!,
    connections.synapsePermanence[synapse]!,
  ]).sort((a, b) => a[0] - b[0]);
}

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

it("Mersenne Twister and MurmurHash3 give the sheet's first numbers", () => {
  const random = new MersenneTwister(golden.mersenneTwister.seed);
  for (const expected of golden.mersenneTwister.first) expect(random.next()).toBe(expected);
  for (const [key, hash] of golden.murmur3.rows) expect(murmur3(key!, golden.murmur3.seed)).toBe(hash);
});

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

interface Scenario {
  readonly name: string;
  readonly options?: Record<string, number>;
  readonly segments: readonly {
    readonly cell: number;
    readonly synapses: Synapses;
    readonly after?: Synapses;
    readonly presynaptic?: readonly number[];
    readonly count?: number;
    readonly grown?: number;
    readonly destroyed?: boolean;
  }[];
  readonly steps: readonly (readonly number[])[];
  readonly activeCells?: readonly number[];
  readonly winners?: number;
  readonly predictiveCells?: readonly number[];
  readonly segmentCount?: number;
}

describe("TemporalMemory", () => {
  it.each(golden.temporalMemory.scenarios as unknown as Scenario[])("$name", (scenario) => {
    const memory = new TemporalMemory({ ...golden.temporalMemory.options, ...scenario.options }),
      { connections } = memory,
      ids = scenario.segments.map(({ cell, synapses }) => segmentWith(connections, cell, synapses));
    for (const columns of scenario.steps) memory.compute(columns, true);
    memory.activateDendrites();
    if (scenario.activeCells) expect(memory.activeCells).toEqual(scenario.activeCells);
    if (scenario.winners !== undefined) expect(memory.winnerCells.length).toBe(scenario.winners);
    if (scenario.predictiveCells) expect(memory.predictiveCells).toEqual(scenario.predictiveCells);
    if (scenario.segmentCount !== undefined) expect(connections.segmentCount).toBe(scenario.segmentCount);
    for (const [i, { cell, synapses, after, presynaptic, count, grown, destroyed }] of scenario.segments.entries()) {
      const segment = ids[i]!,
        now = synapsesOf(connections, segment),
        before = new Set(synapses.map(([cell]) => cell));
      expect(connections.cellSegments[cell]!.includes(segment)).toBe(destroyed !== true);
      // Where the sheet gives no count, a segment that learns may have grown synapses to winners as well.
      if (after)
        for (const [presynaptic, permanence] of after)
          expect(now.find(([cell]) => cell === presynaptic)?.[1]).toBeCloseTo(permanence!, 6);
      if (after && after.length < synapses.length) expect(now.length).toBe(after.length);
      if (presynaptic) expect(now.map(([cell]) => cell)).toEqual(presynaptic);
      if (count !== undefined) expect(now.length).toBe(count);
      if (grown !== undefined)
        for (const [cell, permanence] of now) if (!before.has(cell)) expect(permanence).toBe(fround(grown));
    }
  });

  it("without learning leaves the connections as they were", () => {
    const memory = new TemporalMemory({ columns: 32, cellsPerColumn: 4, activationThreshold: 2, minThreshold: 1 });
    for (let i = 0; i < 40; i++) memory.compute([i % 5, 10 + (i % 7), 20 + (i % 3)], true);
    const state = () =>
        JSON.stringify(memory.connections.segmentSynapses.map((_, s) => synapsesOf(memory.connections, s))),
      before = state();
    expect(memory.connections.segmentCount).toBeGreaterThan(10);
    for (let i = 0; i < 20; i++) memory.compute([i % 4, 11 + (i % 6)], false);
    expect(state()).toBe(before);
  });

  it("knows the columns of cells", () => {
    const { columns, cellsPerColumn, cells, expected } = golden.temporalMemory.cellsToColumns;
    expect(new TemporalMemory({ columns, cellsPerColumn }).cellsToColumns(cells)).toEqual(expected);
  });

  it("predicts and grows from external inputs, whose ids follow the cells", () => {
    const memory = new TemporalMemory({
      columns: 4,
      cellsPerColumn: 2,
      activationThreshold: 2,
      minThreshold: 1,
      maxNewSynapses: 2,
      externalInputs: 6,
    });
    // Nothing was active before: the first segment stands on external winners alone.
    memory.compute([1], true, [9, 12], [9, 12]);
    expect(memory.connections.cellSegments.flat().length).toBe(1);
    expect(synapsesOf(memory.connections, 0)).toEqual([
      [9, fround(0.21)],
      [12, fround(0.21)],
    ]);
    for (let i = 0; i < 3; i++) {
      memory.reset();
      memory.compute([1], true, [9, 12], [9, 12]);
      expect(memory.anomaly).toBe(1);
    }
    memory.reset();
    memory.compute([1], true, [9, 12], [9, 12]);
    expect(memory.anomaly).toBe(0);
    expect(memory.activeCells).toEqual(memory.winnerCells);
  });

  it("gives 0.5 where anomaly is disabled, 0 without active columns", () => {
    const disabled = new TemporalMemory({ columns: 4, anomaly: "disabled" }),
      raw = new TemporalMemory({ columns: 4 });
    disabled.compute([1], true);
    raw.compute([], true);
    expect([disabled.anomaly, raw.anomaly]).toEqual([0.5, 0]);
  });
});

describe("SpatialPooler", () => {
  it("inhibits globally", () => {
    const { overlaps, density, winners } = golden.spatialPooler.inhibition;
    expect(inhibitGlobally(overlaps, density, 0)).toEqual(winners);
  });

  it("halves the duty cycles of silent columns when the period is 2", () => {
    const { before, after, period } = golden.spatialPooler.dutyCycles,
      dutyCycles = Float32Array.from(before);
    updateDutyCycles(dutyCycles, [], period);
    expect(dutyCycles).toEqual(Float32Array.from(after));
  });

  it("draws the sheet's potential pool", () => {
    const { inputs, columns, column, pool } = golden.spatialPooler.potentialPool,
      pooler = new SpatialPooler({ inputDimensions: [inputs], columnDimensions: [columns] });
    expect(synapsesOf(pooler.connections, column).map(([input]) => input)).toEqual(pool);
  });

  it("gives the exact test's winners", () => {
    const { inputs, columns, options, steps, activeInputs, winners } = golden.spatialPooler.exact,
      pooler = new SpatialPooler({ inputDimensions: [inputs], columnDimensions: [columns], ...options }),
      all = Uint32Array.from({ length: inputs }, (_, i) => i);
    let last: number[] = [];
    for (let i = 1; i <= steps; i++)
      last = pooler.compute(new MersenneTwister(i).sample(all, activeInputs).sort(), true);
    expect(last).toEqual(winners);
  });
});

it("hello: the checkpoints up to step 100", () => {
  const hello = new Hello();
  for (const checkpoint of golden.hello.checkpoints) {
    if (checkpoint[0]! > 100) break;
    while (hello.step < checkpoint[0]!) hello.advance();
    const permanences = checkpoint.at(-1)!,
      row = hello.checkpoint();
    expect(row.slice(0, -1)).toEqual(checkpoint.slice(0, -1));
    expect(Math.abs(row.at(-1)! - permanences)).toBeLessThan(1e-3);
  }
});

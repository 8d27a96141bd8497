import fc from "fast-check";
import { expect } from "vitest";
import { type ExternalInputs, TemporalMemory } from "../../src/dendrites/temporal-memory.js";
import type { TemporalMemoryParameters } from "../../src/dendrites/temporal-memory-parameters.js";
import { Random } from "../../src/random.js";
import type { Arena } from "../../src/wasm/arena.js";
import { TemporalMemory as Reference } from "../reference/htm/temporal-memory.js";
import { idOf } from "./store-model.js";

export interface Step {
  readonly columns: readonly number[];
  readonly learn: boolean;
  readonly reset: boolean;
  readonly external?: ExternalInputs;
}

/** Few cells and tight limits, so that segments overrun, are evicted, punished and destroyed. */
export const parameters: fc.Arbitrary<TemporalMemoryParameters> = fc
  .record({
    columns: fc.integer({ min: 1, max: 40 }),
    cellsPerColumn: fc.integer({ min: 1, max: 5 }),
    externalInputs: fc.constantFrom(0, 0, 7),
    maxSynapsesPerSegment: fc.integer({ min: 2, max: 9 }),
    maxSegmentsPerCell: fc.integer({ min: 1, max: 3 }),
    activationThreshold: fc.integer({ min: 1, max: 4 }),
    minThreshold: fc.integer({ min: 1, max: 4 }),
    maxNewSynapses: fc.integer({ min: 0, max: 6 }),
    initialPermanence: fc.constantFrom(0, 0.02, 0.21, 0.5, 0.6),
    connectedPermanence: fc.constantFrom(0, 0.1, 0.5),
    permanenceIncrement: fc.constantFrom(0, 0.03, 0.1, 0.5),
    permanenceDecrement: fc.constantFrom(0, 0.01, 0.1, 0.3),
    predictedDecrement: fc.constantFrom(0, 0.004, 0.05, 0.4),
  })
  .map((drawn) => {
    const activationThreshold = Math.min(drawn.activationThreshold, drawn.maxSynapsesPerSegment);
    return {
      ...drawn,
      activationThreshold,
      minThreshold: Math.min(drawn.minThreshold, activationThreshold),
      maxNewSynapses: Math.min(drawn.maxNewSynapses, drawn.maxSynapsesPerSegment),
    };
  });

/** A few sequences of a few patterns over and over, with noise, resets, steps without learning or without input. */
export function stepsOf(
  { columns, externalInputs = 0 }: TemporalMemoryParameters,
  count: number,
  seed: number,
): Step[] {
  const random = new Random(seed),
    chance = (share: number) => random.uniform() < share,
    some = (limit: number, most: number) =>
      [...new Set(Array.from({ length: random.integer(most + 1) }, () => random.integer(limit)))].sort((a, b) => a - b),
    patterns = Array.from({ length: 7 }, () => some(columns, Math.min(columns, 6))),
    steps: Step[] = [];
  for (let i = 0; i < count; i++) {
    const noise = chance(0.2) ? some(columns, 3) : [],
      pattern = chance(0.05) ? [] : patterns[(i + (i % 20 < 10 ? 0 : i % 2)) % patterns.length]!,
      active = some(Math.max(1, externalInputs), 5),
      external =
        externalInputs > 0 && chance(0.4) ? (chance(0.5) ? { active } : { active, winners: [0, 3] }) : undefined;
    steps.push({
      columns: [...new Set([...pattern, ...noise])].sort((a, b) => a - b),
      learn: chance(0.9),
      reset: chance(0.03),
      ...(external && { external }),
    });
  }
  return steps;
}

/** A memory in compatible mode beside its reference. */
export class MemoryPair {
  memory: TemporalMemory;
  readonly reference: Reference;

  constructor(arena: Arena, options: TemporalMemoryParameters, seed: number) {
    this.memory = new TemporalMemory(arena, { ...options, compatible: { seed } });
    const { predictedDecrement = 0 } = options;
    this.reference = new Reference({ ...options, predictedSegmentDecrement: predictedDecrement, seed });
  }

  step({ columns, learn, reset, external }: Step): void {
    const { memory, reference } = this;
    if (reset) {
      memory.reset();
      reference.reset();
    }
    const { active = [], winners = active } = external ?? {},
      moved = (list: ArrayLike<number>) => Array.from(list, (input) => reference.cells + input);
    const anomaly = memory.compute(columns, learn, external);
    reference.compute(columns, learn, moved(active), moved(winners));
    expect(anomaly).toBe(reference.anomaly);
    expect(memory.anomaly).toBe(anomaly);
    expect([...memory.activeCells]).toEqual(reference.activeCells);
    expect([...memory.winnerCells]).toEqual(reference.winnerCells);
  }

  /** What the next step would find predicted, if nothing outside did. */
  expectEqualPredictions(): void {
    this.reference.activateDendrites();
    expect([...this.memory.predictedCells]).toEqual(this.reference.predictiveCells);
  }

  /** Segments, synapses and their orders, permanences to the bit. */
  expectEqualSegments(): void {
    const { segments } = this.memory,
      { connections } = this.reference,
      got: unknown[] = [segments.size, segments.synapseCount],
      want: unknown[] = [connections.segmentCount, connections.synapseCount];
    segments.check();
    for (let cell = 0; cell < segments.cells; cell++) {
      const handles = segments.segmentsOf(cell);
      got.push(handles.map(idOf));
      want.push(connections.cellSegments[cell]);
      for (const segment of handles) {
        const { inputs, permanences } = segments.synapses(segment),
          synapses = connections.segmentSynapses[idOf(segment)] ?? [];
        got.push([...inputs], [...permanences]);
        want.push(
          synapses.map((synapse) => connections.synapsePresynaptic[synapse]),
          synapses.map((synapse) => connections.synapsePermanence[synapse]),
        );
      }
    }
    if (JSON.stringify(got) !== JSON.stringify(want)) expect(got).toEqual(want);
  }
}

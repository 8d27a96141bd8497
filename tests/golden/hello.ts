import {
  MersenneTwister,
  MovingAverage,
  RandomScalarEncoder,
  Sdr,
  SpatialPooler,
  TemporalMemory,
} from "../../src/dendrites/index.js";
import type { Arena } from "../../src/wasm/arena.js";

/** The protocol after a step. */
export interface Hello {
  readonly step: number;
  readonly columns: Uint32Array;
  readonly memory: TemporalMemory;
  readonly anomaly: number;
  /** Of the last thousand scores. */
  readonly meanAnomaly: number;
}

/** The *hello* protocol: a sine, encoded, disturbed, pooled and learnt as a sequence, all as the C++ implementation does. */
export function* hello(arena: Arena, steps: number): Generator<Hello> {
  const encoder = new RandomScalarEncoder({ size: 1000, activeBits: 200, radius: 0.03, seed: 2019, compatible: true }),
    noise = new MersenneTwister(42),
    pooler = new SpatialPooler(arena, { inputDimensions: [1000], columnDimensions: [2048], compatible: { seed: 1 } }),
    memory = new TemporalMemory(arena, { columns: 2048, cellsPerColumn: 8, compatible: { seed: 42 } }),
    recent = new MovingAverage(1000),
    input = new Sdr(1000);
  let x = 0;
  for (let step = 1; step <= steps; step++) {
    x = Math.fround(x + Math.fround(0.01));
    encoder.encode(Math.fround(Math.sin(x)), input);
    input.noise({ fraction: 0.01 }, noise, input);
    const columns = pooler.compute(input),
      anomaly = memory.compute(columns);
    recent.add(anomaly);
    yield { step, columns, memory, anomaly, meanAnomaly: recent.mean };
  }
}

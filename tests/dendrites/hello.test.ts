import { expect, it } from "vitest";
import {
  dendrites,
  MersenneTwister,
  MovingAverage,
  RandomScalarEncoder,
  Sdr,
  SpatialPooler,
  TemporalMemory,
} from "../../src/dendrites/index.js";
import golden from "../golden/htm.json" with { type: "json" };
import { openArena } from "../support.js";

const { checkpoints, final } = golden.hello,
  sum = (values: ArrayLike<number>) => Array.from(values).reduce((total, value) => total + value, 0);

it("hello: 5000 steps of a sine, encoded, disturbed, pooled and learnt, agree with the C++ implementation", {
  timeout: 120_000,
}, async () => {
  using arena = await openArena("simd", [dendrites]);
  const encoder = new RandomScalarEncoder({ size: 1000, activeBits: 200, radius: 0.03, seed: 2019, compatible: true }),
    noise = new MersenneTwister(42),
    pooler = new SpatialPooler(arena, { inputDimensions: [1000], columnDimensions: [2048], compatible: { seed: 1 } }),
    memory = new TemporalMemory(arena, { columns: 2048, cellsPerColumn: 8, compatible: { seed: 42 } }),
    recent = new MovingAverage(1000),
    input = new Sdr(1000),
    start = process.cpuUsage();
  let x = 0,
    looking = 0;
  for (let step = 1; step <= 5000; step++) {
    x = Math.fround(x + Math.fround(0.01));
    encoder.encode(Math.fround(Math.sin(x)), input);
    input.noise({ fraction: 0.01 }, noise, input);
    const columns = pooler.compute(input.indices),
      anomaly = memory.compute(columns);
    recent.add(anomaly);
    const [, ...expected] = checkpoints.find(([at]) => at === step) ?? [];
    if (expected.length === 0) continue;
    const before = process.cpuUsage().user,
      store = memory.segments;
    let permanences = 0;
    for (let cell = 0; cell < store.cells; cell++)
      for (const segment of store.segmentsOf(cell)) permanences += sum(store.synapses(segment).permanences);
    store.check();
    expect([
      ...[sum(columns), memory.activeCells.length, memory.predictedColumns.length, Number(anomaly.toFixed(6))],
      ...[store.size, store.synapseCount],
    ]).toEqual(expected.slice(0, 6));
    expect(Math.abs(permanences - expected[6]!)).toBeLessThan(1e-3);
    looking += process.cpuUsage().user - before;
  }
  const used = process.cpuUsage(start);
  expect([...pooler.activeColumns]).toEqual(final.columns);
  expect([...memory.predictedColumns]).toEqual(final.predictedColumns);
  expect(recent.mean).toBeCloseTo(final.meanAnomaly, 5);
  // Time of the processor, which others who use it at the same moment lengthen less than the clock's.
  expect((used.user + used.system - looking) / 1e6).toBeLessThan(6);
});

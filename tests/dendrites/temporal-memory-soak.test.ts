import { expect, it } from "vitest";
import { dendrites } from "../../src/dendrites/kernels.js";
import { TemporalMemory } from "../../src/dendrites/temporal-memory.js";
import { Random } from "../../src/random.js";
import { openArena } from "../support.js";

it("lives through 200 000 steps with its lists whole and its memory bounded", { timeout: 120_000 }, async () => {
  using arena = await openArena("simd", [dendrites]);
  const columns = 48,
    random = new Random(2),
    memory = new TemporalMemory(arena, {
      columns,
      cellsPerColumn: 4,
      activationThreshold: 3,
      minThreshold: 2,
      maxNewSynapses: 5,
      maxSynapsesPerSegment: 8,
      maxSegmentsPerCell: 3,
      predictedDecrement: 0.02,
      random: new Random(1),
    }),
    { segments } = memory,
    pattern = () => {
      const active = new Set<number>();
      while (active.size < 5) active.add(random.integer(columns));
      return [...active].sort((a, b) => a - b);
    },
    // Old sequences are given up for new ones, so that segments age, are punished, evicted and made anew.
    patterns = Array.from({ length: 24 }, pattern),
    most = [0, 0],
    steps = 200_000;
  let [synapses, anomaly, destroyed] = [0, 0, 0];
  const known = new Set<number>();
  for (let step = 0; step < steps; step++) {
    if (step % 200 === 0) patterns[random.integer(patterns.length)] = pattern();
    if (step % 997 === 0) memory.reset();
    anomaly += memory.compute(random.integer(12) === 0 ? pattern() : patterns[step % patterns.length]!);
    const half = step < steps / 2 ? 0 : 1;
    most[half] = Math.max(most[half]!, arena.memory().bytesInUse);
    if (step % 1000 !== 0) continue;
    segments.check();
    synapses = Math.max(synapses, segments.synapseCount);
    // A handle names the segment it was given for, or nothing.
    const alive = new Set(Array.from({ length: memory.cells }, (_, cell) => segments.segmentsOf(cell)).flat());
    for (const segment of known) {
      expect(segments.has(segment)).toBe(alive.has(segment));
      if (alive.has(segment)) continue;
      known.delete(segment);
      destroyed++;
    }
    for (const segment of alive) known.add(segment);
    expect(alive.size).toBe(segments.size);
    expect(memory.predictedCells.every((cell) => cell < memory.cells)).toBe(true);
  }
  segments.check();
  expect(synapses).toBeLessThanOrEqual(columns * 4 * 3 * 8);
  expect(synapses).toBeGreaterThan(500);
  expect(destroyed).toBeGreaterThan(1000);
  // It predicts much of what comes, and not all.
  expect(anomaly / steps).toBeGreaterThan(0.05);
  expect(anomaly / steps).toBeLessThan(0.8);
  expect(most[1]! / most[0]!).toBeLessThanOrEqual(1.1);
  memory.dispose();
  expect(arena.memory().bytesInUse).toBe(0);
});

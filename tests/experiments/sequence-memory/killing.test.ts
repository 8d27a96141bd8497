import { expect, it } from "vitest";
import { dendrites } from "../../../src/dendrites/kernels.js";
import { TemporalMemory } from "../../../src/dendrites/temporal-memory.js";
import { Killing } from "../../../src/experiments/sequence-memory/killing.js";
import { drawPatterns, predictionOf, recall, shareOf } from "../../../src/experiments/sequence-memory/patterns.js";
import { Random } from "../../../src/random.js";
import { openArena } from "../../support.js";

async function learnt() {
  const arena = await openArena("simd", [dendrites]),
    random = new Random(3),
    memory = new TemporalMemory(arena, { columns: 256, cellsPerColumn: 4, random }),
    sequence = drawPatterns(6, 256, 30, random);
  for (let pass = 0; pass < 6; pass++) {
    for (const { indices } of sequence) memory.compute(indices);
    memory.reset();
  }
  return { memory, sequence };
}

it("a dead cell has no segment, and no segment a synapse from it", async () => {
  const { memory } = await learnt(),
    before = memory.segments.synapseCount,
    killing = new Killing(memory, new Random(1));
  expect(killing.upTo(0.25)).toBe(256);
  const silent = new Set(Array.from({ length: memory.cells }, (_, cell) => cell));
  for (let cell = 0; cell < memory.cells; cell++)
    for (const segment of memory.segments.segmentsOf(cell)) {
      silent.delete(cell);
      for (const input of memory.segments.synapses(segment).inputs) silent.delete(input);
    }
  expect(silent.size).toBeGreaterThanOrEqual(256);
  memory.segments.check();
  const share = memory.segments.synapseCount / before;
  expect(share).toBeGreaterThan(0.45);
  expect(share).toBeLessThan(0.68);
});

it("kills on from where it stopped, to the last", async () => {
  const { memory, sequence } = await learnt(),
    killing = new Killing(memory, new Random(1));
  recall(memory, sequence.slice(0, -1));
  expect(shareOf(sequence.at(-1)!, predictionOf(memory))).toBe(1);
  expect([killing.upTo(0.5), killing.upTo(0.4), killing.upTo(1)]).toEqual([512, 512, 1024]);
  expect([memory.segments.size, memory.segments.synapseCount]).toEqual([0, 0]);
  recall(memory, sequence.slice(0, -1));
  expect(predictionOf(memory).count).toBe(0);
});

import { describe, expect, it } from "vitest";
import { dendrites } from "../../src/dendrites/kernels.js";
import { TemporalMemory } from "../../src/dendrites/temporal-memory.js";
import { DisposedError } from "../../src/errors.js";
import { openArena, variants } from "../support.js";
import { failEveryAllocation, failingAt } from "./failing.js";
import { stepsOf } from "./memory-model.js";
import { segmentWith } from "./store-model.js";

const options = {
  columns: 60,
  cellsPerColumn: 4,
  externalInputs: 6,
  activationThreshold: 2,
  minThreshold: 1,
  maxNewSynapses: 5,
  maxSynapsesPerSegment: 8,
  maxSegmentsPerCell: 4,
  predictedDecrement: 0.1,
};

/** One synapse predicts, one wrong prediction destroys. */
const tight = { activationThreshold: 1, minThreshold: 1, maxNewSynapses: 4, predictedDecrement: 1 };

describe.each(variants)("TemporalMemory without memory, %s build", (variant) => {
  it("leaves nothing behind when it cannot be made or loaded", async () => {
    using arena = await openArena(variant, [dendrites]);
    const memory = new TemporalMemory(arena, options);
    for (const { columns, external } of stepsOf(options, 60, 1)) memory.compute(columns, true, external);
    memory.activateDendrites({ active: [1, 2] });
    const bytes = memory.save();
    memory.dispose();
    for (const make of [() => new TemporalMemory(arena, options), () => TemporalMemory.load(arena, bytes)]) {
      const count = failEveryAllocation<{ memory?: TemporalMemory }>(
        arena,
        () => ({}),
        (made) => {
          made.memory = make();
        },
        ({ memory }) => {
          memory?.segments.check();
          memory?.dispose();
          expect(arena.memory().bytesInUse).toBe(0);
        },
      );
      expect(count).toBeGreaterThan(8);
    }
  });

  it("repeats a step whichever of its allocations failed", async () => {
    using arena = await openArena(variant, [dendrites]);
    const steps = stepsOf(options, 120, 2),
      bytes: Uint8Array[] = [];
    using first = new TemporalMemory(arena, options);
    for (const { columns, external } of steps) {
      bytes.push(first.save());
      first.compute(columns, true, external);
    }
    let failures = 0;
    const before = arena.memory().bytesInUse;
    for (let i = 0; i < steps.length; i += 5) {
      const { columns, external } = steps[i]!;
      // A memory just loaded has no room to spare: every step takes some.
      failEveryAllocation(
        arena,
        () => TemporalMemory.load(arena, bytes[i]!),
        (memory) => memory.compute(columns, true, external),
        (memory, failed) => {
          if (failed) {
            failures++;
            memory.segments.check();
            memory.compute(columns, true, external);
          }
          memory.segments.check();
          memory.compute(steps[i + 1]!.columns, true, steps[i + 1]!.external);
          memory.segments.check();
          memory.dispose();
          expect(arena.memory().bytesInUse).toBe(before);
        },
      );
    }
    expect(failures).toBeGreaterThan(20);
  });

  it("lives on through a stream with failures at any step", async () => {
    using arena = await openArena(variant, [dendrites]);
    const memory = new TemporalMemory(arena, options);
    let failures = 0;
    for (const [i, { columns, learn, reset, external }] of stepsOf(options, 400, 3).entries()) {
      if (reset) memory.reset();
      const step = () => memory.compute(columns, learn, external);
      if (failingAt(arena, 1 + (i % 2), step)) {
        failures++;
        memory.segments.check();
        // What can be seen is about the step before, and looking does no harm.
        expect(memory.predictedCells.every((cell) => cell < memory.cells)).toBe(true);
        step();
      }
      memory.segments.check();
    }
    expect(failures).toBeGreaterThan(2);
    memory.dispose();
    expect(arena.memory().bytesInUse).toBe(0);
  });

  it("destroys no segment twice when memory ran out behind a punishment", async () => {
    using arena = await openArena(variant, [dendrites]);
    // Two segments one punishment destroys, then a new one, which takes the number of one of them, and for whose growth
    // from 300 candidates the scratch list is too short.
    const memory = new TemporalMemory(arena, { columns: 400, cellsPerColumn: 1, ...tight }),
      { segments } = memory;
    memory.compute(Array.from({ length: 300 }, (_, i) => i));
    const doomed = [350, 351].map((cell) => segmentWith(segments, cell, [[0, 0.6]]));
    expect([...memory.predictedCells]).toEqual([350, 351]);
    // First the scratch list fails, then that of free numbers, then the longer scratch list.
    for (const fails of [1, 2, 2]) {
      expect(segments.has(doomed[0]!)).toBe(true);
      expect(failingAt(arena, fails, () => memory.compute([360]))).toBe(true);
      segments.check();
    }
    expect(doomed.map((segment) => segments.has(segment))).toEqual([false, false]);
    expect(memory.winnerCells.length).toBe(300);
    memory.compute([360]);
    segments.check();
    expect([...memory.winnerCells]).toEqual([360]);
    expect(segments.segmentsOf(360).length).toBe(2);
  });

  it("goes once, and is of no use afterwards", async () => {
    const arena = await openArena(variant, [dendrites]),
      [gone, orphan] = [new TemporalMemory(arena, options), new TemporalMemory(arena, options)];
    gone.compute([1, 2]);
    gone.dispose();
    gone.dispose();
    const uses = (memory: TemporalMemory) => [
      () => memory.compute([1]),
      () => memory.activateDendrites(),
      () => memory.reset(),
      () => memory.activeCells,
      () => memory.winnerCells,
      () => memory.predictedCells,
      () => memory.save(),
      () => memory.segments.size,
    ];
    for (const use of uses(gone)) expect(use).toThrow(DisposedError);
    arena.dispose();
    for (const use of uses(orphan)) expect(use).toThrow(DisposedError);
    orphan.dispose();
    for (const use of uses(orphan)) expect(use).toThrow(DisposedError);
    expect(() => new TemporalMemory(arena, options)).toThrow(DisposedError);
    expect(() => TemporalMemory.load(arena, new Uint8Array(0))).toThrow();
    expect(arena.memory().bytesInUse).toBe(0);
  });
});

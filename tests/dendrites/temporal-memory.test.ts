import { describe, expect, it } from "vitest";
import { dendrites } from "../../src/dendrites/kernels.js";
import { TemporalMemory, type TemporalMemoryOptions } from "../../src/dendrites/temporal-memory.js";
import { ArgumentError, DisposedError } from "../../src/errors.js";
import { Random } from "../../src/random.js";
import type { Arena } from "../../src/wasm/arena.js";
import golden from "../golden/htm.json" with { type: "json" };
import type { Scenario } from "../reference/htm/scenario.js";
import { openArena, variants } from "../support.js";
import { stepsOf } from "./memory-model.js";
import { sameBytes } from "./sealed.js";
import { segmentWith } from "./store-model.js";

const small = { columns: 20, cellsPerColumn: 3, activationThreshold: 2, minThreshold: 1, maxNewSynapses: 4 };

describe.each(variants)("TemporalMemory, %s build: the sheet's oracles", (variant) => {
  it.each(golden.temporalMemory.scenarios as unknown as Scenario[])("$oracle: $name", async (scenario) => {
    using arena = await openArena(variant, [dendrites]);
    const { predictedSegmentDecrement = 0, ...options } = scenario.options ?? {},
      memory = new TemporalMemory(arena, {
        ...golden.temporalMemory.options,
        ...options,
        predictedDecrement: predictedSegmentDecrement,
        compatible: { seed: 42 },
      }),
      { segments } = memory,
      made = scenario.segments.map(({ cell, synapses }) => segmentWith(segments, cell, synapses));
    for (const columns of scenario.steps) memory.compute(columns);
    if (scenario.activeCells) expect([...memory.activeCells]).toEqual(scenario.activeCells);
    if (scenario.winners !== undefined) expect(memory.winnerCells.length).toBe(scenario.winners);
    if (scenario.predictiveCells) expect([...memory.predictedCells]).toEqual(scenario.predictiveCells);
    if (scenario.segmentCount !== undefined) expect(segments.size).toBe(scenario.segmentCount);
    for (const [i, { synapses, after, presynaptic, count, grown, destroyed }] of scenario.segments.entries()) {
      const segment = made[i]!;
      expect(segments.has(segment)).toBe(destroyed !== true);
      if (destroyed) continue;
      const now = segments.synapses(segment).inputs,
        before = new Set(synapses.map(([input]) => input));
      // Where the sheet gives no count, a segment that learns may have grown synapses to winners as well.
      for (const [input, permanence] of after ?? [])
        expect(segments.permanence(segment, input!)).toBeCloseTo(permanence!, 6);
      if (after && after.length < synapses.length) expect(now.length).toBe(after.length);
      if (presynaptic) expect([...now].sort((a, b) => a - b)).toEqual(presynaptic);
      if (count !== undefined) expect(now.length).toBe(count);
      if (grown !== undefined)
        for (const input of now)
          if (!before.has(input)) expect(segments.permanence(segment, input)).toBe(Math.fround(grown));
    }
    segments.check();
  });

  it("9: without learning, segments stay as they are", async () => {
    using arena = await openArena(variant, [dendrites]);
    const memory = new TemporalMemory(arena, { ...small, predictedDecrement: 0.1, random: new Random(3) });
    for (const { columns } of stepsOf(small, 60, 1)) memory.compute(columns);
    expect(memory.segments.size).toBeGreaterThan(10);
    const bytes = memory.segments.save();
    for (const { columns } of stepsOf(small, 40, 2)) memory.compute(columns, false);
    expect(sameBytes(memory.segments.save(), bytes)).toBe(true);
  });

  it("9: without active columns nothing is active, and nothing was surprising", async () => {
    using arena = await openArena(variant, [dendrites]);
    const memory = new TemporalMemory(arena, { ...small });
    for (const learn of [true, false]) {
      memory.compute([1, 2, 3]);
      expect(memory.compute([], learn)).toBe(0);
      expect([memory.activeCells, memory.winnerCells, memory.predictedCells].map(({ length }) => length)).toEqual([
        0, 0, 0,
      ]);
    }
  });

  it("10: knows the columns of cells", async () => {
    using arena = await openArena(variant, [dendrites]);
    const { columns, cellsPerColumn, cells, expected } = golden.temporalMemory.cellsToColumns,
      memory = new TemporalMemory(arena, { columns, cellsPerColumn });
    expect([...memory.columnsOf(cells)]).toEqual(expected);
  });
});

/** Anomaly scores, cells and segments of a run. */
function run(arena: Arena, options: Partial<TemporalMemoryOptions>, look?: (memory: TemporalMemory) => void) {
  const parameters = { ...small, externalInputs: 6, predictedDecrement: 0.05, maxSegmentsPerCell: 3, ...options },
    memory = new TemporalMemory(arena, parameters),
    seen: number[][] = [];
  for (const { columns, learn, reset, external } of stepsOf(parameters, 200, 9)) {
    if (reset) memory.reset();
    look?.(memory);
    seen.push([memory.compute(columns, learn, external)], [...memory.activeCells], [...memory.winnerCells]);
  }
  const saved = memory.segments.save();
  memory.dispose();
  return { seen, saved };
}

describe("TemporalMemory", () => {
  it.each([
    ["its own draws", (seed: number) => ({ random: new Random(seed) })],
    ["compatible draws", (seed: number) => ({ compatible: { seed } })],
  ])("with %s, gives equal bits for equal seeds in both builds, others for others", async (_, draws) => {
    using simd = await openArena("simd", [dendrites]);
    using debug = await openArena("debug", [dendrites]);
    const first = run(simd, draws(1));
    expect(run(simd, draws(1))).toEqual(first);
    expect(run(debug, draws(1))).toEqual(first);
    expect(run(simd, draws(2)).saved).not.toEqual(first.saved);
  });

  it("is not changed by a look at its predictions", async () => {
    using arena = await openArena("simd", [dendrites]);
    const unseen = run(arena, {}),
      seen = run(arena, {}, (memory) => [memory.predictedCells, memory.predictedColumns, memory.activeCells]);
    expect(seen).toEqual(unseen);
  });

  it("takes external inputs given before the step as it takes those given with it", async () => {
    using arena = await openArena("simd", [dendrites]);
    const options = { ...small, externalInputs: 6, compatible: { seed: 1 } },
      [one, two] = [new TemporalMemory(arena, options), new TemporalMemory(arena, options)];
    for (const { columns, external } of stepsOf(options, 100, 4)) {
      one.compute(columns, true, external);
      two.activateDendrites(external);
      two.predictedCells;
      two.compute(columns);
      // A second answer takes the place of the first.
      two.activateDendrites({ active: [1, 2, 3, 4, 5] });
      two.activateDendrites({ active: [] });
      expect(sameBytes(two.segments.save(), one.segments.save())).toBe(true);
      expect([...two.activeCells]).toEqual([...one.activeCells]);
    }
  });

  it("takes segments as it finds them when they were changed between steps", async () => {
    using arena = await openArena("simd", [dendrites]);
    const memory = new TemporalMemory(arena, { ...small, predictedDecrement: 0.1 }),
      random = new Random(5);
    for (const { columns } of stepsOf(small, 200, 6)) {
      const predicted = memory.predictedCells,
        cell = predicted[0] ?? random.integer(memory.cells),
        [segment] = memory.segments.segmentsOf(cell);
      if (segment !== undefined) memory.segments.destroySegment(segment);
      // Its number is another's now.
      memory.segments.createSynapse(memory.segments.createSegment(random.integer(memory.cells)), cell, 0.3);
      if (random.integer(3) === 0)
        for (const other of memory.segments.segmentsOf(cell)) memory.segments.destroySegment(other);
      memory.compute(columns);
      memory.segments.check();
    }
    expect(memory.segments.size).toBeGreaterThan(10);
  });

  it("refuses what it cannot take, and nothing changes", async () => {
    using arena = await openArena("simd", [dendrites]);
    const memory = new TemporalMemory(arena, { ...small, externalInputs: 3 });
    for (const { columns } of stepsOf(small, 30, 1)) memory.compute(columns);
    const before = memory.save();
    for (const wrong of [[20], [-1], [1, 1], [2, 1], [0.5], [Number.NaN], undefined, null, 3, ["1"]]) {
      const list = wrong as number[];
      expect(() => memory.compute(list)).toThrow(ArgumentError);
      expect(() => memory.compute([1], true, { active: [0], winners: list ?? [-1] })).toThrow(ArgumentError);
      expect(() => memory.compute([1], true, { active: list ?? [-1] })).toThrow(ArgumentError);
      expect(() => memory.activateDendrites({ active: list ?? [-1] })).toThrow(ArgumentError);
      if (list?.[0] !== 20) expect(() => memory.columnsOf(list)).toThrow(ArgumentError);
    }
    expect(memory.save()).toEqual(before);
    for (const options of [
      ...[0, -1, 0.5, 2 ** 27 + 1, Number.NaN, undefined, "4"].map((columns) => ({ columns })),
      ...[0, -1, 2 ** 27, Number.NaN].map((cellsPerColumn) => ({ cellsPerColumn })),
      ...[-1, 2 ** 27, Number.NaN].map((externalInputs) => ({ externalInputs })),
      ...[0, 65536].flatMap((most) => [{ maxSegmentsPerCell: most }, { maxSynapsesPerSegment: most }]),
      { activationThreshold: 9, maxSynapsesPerSegment: 8 },
      { minThreshold: 3 },
      { minThreshold: 0 },
      { maxNewSynapses: 9, maxSynapsesPerSegment: 8 },
      ...[
        "initialPermanence",
        "connectedPermanence",
        "permanenceIncrement",
        "permanenceDecrement",
        "predictedDecrement",
      ].flatMap((name) => [-0.1, 1.1, Number.NaN, "0.1"].map((value) => ({ [name]: value }))),
      ...[-1, 2 ** 32, 0.5].map((seed) => ({ compatible: { seed } })),
      { random: {} },
    ])
      expect(() => new TemporalMemory(arena, { ...small, ...options } as TemporalMemoryOptions)).toThrow(ArgumentError);
    memory.dispose();
    expect(arena.memory().bytesInUse).toBe(0);
  });

  it("does nothing once its segments are gone", async () => {
    using arena = await openArena("simd", [dendrites]);
    const memory = new TemporalMemory(arena, small);
    memory.compute([1, 2]);
    memory.segments.dispose();
    for (const use of [() => memory.compute([1]), () => memory.predictedCells, () => memory.reset()])
      expect(use).toThrow(DisposedError);
    memory.dispose();
    expect(arena.memory().bytesInUse).toBe(0);
  });
});

import { describe, expect, it } from "vitest";
import golden from "../../golden/htm.json" with { type: "json" };
import { Hello } from "./hello.js";
import { inhibitGlobally, inhibitLocally } from "./inhibition.js";
import { MersenneTwister } from "./mersenne-twister.js";
import { murmur3 } from "./murmur3.js";
import type { Scenario } from "./scenario.js";
import { SpatialPooler, updateDutyCycles } from "./spatial-pooler.js";
import { segmentWith, synapsesOf } from "./synapses.js";
import { TemporalMemory } from "./temporal-memory.js";

const { fround } = Math;

it("Mersenne Twister and MurmurHash3 give the sheet's first numbers", () => {
  const random = new MersenneTwister(golden.mersenneTwister.seed);
  for (const expected of golden.mersenneTwister.first) expect(random.next()).toBe(expected);
  for (const [key, hash] of golden.murmur3.rows) expect(murmur3(key!, golden.murmur3.seed)).toBe(hash);
});

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
    expect(inhibitGlobally(overlaps, { localAreaDensity: density, stimulusThreshold: 0 })).toEqual(winners);
    expect(inhibitGlobally([5, 1, 5, 5], { localAreaDensity: 0.5, stimulusThreshold: 0 })).toEqual([2, 3]);
    expect(inhibitGlobally([1, 0, 2, 0], { localAreaDensity: 1, stimulusThreshold: 1 })).toEqual([0, 2]);
  });

  // By hand: 2 may win of three columns, 1 of the two at an end; column 2 loses its tie to column 1.
  it.each([
    [false, [1, 3]],
    [true, [0, 1, 3]],
  ])("inhibits locally, wrapped: %s", (wrapAround, winners) => {
    const options = { columnDimensions: [5], wrapAround, localAreaDensity: 0.5, stimulusThreshold: 1 };
    expect(inhibitLocally([1, 2, 2, 3, 1], 1, options)).toEqual(winners);
  });

  it("takes the inhibition radius from the spans of connected inputs", () => {
    // All is connected. Spans of 20 columns over 10 inputs, radius 2: 3 3 4 4 5 … 5 4 4 3 3, mean 4.4; (4.4 · 2 − 1) / 2.
    const pooler = new SpatialPooler({
      inputDimensions: [10],
      columnDimensions: [20],
      potentialRadius: 2,
      potentialPct: 1,
      connectedPermanence: 0,
      globalInhibition: false,
      wrapAround: false,
    });
    expect(pooler.inhibitionRadius).toBe(4);
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

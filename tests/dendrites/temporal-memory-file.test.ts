import { describe, expect, it } from "vitest";
import type { DrawOptions } from "../../src/dendrites/kernel-random.js";
import { dendrites } from "../../src/dendrites/kernels.js";
import { TemporalMemory } from "../../src/dendrites/temporal-memory.js";
import { FormatError } from "../../src/errors.js";
import { Random } from "../../src/random.js";
import { openArena, variants } from "../support.js";
import { MemoryPair, stepsOf } from "./memory-model.js";
import { sameBytes, sealed, withWord, wordChanges } from "./sealed.js";

const options = {
  columns: 30,
  cellsPerColumn: 3,
  externalInputs: 6,
  activationThreshold: 2,
  minThreshold: 1,
  maxNewSynapses: 3,
  maxSynapsesPerSegment: 6,
  maxSegmentsPerCell: 3,
  predictedDecrement: 0.05,
};
const modes: [string, DrawOptions][] = [
  ["its own draws", { random: new Random(8) }],
  ["compatible draws", { compatible: { seed: 8 } }],
];

describe.each(variants)("a saved TemporalMemory, %s build", (variant) => {
  it.each(modes)("with %s, goes on to the same bits from any moment", async (_, draws) => {
    using arena = await openArena(variant, [dendrites]);
    const random = new Random(1),
      straight = new TemporalMemory(arena, {
        ...options,
        ...draws,
        ...("random" in draws && { random: new Random(8) }),
      });
    let broken = TemporalMemory.load(arena, straight.save());
    const reload = () => {
      const bytes = broken.save(),
        loaded = TemporalMemory.load(arena, bytes);
      expect(sameBytes(loaded.save(), bytes)).toBe(true);
      expect(loaded.parameters).toEqual(straight.parameters);
      expect(loaded.anomaly).toBe(broken.anomaly);
      broken.dispose();
      broken = loaded;
    };
    for (const [i, { columns, learn, reset, external }] of stepsOf(options, 300, 12).entries()) {
      const both = [straight, broken];
      if (reset) for (const memory of both) memory.reset();
      if (random.integer(6) === 0) reload();
      // Half of the time what is outside is known before the step, and the memory saved in between.
      if (i % 2) {
        for (const memory of [straight, broken]) memory.activateDendrites(external);
        if (random.integer(3) === 0) reload();
      }
      const given = i % 2 ? undefined : external;
      expect(broken.compute(columns, learn, given)).toBe(straight.compute(columns, learn, given));
      expect([...broken.activeCells]).toEqual([...straight.activeCells]);
      expect([...broken.winnerCells]).toEqual([...straight.winnerCells]);
      if (random.integer(3) === 0) expect([...broken.predictedCells]).toEqual([...straight.predictedCells]);
      if (random.integer(6) === 0) reload();
    }
    expect(straight.segments.size).toBeGreaterThan(30);
    expect(sameBytes(broken.segments.save(), straight.segments.save())).toBe(true);
    straight.predictedCells;
    broken.predictedCells;
    expect(sameBytes(broken.save(), straight.save())).toBe(true);
    broken.dispose();
    straight.dispose();
    expect(arena.memory().bytesInUse).toBe(0);
  });

  it("goes on as the reference does", async () => {
    using arena = await openArena(variant, [dendrites]);
    const pair = new MemoryPair(arena, options, 4);
    for (const [i, step] of stepsOf(options, 120, 4).entries()) {
      pair.step(step);
      if (i % 4 === 0) {
        const loaded = TemporalMemory.load(arena, pair.memory.save());
        pair.memory.dispose();
        pair.memory = loaded;
      }
      pair.expectEqualSegments();
    }
  });
});

describe("a saved TemporalMemory", () => {
  async function smallFile(draws: DrawOptions = {}): Promise<Uint8Array<ArrayBuffer>> {
    using arena = await openArena("simd", [dendrites]);
    const memory = new TemporalMemory(arena, {
      ...options,
      columns: 5,
      cellsPerColumn: 2,
      maxNewSynapses: 2,
      ...draws,
    });
    for (const columns of [[0, 1], [2, 3], [0, 1], [2, 3], [4]]) memory.compute(columns, true, { active: [2, 5] });
    memory.activateDendrites({ active: [1] });
    return memory.save();
  }

  it("is refused when it was cut anywhere, or a bit of it changed", async () => {
    using arena = await openArena("simd", [dendrites]);
    const bytes = await smallFile();
    TemporalMemory.load(arena, bytes).dispose();
    for (let length = 0; length < bytes.length; length++)
      expect(() => TemporalMemory.load(arena, bytes.subarray(0, length))).toThrow(FormatError);
    for (let bit = 0; bit < 8 * bytes.length; bit++) {
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => TemporalMemory.load(arena, bytes)).toThrow(FormatError);
      bytes[bit >> 3]! ^= 1 << (bit & 7);
    }
    expect(() => TemporalMemory.load(arena, undefined as unknown as Uint8Array)).toThrow(FormatError);
    expect(arena.memory().bytesInUse).toBe(0);
  });

  it.each(modes)(
    "with %s, a word changed and the checksums right, is refused or a memory that goes on",
    async (_, draws) => {
      using arena = await openArena("simd", [dendrites]);
      const bytes = await smallFile("random" in draws ? {} : draws),
        view = new DataView(bytes.buffer),
        // The last of its five sections is the store's own file; before it lie its words.
        storeSize = view.getUint32(24 + 8 * 4 + 4, true),
        storeAt = bytes.length - 4 - 8 * Math.ceil(storeSize / 8),
        cellsAt = storeAt + 24 + 8 * 10,
        twister = 24 + 8 * 5 + 8 * 16 + 4 * 10;
      expect(String.fromCharCode(...bytes.subarray(storeAt, storeAt + 7))).toBe("neurite");
      let [refused, loaded] = [0, 0];
      for (let word = 4; word < bytes.length / 4 - 1; word++) {
        // Of a twister's 624 words a few will do.
        if ("compatible" in draws && 4 * word > twister && 4 * word < twister + 2400) continue;
        for (const change of wordChanges) {
          const file = withWord(bytes, word, change);
          sealed(file.subarray(storeAt, storeAt + storeSize));
          const numbers = new DataView(sealed(file).buffer);
          if (numbers.getFloat64(cellsAt, true) > 1e5 || numbers.getFloat64(cellsAt + 8, true) > 1e5) continue;
          let memory: TemporalMemory;
          try {
            memory = TemporalMemory.load(arena, file);
          } catch (error) {
            expect(error).toBeInstanceOf(FormatError);
            refused++;
            continue;
          }
          loaded++;
          memory.segments.check();
          expect(arena.memory().bytesInUse).toBeLessThan(4e6);
          memory.predictedCells;
          for (const columns of [[0], [1, 2, 3], []])
            memory.compute(columns.filter((column) => column < memory.parameters.columns));
          memory.segments.check();
          memory.dispose();
        }
      }
      expect([refused > 500, loaded > 50, arena.memory().bytesInUse]).toEqual([true, true, 0]);
    },
  );

  it("with parameters no memory can have, takes no memory", async () => {
    using arena = await openArena("simd", [dendrites]);
    const bytes = await smallFile(),
      numbersAt = 24 + 8 * 5;
    for (const [place, value] of [
      [0, 2 ** 27 + 1],
      [0, 6],
      [1, 2 ** 26],
      [2, 1e300],
      [3, 0],
      [4, 99],
      [7, 65536],
      [8, Number.NaN],
      [12, -1],
      [13, 2],
      [14, 1.5], // a mode of anomaly
      [14, 1], // one whose state is not there
      [15, 1.5],
    ] as const) {
      const changed = Uint8Array.from(bytes);
      new DataView(changed.buffer).setFloat64(numbersAt + 8 * place, value, true);
      expect(() => TemporalMemory.load(arena, sealed(changed))).toThrow(FormatError);
      expect(arena.memory().bytesInUse).toBe(0);
    }
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dendrites } from "../../src/dendrites/kernels.js";
import { Tensor } from "../../src/tensor/tensor.js";
import type { Arena } from "../../src/wasm/arena.js";
import golden from "../golden/htm.json" with { type: "json" };
import { inhibitGlobally } from "../reference/htm/inhibition.js";
import { updateDutyCycles } from "../reference/htm/spatial-pooler.js";
import { openArena, variants } from "../support.js";

/** Winners by the kernel, which starts its search from `last`; and what it left there. */
function winners(arena: Arena, values: readonly number[], wanted: number, least: number, last: number) {
  const n = values.length,
    x = Tensor.from(arena, [n], values),
    scratch = new Tensor(arena, [n], "i32"),
    out = new Tensor(arena, [n + 5], "i32"),
    mark = Tensor.from(arena, [1], [last]);
  out.data.fill(-7);
  const { winners_global_f32: select } = dendrites.of("test", arena),
    count = select(n, wanted, least, x.ptr, mark.ptr, scratch.ptr, out.ptr),
    result = { winners: [...out.data.subarray(0, count)], last: mark.data[0]!, beyond: [...out.data.subarray(n)] };
  for (const tensor of [x, scratch, out, mark]) tensor.dispose();
  return result;
}

describe.each(variants)("winners_global_f32, %s build", (variant) => {
  it("gives the sheet's winners", async () => {
    using arena = await openArena(variant, [dendrites]);
    const { overlaps, density, winners: want } = golden.spatialPooler.inhibition;
    expect(winners(arena, overlaps, Math.floor(Math.fround(density) * overlaps.length), 0, 0).winners).toEqual(want);
  });

  it("takes the largest, of equals the last, whatever it guessed", async () => {
    using arena = await openArena(variant, [dendrites]);
    const value = fc.oneof(fc.nat(4), fc.float({ min: 0, max: 40, noNaN: true }), fc.constant(0)),
      cases = fc.record({
        values: fc.array(value, { minLength: 1, maxLength: 40 }),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
        least: fc.nat(5),
        last: value,
      });
    fc.assert(
      fc.property(cases, ({ values, share, least, last }) => {
        // −0 is no overlap.
        const overlaps = values.map((x) => Math.fround(x) + 0),
          wanted = Math.floor(Math.fround(Math.fround(share) * overlaps.length)),
          want = inhibitGlobally(overlaps, { localAreaDensity: share, stimulusThreshold: least }),
          got = winners(arena, overlaps, wanted, least, last);
        expect(got.winners).toEqual(want);
        expect(got.beyond).toEqual([-7, -7, -7, -7, -7]);
        if (wanted) expect(got.last).toBe(Math.fround([...overlaps].sort((a, b) => b - a)[wanted - 1]!));
      }),
      { numRuns: 300 },
    );
  });

  it("asks for more than there are, for none, of none", async () => {
    using arena = await openArena(variant, [dendrites]);
    expect(winners(arena, [3, 0, 2], 9, 0, 1).winners).toEqual([0, 1, 2]);
    expect(winners(arena, [3, 0, 2], 9, 1, 1).winners).toEqual([0, 2]);
    expect(winners(arena, [3, 0, 2], 0, 0, 1).winners).toEqual([]);
    expect(winners(arena, [], 2, 0, 1).winners).toEqual([]);
  });
});

describe.each(variants)("duty_cycles_f32, %s build", (variant) => {
  it("is the sheet's, and the reference's to the bit", async () => {
    using arena = await openArena(variant, [dendrites]);
    const run = (before: readonly number[], active: readonly number[], period: number) => {
      const room = Math.ceil(before.length / 4) * 4,
        cycles = new Tensor(arena, [room + 4]),
        list = Tensor.from(arena, [active.length], active, "i32");
      cycles.data.set(before);
      cycles.data.fill(-3, room);
      dendrites.of("test", arena).duty_cycles_f32(before.length, period, list.ptr, active.length, cycles.ptr);
      expect([...cycles.data.subarray(room)]).toEqual([-3, -3, -3, -3]);
      const after = cycles.data.slice(0, before.length);
      for (const tensor of [cycles, list]) tensor.dispose();
      return after;
    };
    const { before, after, period } = golden.spatialPooler.dutyCycles;
    expect(run(before, [], period)).toEqual(Float32Array.from(after));
    fc.assert(
      fc.property(
        fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { maxLength: 19 }),
        fc.integer({ min: 1, max: 2000 }),
        (cycles, steps) => {
          const active = cycles.map((_, i) => i).filter((i) => (i * 7) % 3 === 1),
            want = Float32Array.from(cycles);
          updateDutyCycles(want, active, steps);
          expect(run(cycles, active, steps)).toEqual(want);
        },
      ),
    );
  });
});

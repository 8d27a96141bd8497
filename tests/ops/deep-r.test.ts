import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { deepRStep } from "../../src/ops/deep-r.js";
import { fillNormal } from "../../src/ops/random.js";
import { Random } from "../../src/random.js";
import { Tensor } from "../../src/tensor/tensor.js";
import * as reference from "../reference/deep-r.js";
import { openArena, variants } from "../support.js";

const amount = fc.constantFrom(0, 1e-7, 0.01, 0.5).map(Math.fround),
  small = fc.float({ min: -2, max: 2, noNaN: true }),
  elements = fc.array(fc.tuple(small, fc.constantFrom(-1, 1), small), { maxLength: 23 });

describe("deepRStep", () => {
  it.each(variants)("%s build: follows its formula and lists what fell to zero or below", async (variant) => {
    using arena = await openArena(variant);
    fc.assert(
      fc.property(elements, amount, amount, (rows, noiseScale, penalty) => {
        const n = rows.length,
          [w, s, z] = [0, 1, 2].map((k) =>
            Tensor.from(
              arena,
              [n],
              rows.map((row) => row[k]!),
            ),
          ) as [Tensor, Tensor, Tensor],
          dormant = Tensor.from(arena, [n], new Int32Array(n).fill(-7), "i32");
        const count = deepRStep(w, s, z, noiseScale, penalty, dormant),
          fallen = rows.flatMap(([, sign], i) => (sign * w.data[i]! <= 0 ? [i] : []));
        for (const [i, [weight, sign, noise]] of rows.entries()) {
          const want = reference.deepRStep(weight, sign, noise, noiseScale, penalty);
          expect(Math.abs(w.data[i]! - want.weight)).toBeLessThanOrEqual(want.error);
        }
        expect([...dormant.data]).toEqual([...fallen, ...new Array(n - fallen.length).fill(-7)]);
        expect(count).toBe(fallen.length);
        for (const tensor of [w, s, z, dormant]) tensor.dispose();
      }),
    );
    expect(arena.memory().bytesInUse).toBe(0);
  });

  it.each(variants)(
    "%s build: any range gives the same bits and the same list, and touches nothing else",
    async (variant) => {
      using arena = await openArena(variant);
      const { kernels } = arena,
        n = 41,
        noise = fillNormal(new Random(1), new Tensor(arena, [n])),
        sign = Tensor.from(
          arena,
          [n],
          Array.from({ length: n }, (_, i) => (i % 3 ? 1 : -1)),
        ),
        run = (cuts: readonly number[]) => {
          const w = fillNormal(new Random(2), new Tensor(arena, [n])),
            list = Tensor.from(arena, [n], new Int32Array(n).fill(-7), "i32"),
            found: number[] = [];
          for (let k = 1; k < cuts.length; k++) {
            const count = kernels.deep_r_f32(cuts[k - 1]!, cuts[k]!, 0.5, 0.1, sign.ptr, noise.ptr, w.ptr, list.ptr);
            found.push(...list.data.subarray(0, count));
            expect(list.data.subarray(count).every((place) => place === -7 || found.includes(place))).toBe(true);
          }
          return { found, bits: [...new Int32Array(w.data.slice().buffer)] };
        };
      const whole = run([3, 38]),
        before = fillNormal(new Random(2), new Tensor(arena, [n])).data;
      expect(run([3, 4, 11, 11, 38])).toEqual(whole);
      for (const i of [0, 1, 2, 38, 39, 40]) expect(whole.bits[i]).toBe(new Int32Array(before.slice().buffer)[i]);
      expect(whole.found.length).toBeGreaterThan(5);
    },
  );

  it("keeps NaN in the weight, off the list", async () => {
    using arena = await openArena();
    const w = Tensor.from(arena, [5], new Array(5).fill(Number.NaN)),
      one = Tensor.from(arena, [5], new Array(5).fill(1)),
      dormant = new Tensor(arena, [5], "i32");
    expect(deepRStep(w, one, one, 0.1, 0.1, dormant)).toBe(0);
    expect([...w.data]).toEqual(new Array(5).fill(Number.NaN));
  });

  it("refuses shapes, overlaps and numbers that do not fit, before anything changes", async () => {
    using arena = await openArena();
    using other = await openArena();
    const make = () => Tensor.from(arena, [6], new Array(6).fill(1)),
      [w, s, z] = [make(), make(), make()],
      list = new Tensor(arena, [6], "i32");
    for (const bad of [new Tensor(arena, [5]), new Tensor(arena, [2, 3]), w, new Tensor(other, [6])]) {
      expect(() => deepRStep(w, bad, z, 0.1, 0.1, list)).toThrow(ShapeError);
      expect(() => deepRStep(w, s, bad, 0.1, 0.1, list)).toThrow(ShapeError);
    }
    for (const bad of [new Tensor(arena, [5], "i32"), s as unknown as Tensor<"i32">])
      expect(() => deepRStep(w, s, z, 0.1, 0.1, bad)).toThrow(ShapeError);
    for (const bad of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => deepRStep(w, s, z, bad, 0.1, list)).toThrow(ArgumentError);
      expect(() => deepRStep(w, s, z, 0.1, bad, list)).toThrow(ArgumentError);
    }
    expect([...w.data]).toEqual(new Array(6).fill(1));
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kWinners, markWinners, winnersOf } from "../../src/dendrites/k-winners.js";
import { dendrites } from "../../src/dendrites/kernels.js";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { Tape } from "../../src/tape/tape.js";
import { Tensor } from "../../src/tensor/tensor.js";
import * as reference from "../reference/active-dendrites.js";
import { openArena, variants } from "../support.js";
import { expectGradients, input, lossOf, newTape } from "../tape/gradients.js";

const crowded = fc.constantFrom(0, -0, 1, -1, 2, -2, 2 ** -149, -(2 ** -149), Infinity, -Infinity, Number.NaN);
const cases = fc.record({ units: fc.nat(40), batch: fc.nat(9) }).chain(({ units, batch }) =>
  fc.record({
    units: fc.constant(units),
    batch: fc.constant(batch),
    k: fc.nat(units),
    x: fc.oneof(
      ...[fc.float(), crowded].map((value) => fc.array(value, { minLength: units * batch, maxLength: units * batch })),
    ),
  }),
);

describe("markWinners", () => {
  it.each(variants)("%s build, marks exactly k of every column, the first of equals", async (variant) => {
    using arena = await openArena(variant, [dendrites]);
    const before = arena.memory().bytesInUse;
    fc.assert(
      fc.property(cases, ({ units, batch, k, x }) => {
        const values = Tensor.from(arena, [units, batch], x),
          scratch = new Tensor(arena, [units, 4]),
          winners = new Tensor(arena, [units, batch], "u8"),
          guard = new Tensor(arena, [4], "i32");
        winners.data.fill(9);
        expect([...markWinners(values, k, scratch, winners).data]).toEqual(reference.markWinners(x, units, batch, k));
        expect([...values.data]).toEqual(x.map(Math.fround));
        expect([...guard.data]).toEqual([0, 0, 0, 0]);
        for (const tensor of [values, scratch, winners, guard]) tensor.dispose();
      }),
      { numRuns: 200 },
    );
    expect(arena.memory().bytesInUse).toBe(before);
  });

  it.each(variants)("%s build, columns do not depend on how they are cut, and guards stay", async (variant) => {
    using arena = await openArena(variant, [dendrites]);
    const [units, batch, k] = [19, 11, 5],
      x = Tensor.from(
        arena,
        [units, batch],
        Array.from({ length: units * batch }, (_, i) => ((i * 7919) % 23) / 4 - 2),
      ),
      scratch = new Tensor(arena, [units, 4]);
    const marks = new Tensor(arena, [units, batch], "u8"),
      kernels = dendrites.of("test", arena),
      run = (begin: number, end: number) =>
        kernels.k_winners_f32(begin, end, units, batch, k, x.ptr, scratch.ptr, marks.ptr);
    run(0, batch);
    const whole = [...marks.data];
    expect(whole).toEqual(reference.markWinners(x.data, units, batch, k));
    for (let begin = 0; begin <= batch; begin++)
      for (let end = begin; end <= batch; end++) {
        marks.data.fill(7);
        run(begin, end);
        expect([...marks.data]).toEqual(whole.map((mark, i) => (i % batch >= begin && i % batch < end ? mark : 7)));
      }
  });

  it("a large column with neighbours in the last bit, every kind of k", async () => {
    using arena = await openArena("simd", [dendrites]);
    const units = 2048,
      x = Array.from({ length: units }, (_, i) => ((i * 7919) % 3 === 0 ? -1 : 1) * (1 + ((i * 31) % 400) * 2 ** -23)),
      values = Tensor.from(arena, [units, 1], x),
      scratch = new Tensor(arena, [units, 4]),
      marks = new Tensor(arena, [units, 1], "u8");
    for (const k of [0, 1, 2, 102, 1024, 2047, 2048])
      expect([...markWinners(values, k, scratch, marks).data]).toEqual(reference.markWinners(x, units, 1, k));
  });

  it("refuses another k, shape, type, memory, or an arena without the family", async () => {
    using arena = await openArena("simd", [dendrites]);
    using other = await openArena("simd", [dendrites]);
    using bare = await openArena();
    const x = new Tensor(arena, [6, 5]),
      scratch = new Tensor(arena, [6, 4]),
      marks = new Tensor(arena, [6, 5], "u8");
    for (const k of [-1, 7, 1.5, Number.NaN]) expect(() => markWinners(x, k, scratch, marks)).toThrow(ArgumentError);
    expect(() => markWinners(x, 2, new Tensor(arena, [6, 5]), marks)).toThrow(ShapeError);
    expect(() => markWinners(x, 2, scratch, new Tensor(arena, [5, 6], "u8"))).toThrow(ShapeError);
    expect(() => markWinners(x, 2, scratch, x as unknown as Tensor<"u8">)).toThrow(ShapeError);
    expect(() => markWinners(x, 2, new Tensor(other, [6, 4]), marks)).toThrow(ShapeError);
    expect(() => markWinners(undefined as unknown as Tensor, 2, scratch, marks)).toThrow(ArgumentError);
    expect(() => markWinners(new Tensor(arena, [6]), 2, scratch, marks)).toThrow(ShapeError);
    const square = new Tensor(arena, [4, 4]);
    expect(() => markWinners(square, 2, square, new Tensor(arena, [4, 4], "u8"))).toThrow(/overlap/);
    const without = [new Tensor(bare, [2, 2]), new Tensor(bare, [2, 4]), new Tensor(bare, [2, 2], "u8")] as const;
    expect(() => markWinners(without[0], 1, without[1], without[2])).toThrow(/families/);
    expect(() => kWinners(new Tape(bare).input([2, 2]), 1)).toThrow(/families/);
  });
});

describe("kWinners", () => {
  it("keeps the winners as they are, negative ones and zeros too", async () => {
    using arena = await openArena("simd", [dendrites]);
    const tape = new Tape(arena),
      x = tape.input([4, 3], { gradient: true }),
      y = kWinners(x, 2);
    // Columns: all negative; four equals; zeros of either sign above what is below.
    x.value.data.set([-5, 1, -0, -1, 1, -1, -2, 1, 0, -9, 1, -2]);
    tape.forward();
    expect([...y.value.data]).toEqual([0, 1, -0, -1, 1, 0, -2, 0, 0, 0, 0, 0]);
    const loss = lossOf(y, newTape(arena).random);
    tape.forward();
    tape.backward(loss);
    // A winner that is 0 passes credit all the same.
    expect([...x.gradient!.data].map((g) => Number(g !== 0))).toEqual([0, 1, 1, 1, 1, 0, 1, 0, 1, 0, 0, 0]);
  });

  it("has the gradient of its definition, adds to what is there, and allocates nothing", async () => {
    using arena = await openArena("simd", [dendrites]);
    const { tape, random } = newTape(arena),
      x = input(tape, random, [9, 6]);
    // No two values of a column are closer than the step of the difference.
    x.value.data.forEach((_, i, data) => void (data[i] = (((Math.floor(i / 6) * 5 + (i % 6)) % 9) - 4) / 4));
    const loss = lossOf(kWinners(kWinners(x, 7), 3), random),
      before = arena.memory().allocations;
    expectGradients(tape, loss, [x]);
    expect(arena.memory().allocations).toBe(before);
  });

  it("refuses another k and shape", async () => {
    using arena = await openArena("simd", [dendrites]);
    const tape = new Tape(arena);
    for (const k of [0, 5, 1.5, Number.NaN, undefined as unknown as number])
      expect(() => kWinners(tape.input([4, 2]), k)).toThrow(ArgumentError);
    expect(() => kWinners(tape.input([4]), 1)).toThrow(ShapeError);
    expect(() => kWinners(tape.input([4, 2, 1]), 1)).toThrow(ShapeError);
    expect([winnersOf(0.05, 2048), winnersOf(0.05, 256), winnersOf(0.05, 4), winnersOf(1, 7)]).toEqual([102, 13, 1, 7]);
    for (const share of [0, -1, 1.1, Number.NaN]) expect(() => winnersOf(share, 10)).toThrow(ArgumentError);
  });
});

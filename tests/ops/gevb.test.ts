import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NeuriteError, ShapeError } from "../../src/errors.js";
import * as ops from "../../src/ops/gevb.js";
import { Tensor } from "../../src/tensor/tensor.js";
import type { Arena } from "../../src/wasm/arena.js";
import type { Kernels } from "../../src/wasm/load.js";
import * as reference from "../reference/gevb.js";
import { expectRangeInvariance, openArena, variants } from "../support.js";

const number = fc.float({ noNaN: true, noDefaultInfinity: true });
const many = (length: number) => fc.array(number, { minLength: length, maxLength: length });

/** Sizes that cross the lane width and reach 0, with all arrays that the three ops take. */
const problems = fc
  .record({
    repeats: fc.integer({ min: 0, max: 3 }),
    period: fc.integer({ min: 1, max: 3 }),
    components: fc.integer({ min: 0, max: 5 }),
    batch: fc.integer({ min: 0, max: 11 }),
  })
  .chain(({ repeats, period, components, batch }) => {
    const units = repeats * period;
    return fc.record({
      sizes: fc.constant([units, components, batch] as const),
      period: fc.constant(period),
      vectors: many(units * components * batch),
      e: many(components * batch),
      g: many(units * batch),
      t: fc.array(fc.constantFrom(-1, 1), { minLength: period * components, maxLength: period * components }),
    });
  });

/** A tensor of these values that is wiped out when the property's turn ends. */
function holder(arena: Arena) {
  const held: Tensor[] = [];
  return {
    hold(shape: readonly number[], values?: readonly number[]): Tensor {
      const tensor = values ? Tensor.from(arena, shape, values) : new Tensor(arena, shape);
      held.push(tensor);
      return tensor;
    },
    release() {
      for (const tensor of held) tensor.dispose();
    },
  };
}

describe.each(variants)("%s build", (variant) => {
  it("each op has the definition's bits at every size and leaves its inputs alone", async () => {
    using arena = await openArena(variant);
    fc.assert(
      fc.property(problems, ({ sizes, period, vectors, e, g, t }) => {
        const [units, components, batch] = sizes,
          { hold, release } = holder(arena);
        const z = hold(sizes, vectors),
          error = hold([components, batch], e),
          credit = hold([units, batch], g),
          directions = hold([period, components], t),
          // Whatever lies in an output before is overwritten.
          s = hold([units, batch], g),
          gates = hold([units, batch], g),
          d = hold(sizes, vectors);
        expect([...ops.errorDot(z, error, s).data]).toEqual(reference.errorDot(sizes, vectors, e));
        expect([...ops.vectorCredit(credit, error, d).data]).toEqual(reference.vectorCredit(sizes, g, e));
        expect([...z.data, ...error.data, ...credit.data]).toEqual([...vectors, ...e, ...g]);
        const open = reference.gates(sizes, period, t, vectors);
        expect([...ops.vectorGate(directions, z, gates).data]).toEqual(open);
        expect([...z.data]).toEqual(reference.gated(sizes, vectors, open));
        expect([...directions.data]).toEqual(t);
        release();
      }),
    );
    expect(arena.memory().bytesInUse).toBe(0);
  });

  it("a gate opens at 0 and at −0, and a shut one leaves +0", async () => {
    using arena = await openArena(variant);
    const columns = [
      [1, -1], // t·h = 0
      [-0, -0],
      [-1, 0.5],
      [1, -0.5],
      [-1, -1], // the tail
      [2, -2],
    ];
    const h = Tensor.from(arena, [1, 2, 6], [...columns.map((c) => c[0]!), ...columns.map((c) => c[1]!)]),
      gates = ops.vectorGate(Tensor.from(arena, [1, 2], [1, 1]), h, new Tensor(arena, [1, 6]));
    expect([...gates.data]).toEqual([1, 1, 0, 1, 0, 1]);
    expect([...h.data]).toEqual([1, -0, 0, 1, 0, 2, -1, -0, 0, -0.5, 0, -2]);
  });

  it("what is not a number passes the gate, in lanes and in the tail, so that the loss shows it", async () => {
    using arena = await openArena(variant);
    const { NaN: nan, POSITIVE_INFINITY: inf } = Number;
    const first = [nan, 1, inf, -inf, -1, nan],
      second = [1, nan, -inf, 0, -1, nan];
    const h = Tensor.from(arena, [1, 2, 6], [...first, ...second]),
      gates = ops.vectorGate(Tensor.from(arena, [1, 2], [1, 1]), h, new Tensor(arena, [1, 6]));
    expect([...gates.data]).toEqual([1, 1, 1, 0, 0, 1]);
    expect([...h.data]).toEqual([nan, 1, inf, 0, 0, nan, 1, nan, -inf, 0, 0, nan]);
  });

  it("directions repeat after their number of rows", async () => {
    using arena = await openArena(variant);
    const h = Tensor.from(arena, [6, 1, 1], [1, 2, 3, -4, -5, -6]),
      gates = new Tensor(arena, [6, 1]);
    ops.vectorGate(Tensor.from(arena, [3, 1], [1, -1, 1]), h, gates);
    expect([...gates.data]).toEqual([1, 0, 1, 0, 1, 0]);
    expect([...h.data]).toEqual([1, 0, 3, 0, -5, 0]);
  });

  const [units, components, batch, period] = [6, 3, 7, 2];
  type Run = (
    kernels: Kernels,
    begin: number,
    end: number,
    arrays: { vectors: number; rows: number; e: number },
  ) => void;
  const runs: [name: string, output: "vectors" | "rows", run: Run][] = [
    ["error_dot", "rows", (k, b, n, at) => k.error_dot_f32(b, n, components, batch, at.vectors, at.e, at.rows)],
    [
      "vector_credit",
      "vectors",
      (k, b, n, at) => k.vector_credit_f32(b, n, components, batch, at.rows, at.e, at.vectors),
    ],
    ["vector_gate, activity", "vectors", (k, b, n, at) => gateAnew(k, b, n, at)],
    ["vector_gate, gates", "rows", (k, b, n, at) => gateAnew(k, b, n, at)],
  ];
  /** The gate works in place and gating twice is gating once, so ranges may overlap. */
  const gateAnew: Run = (k, b, n, at) => k.vector_gate_f32(b, n, period, components, batch, at.e, at.vectors, at.rows);

  it.each(runs)("%s gives the same bits however its units are split", async (name, output, run) => {
    using arena = await openArena(variant);
    const wave = (length: number, step: number) => Array.from({ length }, (_, i) => ((i * step) % 101) * 0.07 - 3),
      { hold } = holder(arena);
    const unitLength = output === "rows" ? batch : components * batch,
      vectors = hold([units * components * batch + 5], wave(units * components * batch + 5, 37)),
      rows = hold([units * batch + 5], wave(units * batch + 5, 29)),
      e = hold([components * batch], wave(components * batch, 53));
    const fresh = vectors.data.slice();
    expectRangeInvariance(
      units,
      output === "rows" ? rows : vectors,
      (i) => Math.floor(i / unitLength),
      (begin, end) => {
        if (name === "vector_gate, gates") vectors.data.set(fresh);
        run(arena.kernels, begin, end, { vectors: vectors.ptr, rows: rows.ptr, e: e.ptr });
      },
    );
  });
});

describe("bad input", () => {
  it("other shapes, memories and overlaps are refused and nothing is written", async () => {
    using arena = await openArena();
    using other = await openArena();
    const values = Array.from({ length: 12 }, (_, i) => i - 6),
      z = Tensor.from(arena, [3, 2, 2], values),
      e = new Tensor(arena, [2, 2]),
      rows = new Tensor(arena, [3, 2]),
      t = new Tensor(arena, [3, 2]);
    const flat = new Tensor(arena, [3, 4]),
      foreign = new Tensor(other, [3, 2]);
    for (const call of [
      () => ops.errorDot(flat, e, rows),
      () => ops.errorDot(z, rows, rows),
      () => ops.errorDot(z, e, e),
      () => ops.errorDot(z, e, foreign),
      () => ops.errorDot(z, e, z.reshape([12])),
      () => ops.vectorCredit(rows, e, flat),
      () => ops.vectorCredit(e, e, z),
      () => ops.vectorCredit(rows, rows, z),
      () => ops.vectorCredit(foreign, e, z),
      () => ops.vectorGate(t, flat, rows),
      () => ops.vectorGate(t, z, e),
      () => ops.vectorGate(t, z, foreign),
      () => ops.vectorGate(foreign, z, rows),
      () => ops.vectorGate(new Tensor(arena, [2, 2]), z, rows),
      () => ops.vectorGate(new Tensor(arena, [6, 2]), z, rows),
      () => ops.vectorGate(new Tensor(arena, [0, 2]), z, rows),
      () => ops.vectorGate(new Tensor(arena, [3, 3]), z, rows),
      () => ops.vectorGate(t, z, t),
    ])
      expect(call, String(call)).toThrow(ShapeError);
    expect([...z.data, ...e.data, ...rows.data]).toEqual([...values, ...new Array(10).fill(0)]);
    rows.dispose();
    expect(() => ops.errorDot(z, e, rows)).toThrow(NeuriteError);
    expect([...z.data]).toEqual(values);
  });

  it("outputs that share memory with an input are refused", async () => {
    using arena = await openArena();
    const square = new Tensor(arena, [2, 1, 2]),
      same = square.reshape([2, 2]),
      one = new Tensor(arena, [1, 2]);
    expect(() => ops.errorDot(square, one, same)).toThrow(/overlap/);
    expect(() => ops.errorDot(new Tensor(arena, [1, 1, 2]), one, one)).toThrow(/overlap/);
    expect(() => ops.vectorCredit(same, one, square)).toThrow(/overlap/);
    expect(() => ops.vectorCredit(new Tensor(arena, [1, 2]), one, one.reshape([1, 1, 2]))).toThrow(/overlap/);
    expect(() => ops.vectorGate(new Tensor(arena, [2, 1]), square, same)).toThrow(/overlap/);
    const wide = new Tensor(arena, [2, 2, 1]);
    expect(() => ops.vectorGate(wide.reshape([2, 2]), wide, new Tensor(arena, [2, 1]))).toThrow(/overlap/);
    const pair = new Tensor(arena, [2, 1]);
    expect(() => ops.vectorGate(pair, new Tensor(arena, [2, 1, 1]), pair)).toThrow(/overlap/);
  });
});

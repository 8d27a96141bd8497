import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { adadeltaStep, adamStep, momentumStep, sgdStep } from "../../src/ops/optimizer.js";
import { fillNormal } from "../../src/ops/random.js";
import { Random } from "../../src/random.js";
import { Tensor } from "../../src/tensor/tensor.js";
import * as reference from "../reference/optimizer.js";
import { openArena, variants } from "../support.js";

const positive = (min: number, max: number) => fc.double({ min, max, noNaN: true }),
  // Far from underflow, which the bounds leave out; zeros are gradients of masked or silent synapses.
  gradient = fc.oneof(
    fc.constant(0),
    positive(0.001, 10).map(Math.fround),
    positive(0.001, 10).map((g) => Math.fround(-g)),
  ),
  columns = fc.integer({ min: 0, max: 13 }).chain((n) =>
    fc.record({
      weights: fc.array(fc.float({ min: -4, max: 4, noNaN: true }), { minLength: n, maxLength: n }),
      gradients: fc.array(fc.array(gradient, { minLength: n, maxLength: n }), { minLength: 1, maxLength: 8 }),
    }),
  ),
  common = fc.record({
    rate: positive(1e-4, 0.5),
    weightDecay: fc.oneof(fc.constant(0), positive(0.001, 0.5)),
    gradientScale: fc.oneof(fc.constant(1), positive(0.1, 2)),
    minimum: fc.constantFrom(-Infinity, 0, -1),
    maximum: fc.constantFrom(Infinity, 2, 0.5),
  });

describe("optimizer steps follow their formulas over several steps", () => {
  it.each(variants)("%s build: sgd", async (variant) => {
    using arena = await openArena(variant);
    fc.assert(
      fc.property(columns, common, ({ weights, gradients }, options) => {
        const w = Tensor.from(arena, [weights.length], weights),
          g = new Tensor(arena, [weights.length]),
          states = weights.map(reference.start);
        for (const row of gradients) {
          g.data.set(row);
          sgdStep(w, g, options);
          for (const [i, state] of states.entries()) {
            reference.sgd(state, row[i]!, options);
            expect(Math.abs(w.data[i]! - state.weight)).toBeLessThanOrEqual(state.weightError);
          }
        }
        w.dispose();
        g.dispose();
      }),
    );
  });

  it.each(variants)("%s build: momentum, plain and Nesterov's", async (variant) => {
    using arena = await openArena(variant);
    fc.assert(
      fc.property(columns, common, positive(0.1, 0.99), fc.boolean(), (data, shared, momentum, nesterov) => {
        const { weights, gradients } = data,
          options = { ...shared, momentum, nesterov },
          w = Tensor.from(arena, [weights.length], weights),
          g = new Tensor(arena, [weights.length]),
          v = new Tensor(arena, [weights.length]),
          states = weights.map(reference.start);
        for (const row of gradients) {
          g.data.set(row);
          momentumStep(w, g, v, options);
          for (const [i, state] of states.entries()) {
            reference.momentum(state, row[i]!, options);
            expect(Math.abs(w.data[i]! - state.weight)).toBeLessThanOrEqual(state.weightError);
            expect(Math.abs(v.data[i]! - state.velocity)).toBeLessThanOrEqual(state.velocityError);
          }
        }
        for (const tensor of [w, g, v]) tensor.dispose();
      }),
    );
  });

  it.each(variants)("%s build: Adam with decoupled decay", async (variant) => {
    using arena = await openArena(variant);
    const betas = fc.record({
      beta1: positive(0.5, 0.95).map(Math.fround),
      beta2: fc.oneof(fc.constant(Math.fround(0.999)), positive(0.5, 0.999).map(Math.fround)),
      epsilon: fc.constantFrom(1e-8, 1e-4),
    });
    fc.assert(
      fc.property(columns, common, betas, ({ weights, gradients }, shared, shares) => {
        const options = { ...shared, ...shares },
          w = Tensor.from(arena, [weights.length], weights),
          g = new Tensor(arena, [weights.length]),
          m = new Tensor(arena, [weights.length]),
          v = new Tensor(arena, [weights.length]),
          states = weights.map(reference.start);
        for (const [step, row] of gradients.entries()) {
          const correction1 = 1 - options.beta1 ** (step + 1),
            correction2 = 1 - options.beta2 ** (step + 1);
          g.data.set(row);
          adamStep(w, g, m, v, { ...options, correction1, correction2 });
          for (const [i, state] of states.entries()) {
            reference.adam(state, row[i]!, step + 1, options);
            expect(Math.abs(w.data[i]! - state.weight)).toBeLessThanOrEqual(state.weightError);
          }
        }
        for (const tensor of [w, g, m, v]) tensor.dispose();
      }),
    );
    expect(arena.memory().bytesInUse).toBe(0);
  });

  it.each(variants)("%s build: Adadelta", async (variant) => {
    using arena = await openArena(variant);
    const shares = fc.record({
      rho: fc.oneof(fc.constant(0), positive(0.5, 0.99)).map(Math.fround),
      epsilon: fc.constantFrom(1e-6, 1e-3).map(Math.fround),
    });
    fc.assert(
      fc.property(columns, common, shares, ({ weights, gradients }, shared, own) => {
        const options = { ...shared, ...own },
          w = Tensor.from(arena, [weights.length], weights),
          [g, s, a] = [w, w, w].map(({ shape }) => new Tensor(arena, shape)) as [Tensor, Tensor, Tensor],
          states = weights.map(reference.start);
        for (const row of gradients) {
          g.data.set(row);
          adadeltaStep(w, g, s, a, options);
          for (const [i, state] of states.entries()) {
            reference.adadelta(state, row[i]!, options);
            expect(Math.abs(w.data[i]! - state.weight)).toBeLessThanOrEqual(state.weightError);
            expect(Math.abs(s.data[i]! - state.squares)).toBeLessThanOrEqual(state.squaresError);
            expect(Math.abs(a.data[i]! - state.changes)).toBeLessThanOrEqual(state.changesError);
          }
        }
        for (const tensor of [w, g, s, a]) tensor.dispose();
      }),
    );
    expect(arena.memory().bytesInUse).toBe(0);
  });
});

describe("optimizer kernels", () => {
  it.each(variants)("%s build: any range gives the same bits and touches nothing else", async (variant) => {
    using arena = await openArena(variant);
    const { kernels } = arena,
      n = 41,
      make = () => [1, 2, 3, 4].map((s) => fillNormal(new Random(s), new Tensor(arena, [n]))),
      [g, m, v, w] = make() as [Tensor, Tensor, Tensor, Tensor],
      [g2, m2, v2, w2] = make() as [Tensor, Tensor, Tensor, Tensor];
    for (const tensor of [m, m2, v, v2]) tensor.data.set(tensor.data.map(Math.abs));
    const before = [m, v, w].map((tensor) => tensor.data.slice()),
      limits = [0.9, -1, 1] as const;
    for (const step of [
      (from: number, to: number, at: Tensor[]) =>
        kernels.sgd_f32(from, to, 0.1, 0.01, ...limits, at[0]!.ptr, at[3]!.ptr),
      (from: number, to: number, at: Tensor[]) =>
        kernels.momentum_f32(from, to, 1, 0.1, 0.9, 0.01, ...limits, at[0]!.ptr, at[1]!.ptr, at[3]!.ptr),
      (from: number, to: number, at: Tensor[]) =>
        kernels.adam_f32(
          ...([from, to, 0.1, 0.99, 0.9, 0.999, 5, 1e-8] as const),
          ...limits,
          ...([at[0]!.ptr, at[1]!.ptr, at[2]!.ptr, at[3]!.ptr] as const),
        ),
      (from: number, to: number, at: Tensor[]) =>
        kernels.adadelta_f32(
          ...([from, to, 0.5, 0.9, 1e-6, 0.01] as const),
          ...limits,
          ...([at[0]!.ptr, at[2]!.ptr, at[1]!.ptr, at[3]!.ptr] as const),
        ),
    ]) {
      step(3, 38, [g, m, v, w]);
      for (const [from, to] of [
        [3, 4],
        [4, 11],
        [11, 11],
        [11, 38],
      ] as const)
        step(from, to, [g2, m2, v2, w2]);
      for (const [a, b] of [
        [m, m2],
        [v, v2],
        [w, w2],
      ] as const)
        expect(new Int32Array(a.data.slice().buffer)).toEqual(new Int32Array(b.data.slice().buffer));
      for (const [k, tensor] of [m, v, w].entries())
        for (const i of [0, 1, 2, 38, 39, 40]) expect(tensor.data[i]).toBe(before[k]![i]);
    }
  });

  it.each(variants)("%s build: without gradient, moments and decay no bit of a weight changes", async (variant) => {
    using arena = await openArena(variant);
    const values = [0, -0, 1e-45, -1e-40, 0.1, -3.3, 3e38, 1, 7],
      w = Tensor.from(arena, [values.length], values),
      zero = () => new Tensor(arena, [values.length]),
      [g, m, v] = [zero(), zero(), zero()];
    for (let t = 1; t <= 3; t++) {
      sgdStep(w, g, { rate: 0.5 });
      momentumStep(w, g, m, { rate: 0.5, momentum: 0.9 });
      const [correction1, correction2] = [1 - 0.9 ** t, 1 - 0.999 ** t];
      adamStep(w, g, m, v, { rate: 0.5, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, correction1, correction2 });
      adadeltaStep(w, g, m, v, { rate: 0.5, rho: 0.9, epsilon: 1e-6 });
    }
    expect([...w.data]).toEqual(values.map(Math.fround)); // toEqual tells 0 from −0
  });

  it("moments of a silent weight reach exactly 0 instead of staying subnormal", async () => {
    using arena = await openArena();
    const one = () => Tensor.from(arena, [5], new Array(5).fill(1e-30)),
      [w, g, m, v, velocity] = [one(), new Tensor(arena, [5]), one(), one(), one()],
      [squares, changes] = [one(), one()],
      options = { rate: 0.001, beta1: 0.9, beta2: 0.9, epsilon: 1e-8, correction1: 1, correction2: 1 };
    for (let step = 0; step < 200; step++) {
      adamStep(w, g, m, v, options);
      momentumStep(w, g, velocity, { rate: 0.001, momentum: 0.9 });
      adadeltaStep(w, g, squares, changes, { rate: 1, rho: 0.9, epsilon: 1e-6 });
      for (const tensor of [m, v, velocity, squares, changes])
        for (const value of tensor.data) expect(value === 0 || value >= 2 ** -126).toBe(true);
    }
    for (const tensor of [m, v, velocity, squares, changes]) expect(new Set(tensor.data)).toEqual(new Set([0]));
  });

  it("NaN gradients show in the weights, clamped or not", async () => {
    using arena = await openArena();
    const w = Tensor.from(arena, [5], [1, 2, 3, 4, 5]),
      g = Tensor.from(arena, [5], new Array(5).fill(Number.NaN));
    sgdStep(w, g, { rate: 0.1, minimum: -1, maximum: 1 });
    expect([...w.data]).toEqual(new Array(5).fill(Number.NaN));
  });

  it("refuses shapes, overlaps and options that do not fit, before anything changes", async () => {
    using arena = await openArena();
    using other = await openArena();
    const make = (shape: number[]) => new Tensor(arena, shape),
      [w, g, m, v] = [make([6]), make([6]), make([6]), make([6])],
      adam = { rate: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, correction1: 0.1, correction2: 0.001 },
      adadelta = { rate: 1, rho: 0.9, epsilon: 1e-6 };
    w.data.fill(1);
    g.data.fill(1);
    for (const bad of [make([2, 3]), make([5]), w, w.reshape([6]), new Tensor(other, [6])]) {
      expect(() => sgdStep(w, bad, { rate: 0.1 })).toThrow(ShapeError);
      expect(() => momentumStep(w, g, bad, { rate: 0.1, momentum: 0.9 })).toThrow(ShapeError);
      expect(() => adamStep(w, g, m, bad, adam)).toThrow(ShapeError);
      expect(() => adadeltaStep(w, g, m, bad, adadelta)).toThrow(ShapeError);
      expect(() => adadeltaStep(w, g, bad, v, adadelta)).toThrow(ShapeError);
    }
    expect(() => adamStep(w, g, m, m, adam)).toThrow(ShapeError);
    for (const bad of [
      { rate: -1 },
      { rate: Number.NaN },
      { rate: 1e39 },
      { weightDecay: -1 },
      { gradientScale: Number.POSITIVE_INFINITY },
      { minimum: 1, maximum: 0 },
      { minimum: Number.NaN },
      { beta1: 1 },
      { beta2: 1 - 1e-9 },
      { beta2: -0.1 },
      { epsilon: 0 },
      { epsilon: 1e-60 },
      { correction1: 0 },
      { correction2: 1.5 },
    ])
      expect(() => adamStep(w, g, m, v, { ...adam, ...bad })).toThrow(ArgumentError);
    for (const bad of [
      { rate: -1 },
      { rho: 1 },
      { rho: -0.1 },
      { epsilon: 0 },
      { epsilon: Infinity },
      { maximum: Number.NaN },
    ])
      expect(() => adadeltaStep(w, g, m, v, { ...adadelta, ...bad })).toThrow(ArgumentError);
    expect(() => momentumStep(w, g, v, { rate: 0.1, momentum: 1 })).toThrow(ArgumentError);
    expect(() => sgdStep(w, g, { rate: -0.1 })).toThrow(ArgumentError);
    expect([...w.data, ...m.data, ...v.data]).toEqual([...Array(6).fill(1), ...Array(12).fill(0)]);
  });
});

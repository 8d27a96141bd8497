import { describe, expect, it } from "vitest";
import { ArgumentError, DisposedError, MemoryError, ShapeError } from "../../src/errors.js";
import { fillNormal } from "../../src/ops/random.js";
import { Random } from "../../src/random.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { adadelta, adam, adamW, sgd, type Trainable } from "../../src/training/optimizers.js";
import { Arena } from "../../src/wasm/arena.js";
import * as reference from "../reference/optimizer.js";
import { openArena, openKernels, variants } from "../support.js";

const unbounded = { minimum: -Infinity, maximum: Infinity };

function parameter(arena: Arena, name: string, shape: number[], seed: number): Trainable {
  const random = new Random(seed);
  return {
    name,
    value: fillNormal(random, new Tensor(arena, shape)),
    gradient: fillNormal(random, new Tensor(arena, shape)),
  };
}

const all = [
  sgd({ rate: 0.1, weightDecay: 0.01 }),
  sgd({ rate: 0.1, momentum: 0.9 }),
  sgd({ rate: 0.1, momentum: 0.9, nesterov: true, weightDecay: 0.01 }),
  adam({ rate: 0.01 }),
  adamW({ rate: 0.01, weightDecay: 0.1 }),
  adadelta({ rate: 0.5, weightDecay: 0.01 }),
];

describe("optimizers", () => {
  it.each(variants)("%s build: each follows its formula, schedule and clipping included", async (variant) => {
    using arena = await openArena(variant);
    const beta1 = Math.fround(0.9),
      beta2 = Math.fround(0.999),
      moments = { momentum: 0.9, beta1, beta2, epsilon: 1e-8 },
      mean = { rho: Math.fround(0.9), epsilon: Math.fround(1e-6) };
    for (const [k, optimizer] of all.entries()) {
      const p = parameter(arena, "w", [7, 3], 5),
        bound = optimizer.bind(arena, [p]),
        states = Array.from(p.value.data, reference.start);
      for (let t = 1; t <= 12; t++) {
        const rateFactor = 1 / t,
          gradientScale = t % 2 ? 1 : 0.25;
        fillNormal(new Random(t), p.gradient);
        bound.step(rateFactor, gradientScale);
        for (const [i, state] of states.entries()) {
          const g = p.gradient.data[i]!,
            options = { ...unbounded, ...moments, gradientScale };
          if (k === 0) reference.sgd(state, g, { ...options, rate: 0.1 * rateFactor, weightDecay: 0.01 });
          else if (k === 1)
            reference.momentum(state, g, { ...options, rate: 0.1 * rateFactor, weightDecay: 0, nesterov: false });
          else if (k === 2)
            reference.momentum(state, g, { ...options, rate: 0.1 * rateFactor, weightDecay: 0.01, nesterov: true });
          else if (k === 5)
            reference.adadelta(state, g, { ...options, ...mean, rate: 0.5 * rateFactor, weightDecay: 0.01 });
          else reference.adam(state, g, t, { ...options, rate: 0.01 * rateFactor, weightDecay: k === 4 ? 0.1 : 0 });
          expect(Math.abs(p.value.data[i]! - state.weight)).toBeLessThanOrEqual(state.weightError);
        }
      }
      expect(bound.steps).toBe(12);
      bound.dispose();
    }
  });

  it("the first Adam step moves every weight by the rate against its gradient's sign", async () => {
    using arena = await openArena();
    const p = parameter(arena, "w", [50], 1),
      before = p.value.data.slice();
    adam({ rate: 0.25 }).bind(arena, [p]).step();
    // m/c1 = g and v/c2 = g² on the first step; 20 roundings of 0.25 and one of the weight, below 8.
    for (const [i, w] of before.entries())
      expect(Math.abs(p.value.data[i]! - (w - 0.25 * Math.sign(p.gradient.data[i]!)))).toBeLessThan(
        13 * 2 ** -24 + 1e-7,
      );
  });

  it("Adadelta gives the numbers of its formula, by hand and by NumPy", async () => {
    using arena = await openArena();
    const p = { name: "w", value: new Tensor(arena, [3]), gradient: new Tensor(arena, [3]) },
      bound = adadelta().bind(arena, [p]);
    p.value.data.set([1, -2, 0.5]);
    // numpy 2.4.6, float64: s = .9 s + .1 g g; c = sqrt(a + 1e-6) / sqrt(s + 1e-6) g; a = .9 a + .1 c c; w -= c, for
    // g = (0.5 cos t, -2 / t, 0.01 t). First by hand: √1e-6 / √(0.1 g² + 1e-6) · g = 0.00316… for large g.
    const golden = [
      [0.9968379389664029, -1.9968377262926713, 0.49698488655422235],
      [0.9996564992407103, -1.9947525857217687, 0.49307685287054875],
      [1.0040428931863246, -1.9932481009808498, 0.4883559925921263],
      [1.0074242679023877, -1.992070430615623, 0.4828488405908493],
      [1.0057878211015903, -1.9910977271539425, 0.47657134094683856],
    ];
    for (let t = 1; t <= 5; t++) {
      p.gradient.data.set([0.5 * Math.cos(t), -2 / t, 0.01 * t]);
      bound.step();
      // Up to five steps of at most 0.0063, a dozen roundings each, and the weight's own, below 2, every time.
      for (const [i, want] of golden[t - 1]!.entries())
        expect(Math.abs(p.value.data[i]! - want)).toBeLessThanOrEqual(t * (0.0063 * 12 + 2) * 2 ** -24);
    }
    const c = Math.sqrt(1e-6) / Math.sqrt(0.1 * 4 + 1e-6);
    expect(golden[0]![1]).toBeCloseTo(-2 + 2 * c, 14);
  });

  it("state holds the moments by name, and a restored run continues with the same bits", async () => {
    using arena = await openArena();
    for (const optimizer of all) {
      const make = () => [parameter(arena, "a", [5, 2], 1), parameter(arena, "b", [3], 2)],
        straight = make(),
        restored = make(),
        run = (parameters: Trainable[], bound: { step(): void; steps: number }, until: number) => {
          while (bound.steps < until) {
            for (const p of parameters) fillNormal(new Random(bound.steps).stream(p.name), p.gradient);
            bound.step();
          }
        };
      const whole = optimizer.bind(arena, straight),
        half = optimizer.bind(arena, restored);
      run(straight, whole, 9);
      run(restored, half, 4);
      const again = optimizer.bind(arena, restored);
      again.steps = half.steps;
      expect([...again.state.keys()]).toEqual([...half.state.keys()]);
      for (const [name, tensor] of again.state) tensor.data.set(half.state.get(name)!.data);
      half.dispose();
      run(restored, again, 9);
      for (const [i, p] of straight.entries()) expect(restored[i]!.value.data).toEqual(p.value.data);
    }
    const names = [
      ...adam()
        .bind(arena, [parameter(arena, "x", [2], 1), parameter(arena, "y", [2], 1)])
        .state.keys(),
    ];
    expect(names).toEqual(["x/mean", "x/variance", "y/mean", "y/variance"]);
  });

  it("clamps to a parameter's range and spares those that do not decay", async () => {
    using arena = await openArena();
    const bounded = { ...parameter(arena, "w", [40], 1), minimum: 0, maximum: 0.5 },
      bias = { ...parameter(arena, "b", [9], 2), decays: false },
      before = bias.value.data.slice();
    bias.gradient.data.fill(0);
    for (const optimizer of all) {
      const bound = optimizer.bind(arena, [bounded, bias]);
      for (let step = 0; step < 5; step++) bound.step();
      for (const value of bounded.value.data) expect(value >= 0 && value <= 0.5).toBe(true);
      expect(bias.value.data).toEqual(before);
    }
  });

  it("steps allocate nothing, and disposing gives every byte back", async () => {
    using arena = await openArena();
    const parameters = [parameter(arena, "a", [30, 4], 1), parameter(arena, "b", [30], 2)],
      { bytesInUse } = arena.memory();
    for (const optimizer of all) {
      const bound = optimizer.bind(arena, parameters),
        { allocations } = arena.memory();
      for (let step = 0; step < 10; step++) bound.step(0.5, 0.5);
      expect(arena.memory().allocations).toBe(allocations);
      bound.dispose();
      bound.dispose();
      expect(arena.memory().bytesInUse).toBe(bytesInUse);
      expect(() => bound.step()).toThrow(DisposedError);
    }
  });

  it("finds the minimum of a quadratic bowl", async () => {
    using arena = await openArena();
    for (const optimizer of all.slice(1, 4)) {
      const p = parameter(arena, "w", [11], 3),
        bound = optimizer.bind(arena, [p]);
      const loss = () => p.value.data.reduce((sum, w) => sum + (w - 1) ** 2, 0);
      const first = loss();
      for (let step = 0; step < 400; step++) {
        for (let i = 0; i < 11; i++) p.gradient.data[i] = p.value.data[i]! - 1;
        bound.step();
      }
      expect(loss()).toBeLessThan(first / 100);
    }
  });
});

describe("bad use of optimizers", () => {
  it("leaves no moments behind when binding fails", async () => {
    /** Runs out of memory at the sixth block. */
    class SmallArena extends Arena {
      override allocate(bytes: number, owner?: string): number {
        if (this.memory().blocks >= 5) throw new MemoryError("SmallArena", bytes, "full");
        return super.allocate(bytes, owner);
      }
    }
    const kernels = await openKernels();
    using home = new Arena(kernels);
    using arena = new SmallArena(kernels);
    using elsewhere = await openArena();
    const parameters = [1, 2, 3].map((seed) => parameter(home, `w${seed}`, [8], seed));
    expect(() => adam().bind(arena, parameters)).toThrow(MemoryError);
    const [a, b] = parameters as [Trainable, Trainable];
    expect(() => adam().bind(arena, [a, { ...b, name: "w1" }])).toThrow(ArgumentError);
    expect(() => adam().bind(arena, [a, { ...b, minimum: 1, maximum: 0 }])).toThrow(ArgumentError);
    expect(() => adam().bind(arena, [a, { ...b, gradient: new Tensor(home, [4, 2]) }])).toThrow(ShapeError);
    expect(() => adam().bind(arena, [a, parameter(elsewhere, "other", [8], 1)])).toThrow(ShapeError);
    expect(arena.memory().bytesInUse).toBe(0);
    adam().bind(arena, [a, b]).step();
  });

  it("refuses hyper-parameters and factors outside their range", async () => {
    using arena = await openArena();
    for (const make of [
      () => sgd({ rate: -1 }),
      () => sgd({ rate: Number.NaN }),
      () => sgd({ rate: 1, momentum: 1 }),
      () => sgd({ rate: 1, momentum: -0.1 }),
      () => sgd({ rate: 1, nesterov: true }),
      () => sgd({ rate: 1, weightDecay: -1 }),
      () => adam({ rate: Number.POSITIVE_INFINITY }),
      () => adam({ beta1: 1 }),
      () => adam({ beta2: 1.5 }),
      () => adam({ epsilon: 0 }),
      () => adamW({ weightDecay: -0.01 }),
      () => adadelta({ rate: -1 }),
      () => adadelta({ rho: 1 }),
      () => adadelta({ epsilon: 0 }),
      () => adadelta({ weightDecay: -1 }),
    ])
      expect(make).toThrow(ArgumentError);
    const bound = adam().bind(arena, [parameter(arena, "w", [3], 1)]);
    expect(() => bound.step(-1)).toThrow(ArgumentError);
    expect(() => bound.step(Number.NaN)).toThrow(ArgumentError);
    expect(() => bound.step(1, Number.NaN)).toThrow(ArgumentError);
    expect(() => {
      bound.steps = -1;
    }).toThrow(ArgumentError);
    expect(bound.steps).toBe(0);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import * as ops from "../../src/ops/activations.js";
import { Tensor } from "../../src/tensor/tensor.js";
import type { Kernels } from "../../src/wasm/load.js";
import * as reference from "../reference/activations.js";
import { ulpError } from "../reference/ulp.js";
import { expectRangeInvariance, openArena, variants } from "../support.js";

const slope = 0.1;
type Forward = [name: string, op: (x: Tensor, y: Tensor) => Tensor, definition: (x: number) => number, ulp: number];
const forward: Forward[] = [
  ["relu", ops.relu, reference.relu, 0],
  ["leakyRelu", (x, y) => ops.leakyRelu(x, y, slope), (x) => reference.leakyRelu(x, slope), 0],
  ["tanh", ops.tanh, reference.tanh, 2],
  ["sigmoid", ops.sigmoid, reference.sigmoid, 2],
  ["exp", ops.exp, reference.exp, 2],
  ["log", ops.log, reference.log, 2],
  ["binaryStep", ops.binaryStep, reference.binaryStep, 0],
];
type Backward = [
  name: string,
  op: (y: Tensor, dy: Tensor, dx: Tensor, accumulate?: boolean) => Tensor,
  definition: (y: number, dy: number) => number,
];
const backward: Backward[] = [
  ["reluBackward", ops.reluBackward, reference.reluBackward],
  [
    "leakyReluBackward",
    (y, dy, dx, accumulate) => ops.leakyReluBackward(y, dy, dx, slope, accumulate),
    (y, dy) => reference.leakyReluBackward(y, dy, slope),
  ],
  ["tanhBackward", ops.tanhBackward, reference.tanhBackward],
  ["sigmoidBackward", ops.sigmoidBackward, reference.sigmoidBackward],
  [
    "binaryStepBackward",
    (x, dy, dx, accumulate) => ops.binaryStepBackward(x, dy, dx, 100, accumulate),
    (x, dy) => reference.binaryStepBackward(x, dy, 100),
  ],
];
const cases = <Row extends unknown[]>(rows: Row[]) => variants.flatMap((v) => rows.map((row) => [v, ...row] as const));

/** 512 bit patterns from each of the 512 pairs of sign and exponent, ends of the range included: 262 144 inputs. */
function everyBinade(): Float32Array {
  const patterns = new Int32Array(512 * 512);
  let state = 1;
  for (let i = 0; i < patterns.length; i++) {
    const edge = [0, 1, 0x7ffffe, 0x7fffff][i & 511];
    state = (Math.imul(state, 1664525) + 1013904223) | 0; // a linear congruential generator, its upper bits
    patterns[i] = ((i >>> 9) << 23) | (edge ?? state >>> 9);
  }
  return new Float32Array(patterns.buffer);
}

/** 262 144 inputs evenly from [low, high]: where the functions bend. */
const evenly = (low: number, high: number): Float32Array =>
  Float32Array.from({ length: 2 ** 18 }, (_, i) => low + ((high - low) * i) / (2 ** 18 - 1));

describe("accuracy", () => {
  const bends: Record<string, [number, number]> = {
    tanh: [-10, 10],
    sigmoid: [-105, 20],
    exp: [-105, 89],
    log: [0.4, 2.2],
  };
  it.each(cases(forward.filter(([, , , ulp]) => ulp > 0)))(
    "%s build, %s",
    async (variant, name, op, definition, ulp) => {
      using arena = await openArena(variant);
      for (const inputs of [everyBinade(), evenly(...bends[name]!)]) {
        const x = Tensor.from(arena, [inputs.length], inputs),
          y = op(x, new Tensor(arena, [inputs.length])).data;
        let worst = 0,
          at = 0;
        for (let i = 0; i < inputs.length; i++) {
          const error = ulpError(y[i]!, definition(inputs[i]!));
          if (error > worst) [worst, at] = [error, inputs[i]!];
        }
        expect(worst, `worst at ${at}`).toBeLessThanOrEqual(ulp);
      }
    },
  );

  it.each(variants)("%s build, special values", async (variant) => {
    using arena = await openArena(variant);
    const at = (op: (x: Tensor, y: Tensor) => Tensor, x: number) =>
      op(Tensor.from(arena, [1], [x]), new Tensor(arena, [1])).data[0];
    for (const [name, op, definition] of forward) {
      for (const x of [0, -0, 2 ** -149, -(2 ** -149), Infinity, -Infinity]) {
        expect(at(op, x), `${name}(${x})`).toBe(Math.fround(definition(x)));
      }
      if (name === "binaryStep") expect(at(op, Number.NaN)).toBe(0);
      else expect(at(op, Number.NaN), `${name}(NaN)`).toBeNaN();
    }
    expect(at(ops.exp, 88.72283)).toBeLessThan(2 ** 128); // ln(2^128) = 88.722839…
    expect(at(ops.exp, 88.72285)).toBe(Infinity);
    expect(at(ops.exp, -103.97)).toBe(2 ** -149);
    expect(at(ops.exp, -103.98)).toBe(0);
    expect(at(ops.log, -(2 ** -149))).toBeNaN();
    expect(at(ops.log, 1)).toBe(0);
  });
});

describe("forward", () => {
  it.each(cases(forward))(
    "%s build, %s at every length, in and out of place",
    async (variant, _, op, definition, ulp) => {
      using arena = await openArena(variant);
      fc.assert(
        fc.property(fc.array(fc.float({ noNaN: true }), { maxLength: 40 }), (x) => {
          const input = Tensor.from(arena, [x.length], x),
            output = new Tensor(arena, [x.length]);
          op(input, output);
          op(input, input);
          expect([...input.data]).toEqual([...output.data]);
          x.forEach(
            (value, i) => void expect(ulpError(output.data[i]! + 0, definition(value) + 0)).toBeLessThanOrEqual(ulp),
          );
          input.dispose();
          output.dispose();
        }),
      );
      expect(arena.memory().bytesInUse).toBe(0);
    },
  );
});

describe("backward", () => {
  const pairs = fc.array(fc.tuple(fc.float({ noNaN: true }), fc.float({ noNaN: true })), { maxLength: 40 });
  it.each(cases(backward))(
    "%s build, %s equals the definition, adds, and runs in place",
    async (variant, _, op, definition) => {
      using arena = await openArena(variant);
      fc.assert(
        fc.property(pairs, (values) => {
          const n = values.length,
            y = Tensor.from(
              arena,
              [n],
              values.map(([value]) => value),
            ),
            dy = Tensor.from(
              arena,
              [n],
              values.map(([, value]) => value),
            ),
            dx = new Tensor(arena, [n]),
            want = values.map(([a, b]) => definition(a, b));
          expect([...op(y, dy, dx).data]).toEqual(want);
          dx.data.fill(0.5);
          expect([...op(y, dy, dx, true).data]).toEqual(want.map((value) => Math.fround(0.5 + value)));
          expect([...op(y, dy, dy).data]).toEqual(want);
          dy.data.set(values.map(([, value]) => value));
          expect([...op(y, dy, y).data]).toEqual(want);
          for (const tensor of [y, dy, dx]) tensor.dispose();
        }),
      );
      expect(arena.memory().bytesInUse).toBe(0);
    },
  );
});

describe("ranges", () => {
  type Run = (kernels: Kernels, begin: number, end: number, x: number, y: number) => void;
  const runs: [string, Run][] = [
    ["relu", (k, begin, end, x, y) => k.relu_f32(begin, end, x, y)],
    ["leaky_relu", (k, begin, end, x, y) => k.leaky_relu_f32(begin, end, slope, x, y)],
    ["tanh", (k, begin, end, x, y) => k.tanh_f32(begin, end, x, y)],
    ["sigmoid", (k, begin, end, x, y) => k.sigmoid_f32(begin, end, x, y)],
    ["exp", (k, begin, end, x, y) => k.exp_f32(begin, end, x, y)],
    ["log", (k, begin, end, x, y) => k.log_f32(begin, end, x, y)],
    ["binary_step", (k, begin, end, x, y) => k.binary_step_f32(begin, end, x, y)],
    ["relu_backward", (k, begin, end, x, y) => k.relu_backward_f32(begin, end, false, x, x, y)],
    ["leaky_relu_backward", (k, begin, end, x, y) => k.leaky_relu_backward_f32(begin, end, slope, false, x, x, y)],
    ["tanh_backward", (k, begin, end, x, y) => k.tanh_backward_f32(begin, end, false, x, x, y)],
    ["binary_step_backward", (k, begin, end, x, y) => k.binary_step_backward_f32(begin, end, 100, false, x, x, y)],
    ["sigmoid_backward", (k, begin, end, x, y) => k.sigmoid_backward_f32(begin, end, false, x, x, y)],
  ];
  it.each(cases(runs))("%s build, %s", async (variant, _, run) => {
    using arena = await openArena(variant);
    const n = 27,
      x = Tensor.from(
        arena,
        [n],
        Array.from({ length: n }, (__, i) => (i - 9) * 0.37),
      ),
      y = Tensor.from(arena, [n + 5], new Array(n + 5).fill(7));
    expectRangeInvariance(
      n,
      y,
      (i) => i,
      (begin, end) => run(arena.kernels, begin, end, x.ptr, y.ptr),
    );
  });
});

describe("bad input", () => {
  it("another shape, memory or slope is refused and nothing is written", async () => {
    using arena = await openArena();
    using other = await openArena();
    const x = Tensor.from(arena, [2, 3], [1, 2, 3, 4, 5, 6]),
      turned = new Tensor(arena, [3, 2]);
    for (const [, op] of forward) {
      expect(() => op(x, turned)).toThrow(ShapeError);
      expect(() => op(x, new Tensor(other, [2, 3]))).toThrow(ShapeError);
    }
    for (const [, op] of backward) {
      expect(() => op(x, turned, x)).toThrow(ShapeError);
      expect(() => op(x, x, turned)).toThrow(ShapeError);
    }
    for (const bad of [0, -1, Number.NaN, Infinity]) {
      expect(() => ops.leakyRelu(x, x, bad)).toThrow(ArgumentError);
      expect(() => ops.leakyReluBackward(x, x, x, bad)).toThrow(ArgumentError);
      expect(() => ops.binaryStepBackward(x, x, x, bad)).toThrow(ArgumentError);
    }
    expect(() => ops.relu(new Tensor(arena, [2], "i32") as unknown as Tensor, x)).toThrow(ShapeError);
    expect([...x.data, ...turned.data]).toEqual([1, 2, 3, 4, 5, 6, 0, 0, 0, 0, 0, 0]);
  });
});

describe("signed rectifier", () => {
  it.each(variants)("passes h·s ≥ 0, s = −1 in even rows and 1 in odd ones, %s build", async (variant) => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(5),
        fc.nat(9),
        fc.infiniteStream(fc.constantFrom(-2.5, -0, 0, 1.5, Number.NaN, 3)),
        fc.boolean(),
        async (units, batch, stream, accumulate) => {
          using arena = await openArena(variant);
          const take = () => Float32Array.from({ length: units * batch }, () => stream.next().value!);
          const h = take(),
            dy = take(),
            old = take(),
            open = h.map((value, i) => Number(value * (Math.floor(i / batch) % 2 ? 1 : -1) >= 0));
          const shape = [units, batch],
            x = Tensor.from(arena, shape, h),
            y = ops.signedRelu(x, new Tensor(arena, shape)),
            dx = Tensor.from(arena, shape, old);
          ops.signedReluBackward(x, Tensor.from(arena, shape, dy), dx, accumulate);
          expect([...y.data]).toEqual(Array.from(h, (value, i) => (open[i] ? value : 0)));
          const wanted = Array.from(dy, (value, i) => (accumulate ? old[i]! : 0) + (open[i] ? value : 0));
          dx.data.forEach(
            (value, i) => void expect(value === wanted[i] || Number.isNaN(value - wanted[i]!)).toBe(true),
          );
        },
      ),
    );
  });

  it.each(variants)("writes its rows alone, whatever the range, %s build", async (variant) => {
    using arena = await openArena(variant);
    const x = Tensor.from(
        arena,
        [7, 5],
        Float32Array.from({ length: 35 }, (_, i) => ((i * 37) % 11) - 5),
      ),
      y = new Tensor(arena, [7, 5]),
      { kernels } = arena;
    expectRangeInvariance(
      6,
      y,
      (i) => Math.floor(i / 5),
      (begin, end) => kernels.signed_relu_f32(begin, end, 5, x.ptr, y.ptr),
    );
    expectRangeInvariance(
      6,
      y,
      (i) => Math.floor(i / 5),
      (begin, end) => kernels.signed_relu_backward_f32(begin, end, 5, false, x.ptr, x.ptr, y.ptr),
    );
  });

  it("refuses what is no matrix", async () => {
    using arena = await openArena();
    const cube = new Tensor(arena, [2, 2, 2]);
    expect(() => ops.signedRelu(cube, cube)).toThrow(ShapeError);
    expect(() => ops.signedReluBackward(cube, cube, cube)).toThrow(ShapeError);
  });
});

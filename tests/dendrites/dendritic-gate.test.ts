import { describe, expect, it } from "vitest";
import { type Contexts, dendriticGate } from "../../src/dendrites/dendritic-gate.js";
import { dendrites } from "../../src/dendrites/kernels.js";
import type { SegmentChoice } from "../../src/dendrites/segments.js";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { Random } from "../../src/random.js";
import { Parameter } from "../../src/tape/parameter.js";
import { Tape } from "../../src/tape/tape.js";
import { Tensor } from "../../src/tensor/tensor.js";
import type { Arena } from "../../src/wasm/arena.js";
import { openArena, variants } from "../support.js";
import { expectGradients, input, lossOf, newTape, parameter } from "../tape/gradients.js";

/** The specification's three units with two segments each, in context (1, 2). */
const oracle = {
  t: [2, -1, 0.5],
  u: [0.2, -0.7, 1, 0, 0.1, 0.1, -2, 0.5, 0, 0, 0.3, 0.3],
  outputs: { absolute: [0.46295043, -0.26894142, 0.35547475], max: [1.46211716, -0.57444252, 0.35547475] },
};

function recorded(arena: Arena, choose: SegmentChoice, batch: number, contexts: Contexts) {
  const tape = new Tape(arena),
    t = tape.input([3, batch], { gradient: true }),
    segments = new Parameter("segments", Tensor.from(arena, [3, 2, 2], oracle.u));
  t.value.data.forEach((_, i, data) => void (data[i] = oracle.t[Math.floor(i / batch)]!));
  return { tape, t, segments, y: dendriticGate(t, segments, contexts, { choose }) };
}

/** Four contexts (1, 2), as one, as one for each of four examples, and by assignment out of three. */
const ways = (arena: Arena): Contexts[] => [
  { values: Tensor.from(arena, [2, 1], [1, 2]) },
  { values: Tensor.from(arena, [2, 4], [1, 1, 1, 1, 2, 2, 2, 2]) },
  {
    values: Tensor.from(arena, [2, 3], [9, 1, 1, -9, 2, 2]),
    assignment: Tensor.from(arena, [4], [1, 2, 2, 1], "i32"),
  },
  { values: Tensor.from(arena, [2, 1], [1, 2]), assignment: new Tensor(arena, [4], "i32") },
];

describe("dendriticGate", () => {
  it.each(variants)("gives the specification's numbers, however the context is given, %s build", async (variant) => {
    using arena = await openArena(variant, [dendrites]);
    for (const choose of ["absolute", "max"] as const)
      for (const contexts of ways(arena)) {
        const { tape, y } = recorded(arena, choose, 4, contexts);
        tape.forward();
        y.value.data.forEach((value, i) => {
          expect(value).toBeCloseTo(oracle.outputs[choose][Math.floor(i / 4)]!, 7);
        });
      }
  });

  it("gives equal bits in either build, and for a context of its own or a common one", async () => {
    const bits: number[][] = [];
    for (const variant of variants) {
      using arena = await openArena(variant, [dendrites]);
      for (const contexts of ways(arena)) {
        const { tape, y } = recorded(arena, "absolute", 4, contexts);
        tape.forward();
        bits.push([...y.value.data]);
      }
    }
    for (const other of bits) expect(other).toEqual(bits[0]);
  });

  it.each<[string, (arena: Arena) => Contexts]>([
    ["one context", (arena) => ({ values: Tensor.from(arena, [3, 1], [0.5, -1, 0.25]) })],
    ["one for each example", (arena) => ({ values: Tensor.from(arena, [3, 5], pattern(15)) })],
    [
      "an assignment",
      (arena) => ({
        values: Tensor.from(arena, [3, 2], pattern(6)),
        assignment: Tensor.from(arena, [5], [1, 0, 0, 1, 1], "i32"),
      }),
    ],
  ])("has the gradient of its definition, of both measures, with %s", async (_, contextsOf) => {
    using arena = await openArena("simd", [dendrites]);
    for (const choose of ["absolute", "max"] as const) {
      const contexts = contextsOf(arena);
      // Weights among which no step of the difference lets another segment overtake: one weight moves a response by
      // 2^-7 · 1.75 at most.
      let segments: Parameter,
        seed = 0;
      do segments = parameter(arena, new Random(++seed), [4, 3, 3]);
      while (margin(segments.value, contexts.values, choose) < 2 ** -6);
      const { tape, random } = newTape(arena, seed),
        t = input(tape, random, [4, 5]);
      const loss = lossOf(dendriticGate(t, segments, contexts, { choose }), random),
        before = arena.memory().allocations;
      expectGradients(tape, loss, [t, segments]);
      expect(arena.memory().allocations).toBe(before);
    }
  });

  it("credit reaches the chosen segments alone, and adds up over two uses", async () => {
    using arena = await openArena("simd", [dendrites]);
    const contexts = { values: Tensor.from(arena, [2, 1], [1, 2]) },
      { tape, t, segments } = recorded(arena, "absolute", 2, contexts),
      loss = lossOf(dendriticGate(dendriticGate(t, segments, contexts), segments, contexts), newTape(arena).random);
    tape.forward();
    tape.backward(loss);
    expect([...segments.gradient.data].map((g) => Number(g !== 0))).toEqual([1, 1, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1]);
    const twice = segments.gradient.data.slice();
    tape.backward(loss);
    expect(segments.gradient.data).toEqual(twice);
  });

  it("sees contexts and assignments written between two passes, and needs no gradients", async () => {
    using arena = await openArena("simd", [dendrites]);
    const tape = new Tape(arena, { gradients: false }),
      t = tape.input([1, 2]),
      segments = new Parameter("segments", Tensor.from(arena, [1, 1, 1], [1])),
      values = Tensor.from(arena, [1, 2], [0, 50]),
      assignment = new Tensor(arena, [2], "i32"),
      y = dendriticGate(t, segments, { values, assignment });
    t.value.data.fill(1);
    const outputs = () => {
      tape.forward();
      return [...y.value.data];
    };
    expect(outputs()).toEqual([0.5, 0.5]);
    assignment.data.set([0, 1]);
    expect(outputs()).toEqual([0.5, 1]);
    values.data.set([50, 0]);
    expect(outputs()).toEqual([1, 0.5]);
    assignment.data[1] = 2;
    expect(outputs).toThrow(ArgumentError);
  });

  it("refuses what does not fit", async () => {
    using arena = await openArena("simd", [dendrites]);
    using other = await openArena("simd", [dendrites]);
    using bare = await openArena();
    const tape = new Tape(arena),
      t = tape.input([3, 4]),
      make = (shape: number[], home = arena) => new Tensor(home, shape),
      segments = new Parameter("segments", make([3, 2, 5]));
    const refuse = (
      weights: Parameter,
      contexts: unknown,
      error: typeof ShapeError | typeof ArgumentError = ShapeError,
    ) => expect(() => dendriticGate(t, weights, contexts as Contexts)).toThrow(error);
    for (const shape of [[5, 2], [5, 3], [4, 1], [5], [5, 0]]) refuse(segments, { values: make(shape) });
    for (const shape of [
      [3, 0, 5],
      [4, 2, 5],
      [3, 10],
      [3, 2, 5, 1],
    ])
      refuse(new Parameter("segments", make(shape)), { values: make([5, 1]) });
    refuse(segments, { values: make([5, 1], other) });
    refuse(segments, { values: make([5, 2]), assignment: new Tensor(arena, [3], "i32") });
    refuse(segments, { values: make([5, 2]), assignment: make([4]) });
    refuse(segments, { values: undefined }, ArgumentError);
    expect(() => dendriticGate(tape.input([3]), segments, { values: make([5, 1]) })).toThrow(ShapeError);
    const values = make([5, 1]);
    expect(() => dendriticGate(t, segments, { values }, { choose: "min" as SegmentChoice })).toThrow(/choose is "min"/);
    const without = new Parameter("segments", make([3, 2, 5], bare));
    expect(() => dendriticGate(new Tape(bare).input([3, 4]), without, { values: make([5, 1], bare) })).toThrow(
      /families/,
    );
  });
});

const pattern = (length: number) => Array.from({ length }, (_, i) => (((i * 5) % 7) - 3) / 4 + 1);

/** How far the largest response of any unit is above the next. */
function margin(weights: Tensor, contexts: Tensor, choose: SegmentChoice): number {
  const [units = 0, segments = 0, size = 0] = weights.shape,
    [, count = 0] = contexts.shape;
  let least = Infinity;
  for (let i = 0; i < units; i++)
    for (let p = 0; p < count; p++) {
      const responses = Array.from({ length: segments }, (_, j) => {
        let sum = 0;
        for (let n = 0; n < size; n++)
          sum += weights.data[(i * segments + j) * size + n]! * contexts.data[n * count + p]!;
        return choose === "absolute" ? Math.abs(sum) : sum;
      }).sort((a, b) => b - a);
      least = Math.min(least, responses[0]! - responses[1]!);
    }
  return least;
}

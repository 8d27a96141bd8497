import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dendrites } from "../../src/dendrites/kernels.js";
import { type SegmentChoice, segmentGradient, selectSegments } from "../../src/dendrites/segments.js";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { Tensor } from "../../src/tensor/tensor.js";
import type { Arena } from "../../src/wasm/arena.js";
import * as reference from "../reference/active-dendrites.js";
import { expectRangeInvariance, openArena, variants } from "../support.js";

const number = fc.oneof(
  fc.float({ noNaN: true, noDefaultInfinity: true, min: -4, max: 4 }),
  fc.constantFrom(0, -0, 1, -1),
);
const list = (length: number) => fc.array(number, { minLength: length, maxLength: length });

const responses = fc
  .tuple(fc.nat(5), fc.integer({ min: 1, max: 5 }), fc.nat(9))
  .chain(([units, segments, contexts]) =>
    fc.record({ shape: fc.constant([units, segments, contexts] as const), r: list(units * segments * contexts) }),
  );

describe("selectSegments", () => {
  it.each(variants)("%s build, equals the definition by either measure", async (variant) => {
    using arena = await openArena(variant, [dendrites]);
    const before = arena.memory().bytesInUse;
    fc.assert(
      fc.property(responses, fc.constantFrom<SegmentChoice>("absolute", "max"), ({ shape, r }, choose) => {
        const [units, , contexts] = shape,
          x = Tensor.from(arena, shape, r),
          chosen = new Tensor(arena, [units, contexts]),
          winners = new Tensor(arena, [units, contexts], "i32"),
          want = reference.selectSegments(x.data, shape, choose === "absolute");
        selectSegments(x, choose, chosen, winners);
        expect([...chosen.data]).toEqual(want.chosen);
        expect([...winners.data]).toEqual(want.winners);
        for (const tensor of [x, chosen, winners]) tensor.dispose();
      }),
      { numRuns: 200 },
    );
    expect(arena.memory().bytesInUse).toBe(before);
  });

  it.each(variants)(
    "%s build, units do not depend on how they are cut; NaN wins, wherever it stands",
    async (variant) => {
      using arena = await openArena(variant, [dendrites]);
      const [units, segments, contexts] = [5, 3, 7],
        r = Array.from({ length: units * segments * contexts }, (_, i) => ((i * 37) % 19) - 9),
        x = Tensor.from(arena, [units, segments, contexts], r),
        chosen = new Tensor(arena, [units + 1, contexts]),
        winners = new Tensor(arena, [units + 1, contexts], "i32"),
        { select_segments_f32: select } = dendrites.of("test", arena);
      for (const out of [chosen, winners])
        expectRangeInvariance(
          units,
          out,
          (i) => Math.floor(i / contexts),
          (begin, end) => select(begin, end, segments, contexts, true, x.ptr, chosen.ptr, winners.ptr),
        );
      for (let j = 0; j < segments; j++) {
        x.data.set(r);
        x.data[j * contexts + 5] = Number.NaN;
        select(0, 1, segments, contexts, true, x.ptr, chosen.ptr, winners.ptr);
        expect([chosen.data[5], winners.data[5]]).toEqual([Number.NaN, j]);
      }
    },
  );

  it("refuses other shapes, types and memories, and no segments", async () => {
    using arena = await openArena("simd", [dendrites]);
    using other = await openArena("simd", [dendrites]);
    const x = new Tensor(arena, [2, 3, 4]),
      chosen = new Tensor(arena, [2, 4]),
      winners = new Tensor(arena, [2, 4], "i32");
    const refuse = (a: Tensor, b: Tensor, c: unknown) =>
      expect(() => selectSegments(a, "max", b, c as Tensor<"i32">)).toThrow(ShapeError);
    refuse(new Tensor(arena, [2, 0, 4]), chosen, winners);
    refuse(new Tensor(arena, [2, 3]), chosen, winners);
    refuse(x, new Tensor(arena, [2, 3]), winners);
    refuse(x, chosen, new Tensor(arena, [2, 4]));
    refuse(x, new Tensor(other, [2, 4]), winners);
    const one = new Tensor(arena, [2, 1, 4]);
    refuse(one, one.reshape([2, 4]), winners);
    expect(() => selectSegments(null as unknown as Tensor, "max", chosen, winners)).toThrow(ArgumentError);
  });
});

const credits = fc
  .record({
    units: fc.nat(4),
    segments: fc.integer({ min: 1, max: 4 }),
    size: fc.nat(9),
    count: fc.integer({ min: 1, max: 3 }),
    examples: fc.nat(6),
  })
  .chain(({ units, segments, size, count, examples }) =>
    fc.record({
      sizes: fc.constant({ units, segments, size, count, examples }),
      d: list(units * examples),
      winners: fc.array(fc.nat(segments - 1), { minLength: units * count, maxLength: units * count }),
      assignment: fc.array(fc.nat(count - 1), { minLength: examples, maxLength: examples }),
      contexts: list(count * size),
      old: fc.boolean(),
    }),
  );

const integers = (arena: Arena, shape: number[], values: number[]) => Tensor.from(arena, shape, values, "i32");

describe("segmentGradient", () => {
  it.each(variants)("%s build, equals the definition, added or not", async (variant) => {
    using arena = await openArena(variant, [dendrites]);
    fc.assert(
      fc.property(credits, ({ sizes, d, winners, assignment, contexts, old }) => {
        const { units, segments, size, count, examples } = sizes,
          tensors = {
            d: Tensor.from(arena, [units, examples], d),
            winners: integers(arena, [units, count], winners),
            assignment: integers(arena, [examples], assignment),
            contexts: Tensor.from(arena, [count, size], contexts),
            gradient: new Tensor(arena, [units, segments, size]),
          };
        tensors.gradient.data.fill(0.5);
        segmentGradient(tensors.d, tensors.winners, tensors.assignment, tensors.contexts, tensors.gradient, old);
        const { gradient, magnitude } = reference.segmentGradient(
          tensors.d.data,
          winners,
          assignment,
          tensors.contexts.data,
          [units, segments, size],
        );
        const start = old ? 0.5 : 0;
        // A product, which may underflow, and a sum for each example.
        gradient.forEach((want, i) => {
          const bound = (examples + 1) * 2 ** -23 * (magnitude[i]! + start) + examples * 2 ** -149;
          expect(Math.abs(tensors.gradient.data[i]! - want - start)).toBeLessThanOrEqual(bound);
        });
        for (const tensor of Object.values(tensors)) tensor.dispose();
      }),
      { numRuns: 200 },
    );
  });

  it.each(variants)("%s build, units do not depend on how they are cut", async (variant) => {
    using arena = await openArena(variant, [dendrites]);
    const [units, segments, size, count, examples] = [4, 3, 7, 2, 5],
      draw = (length: number) => Array.from({ length }, (_, i) => ((i * 29) % 17) / 8 - 1),
      d = Tensor.from(arena, [units, examples], draw(units * examples)),
      winners = integers(arena, [units, count], [0, 2, 1, 1, 2, 0, 0, 0]),
      assignment = integers(arena, [examples], [0, 1, 1, 0, 1]),
      contexts = Tensor.from(arena, [count, size], draw(count * size)),
      gradient = Tensor.from(arena, [units + 1, segments, size], draw((units + 1) * segments * size)),
      { segment_gradient_f32: kernel } = dendrites.of("test", arena);
    for (const accumulate of [false, true])
      expectRangeInvariance(
        units,
        gradient,
        (i) => Math.floor(i / (segments * size)),
        (begin, end) => {
          const addresses = [assignment.ptr, winners.ptr, d.ptr, contexts.ptr] as const;
          if (accumulate) gradient.data.subarray(begin * segments * size, end * segments * size).fill(0.25);
          kernel(begin, end, segments, size, count, examples, accumulate, ...addresses, gradient.ptr);
        },
      );
  });

  it("refuses indices out of range before it writes, and other shapes, types and memories", async () => {
    using arena = await openArena("simd", [dendrites]);
    using other = await openArena("simd", [dendrites]);
    const good = () => ({
      d: new Tensor(arena, [2, 5]),
      winners: new Tensor(arena, [2, 3], "i32"),
      assignment: new Tensor(arena, [5], "i32"),
      contexts: new Tensor(arena, [3, 6]),
      gradient: Tensor.from(arena, [2, 4, 6], new Array(48).fill(7)),
    });
    type Operands = ReturnType<typeof good>;
    const call = ({ d, winners, assignment, contexts, gradient }: Operands) =>
      segmentGradient(d, winners, assignment, contexts, gradient);
    for (const [name, at, value] of [
      ["winners", 5, 4],
      ["winners", 0, -1],
      ["assignment", 4, 3],
    ] as const) {
      const bad = good();
      bad[name].data[at] = value;
      expect(() => call(bad)).toThrow(ArgumentError);
      expect(() => call(bad)).toThrow(`${name}[${at}] is ${value}`);
      expect([...bad.gradient.data]).toEqual(new Array(48).fill(7));
    }
    const wrong: [keyof Operands, unknown][] = [
      ["d", new Tensor(arena, [3, 5])],
      ["winners", new Tensor(arena, [2, 2], "i32")],
      ["winners", new Tensor(arena, [2, 3])],
      ["assignment", new Tensor(arena, [4], "i32")],
      ["contexts", new Tensor(arena, [3, 5])],
      ["contexts", new Tensor(other, [3, 6])],
      ["gradient", new Tensor(arena, [2, 24])],
    ];
    for (const [name, tensor] of wrong)
      expect(() => call({ ...good(), [name]: tensor } as Operands)).toThrow(ShapeError);
    const { gradient, ...rest } = good();
    expect(() => call({ ...rest, gradient, contexts: gradient.rows(0, 1).reshape([4, 6]).rows(0, 3) })).toThrow(
      /overlap/,
    );
    expect(() => call({ ...rest, gradient: {} as Tensor })).toThrow(ArgumentError);
  });
});

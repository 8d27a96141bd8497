import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearestPrototype, prototypeOf, type Samples } from "../../src/dendrites/prototypes.js";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { Tape } from "../../src/tape/tape.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { openArena, variants } from "../support.js";

describe("prototypeOf", () => {
  it("is the mean of the samples as they are seen", () => {
    const samples = { features: 2, size: 3, scale: 2, offset: -1 },
      inputs = Uint8Array.from([0, 255, 3, 255, 6, 255]);
    expect([...prototypeOf({ ...samples, inputs })]).toEqual([5, 509]);
    expect([...prototypeOf({ ...samples, inputs: Float32Array.from(inputs), scale: 1, offset: 0 })]).toEqual([3, 255]);
    expect(() => prototypeOf({ ...samples, inputs, size: 0 })).toThrow(ArgumentError);
    expect(() => prototypeOf({ inputs, features: 2 } as unknown as Samples)).toThrow(ArgumentError);
  });
});

describe("nearestPrototype", () => {
  // Small integers: squares, products and their sums are exact in f32, and ties are ties.
  const integer = fc.integer({ min: -8, max: 8 });
  const cases = fc
    .record({ features: fc.integer({ min: 1, max: 6 }), count: fc.integer({ min: 1, max: 5 }), batch: fc.nat(6) })
    .chain(({ features, count, batch }) =>
      fc.record({
        sizes: fc.constant({ features, count, batch }),
        x: fc.array(integer, { minLength: features * batch, maxLength: features * batch }),
        prototypes: fc.array(integer, { minLength: features * count, maxLength: features * count }),
      }),
    );

  it.each(variants)("is the first of those at the least Euclidean distance, %s build", async (variant) => {
    using arena = await openArena(variant);
    fc.assert(
      fc.property(cases, ({ sizes: { features, count, batch }, x, prototypes }) => {
        const tape = new Tape(arena),
          input = tape.input([features, batch]),
          nearest = nearestPrototype(input, Tensor.from(arena, [features, count], prototypes));
        input.value.data.set(x);
        tape.forward();
        const distance = (b: number, p: number) => {
          let squares = 0;
          for (let i = 0; i < features; i++) squares += (x[i * batch + b]! - prototypes[i * count + p]!) ** 2;
          return squares;
        };
        for (let b = 0; b < batch; b++) {
          const distances = Array.from({ length: count }, (_, p) => distance(b, p));
          expect(nearest.assignment.data[b]).toBe(distances.indexOf(Math.min(...distances)));
        }
      }),
    );
  });

  it("refuses other shapes and memories, and none", async () => {
    using arena = await openArena();
    using other = await openArena();
    const tape = new Tape(arena),
      x = tape.input([3, 2]);
    for (const prototypes of [new Tensor(arena, [2, 4]), new Tensor(arena, [3]), new Tensor(arena, [3, 0])])
      expect(() => nearestPrototype(x, prototypes)).toThrow(ShapeError);
    expect(() => nearestPrototype(x, new Tensor(other, [3, 4]))).toThrow(ShapeError);
    expect(() => nearestPrototype(tape.input([3]), new Tensor(arena, [3, 4]))).toThrow(ShapeError);
    expect(() => nearestPrototype(x, undefined as unknown as Tensor)).toThrow(ArgumentError);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { fa } from "../../src/learning/fa.js";
import { type ConvGeometry, type ConvSizes, convGeometry } from "../../src/ops/conv.js";
import { Random } from "../../src/random.js";
import { relu } from "../../src/tape/activations.js";
import { add } from "../../src/tape/arithmetic.js";
import { conv2d } from "../../src/tape/conv2d.js";
import { isWeightOperation } from "../../src/tape/operation.js";
import { Parameter } from "../../src/tape/parameter.js";
import { Tape } from "../../src/tape/tape.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { Arena } from "../../src/wasm/arena.js";
import { draw, layers, parameterShapes, sizeOf, tails } from "../arbitraries/conv.js";
import * as reference from "../reference/conv.js";
import { expectSame, openArena } from "../support.js";
import { expectExactGradients, expectGradients, input, integers, lossOf, newTape, parameter } from "./gradients.js";

const geometry = (sizes: ConvSizes) => convGeometry("test", sizes);

const images: readonly (readonly [string, ConvSizes])[] = [
  ["padded", { height: 3, width: 4, channels: 2, units: 3, kernelSize: 3, padding: 1 }],
  ["with a stride that leaves rows over", { height: 6, width: 4, channels: 1, units: 2, kernelSize: 2, stride: 2 }],
  ["with stride and padding", { height: 4, width: 3, channels: 2, units: 1, kernelSize: 3, stride: 2, padding: 2 }],
  ["as large as the image", { height: 3, width: 3, channels: 1, units: 2, kernelSize: 3 }],
];
const kinds = images.flatMap(([name, sizes]) =>
  [false, true].map((local) => [name, local ? "every position's own" : "shared", geometry(sizes), local] as const),
);

describe("conv2d", () => {
  it("computes the convolution from the bias on, bit for bit", async () => {
    using parent = await openArena();
    const cases = fc.record({ layer: layers(5, tails), bias: fc.boolean(), seed: fc.nat() });
    fc.assert(
      fc.property(cases, ({ layer, bias: biased, seed }) => {
        using arena = new Arena(parent.kernels);
        const tape = new Tape(arena, { gradients: false }),
          random = new Random(seed),
          shapes = parameterShapes(layer, layer),
          x = tape.input([reference.inputRows(layer), layer.n]);
        const weights = draw(random, sizeOf(shapes.weights)),
          bias = draw(random, sizeOf(shapes.bias));
        x.value.data.set(draw(random, x.value.size));
        const y = conv2d(
          x,
          new Parameter("w", Tensor.from(arena, shapes.weights, weights)),
          biased ? new Parameter("b", Tensor.from(arena, shapes.bias, bias)) : undefined,
          layer,
        );
        tape.forward();
        const from = biased
          ? Array.from({ length: y.value.size }, (_, i) => bias[Math.floor(i / layer.n) % bias.length]!)
          : undefined;
        expectSame(y.value.data, reference.conv2d(layer, x.value.data, weights, reference.ascending, from));
      }),
    );
  });

  it.each(kinds)("%s, weights %s, has the gradient of its definition to the last bit", async (_, __, g, local) => {
    using arena = await openArena();
    const { tape, random } = newTape(arena),
      shapes = parameterShapes(g, { local }),
      weights = integers(arena, random, shapes.weights),
      bias = integers(arena, random, shapes.bias),
      x = tape.input([g.height * g.width * g.channels, 4], { gradient: true });
    x.value.data.set(Float32Array.from({ length: x.value.size }, () => random.integer(5) - 2));
    // The kernel as large as the image has weights that see every pixel; a stride may leave some unseen.
    expectExactGradients(conv2d(x, weights, bias, g), random, [x, weights, bias]);
  });

  it.each([false, true])("has that gradient through a rectifier, in layers, local weights %s", async (local) => {
    using arena = await openArena();
    const { tape, random } = newTape(arena, 3),
      below = geometry({ height: 4, width: 3, channels: 1, units: 2, kernelSize: 3, padding: 1 }),
      above = geometry({ height: 4, width: 3, channels: 2, units: 2, kernelSize: 2, stride: 2 });
    const [first, second] = [below, above].map((g) => {
      const shapes = parameterShapes(g, { local });
      return [integers(arena, random, shapes.weights), integers(arena, random, shapes.bias, 0.5)] as const;
    });
    const x = tape.input([12, 2], { gradient: true });
    x.value.data.set(Float32Array.from({ length: 24 }, () => random.integer(3) - 1));
    const y = conv2d(relu(conv2d(x, ...first!, below)), ...second!, above);
    expectExactGradients(y, random, [x, ...first!, ...second!]);
  });

  it("sums the gradients of weights that are used twice", async () => {
    using arena = await openArena();
    const { tape, random } = newTape(arena),
      g = geometry({ height: 3, width: 3, channels: 2, units: 2, kernelSize: 3, padding: 1 }),
      weights = parameter(arena, random, [2, 3, 3, 2]),
      bias = parameter(arena, random, [2]),
      x = input(tape, random, [18, 2]);
    const scale = 1 / 8;
    for (let i = 0; i < weights.value.size; i++) weights.value.data[i]! *= scale;
    const once = conv2d(x, weights, bias, g);
    expectGradients(tape, lossOf(add(conv2d(once, weights, bias, g), once), random), [x, weights, bias]);
  });

  it("is a weight operation: error to gradient, and back through other values", async () => {
    using arena = await openArena();
    const tape = new Tape(arena),
      x = tape.input([3, 2], { gradient: true }),
      g = geometry({ height: 1, width: 3, channels: 1, units: 1, kernelSize: 1 });
    x.value.data.set([1, 2, 3, 4, 5, 6]);
    conv2d(x, new Parameter("w", Tensor.from(arena, [1, 1, 1, 1], [2])), new Parameter("b", new Tensor(arena, [1])), g);
    const [operation] = tape.operations.filter(isWeightOperation),
      error = Tensor.from(arena, [3, 2], [1, 1, 0, 1, -1, 0]);
    for (let sweep = 0; sweep < 2; sweep++) {
      tape.startSweep();
      for (const times of [1, 2]) {
        operation!.weightGradient(error);
        expect([...operation!.weights.gradient.data, ...operation!.bias!.gradient.data]).toEqual([
          2 * times,
          2 * times,
        ]);
      }
    }
    const into = Tensor.from(arena, [3, 2], [9, 9, 9, 9, 9, 9]);
    operation!.backproject(Tensor.from(arena, [1, 1, 1, 1], [3]), error, into, true);
    expect([...into.data]).toEqual([12, 12, 9, 12, 6, 9]);
    expect([operation!.fanIn, operation!.pattern]).toEqual([1, undefined]);
  });

  it("takes feedback in the weights' place: with the weights themselves, the exact gradient", async () => {
    using arena = await openArena();
    const { tape, random } = newTape(arena),
      g = geometry({ height: 3, width: 4, channels: 2, units: 2, kernelSize: 3, padding: 1 }),
      [first, second] = [false, true].map((local) => parameter(arena, random, parameterShapes(g, { local }).weights));
    const loss = lossOf(conv2d(relu(conv2d(tape.input([24, 5]), first!, undefined, g)), second!, undefined, g), random),
      { feedback, assignCredit } = fa().bind(tape, loss, random);
    tape.operations[0]!.inputs[0]!.value.data.set(draw(random, 120));
    expect([...feedback].map(([{ weights }, { shape }]) => [weights, shape])).toEqual([[second, second!.value.shape]]);
    for (const [{ weights }, values] of feedback) values.data.set(weights.value.data);
    tape.forward();
    tape.backward(loss);
    const exact = first!.gradient.data.slice();
    assignCredit();
    expect(first!.gradient.data).toEqual(exact);
    expect(exact.some((value) => value !== 0)).toBe(true);
  });

  it.each(kinds)(
    "%s, weights %s, replays without allocating, and keeps its output alone without gradients",
    async (_, __, g, local) => {
      using arena = await openArena();
      const { tape, random } = newTape(arena),
        shapes = parameterShapes(g, { local }),
        weights = parameter(arena, random, shapes.weights),
        bias = parameter(arena, random, shapes.bias),
        rows = g.height * g.width * g.channels;
      const loss = lossOf(conv2d(input(tape, random, [rows, 2]), weights, bias, g), random),
        before = arena.memory();
      for (let step = 0; step < 3; step++) {
        tape.forward();
        tape.backward(loss);
      }
      expect(arena.memory()).toEqual(before);
      const bare = new Tape(arena, { gradients: false }),
        x = bare.input([rows, 2]),
        { blocks } = arena.memory();
      conv2d(x, weights, bias, g);
      expect(arena.memory().blocks - blocks).toBe(1);
    },
  );

  it("refuses what does not fit when it is recorded", async () => {
    using arena = await openArena();
    using other = await openArena();
    const tape = new Tape(arena),
      g = geometry({ height: 2, width: 3, channels: 2, units: 3, kernelSize: 2 }),
      x = tape.input([12, 2]);
    const of = (...shape: number[]) => new Parameter("p", new Tensor(arena, shape)),
      right = of(3, 2, 2, 2);
    for (const weights of [
      of(3, 2, 2, 1),
      of(2, 2, 2, 2),
      of(3, 8),
      of(2, 3, 2, 2),
      of(3, 3, 2, 2, 2),
      of(1, 2, 3, 2, 2, 2),
    ])
      expect(() => conv2d(x, weights, undefined, g), String(weights.value.shape)).toThrow(ShapeError);
    expect(() => conv2d(x, new Parameter("p", new Tensor(other, [3, 2, 2, 2])), undefined, g)).toThrow(/memory/);
    for (const bias of [of(6), of(1), of(3, 1)]) expect(() => conv2d(x, right, bias, g)).toThrow(ShapeError);
    expect(() => conv2d(x, of(2, 3, 2, 2, 2), of(3), g)).toThrow(/bias is \[3\], must be \[6\]/);
    for (const shape of [[11, 2], [12], [2, 6, 2], [12, 2, 1]])
      expect(() => conv2d(tape.input(shape), right, undefined, g), String(shape)).toThrow(ShapeError);
    for (const none of [undefined, {}, { ...g, kernelSize: 4 }, { ...g, stride: 0 }, { ...g, padding: 2 }])
      expect(() => conv2d(x, right, undefined, none as ConvGeometry)).toThrow(ArgumentError);
    expect(tape.operations).toHaveLength(0);
    // What the sizes imply is not taken on trust.
    expect(conv2d(x, right, of(3), { ...g, outHeight: 7, outWidth: 9 }).value.shape).toEqual([6, 2]);
  });
});

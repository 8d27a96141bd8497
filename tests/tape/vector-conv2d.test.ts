import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { gevb } from "../../src/learning/gevb.js";
import { type ConvGeometry, type ConvSizes, convGeometry } from "../../src/ops/conv.js";
import { errorDot } from "../../src/ops/gevb.js";
import { Random } from "../../src/random.js";
import { averagePool2d } from "../../src/tape/average-pool2d.js";
import { squaredError } from "../../src/tape/losses.js";
import { isWeightOperation } from "../../src/tape/operation.js";
import { Parameter } from "../../src/tape/parameter.js";
import { Tape } from "../../src/tape/tape.js";
import { vectorConv2d } from "../../src/tape/vector-conv2d.js";
import { vectorGate } from "../../src/tape/vector-gate.js";
import { vectorLinear } from "../../src/tape/vector-linear.js";
import { vectorOutput } from "../../src/tape/vector-output.js";
import { VectorVariable } from "../../src/tape/vector-variable.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { Arena } from "../../src/wasm/arena.js";
import { draw, layers, parameterShapes, sizeOf } from "../arbitraries/conv.js";
import * as reference from "../reference/conv.js";
import { expectSame, openArena } from "../support.js";
import { ternary } from "./gradients.js";

const geometry = (sizes: ConvSizes) => convGeometry("test", sizes);

const cases = fc.record({
  layer: layers(4, fc.integer({ min: 1, max: 9 })),
  components: fc.integer({ min: 1, max: 3 }),
  starts: fc.boolean(),
  biased: fc.boolean(),
  seed: fc.nat(),
});

/** A layer above the input, or above given vectors, with values of its own. */
function record(
  arena: Arena,
  { layer, components, starts, biased, seed }: ReturnType<typeof cases.generate>["value"],
  fill: (random: Random, size: number) => Float32Array<ArrayBuffer>,
) {
  const random = new Random(seed),
    tape = new Tape(arena),
    { weights: shape, bias: biasShape } = parameterShapes(layer, { local: layer.local, components, starts }),
    parameter = (of: number[]) => new Parameter("p", Tensor.from(arena, of, fill(random, sizeOf(of)))),
    rows = reference.inputRows(layer),
    x = starts
      ? tape.input([rows, layer.n], { gradient: true })
      : tape.adopt(new VectorVariable(tape, new Tensor(arena, [rows, components, layer.n])));
  x.value.data.set(fill(random, x.value.size));
  const weights = parameter(shape),
    bias = biased ? parameter(biasShape) : undefined,
    h = vectorConv2d(x, weights, bias, layer),
    [operation] = tape.operations.filter(isWeightOperation);
  // What the same layer is to the reference, where every component of a unit is a unit, or every one of an example an example.
  const naive: reference.Layer = starts
    ? { ...layer, ...geometry({ ...layer, units: layer.units * components }) }
    : { ...layer, n: components * layer.n };
  return { tape, random, x, weights, bias, h, naive, operation: operation! };
}

describe("vectorConv2d", () => {
  it("convolves every component from the bias on, bit for bit", async () => {
    using parent = await openArena();
    fc.assert(
      fc.property(cases, (scene) => {
        using arena = new Arena(parent.kernels);
        const { tape, x, weights, bias, h, naive } = record(arena, scene, draw),
          { components, layer } = scene;
        tape.forward();
        expect([h.units, h.components]).toEqual([reference.outputRows(layer), components]);
        // [position, unit, component, example] in either kind of layer, and the bias repeats with the positions.
        const from =
          bias && Array.from(h.value.data, (_, i) => bias.value.data[Math.floor(i / layer.n) % bias.value.size]!);
        expectSame(h.value.data, reference.conv2d(naive, x.value.data, weights.value.data, reference.ascending, from));
      }),
    );
  });

  it("has the gradients of its definition, exactly, for integers", async () => {
    using parent = await openArena();
    fc.assert(
      fc.property(cases, (scene) => {
        using arena = new Arena(parent.kernels);
        const { tape, random, x, weights, bias, h, naive, operation } = record(arena, scene, ternary),
          { components, layer, starts } = scene,
          { n } = layer,
          credit = Tensor.from(arena, [h.units, n], ternary(random, h.units * n)),
          error = h.error!.data;
        error.set(ternary(random, error.length));
        tape.forward();
        // d[position, unit, component, example] = credit · error, at scalars or at K times as many examples
        const d = reference.delta(credit.data, error, n);
        const want = starts
          ? reference.conv2dWeightGradient(naive, d, x.value.data, reference.inDouble)
          : reference.conv2dWeightGradient({ ...layer, n: components * n }, d, x.value.data, reference.inDouble);
        const wantBias = new Array<number>(bias?.value.size ?? 0).fill(0);
        if (bias) for (const [i, value] of d.entries()) wantBias[Math.floor(i / n) % wantBias.length]! += value;
        for (let sweep = 0; sweep < 2; sweep++) {
          tape.startSweep();
          for (const times of [1, 2]) {
            operation.weightGradient(credit);
            expectSame(
              weights.gradient.data,
              want.map((value) => times * value),
            );
            if (bias)
              expectSame(
                bias.gradient.data,
                wantBias.map((value) => times * value),
              );
          }
        }

        const values = Tensor.from(arena, weights.value.shape, ternary(random, weights.value.size)),
          into = Tensor.from(arena, [reference.inputRows(layer), n], new Array(reference.inputRows(layer) * n).fill(7)),
          // Above scalars the gradient of the input; above vectors the credit of every unit, a single number.
          below = starts
            ? reference.conv2dBackward(naive, values.data, d, reference.inDouble)
            : reference.conv2dBackward(layer, values.data, credit.data, reference.inDouble);
        operation.backproject(values, credit, into, true);
        expectSame(
          into.data,
          below.map((value) => value + 7),
        );
        operation.backproject(values, credit, into, false);
        expectSame(into.data, below);
      }),
    );
  });
});

/**
 * The hand-computed case of the specification sheet: z = (z₀, z₁) on 3 × 3 positions, error (−¾, ¼), a 2 × 2 kernel, gates
 * [[1, 0], [1, 1]]. The first layer copies z from an image with the two components for channels, through open gates; the
 * directions of the second give these gates, and the target this error.
 */
function sheetNetwork(arena: Arena, local: boolean, pool: boolean) {
  const tape = new Tape(arena),
    x = tape.input([18, 1]),
    [z0, z1] = [
      [1, 2, 0, 0, 1, 3, 2, 1, 0],
      [0, 1, 1, 2, 0, 1, 1, 1, 2],
    ];
  x.value.data.set(z0!.flatMap((value, i) => [value, z1![i]!]));
  const copy = new Parameter("copy", Tensor.from(arena, [1, 2, 1, 1, 2], [1, 0, 0, 1])),
    kernel = [1, 0, 0, 0],
    weights = new Parameter(
      "w",
      local
        ? Tensor.from(arena, [4, 1, 2, 2, 1], [...kernel, ...kernel, ...kernel, ...kernel])
        : Tensor.from(arena, [1, 2, 2, 1], kernel),
    ),
    bias = new Parameter("b", new Tensor(arena, local ? [4, 2] : [1, 2])),
    sum = new Parameter("y", Tensor.from(arena, pool ? [1, 1] : [1, 4], pool ? [4] : [1, 1, 1, 1]));
  const z = vectorGate(
      vectorConv2d(x, copy, undefined, geometry({ height: 3, width: 3, channels: 2, units: 1, kernelSize: 1 })),
      Tensor.from(arena, [1, 2], [1, 1]),
    ),
    h = vectorConv2d(z, weights, bias, geometry({ height: 3, width: 3, channels: 1, units: 1, kernelSize: 2 })),
    gated = vectorGate(h, Tensor.from(arena, [4, 2], [1, 1, -1, -1, 1, 1, 1, 1])),
    y = vectorOutput(vectorLinear(pool ? averagePool2d(gated, { height: 2, width: 2, size: 2 }) : gated, sum));
  tape.forward();
  const target = Tensor.from(arena, [2, 1], y.value.data);
  target.data[0]! += 0.75;
  target.data[1]! -= 0.25;
  const loss = squaredError(y, target);
  tape.forward();
  return { tape, loss, z, gated, weights, bias };
}

describe("the sheet's convolution, by gevb", () => {
  it.each([false, true])("has its dots, weight and bias gradients, pooled above it: %s", async (pool) => {
    using arena = await openArena();
    const { tape, loss, z, gated, weights, bias } = sheetNetwork(arena, false, pool);
    gevb().bind(tape, loss, new Random(1)).assignCredit();
    expect([...z.error!.data]).toEqual([-0.75, 0.25]);
    expect([...gated.value.data]).toEqual([1, 0, 0, 0, 0, 2, 1, 0]); // z at the window's corner, the second gate shut
    const dots = errorDot(z.value, z.error!, new Tensor(arena, [9, 1]));
    expect([...dots.data]).toEqual([-0.75, -1.25, 0.25, 0.5, -0.75, -2, -1.25, -0.5, 0.5]);
    expect([...weights.gradient.data]).toEqual([-1, -4, -1.25, -0.75]);
    expect([...bias.gradient.data]).toEqual([-2.25, 0.75]);
    // Backpropagation agrees where the weights above are 1; the pooling's ¼ is no part of the rule.
    tape.backward(loss);
    expect([...weights.gradient.data]).toEqual([-1, -4, -1.25, -0.75]);
  });

  it("has them for every position alone where weights are local", async () => {
    using arena = await openArena();
    const { tape, loss, weights, bias } = sheetNetwork(arena, true, false);
    gevb().bind(tape, loss, new Random(1)).assignCredit();
    expect([...weights.gradient.data].map((value) => value + 0)).toEqual([
      ...[-0.75, -1.25, 0.5, -0.75],
      ...[0, 0, 0, 0],
      ...[0.5, -0.75, -1.25, -0.5],
      ...[-0.75, -2, -0.5, 0.5],
    ]);
    expect([...bias.gradient.data].map((value) => value + 0)).toEqual([-0.75, 0.25, 0, 0, -0.75, 0.25, -0.75, 0.25]);
  });
});

describe("vectorConv2d refuses, when it is recorded,", () => {
  const g = geometry({ height: 2, width: 3, channels: 2, units: 3, kernelSize: 2 });
  const of = (arena: Arena, ...shape: number[]) => new Parameter("p", new Tensor(arena, shape));

  it("weights, biases and images that do not fit", async () => {
    using arena = await openArena();
    using other = await openArena();
    const tape = new Tape(arena),
      x = tape.input([12, 2]),
      z = tape.adopt(new VectorVariable(tape, new Tensor(arena, [12, 4, 2]))),
      strange = tape.adopt(new VectorVariable(tape, new Tensor(arena, [11, 4, 2])));
    const [starting, upper] = [of(arena, 3, 4, 2, 2, 2), of(arena, 3, 2, 2, 2)];
    for (const [input, weights, bias] of [
      [x, upper],
      [x, of(arena, 3, 4, 2, 2, 1)],
      [x, of(arena, 2, 4, 2, 2, 2)],
      [x, of(arena, 3, 3, 4, 2, 2, 2)],
      [x, of(arena, 1, 2, 3, 4, 2, 2, 2)],
      [x, of(arena, 24)],
      [x, of(other, 3, 4, 2, 2, 2)],
      [x, starting, of(arena, 3)],
      [x, starting, of(arena, 6, 4)],
      [x, of(arena, 2, 3, 4, 2, 2, 2), of(arena, 3, 4)],
      [tape.input([11, 2]), starting],
      [tape.input([12]), starting],
      [tape.input([12, 2, 1]), starting],
      [z, starting],
      [z, of(arena, 3, 2, 2, 1)],
      [z, of(arena, 3, 3, 2, 2, 2)],
      [z, upper, of(arena, 3, 3)],
      [z, of(arena, 2, 3, 2, 2, 2), of(arena, 3, 4)],
      [strange, upper],
    ] as const)
      expect(() => vectorConv2d(input, weights, bias, g), `${input.value.shape} ${weights.value.shape}`).toThrow(
        ShapeError,
      );
    expect(tape.operations).toHaveLength(0);
    expect(vectorConv2d(x, starting, of(arena, 3, 4), g).value.shape).toEqual([6, 4, 2]);
    expect(vectorConv2d(z, of(arena, 2, 3, 2, 2, 2), of(arena, 6, 4), g).value.shape).toEqual([6, 4, 2]);
  });

  it("vectors of no length and what is no geometry", async () => {
    using arena = await openArena();
    const tape = new Tape(arena),
      x = tape.input([12, 2]);
    expect(() => vectorConv2d(x, of(arena, 3, 0, 2, 2, 2), undefined, g)).toThrow(ArgumentError);
    for (const none of [undefined, {}, { ...g, kernelSize: 5 }, { ...g, units: 0 }])
      expect(() => vectorConv2d(x, of(arena, 3, 4, 2, 2, 2), undefined, none as ConvGeometry)).toThrow(ArgumentError);
    expect(tape.operations).toHaveLength(0);
  });
});

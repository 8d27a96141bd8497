import { describe, expect, it } from "vitest";
import { ShapeError } from "../../src/errors.js";
import { errorDot } from "../../src/ops/gevb.js";
import { Random } from "../../src/random.js";
import { relu } from "../../src/tape/activations.js";
import { linear } from "../../src/tape/linear.js";
import { softmaxCrossEntropy, squaredError } from "../../src/tape/losses.js";
import { Parameter } from "../../src/tape/parameter.js";
import { Tape } from "../../src/tape/tape.js";
import type { Differentiable } from "../../src/tape/variable.js";
import { vectorLinear } from "../../src/tape/vector-linear.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { crossEntropy, type VectorLayer, vectorNetwork } from "../reference/gevb.js";
import { openArena } from "../support.js";
import { agree, cosine, handNumbers, handVectorNetwork, parametersOf, recordVectors } from "./vectors.js";

describe("the hand-computed network", () => {
  it("has the sheet's activity, outputs and loss", async () => {
    using arena = await openArena();
    const { tape, z, y, loss } = handVectorNetwork(arena);
    tape.forward();
    for (const [l, expected] of handNumbers.activity.entries()) expect(agree(z[l]!.value.data, expected)).toBe(true);
    expect(agree(y.value.data, handNumbers.outputs)).toBe(true);
    expect(loss.total()).toBeCloseTo(handNumbers.loss, 6);
  });

  it.each([1, 2, 4])(
    "has the sheet's error, credit and gradients, whatever batch of equal examples: %s",
    async (batch) => {
      using arena = await openArena();
      const { tape, z, h, parameters, loss } = handVectorNetwork(arena, batch);
      tape.forward();
      tape.backward(loss);
      const first = (values: Float32Array) => values.filter((_, i) => i % batch === 0);
      expect(
        agree(
          first(h[0]!.error!.data).map((value) => value * batch),
          handNumbers.error,
        ),
      ).toBe(true);
      // h and z share one memory, not one gradient: below a gate credit is 0 where it is shut, above it is what W sent.
      expect(agree(first(h[0]!.gradient!.data), handNumbers.credit[0]!)).toBe(true);
      expect(agree(first(z[0]!.gradient!.data), [0.33, 0.21, 0.48])).toBe(true);
      expect(agree(first(h[1]!.gradient!.data), handNumbers.credit[1]!)).toBe(true);
      for (const [l, expected] of handNumbers.dots.entries()) {
        const dots = errorDot(z[l]!.value, h[l]!.error!, new Tensor(arena, [expected.length, batch]));
        expect(
          agree(
            first(dots.data).map((dot) => dot * batch),
            expected,
          ),
        ).toBe(true);
      }
      for (const [l, { weights, bias }] of parameters.entries()) {
        expect(agree(weights.gradient.data, handNumbers.bp[l]!), weights.name).toBe(true);
        const credit = handNumbers.credit[l] ?? [1];
        expect(
          agree(
            bias.gradient.data,
            credit.flatMap((g) => handNumbers.error.map((e) => g * e)),
          ),
          bias.name,
        ).toBe(true);
      }
    },
  );
});

/** Layers of these widths with values from (−1, 1), the last without a gate. */
function randomLayers(random: Random, widths: readonly number[], components: number, inputs: number): VectorLayer[] {
  const draw = (count: number, scale: number) =>
    Array.from({ length: count }, () => Math.fround(scale * (2 * random.uniform() - 1)));
  return widths.map((units, l) => {
    const fan = l === 0 ? inputs : widths[l - 1]!;
    return {
      units,
      weights: draw(units * fan * (l === 0 ? components : 1), 2 / Math.sqrt(fan)),
      bias: draw(units * components, 0.5),
      directions: l + 1 < widths.length ? draw(units * components, 1).map(Math.sign) : undefined,
    };
  });
}

it("the gradient of the cross-entropy is that of a double-precision network", async () => {
  using arena = await openArena();
  const [components, inputs, batch, width] = [4, 5, 6, 1e-5],
    random = new Random(3),
    layers = randomLayers(random, [8, 7, 6, 1], components, inputs),
    labels = Array.from({ length: batch }, () => random.integer(components)),
    examples = labels.map(() => Array.from({ length: inputs }, () => Math.fround(2 * random.uniform() - 1)));
  const mean = () =>
    examples.reduce((sum, x, b) => sum + crossEntropy(vectorNetwork(layers, components, x).outputs, labels[b]!), 0) /
    batch;
  // No gate is so close to switching that the differences below could switch it.
  const margins = examples.flatMap((x) => vectorNetwork(layers, components, x).margins);
  expect(Math.min(...margins)).toBeGreaterThan(100 * width);

  const tape = new Tape(arena),
    x = tape.input([inputs, batch]),
    parameters = parametersOf(arena, layers, components, inputs);
  x.value.data.set(Array.from({ length: inputs * batch }, (_, at) => examples[at % batch]![Math.floor(at / batch)]!));
  const loss = softmaxCrossEntropy(recordVectors(x, parameters).y, Tensor.from(arena, [batch], labels, "i32"));
  tape.forward();
  tape.backward(loss);
  expect(loss.total() / batch).toBeCloseTo(mean(), 5);
  for (const [l, { weights, bias }] of parameters.entries())
    for (const [values, { gradient }] of [
      [layers[l]!.weights, weights],
      [layers[l]!.bias, bias],
    ] as const) {
      const differences = values.map((value, i) => {
        const at = (moved: number) => {
          values[i] = moved;
          return mean();
        };
        const slope = (at(value + width) - at(value - width)) / (2 * width);
        values[i] = value;
        return slope;
      });
      const most = Math.max(...differences.map(Math.abs));
      expect(cosine(gradient.data, differences)).toBeGreaterThan(0.99999);
      // Fewer than 100 roundings lie between the inputs and a gradient.
      for (const [i, slope] of differences.entries())
        expect(Math.abs(gradient.data[i]! - slope)).toBeLessThan(100 * 2 ** -24 * most);
    }
});

/**
 * With small integers for values all arithmetic is exact, and the loss is a quadratic function of every single value as long
 * as no gate switches: its central difference is then its derivative, to the last bit. Biases end in ½, ¼ and ⅛ so that no
 * gate stands at 0.
 */
describe.each(["the input", "scalar hidden units"])("vectors that start above %s", (below) => {
  it("have the gradient of their definition, to the last bit", async () => {
    using arena = await openArena();
    const [components, inputs, batch, width] = [3, 4, 4, 2 ** -10],
      random = new Random(8),
      tape = new Tape(arena),
      x = tape.input([inputs, batch], { gradient: true });
    const ternary = (length: number) => Array.from({ length }, () => random.integer(3) - 1),
      offset = (length: number, by: number) => ternary(length).map((value) => value + by);
    x.value.data.set(ternary(x.value.size));
    const scalar = [
      new Parameter("w0", Tensor.from(arena, [inputs, inputs], ternary(inputs * inputs))),
      new Parameter("b0", Tensor.from(arena, [inputs], offset(inputs, 0.5))),
    ] as const;
    const signs = (length: number) => Array.from({ length }, () => 2 * random.integer(2) - 1);
    const layers: VectorLayer[] = [6, 4, 1].map((units, l) => ({
      units,
      weights: ternary(units * ([inputs * components, 6, 4][l] ?? 0)),
      bias: ternary(units * components).map((value, i) => value + (i % components === 0 ? 2 ** -(l + 2) : 0)),
      directions: l < 2 ? signs(units * components) : undefined,
    }));
    const start = below === "the input" ? x : relu(linear(x, ...scalar)),
      parameters = parametersOf(arena, layers, components, inputs),
      { z, y } = recordVectors(start, parameters),
      target = ternary(components * batch),
      loss = squaredError(y, Tensor.from(arena, [components, batch], target));
    const mean = () => {
      tape.forward();
      return y.value.data.reduce((sum, value, i) => sum + (value - target[i]!) ** 2, 0) / 2 / batch;
    };
    mean();
    for (const { value } of z.slice(0, 2)) {
      const open = value.data.filter((_, i) => i % (components * batch) < batch && value.data[i] !== 0).length;
      expect(open).toBeGreaterThan(2);
      expect(open).toBeLessThan((value.size / components) * 0.9);
    }
    tape.backward(loss);
    const arrays: Differentiable[] = [
      x,
      ...(below === "the input" ? [] : scalar),
      ...parameters.flatMap(({ weights, bias }) => [weights, bias]),
    ];
    const gradients = arrays.map(({ gradient }) => [...gradient!.data]);
    expect(gradients.every((gradient) => gradient.some((value) => value !== 0))).toBe(true);
    for (const [which, { value }] of arrays.entries())
      for (let i = 0; i < value.size; i++) {
        const before = value.data[i]!;
        value.data[i] = before + width;
        const above = mean();
        value.data[i] = before - width;
        const difference = (above - mean()) / (2 * width);
        value.data[i] = before;
        expect(gradients[which]![i]! + 0, `array ${which}, element ${i}`).toBe(difference + 0);
      }
  });
});

it("gradients of the batch's unused columns are left out", async () => {
  using arena = await openArena();
  const { tape, parameters, loss } = handVectorNetwork(arena, 5),
    alone = handVectorNetwork(arena, 5);
  alone.x.value.data.set([1, 1, 100, -7, 3], 0);
  for (const net of [loss, alone.loss]) net.count = 2;
  for (const [t, l] of [
    [tape, loss],
    [alone.tape, alone.loss],
  ] as const) {
    t.forward();
    t.backward(l);
  }
  for (const [l, { weights, bias }] of parameters.entries()) {
    expect(alone.parameters[l]!.weights.gradient.data).toEqual(weights.gradient.data);
    expect(alone.parameters[l]!.bias.gradient.data).toEqual(bias.gradient.data);
    expect(agree(weights.gradient.data, handNumbers.bp[l]!)).toBe(true);
  }
});

it("replaying a vector network allocates nothing", async () => {
  using arena = await openArena();
  const { tape, loss } = handVectorNetwork(arena, 3),
    before = arena.memory();
  for (let i = 0; i < 5; i++) {
    tape.forward();
    tape.backward(loss);
  }
  expect(arena.memory()).toEqual(before);
});

it("a tape without gradients keeps the activity and the gates alone", async () => {
  using arena = await openArena();
  const tape = new Tape(arena, { gradients: false }),
    parameters = parametersOf(
      arena,
      [
        { units: 2, weights: [1, 2], bias: [0, 0], directions: [1, 1] },
        { units: 1, weights: [1, 1], bias: [0] },
      ],
      1,
      1,
    ),
    x = tape.input([1, 5]),
    { blocks } = arena.memory();
  const { h, z, y } = recordVectors(x, parameters);
  expect(arena.memory().blocks - blocks).toBe(3); // two h, one array of gates
  for (const variable of [...h, ...z, y]) expect(variable.gradient).toBeUndefined();
  for (const variable of [...h, ...z]) expect(variable.error).toBeUndefined();
  x.value.data.set([1, 2, 3, 4, 5]);
  tape.forward();
  expect([...y.value.data]).toEqual([3, 6, 9, 12, 15]);
});

it("vectorLinear refuses what does not fit", async () => {
  using arena = await openArena();
  const tape = new Tape(arena),
    parameter = (...shape: number[]) => new Parameter("p", new Tensor(arena, shape)),
    scalars = tape.input([3, 2]);
  const vectors = vectorLinear(scalars, parameter(4, 2, 3));
  expect([vectors.value.shape, vectors.units, vectors.components, vectors.gradient!.shape]).toEqual([
    [4, 2, 2],
    4,
    2,
    [4, 2],
  ]);
  for (const [x, weights, bias] of [
    [scalars, parameter(4, 3)],
    [scalars, parameter(4, 2, 2)],
    [scalars, parameter(4, 2, 3, 1)],
    [scalars, parameter(4, 2, 3), parameter(4)],
    [scalars, parameter(4, 2, 3), parameter(2, 4)],
    [tape.input([3]), parameter(4, 2, 3)],
    [tape.input([3, 2, 1]), parameter(4, 2, 3)],
    [vectors, parameter(5, 2, 4)],
    [vectors, parameter(5, 3)],
    [vectors, parameter(4)],
    [vectors, parameter(5, 4), parameter(5)],
    [vectors, parameter(5, 4), parameter(5, 2, 1)],
  ] as const)
    expect(() => vectorLinear(x, weights, bias), `${x.value.shape} ${weights.value.shape}`).toThrow(ShapeError);
  expect(tape.operations).toHaveLength(1);
});

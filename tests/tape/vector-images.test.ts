import { describe, expect, it } from "vitest";
import { bp } from "../../src/learning/bp.js";
import { fa } from "../../src/learning/fa.js";
import { gevb } from "../../src/learning/gevb.js";
import { type ConvSizes, convGeometry } from "../../src/ops/conv.js";
import { Random } from "../../src/random.js";
import { relu } from "../../src/tape/activations.js";
import { averagePool2d } from "../../src/tape/average-pool2d.js";
import { conv2d } from "../../src/tape/conv2d.js";
import type { Parameter } from "../../src/tape/parameter.js";
import { Tape } from "../../src/tape/tape.js";
import type { Variable } from "../../src/tape/variable.js";
import { vectorConv2d } from "../../src/tape/vector-conv2d.js";
import { vectorGate } from "../../src/tape/vector-gate.js";
import { vectorLinear } from "../../src/tape/vector-linear.js";
import { vectorOutput } from "../../src/tape/vector-output.js";
import { VectorVariable } from "../../src/tape/vector-variable.js";
import { Tensor } from "../../src/tensor/tensor.js";
import type { Arena } from "../../src/wasm/arena.js";
import { parameterShapes } from "../arbitraries/conv.js";
import { openArena } from "../support.js";
import { expectExactGradients, integers, lossOf, newTape, ternary } from "./gradients.js";

const geometry = (sizes: ConvSizes) => convGeometry("test", sizes);

/**
 * A network of images with integer parameters: vectors of two components from 4 × 3 pixels on, a padded layer, pooling if asked
 * for, a layer with stride, and the output unit. Biases end in a fraction of their own in each layer, so that no gate stands at 0.
 */
function imageNetwork(
  arena: Arena,
  { local, scalar, pooled, seed }: { local: boolean; scalar: boolean; pooled: boolean; seed: number },
) {
  const { tape, random } = newTape(arena, seed),
    components = 2,
    x = tape.input([24, 2], { gradient: true }),
    arrays: (Parameter | Variable)[] = [x],
    gates: Variable[] = [];
  x.value.data.set(ternary(random, 48));
  let below: Variable = x,
    [height, width, channels] = [6, 4, 1];
  if (scalar) {
    const g = geometry({ height, width, channels, units: 2, kernelSize: 3, padding: 1 }),
      own = local ? [24] : [],
      first = [integers(arena, random, [...own, 2, 3, 3, 1]), integers(arena, random, [local ? 48 : 2], 0.5)] as const;
    below = relu(conv2d(x, ...first, g));
    channels = 2;
    arrays.push(...first);
  }
  const add = (fraction: number, units: number, window: { kernelSize: number; stride?: number; padding?: number }) => {
    const g = geometry({ height, width, channels, units, ...window }),
      shapes = parameterShapes(g, { local, components, starts: !(below instanceof VectorVariable) }),
      weights = integers(arena, random, shapes.weights),
      bias = integers(arena, random, shapes.bias),
      directions = Tensor.from(arena, [units, components], [1, 1, -1, -1, 1, -1, -1, 1].slice(0, units * components));
    for (let i = 0; i < bias.value.size; i += components) bias.value.data[i]! += fraction;
    below = vectorGate(vectorConv2d(below, weights, bias, g), directions);
    gates.push(below);
    arrays.push(weights, bias);
    [height, width, channels] = [g.outHeight, g.outWidth, units];
  };
  add(1 / 4, 2, { kernelSize: 3, padding: 1 });
  if (pooled) {
    below = averagePool2d(below, { height, width, size: 2 });
    [height, width] = [3, 2];
  }
  add(1 / 32, 4, { kernelSize: 2, stride: pooled ? 1 : 2 });
  const output = integers(arena, random, [1, height * width * channels]);
  arrays.push(output);
  const y = vectorOutput(vectorLinear(below, output));
  return { tape, random, x, y, arrays, gates };
}

const networks = [false, true].flatMap((local) =>
  [false, true].flatMap((scalar) =>
    [false, true].map(
      (pooled) =>
        [
          local ? "every position's own" : "shared",
          scalar ? "scalar hidden images" : "the input",
          pooled ? "with pooling" : "with a stride",
          { local, scalar, pooled },
        ] as const,
    ),
  ),
);

describe("a network of vector images", () => {
  it.each(networks)(
    "with %s weights, above %s, %s, has the gradient of its definition to the last bit",
    async (_, __, ___, options) => {
      using arena = await openArena();
      const { tape, random, y, arrays, gates } = imageNetwork(arena, { ...options, seed: 5 });
      tape.forward();
      for (const { value } of gates) {
        const [units = 0, components = 0, batch = 0] = value.shape,
          at = (unit: number, b: number) => value.data[unit * components * batch + b];
        const open = Array.from({ length: units * batch }, (_, i) => at(Math.floor(i / batch), i % batch) !== 0);
        expect(new Set(open).size).toBe(2); // some gates are open, some shut
      }
      expectExactGradients(y, random, arrays, 2 ** -10);
    },
  );

  it.each(networks)(
    "with %s weights, above %s, %s, takes feedback in the weights' place",
    async (_, __, ___, options) => {
      using arena = await openArena();
      const { tape, y, arrays, random } = imageNetwork(arena, { ...options, seed: 6 }),
        loss = lossOf(y, random),
        rule = fa().bind(tape, loss, random);
      for (const [{ weights }, values] of rule.feedback) {
        expect(values.shape).toEqual(weights.value.shape);
        values.data.set(weights.value.data);
      }
      tape.forward();
      tape.backward(loss);
      const exact = arrays.map(({ gradient }) => gradient!.data.slice());
      rule.assignCredit();
      expect(arrays.map(({ gradient }) => gradient!.data.slice())).toEqual(exact);
    },
  );

  it.each(networks)("with %s weights, above %s, %s, replays without allocating", async (_, __, ___, options) => {
    using arena = await openArena();
    const { tape, y, random } = imageNetwork(arena, { ...options, seed: 7 }),
      loss = lossOf(y, random),
      rules = options.scalar ? [bp] : [bp, gevb],
      bound = rules.map((rule) => rule().bind(tape, loss, random)),
      before = arena.memory();
    for (let step = 0; step < 3; step++) {
      tape.forward();
      for (const rule of bound) rule.assignCredit();
    }
    expect(arena.memory()).toEqual(before);
  });

  it("keeps the preactivations and the gates alone on a tape without gradients, and computes the same", async () => {
    using arena = await openArena();
    for (const local of [false, true]) {
      const g = geometry({ height: 3, width: 3, channels: 2, units: 2, kernelSize: 2 }),
        above = geometry({ height: 2, width: 2, channels: 2, units: 1, kernelSize: 2 }),
        random = new Random(1);
      const [first, second] = [g, above].map((of, l) => {
        const { weights, bias } = parameterShapes(of, { local, components: 3, starts: l === 0 });
        return [integers(arena, random, weights), integers(arena, random, bias), of] as const;
      });
      const directions = Tensor.from(
        arena,
        [2, 3],
        ternary(random, 6).map((t) => t || 1),
      );
      const [full, bare] = [true, false].map((gradients) => {
        const tape = new Tape(arena, { gradients }),
          x = tape.input([18, 5]),
          { blocks } = arena.memory();
        x.value.data.set(ternary(new Random(2), 90));
        const h = vectorConv2d(x, ...first!),
          z = vectorGate(h, directions),
          y = vectorOutput(vectorConv2d(z, ...second!));
        if (!gradients) {
          expect(arena.memory().blocks - blocks).toBe(3); // h, the gates, y
          for (const variable of [h, z]) expect([variable.gradient, variable.error]).toEqual([undefined, undefined]);
        }
        tape.forward();
        return y.value.data.slice();
      });
      expect(bare).toEqual(full);
    }
  });
});

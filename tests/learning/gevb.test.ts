import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { bp } from "../../src/learning/bp.js";
import { gevb } from "../../src/learning/gevb.js";
import { Random } from "../../src/random.js";
import { relu } from "../../src/tape/activations.js";
import { linear } from "../../src/tape/linear.js";
import { softmaxCrossEntropy, squaredError } from "../../src/tape/losses.js";
import type { Loss } from "../../src/tape/operation.js";
import { Parameter } from "../../src/tape/parameter.js";
import { Tape } from "../../src/tape/tape.js";
import type { Variable } from "../../src/tape/variable.js";
import { vectorGate } from "../../src/tape/vector-gate.js";
import { vectorLinear } from "../../src/tape/vector-linear.js";
import { vectorOutput } from "../../src/tape/vector-output.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { Arena } from "../../src/wasm/arena.js";
import type { VectorLayer } from "../reference/gevb.js";
import { openArena, openKernels } from "../support.js";
import { agree, cosine, handNumbers, handVectorNetwork, parametersOf, recordVectors } from "../tape/vectors.js";

/** A rule's gradients of all parameters on a tape that ran forward. */
function gradients(tape: Tape, loss: Loss, rule: typeof bp): Float32Array[] {
  rule().bind(tape, loss, new Random(1)).assignCredit();
  return tape.parameters.map(({ gradient }) => gradient.data.slice());
}

describe("the hand-computed network", () => {
  it.each([1, 3])("has the sheet's gradients, batch %s", async (batch) => {
    using arena = await openArena();
    const { tape, loss, parameters } = handVectorNetwork(arena, batch);
    tape.forward();
    gradients(tape, loss, gevb);
    const [e0, e1] = handNumbers.error as [number, number];
    const biases = [
      [e0, e1, 0, 0, e0, e1],
      [e0, e1, e0, e1],
      [e0, e1],
    ];
    for (const [l, { weights, bias }] of parameters.entries()) {
      expect(agree(weights.gradient.data, handNumbers.gevb[l]!), weights.name).toBe(true);
      expect(agree(bias.gradient.data, biases[l]!), bias.name).toBe(true);
    }
  });

  it("has the sheet's cosines with the exact gradient, and the exact one itself at the output, bit by bit", async () => {
    using arena = await openArena();
    const { tape, loss } = handVectorNetwork(arena);
    tape.forward();
    const exact = gradients(tape, loss, bp),
      local = gradients(tape, loss, gevb);
    expect(cosine(exact[0]!, local[0]!)).toBeCloseTo(handNumbers.cosines[0]!, 6);
    expect(cosine(exact[2]!, local[2]!)).toBeCloseTo(handNumbers.cosines[1]!, 6);
    expect(local.slice(4)).toEqual(exact.slice(4));
  });

  it("can change rules from sweep to sweep", async () => {
    using arena = await openArena();
    const { tape, loss } = handVectorNetwork(arena);
    tape.forward();
    const once = gradients(tape, loss, gevb);
    gradients(tape, loss, bp);
    expect(gradients(tape, loss, gevb)).toEqual(once);
  });

  it("is not concerned with the unused columns of a batch", async () => {
    using arena = await openArena();
    const full = handVectorNetwork(arena, 5),
      strange = handVectorNetwork(arena, 5);
    strange.x.value.data.set([1, 1, 100, -7, 3, 2, 2, -50, 9, 4]);
    const [wanted, got] = [full, strange].map(({ tape, loss }) => {
      loss.count = 2;
      tape.forward();
      return gradients(tape, loss, gevb);
    });
    expect(got).toEqual(wanted);
    expect(agree(got![0]!, handNumbers.gevb[0]!)).toBe(true);
  });

  it("gives zeros to what the loss does not depend on, a second vector network of the tape included", async () => {
    using arena = await openArena();
    const net = handVectorNetwork(arena),
      { tape, x } = net,
      parameter = (...shape: number[]) =>
        new Parameter("p", Tensor.from(arena, shape, new Array(shape.reduce((a, b) => a * b)).fill(0.5)));
    const aside = [parameter(2, 2), parameter(4, 3), parameter(1, 2, 2), parameter(4, 2, 2), parameter(1, 4)] as const;
    linear(x, aside[0]);
    vectorLinear(net.z[0]!, aside[1]);
    const ones = Tensor.from(arena, [4, 2], new Array(8).fill(1));
    const others = [
      squaredError(vectorOutput(vectorLinear(x, aside[2])), new Tensor(arena, [2, 1])),
      squaredError(
        vectorOutput(vectorLinear(vectorGate(vectorLinear(x, aside[3]), ones), aside[4])),
        new Tensor(arena, [2, 1]),
      ),
    ];
    tape.forward();
    for (const other of others)
      expect(gradients(tape, other, gevb).some((g) => g.some((value) => value !== 0))).toBe(true);
    const all = gradients(tape, net.loss, gevb);
    for (const [l, { weights }] of net.parameters.entries())
      expect(agree(weights.gradient.data, handNumbers.gevb[l]!)).toBe(true);
    for (const { gradient } of aside) expect(gradient.data.every((value) => value === 0)).toBe(true);
    expect(all).toHaveLength(6 + aside.length);
  });

  it("takes no memory, neither to bind nor to run", async () => {
    using arena = await openArena();
    const { tape, loss } = handVectorNetwork(arena, 3),
      before = arena.memory(),
      rule = gevb().bind(tape, loss, new Random(1));
    for (let i = 0; i < 3; i++) {
      tape.forward();
      rule.assignCredit();
    }
    expect(arena.memory()).toEqual(before);
  });
});

/** A network with values from (−1, 1), above the first layer from [0, 1) and sometimes exactly 0. */
function nonnegativeLayers(
  random: Random,
  widths: readonly number[],
  components: number,
  inputs: number,
): VectorLayer[] {
  const signed = () => Math.fround(2 * random.uniform() - 1),
    nonnegative = () => (random.integer(4) === 0 ? 0 : Math.fround(random.uniform())),
    list = (length: number, draw: () => number) => Array.from({ length }, draw);
  return widths.map((units, l) => ({
    units,
    weights: l === 0 ? list(units * components * inputs, signed) : list(units * widths[l - 1]!, nonnegative),
    bias: list(units * components, signed),
    directions: l + 1 < widths.length ? list(units * components, () => 2 * random.integer(2) - 1) : undefined,
  }));
}

/** Both rules' gradients for one random example. */
function bothRules(arena: Arena, random: Random, layers: readonly VectorLayer[], components: number, inputs: number) {
  const tape = new Tape(arena),
    x = tape.input([inputs, 1]);
  x.value.data.set(Array.from({ length: inputs }, () => 2 * random.uniform() - 1));
  const labels = Tensor.from(arena, [1], [random.integer(components)], "i32"),
    loss = softmaxCrossEntropy(recordVectors(x, parametersOf(arena, layers, components, inputs)).y, labels);
  tape.forward();
  return { exact: gradients(tape, loss, bp), local: gradients(tape, loss, gevb) };
}

/** Entries whose exact gradient is not 0, and those of them where the rule has another sign, or nothing. */
function signs({ exact, local }: { exact: Float32Array[]; local: Float32Array[] }) {
  let compared = 0,
    against = 0;
  for (const [p, gradient] of exact.entries())
    for (const [i, value] of gradient.entries())
      if (value !== 0) {
        compared++;
        if (Math.sign(value) !== Math.sign(local[p]![i]!)) against++;
      }
  return { compared, against };
}

/*
 * Rounding needs no allowance here: above the first layer credit is made of sums and products of numbers ≥ 0, so it is
 * rounded to a number ≥ 0, and both rules multiply the same dots and errors by it, which keeps their sign or gives 0.
 */
it("with nonnegative weights above the first layer no entry of an example's update has the wrong sign", async () => {
  const kernels = await openKernels();
  let compared = 0,
    differing = 0;
  fc.assert(
    fc.property(
      fc.record({
        seed: fc.integer({ min: 0, max: 2 ** 31 }),
        hidden: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3 }),
        components: fc.integer({ min: 2, max: 5 }),
        inputs: fc.integer({ min: 1, max: 6 }),
      }),
      ({ seed, hidden, components, inputs }) => {
        using arena = new Arena(kernels);
        const random = new Random(seed),
          layers = nonnegativeLayers(random, [...hidden, 1], components, inputs),
          both = bothRules(arena, random, layers, components, inputs),
          result = signs(both);
        expect(result.against).toBe(0);
        compared += result.compared;
        if (both.exact.some((gradient, p) => !agree(gradient, both.local[p]!))) differing++;
      },
    ),
    { numRuns: 1000 },
  );
  expect(compared).toBeGreaterThan(10_000);
  expect(differing).toBeGreaterThan(700);
});

it("one negative weight is enough to break that", async () => {
  using arena = await openArena();
  const { tape, loss, parameters } = handVectorNetwork(arena);
  parameters[2]!.weights.value.data[1]! *= -1;
  tape.forward();
  const exact = gradients(tape, loss, bp),
    local = gradients(tape, loss, gevb);
  // The second unit of the second layer is credited with −0.3, and the rule takes that for 1: the two of its
  // weights that have activity below them go the wrong way, and its bias.
  const product = (p: number) => [...exact[p]!].map((value, i) => Math.sign(value * local[p]![i]!) + 0);
  expect(product(2)).toEqual([1, 0, 1, -1, 0, -1]);
  expect(product(3)).toEqual([1, 1, -1, -1]);
  expect(signs({ exact: exact.slice(2, 4), local: local.slice(2, 4) }).against).toBe(4);
});

describe("gevb refuses", () => {
  const parameter = (arena: Arena, ...shape: number[]) => new Parameter("p", new Tensor(arena, shape));
  const networks: Record<string, (arena: Arena, x: Variable) => Variable> = {
    "a scalar network": (arena, x) => linear(x, parameter(arena, 3, 2)),
    "scalar layers below the vectors": (arena, x) =>
      vectorOutput(vectorLinear(relu(linear(x, parameter(arena, 2, 2))), parameter(arena, 1, 3, 2))),
    "a hidden layer without a gate": (arena, x) =>
      vectorOutput(vectorLinear(vectorLinear(x, parameter(arena, 4, 3, 2)), parameter(arena, 1, 4))),
    "scalar layers above the vectors": (arena, x) =>
      linear(vectorOutput(vectorLinear(x, parameter(arena, 1, 3, 2))), parameter(arena, 3, 3)),
    "a function of the output": (arena, x) => relu(vectorOutput(vectorLinear(x, parameter(arena, 1, 3, 2)))),
    "an output with a gate": (arena, x) =>
      vectorOutput(vectorGate(vectorLinear(x, parameter(arena, 1, 3, 2)), new Tensor(arena, [1, 3]))),
    "vectors above another vector output": (arena, x) =>
      vectorOutput(vectorLinear(vectorOutput(vectorLinear(x, parameter(arena, 1, 2, 2))), parameter(arena, 1, 3, 2))),
  };
  it.each(Object.entries(networks))("%s", async (_, build) => {
    using arena = await openArena();
    const tape = new Tape(arena),
      loss = softmaxCrossEntropy(build(arena, tape.input([2, 1])), new Tensor(arena, [1], "i32"));
    expect(() => gevb().bind(tape, loss, new Random(1))).toThrow(ArgumentError);
    // The exact gradient has no such needs.
    tape.forward();
    bp().bind(tape, loss, new Random(1)).assignCredit();
  });

  it("a tape without gradients and the loss of another tape", async () => {
    using arena = await openArena();
    const { loss } = handVectorNetwork(arena),
      bare = new Tape(arena, { gradients: false }),
      y = vectorOutput(vectorLinear(bare.input([2, 1]), parameter(arena, 1, 3, 2)));
    const labels = new Tensor(arena, [1], "i32");
    expect(() => gevb().bind(bare, softmaxCrossEntropy(y, labels), new Random(1))).toThrow(/made with gradients/);
    expect(() => gevb().bind(new Tape(arena), loss, new Random(1))).toThrow(ArgumentError);
  });
});

import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { alignment } from "../../src/learning/alignment.js";
import { bp } from "../../src/learning/bp.js";
import { dfa } from "../../src/learning/dfa.js";
import { fa } from "../../src/learning/fa.js";
import { gevb } from "../../src/learning/gevb.js";
import type { LearningRule } from "../../src/learning/rule.js";
import { gevbNetwork } from "../../src/models/gevb.js";
import { VectorGate } from "../../src/networks/vector-gate.js";
import { VectorLinear } from "../../src/networks/vector-linear.js";
import { VectorOutput } from "../../src/networks/vector-output.js";
import { fillNormal } from "../../src/ops/random.js";
import { Random } from "../../src/random.js";
import { linear } from "../../src/tape/linear.js";
import { softmaxCrossEntropy, squaredError } from "../../src/tape/losses.js";
import { Parameter } from "../../src/tape/parameter.js";
import { Tape } from "../../src/tape/tape.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { Sequential } from "../../src/training/sequential.js";
import { openArena } from "../support.js";
import { handVectorNetwork } from "../tape/vectors.js";
import { handNetwork } from "./support.js";

const degrees = (radians: number) => (radians * 180) / Math.PI;

describe("alignment", () => {
  it.each([1, 4])(
    "of gevb in the hand-computed network is the angle between its credit and ones, batch %s",
    async (batch) => {
      using arena = await openArena();
      const { tape, loss } = handVectorNetwork(arena, batch),
        { angles } = alignment(tape, loss, gevb().bind(tape, loss, new Random(1)));
      tape.forward();
      // Credit at the units' outputs, shut units included: W²ᵀ(0.6, 0.3) = (0.33, 0.21, 0.48) and W³ = (0.6, 0.3).
      const [first, second] = angles();
      expect(first).toBeCloseTo(degrees(Math.acos(1.02 / Math.sqrt(3 * (0.33 ** 2 + 0.21 ** 2 + 0.48 ** 2)))), 4);
      expect(second).toBeCloseTo(degrees(Math.acos(0.9 / Math.sqrt(2 * (0.6 ** 2 + 0.3 ** 2)))), 4);
      expect(second).toBeCloseTo(18.434949, 4);
    },
  );

  it("of dfa in a hand-computed network is the angle between what arrives and what should", async () => {
    using arena = await openArena();
    const { tape, loss, operations } = handNetwork(arena),
      rule = dfa().bind(tape, loss, new Random(1)),
      { angles } = alignment(tape, loss, rule);
    // e = 4. True gradients W3ᵀ4 = (4, 4) at h2 and W2ᵀ(4, 4) = (12, −8) at h1.
    rule.feedback.get(operations[1]!)!.data.set([2, 3]);
    rule.feedback.get(operations[2]!)!.data.set([-1, 1]);
    tape.forward();
    let [first, second] = angles();
    expect(first).toBeCloseTo(90, 4); // 2 · 12 − 3 · 8 = 0
    expect(second).toBeCloseTo(90, 4);
    rule.feedback.get(operations[1]!)!.data.set([-3, 2]);
    rule.feedback.get(operations[2]!)!.data.set([1, 0]);
    [first, second] = angles();
    expect(first).toBeCloseTo(180, 4);
    expect(second).toBeCloseTo(45, 4);
    // Nothing sent is no direction.
    rule.feedback.get(operations[1]!)!.data.fill(0);
    expect(angles()).toEqual([Number.NaN, expect.closeTo(45, 4)]);
  });

  it("is 0° of backpropagation with itself, and of feedback through the weights themselves", async () => {
    using arena = await openArena();
    for (const { tape, loss } of [handNetwork(arena), handVectorNetwork(arena, 3)]) {
      const rule = fa().bind(tape, loss, new Random(1));
      for (const [{ weights }, values] of rule.feedback) values.data.set(weights.value.data);
      tape.forward();
      for (const bound of [bp().bind(tape, loss, new Random(1)), rule])
        for (const angle of alignment(tape, loss, bound).angles()) expect(angle).toBeCloseTo(0, 3);
    }
  });

  it("leaves unused columns, and examples without a gradient, out of the mean", async () => {
    using arena = await openArena();
    const { tape, loss, x } = handVectorNetwork(arena, 5),
      { angles } = alignment(tape, loss, gevb().bind(tape, loss, new Random(1)));
    tape.forward();
    const whole = angles();
    x.value.data.set([1, 1, 50, -7, 3]);
    loss.count = 2;
    tape.forward();
    expect(angles()).toEqual(whole.map((angle) => expect.closeTo(angle, 4)));
    // An example whose target is met has no error, and so no direction.
    const net = handNetwork(arena);
    net.weights[2].value.data.fill(0);
    net.tape.forward();
    expect(alignment(net.tape, net.loss, bp().bind(net.tape, net.loss, new Random(1))).angles()).toEqual([
      Number.NaN,
      Number.NaN,
    ]);
  });

  it("takes memory when it is bound alone, and none for networks without hidden units", async () => {
    using arena = await openArena();
    const { tape, loss } = handVectorNetwork(arena, 3),
      rule = gevb().bind(tape, loss, new Random(1)),
      { blocks } = arena.memory(),
      { angles } = alignment(tape, loss, rule),
      before = arena.memory();
    expect(before.blocks - blocks).toBe(2);
    tape.forward();
    for (let i = 0; i < 3; i++) angles();
    expect(arena.memory()).toEqual(before);
    const plain = new Tape(arena),
      y = linear(plain.input([2, 3]), new Parameter("w", new Tensor(arena, [2, 2]))),
      single = squaredError(y, new Tensor(arena, [2, 3]));
    expect(alignment(plain, single, bp().bind(plain, single, new Random(1))).angles()).toEqual([]);
  });

  it("refuses a tape without gradients", async () => {
    using arena = await openArena();
    const tape = new Tape(arena, { gradients: false }),
      y = linear(tape.input([2, 3]), new Parameter("w", new Tensor(arena, [2, 2]))),
      loss = squaredError(y, new Tensor(arena, [2, 3]));
    expect(() => alignment(tape, loss, bp().bind(tape, loss, new Random(1)))).toThrow(ArgumentError);
  });
});

/** Angles in a network at its start, on random inputs. */
function atStart(network: Sequential, rule: LearningRule, batch: number): number[] {
  const { arena } = network,
    random = new Random(5),
    tape = new Tape(arena),
    x = tape.input([network.inputs, batch]),
    labels = Tensor.from(
      arena,
      [batch],
      Int32Array.from({ length: batch }, (_, b) => b % 10),
      "i32",
    ),
    loss = softmaxCrossEntropy(network.record(x), labels);
  fillNormal(random, x.value, 0, 1);
  tape.forward();
  return alignment(tape, loss, rule.bind(tape, loss, random)).angles();
}

/** arctan √(2π(π − 1)/m), the angle below a last hidden layer of m units; arccos(1/√π) is that of the layer itself. */
const belowLast = (m: number) => degrees(Math.atan(Math.sqrt((2 * Math.PI * (Math.PI - 1)) / m))),
  last = degrees(Math.acos(1 / Math.sqrt(Math.PI)));

describe("alignment with the error vector at the start", () => {
  const random = () => new Random(1);

  it("is the published one in the nonnegative convolutional network for MNIST", async () => {
    using arena = await openArena();
    const network = gevbNetwork(arena, {
      data: "mnist",
      architecture: "conv",
      vectors: true,
      nonnegative: true,
      random: random(),
    });
    const [first, second, third] = atStart(network, gevb(), 4);
    // Published: 11.9, 6.6 and 55.6. The last has a standard deviation of 14.7°/√1024 = 0.46° over weights.
    expect(Math.abs(first! - 11.9)).toBeLessThan(1.5);
    expect(Math.abs(second! - belowLast(1024))).toBeLessThan(1.5);
    expect(Math.abs(third! - last)).toBeLessThan(1.5);
    expect([belowLast(1024), last]).toEqual([expect.closeTo(6.54, 2), expect.closeTo(55.65, 2)]);
  });

  it("is the published one in the widths of the fully connected network for CIFAR-10, whatever the input", async () => {
    using arena = await openArena();
    const options = { nonnegative: true, components: 10 },
      network = new Sequential(arena, {
        inputs: 40,
        layers: [
          ...[1024, 512, 512].flatMap((units) => [new VectorLinear(units, options), new VectorGate()]),
          new VectorOutput(options),
        ],
        random: random(),
      });
    const [first, second, third] = atStart(network, gevb(), 8);
    expect(Math.abs(first! - 4)).toBeLessThan(1.5);
    expect(Math.abs(second! - belowLast(512))).toBeLessThan(1.5);
    expect(Math.abs(third! - last)).toBeLessThan(2); // three standard deviations of 14.7°/√512
  });

  it.each([
    ["conv", 1 / 2],
    ["lc", 1 / 4],
  ] as const)("is that of the theory in a narrow %s network", async (architecture, width) => {
    using arena = await openArena();
    const network = gevbNetwork(arena, {
      data: "mnist",
      architecture,
      vectors: true,
      nonnegative: true,
      width,
      random: random(),
    });
    const angles = atStart(network, gevb(), 4),
      m = 1024 * width;
    expect(angles).toHaveLength(3);
    expect(Math.abs(angles[1]! - belowLast(m))).toBeLessThan(2);
    expect(Math.abs(angles[2]! - last)).toBeLessThan((3 * 14.7) / Math.sqrt(m));
  });

  it.each(["fc", "conv", "lc"] as const)("is that of chance in a mixed %s network", async (architecture) => {
    using arena = await openArena();
    const network = gevbNetwork(arena, {
      data: "mnist",
      architecture,
      vectors: true,
      nonnegative: false,
      width: 1 / 4,
      random: random(),
    });
    for (const angle of atStart(network, gevb(), 4)) expect(Math.abs(angle - 90)).toBeLessThan(10);
  });
});

describe("alignment of direct feedback at the start", () => {
  it.each([
    [false, "uniform"],
    [true, "nonnegative"],
  ] as const)(
    "is that of chance in the conventional convolutional network, nonnegative %s",
    async (nonnegative, feedback) => {
      using arena = await openArena();
      const network = gevbNetwork(arena, {
        data: "mnist",
        architecture: "conv",
        vectors: false,
        nonnegative,
        random: new Random(1),
      });
      const angles = atStart(network, dfa({ feedback }), 16);
      expect(angles).toHaveLength(3);
      for (const angle of angles) expect(Math.abs(angle - 90)).toBeLessThan(5);
    },
  );
});

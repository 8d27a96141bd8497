import { expect, it } from "vitest";
import { fa } from "../../src/learning/fa.js";
import { Random } from "../../src/random.js";
import { relu } from "../../src/tape/activations.js";
import { add } from "../../src/tape/arithmetic.js";
import { squaredError } from "../../src/tape/losses.js";
import { maskedLinear } from "../../src/tape/masked-linear.js";
import { Parameter } from "../../src/tape/parameter.js";
import { sparseLinear } from "../../src/tape/sparse-linear.js";
import { Tape } from "../../src/tape/tape.js";
import { CsrMatrix } from "../../src/tensor/csr.js";
import { Mask } from "../../src/tensor/mask.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { isVariance, meanSquare } from "../networks/support.js";
import { openArena } from "../support.js";
import { gradientOf, handNetwork } from "./support.js";

it("fa gives the hand-computed gradient for given feedback", async () => {
  using arena = await openArena();
  const { tape, loss, weights, operations } = handNetwork(arena),
    rule = fa().bind(tape, loss, new Random(1));
  rule.feedback.get(operations[1]!)!.data.set([1, 2, 3, 4]);
  rule.feedback.get(operations[2]!)!.data.set([-1, 5]);
  tape.forward();
  rule.assignCredit();
  // δ2 = B3ᵀ·4 = (−4, 20); B2ᵀδ2 = (−4 + 60, −8 + 80) = (56, 72), slopes (1, ½): δ1 = (56, 36)
  expect(gradientOf(weights[2])).toEqual([4, 12]);
  expect(gradientOf(weights[1])).toEqual([-4, 2, 20, -10]);
  expect(gradientOf(weights[0])).toEqual([56, 112, 36, 72]);
});

it("fa keeps no feedback for the first layer, whose input needs no credit", async () => {
  using arena = await openArena();
  const { tape, loss, operations } = handNetwork(arena);
  const { feedback } = fa().bind(tape, loss, new Random(1));
  expect([...feedback.keys()]).toEqual(operations.slice(1));
});

it("fa's feedback exists where the weights do, with the variance of that many inputs, in every storage", async () => {
  using arena = await openArena();
  const random = new Random(3),
    bits = Array.from({ length: 60 * 80 }, () => Number(random.integer(5) === 0)),
    connections = bits.reduce((sum, bit) => sum + bit, 0);
  const tape = new Tape(arena),
    h = relu(tape.input([80, 1]));
  const mask = Mask.fromDense(arena, 60, 80, bits),
    matrix = CsrMatrix.fromDense(arena, 60, 80, bits);
  const masked = maskedLinear(h, new Parameter("m", new Tensor(arena, [60, 80])), mask),
    sparse = sparseLinear(h, matrix, new Parameter("s", matrix.values));
  const loss = squaredError(add(masked, sparse), new Tensor(arena, [60, 1]));
  for (const [operation, { data }] of fa({ scale: 2 }).bind(tape, loss, new Random(1)).feedback) {
    const drawn = data.filter((value) => value !== 0);
    expect([operation.fanIn, drawn.length]).toEqual([connections / 60, connections]);
    if (operation.name === "maskedLinear") expect(Array.from(data, (value) => Number(value !== 0))).toEqual(bits);
    expect(isVariance(meanSquare(drawn), (4 * 60) / connections, connections)).toBe(true);
  }
});

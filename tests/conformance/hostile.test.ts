import { expect, it } from "vitest";
import { NeuriteError } from "../../src/errors.js";
import * as ops from "../../src/ops/index.js";
import { CsrMatrix } from "../../src/tensor/csr.js";
import { Mask } from "../../src/tensor/mask.js";
import { Random } from "../../src/tensor/random.js";
import { Tensor } from "../../src/tensor/tensor.js";
import type { Arena } from "../../src/wasm/arena.js";
import { openArena, variants } from "../support.js";

/** What a program without types may hand over in place of any argument. */
function intruders(arena: Arena, foreign: Arena): Map<string, unknown> {
  const owner = new Tensor(arena, [2, 2]),
    view = owner.reshape([4]),
    gone = new Tensor(arena, [2, 2]);
  owner.dispose();
  gone.dispose();
  return new Map<string, unknown>([
    ["undefined", undefined],
    ["null", null],
    ["a number", 5],
    ["a negative number", -1],
    ["NaN", Number.NaN],
    ["a huge number", 2 ** 40],
    ["a string", "adam"],
    ["an object", {}],
    ["an array", [1, 2]],
    ["a function", () => undefined],
    ["an i32 tensor", new Tensor(arena, [2, 2], "i32")],
    ["a u8 tensor", new Tensor(arena, [2, 2], "u8")],
    ["a scalar", new Tensor(arena, [])],
    ["an empty tensor", new Tensor(arena, [0, 2])],
    ["a larger tensor", new Tensor(arena, [9, 9])],
    ["a tensor of another memory", new Tensor(foreign, [2, 2])],
    ["a disposed tensor", gone],
    ["a view of a disposed tensor", view],
  ]);
}

/** Every op of the package with arguments it accepts. */
function calls(arena: Arena): Record<string, unknown[]> {
  const f = (...shape: number[]) => new Tensor(arena, shape),
    i = (...shape: number[]) => new Tensor(arena, shape, "i32"),
    u = (...shape: number[]) => new Tensor(arena, shape, "u8");
  const square = () => f(2, 2),
    bits = [1, 0, 1, 1],
    random = new Random(1);
  const unary = () => [square(), square()],
    binary = () => [square(), square(), square()],
    csr = () => CsrMatrix.fromDense(arena, 2, 2, bits),
    mask = () => Mask.fromDense(arena, 2, 2, bits);
  const step = { rate: 0.1, momentum: 0.9, beta1: 0.9, beta2: 0.99, epsilon: 1e-8, correction1: 1, correction2: 1 };
  return {
    relu: unary(),
    leakyRelu: [...unary(), 0.1],
    tanh: unary(),
    sigmoid: unary(),
    exp: unary(),
    log: unary(),
    reluBackward: [...binary(), true],
    leakyReluBackward: [...binary(), 0.1, true],
    tanhBackward: [...binary(), true],
    sigmoidBackward: [...binary(), true],
    add: binary(),
    multiply: [...binary(), true],
    axpy: [1, ...unary()],
    scale: [square(), 2, square()],
    clamp: [square(), 0, 1, square()],
    fill: [square(), 1],
    copy: unary(),
    addBias: [f(2), square()],
    fillRows: [f(2), square()],
    biasGradient: [square(), f(2), true],
    gatherBatch: [u(3, 2), i(4), 0, 2, 1, 0, square()],
    gatherTargets: [f(3, 2), i(4), 0, 2, square()],
    gatherLabels: [i(3), i(4), 0, 2, i(2)],
    matmul: [...binary(), true],
    matmulTransposeA: [...binary(), true],
    matmulTransposeB: [...binary(), true],
    applyMask: [mask(), square()],
    maskedAdd: [mask(), 1, ...unary()],
    sgdStep: [...unary(), step],
    momentumStep: [...binary(), step],
    adamStep: [...unary(), ...unary(), step],
    fillBits: [random, i(2, 2)],
    fillUniform: [random, square(), 0, 1],
    fillNormal: [random, square(), 0, 1],
    fillBernoulli: [random, square(), 0.5],
    dropout: [random, square(), 0.5, square(), u(2, 2)],
    dropoutBackward: [square(), u(2, 2), 0.5, square(), true],
    permutation: [random, i(4)],
    shuffle: [random, i(2, 2)],
    sampleWithoutReplacement: [random, 5, 3, arena],
    sum: [square()],
    mean: [square()],
    variance: [square()],
    sumSquares: [square()],
    maxAbs: [square()],
    allFinite: [square()],
    argmax: [square()],
    argmaxColumns: [square(), i(2)],
    softmax: unary(),
    softmaxCrossEntropy: [square(), i(2), 2, square(), f(2)],
    softmaxCrossEntropyBackward: [square(), i(2), 2, 0.5, square(), true],
    squaredError: [...unary(), 2, f(2)],
    squaredErrorBackward: [...unary(), 2, 0.5, square(), true],
    spmm: [csr(), ...unary(), true, f(3)],
    spmmTranspose: [csr(), ...unary(), true, f(3)],
    sampledMatmul: [csr(), ...unary(), f(3), true],
    topKByMagnitude: [square(), 2, i(2), i(2048)],
  };
}

const isOp = (name: string) =>
  typeof (ops as Record<string, unknown>)[name] === "function" && !name.startsWith("expect");

it.each(variants)(
  "every op meets every wrong argument with a typed error and touches nothing, %s build",
  async (variant) => {
    using arena = await openArena(variant);
    using foreign = await openArena(variant);
    const wrong = intruders(arena, foreign),
      table = calls(arena);
    expect(Object.keys(ops).filter(isOp).sort()).toEqual(Object.keys(table).sort());
    const guard = Tensor.from(arena, [64], new Float32Array(64).fill(7));
    const untyped: string[] = [];
    for (const [name, right] of Object.entries(table)) {
      const op = (ops as unknown as Record<string, (...values: unknown[]) => unknown>)[name]!;
      op(...right);
      for (const [at, usual] of right.entries())
        if (usual instanceof Tensor || typeof usual === "number")
          for (const [what, value] of wrong)
            try {
              op(...right.with(at, value));
            } catch (error) {
              if (!(error instanceof NeuriteError)) untyped.push(`${name}, argument ${at}, ${what}: ${error}`);
            }
      op(...right);
    }
    expect(untyped).toEqual([]);
    expect(guard.data.every((value) => value === 7)).toBe(true);
  },
);

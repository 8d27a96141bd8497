import { expect, it } from "vitest";
import { ArgumentError, MemoryError, NeuriteError } from "../../src/errors.js";
import { dfa } from "../../src/learning/dfa.js";
import { Dense } from "../../src/networks/dense.js";
import { Dropout } from "../../src/networks/dropout.js";
import { SparseLinear } from "../../src/networks/sparse-linear.js";
import * as ops from "../../src/ops/index.js";
import { Random } from "../../src/random.js";
import { relu } from "../../src/tape/activations.js";
import { Tape } from "../../src/tape/tape.js";
import { CsrMatrix } from "../../src/tensor/csr.js";
import { Mask } from "../../src/tensor/mask.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { evaluate } from "../../src/training/evaluate.js";
import { fit } from "../../src/training/fit.js";
import { adam } from "../../src/training/optimizers.js";
import { predict } from "../../src/training/predict.js";
import { Sequential } from "../../src/training/sequential.js";
import { Arena } from "../../src/wasm/arena.js";
import { openArena, openKernels, variants } from "../support.js";
import { clusters } from "../training/clusters.js";

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
  const window = ops.convGeometry("calls", { height: 3, width: 3, channels: 1, units: 2, kernelSize: 2 });
  const step = { rate: 0.1, momentum: 0.9, beta1: 0.9, beta2: 0.99, epsilon: 1e-8, correction1: 1, correction2: 1 },
    adadelta = { rate: 1, rho: 0.9, epsilon: 1e-6 };
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
    signedRelu: unary(),
    signedReluBackward: [...binary(), true],
    binaryStep: unary(),
    binaryStepBackward: [...binary(), 100, true],
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
    sumGroups: [square(), f(2), true],
    convGeometry: ["convGeometry", window],
    conv2d: [window, f(9, 2), f(2, 2, 2, 1), f(8, 2), true],
    conv2dBackward: [window, f(2, 2, 2, 1), f(8, 2), f(9, 2), true],
    conv2dWeightGradient: [window, f(8, 2), f(9, 2), f(2, 2, 2, 1), true],
    conv2dVectorWeightGradient: [window, f(4, 2), f(2, 2), f(9, 2), f(8, 2), f(2, 2, 2, 1), true],
    averagePool: [2, 2, 2, f(4, 2), f(1, 2)],
    averagePoolBackward: [2, 2, 2, f(1, 2), f(4, 2), true],
    gatherBatch: [u(3, 2), i(4), 0, 2, 1, 0, square()],
    gatherTargets: [f(3, 2), i(4), 0, 2, square()],
    gatherLabels: [i(3), i(4), 0, 2, i(2)],
    selectColumns: [i(2), 0, ...unary(), true],
    keepEntries: [i(3), ...unary()],
    matmul: [...binary(), true],
    matmulTransposeA: [...binary(), true],
    matmulTransposeB: [...binary(), true],
    applyMask: [mask(), square()],
    maskedAdd: [mask(), 1, ...unary()],
    sgdStep: [...unary(), step],
    momentumStep: [...binary(), step],
    adamStep: [...unary(), ...unary(), step],
    adadeltaStep: [...unary(), ...unary(), adadelta],
    deepRStep: [...binary(), 0.5, 0.1, i(4)],
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
    argmaxColumns: [square(), i(2), 2],
    softmax: unary(),
    softmaxCrossEntropy: [square(), i(2), 2, square(), f(2)],
    softmaxCrossEntropyBackward: [square(), i(2), 2, 0.5, square(), true],
    squaredError: [...unary(), 2, f(2)],
    squaredErrorBackward: [...unary(), 2, 0.5, square(), true],
    spmm: [csr(), ...unary(), true, f(3)],
    spmmTranspose: [csr(), ...unary(), true, f(3)],
    sampledMatmul: [csr(), ...unary(), f(3), true],
    errorDot: [f(3, 2, 2), square(), f(3, 2)],
    vectorGate: [square(), f(4, 2, 3), f(4, 3)],
    vectorCredit: [f(3, 2), square(), f(3, 2, 2)],
    topK: [square(), 2, i(2), i(2048)],
    topKByMagnitude: [square(), 2, i(2), i(2048)],
    squaredDistances: [f(2, 3), square(), 0, 2],
    tsneAffinities: [square(), 1.5, square(), 0, 2],
    tsneSymmetrise: [square(), 0, 2],
    tsneForces: [square(), square(), square(), square(), f(2), 0, 2],
    tsneDivergence: [square(), square(), 1, f(2), 0, 2],
    tsneStep: [...binary().slice(1), { rate: 1, momentum: 0.5, exaggeration: 1, normaliser: 1 }, ...binary()],
    gram: [f(3, 2), 0, 3],
  };
}

/** Functions but for checks and, with a capital letter, classes, whose own tests hand them what is wrong. */
const isOp = (name: string) =>
  typeof (ops as Record<string, unknown>)[name] === "function" && /^(?!expect)[a-z]/.test(name);

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

const wrongly = (value: unknown) => value as never;

it("what a program without types gets wrong first is answered with the name of the argument", async () => {
  using arena = await openArena("debug");
  const kernels = await openKernels(),
    net = new Sequential(arena, { inputs: 8, layers: [new Dense(3)] }),
    layers = [new Dense(2)],
    data = clusters(20);
  for (const slip of [undefined, null, kernels, {}, 5].map(wrongly))
    for (const make of [
      () => new Tensor(slip, [2]),
      () => Tensor.from(slip, [1], [1]),
      () => new Tape(slip),
      () => new Sequential(slip, { inputs: 2, layers }),
      () => CsrMatrix.fromDense(slip, 1, 1, [1]),
      () => Mask.from(slip, { rows: 0, columns: 0, rowPointers: [0], columnIndices: [] }),
    ])
      expect(make, String(make)).toThrow(/arena is .*, must be an Arena/);
  const before = arena.memory();
  for (const slip of [undefined, null, 5, "relu"].map(wrongly))
    for (const make of [
      () => CsrMatrix.from(arena, slip),
      () => CsrMatrix.from(arena, { rows: 1, columns: 1, rowPointers: slip, columnIndices: [] }),
      () => CsrMatrix.fromDense(arena, 1, 1, slip),
      () => new Sequential(arena, { inputs: 2, layers: slip }),
      () => new Sequential(arena, { inputs: 2, layers: [new Dense(2), slip] }),
      () => new Sequential(arena, { inputs: 2, layers: [new SparseLinear(2, { pattern: () => slip })] }),
      () => new Sequential(arena, { inputs: 2, layers: [wrongly(() => slip)] }).predict(new Float32Array(2)),
      () => net.predict(slip),
      () => net.evaluate(slip),
      () => evaluate(slip, data),
      () => predict(slip, new Float32Array(8)),
    ])
      expect(make, String(make)).toThrow(ArgumentError);
  for (const part of ["optimizer", "rule", "schedule", "callbacks", "random", "validation", "loss", "resume"])
    for (const slip of ["x", {}, 5, part === "schedule" ? adam() : adam])
      await expect(fit(net, data, { epochs: 1, [part]: slip }), `${part} ${slip}`).rejects.toThrow(ArgumentError);
  await expect(net.fit(data, { rule: wrongly(dfa) })).rejects.toThrow("fit: rule is a function, must be");
  for (const slip of [undefined, [[1, 2]], { labels: [] }].map(wrongly)) {
    await expect(net.fit(slip)).rejects.toThrow("fit: dataset is");
    await expect(fit(slip, data)).rejects.toThrow("fit: network is");
  }
  for (const empty of [data.take(0)]) {
    await expect(net.fit(empty)).rejects.toThrow("at least one example");
    await expect(net.fit(data, { validation: empty })).rejects.toThrow("at least one example");
    expect(() => net.evaluate(empty)).toThrow("at least one example");
  }
  expect(arena.memory().bytesInUse).toBe(before.bytesInUse);
});

it("evaluate and predict survive running out of memory at every allocation", async () => {
  const kernels = await openKernels("debug");
  let left = Number.POSITIVE_INFINITY;
  const allocate = (bytes: number) => {
    if (--left === 0) throw new WebAssembly.RuntimeError("unreachable");
    return kernels.allocate(bytes);
  };
  using arena = new Arena({ ...kernels, allocate });
  const net = new Sequential(arena, {
      inputs: 8,
      layers: [new SparseLinear(16), relu, new Dropout(0.5), new Dense(3)],
    }),
    data = clusters(40),
    calls = [() => net.evaluate(data), () => net.predict(data.inputs)];
  for (const call of calls) {
    const right = call(),
      { bytesInUse } = arena.memory();
    let failures = 0;
    for (let done = false; !done; ) {
      left = failures + 1;
      try {
        expect(call()).toEqual(right);
        done = true;
      } catch (error) {
        expect(error).toBeInstanceOf(MemoryError);
        expect(arena.memory().bytesInUse).toBe(bytesInUse);
        failures++;
      }
    }
    left = Number.POSITIVE_INFINITY;
    expect(failures).toBeGreaterThan(5);
    expect(call()).toEqual(right);
  }
});

it("two runs at once, with scores in between, stay inside their memory and give it back", async () => {
  using arena = await openArena("debug");
  const net = new Sequential(arena, {
      inputs: 8,
      layers: [new SparseLinear(16), relu, new Dropout(0.2), new Dense(3)],
    }),
    other = new Sequential(arena, { inputs: 8, layers: [new Dense(3)] }),
    guard = Tensor.from(arena, [64], new Float32Array(64).fill(7)),
    data = clusters(60),
    { bytesInUse } = arena.memory();
  const onBatch = () => void net.evaluate(data) as undefined;
  const run = (network: Sequential) => network.fit(data, { epochs: 2, batchSize: 16, callbacks: [{ onBatch }] });
  const runs = await Promise.all([run(net), run(net), run(other)]);
  expect(runs.map(({ ending }) => ending)).toEqual(["finished", "finished", "finished"]);
  expect(guard.data.every((value) => value === 7)).toBe(true);
  expect(arena.memory().bytesInUse).toBe(bytesInUse);
});

it("a score in between changes no bit of a run", async () => {
  const weights = async (onEpoch?: (net: Sequential) => void) => {
    using arena = await openArena();
    const net = new Sequential(arena, { inputs: 8, layers: [new Dropout(0.5), new Dense(3)], random: new Random(4) });
    await net.fit(clusters(60), { epochs: 3, callbacks: [{ onEpoch: () => void onEpoch?.(net) as undefined }] });
    return net.parameters[0]!.value.data.slice();
  };
  const score = (net: Sequential) => [net.evaluate(clusters(30)), net.predict(clusters(30).inputs)];
  expect(await weights(score)).toEqual(await weights());
});

it("what was disposed of in the middle of a network's life is refused, and the arena goes on", async () => {
  using arena = await openArena("debug");
  for (const which of [0, 1, 2, 3]) {
    const net = new Sequential(arena, { inputs: 8, layers: [new SparseLinear(16), relu, new Dense(3)] }),
      parameter = net.parameters[which]!;
    await net.fit(clusters(20), { epochs: 1 });
    (which % 2 ? parameter.gradient : parameter.value).dispose();
    await expect(net.fit(clusters(20), { epochs: 1 })).rejects.toThrow(NeuriteError);
    if (which % 2 === 0) expect(() => net.evaluate(clusters(20))).toThrow(NeuriteError);
    const fresh = new Sequential(arena, { inputs: 8, layers: [new Dense(3)] });
    expect((await fresh.fit(clusters(20), { epochs: 1 })).ending).toBe("finished");
  }
});

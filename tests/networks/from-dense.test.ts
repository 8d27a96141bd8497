import fc from "fast-check";
import { expect, it } from "vitest";
import { digits } from "../../src/data/digits.js";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { Conv2d } from "../../src/networks/conv2d.js";
import { Dense } from "../../src/networks/dense.js";
import { fromDense, type GivenWeights, type LayerFromDense, type WhenSparse } from "../../src/networks/from-dense.js";
import type { BoundLayer, Layer } from "../../src/networks/layer.js";
import { MaskedLinear } from "../../src/networks/masked-linear.js";
import { SparseLinear } from "../../src/networks/sparse-linear.js";
import { VectorLinear } from "../../src/networks/vector-linear.js";
import { Random } from "../../src/random.js";
import { relu } from "../../src/tape/activations.js";
import { Tape } from "../../src/tape/tape.js";
import type { CsrMatrix } from "../../src/tensor/csr.js";
import type { Mask } from "../../src/tensor/mask.js";
import { Sequential } from "../../src/training/sequential.js";
import { Arena } from "../../src/wasm/arena.js";
import { openArena } from "../support.js";
import { site } from "./support.js";

/** Weights of which about `density` are not zero. */
function weightsOf(rows: number, columns: number, density: number, seed = 1): Float32Array {
  const random = new Random(seed);
  return Float32Array.from({ length: rows * columns }, () => (random.uniform() < density ? random.uniform() - 0.5 : 0));
}

/** What a layer computes from given activity and error: output, error passed down, gradients. */
function computed({ kernels }: Arena, layer: Layer, columns: number, batch: number) {
  using arena = new Arena(kernels);
  const random = new Random(7),
    tape = new Tape(arena),
    x = tape.input([columns, batch], { gradient: true }),
    bound = layer.bind(site(arena, columns)),
    y = bound.record(x);
  for (const data of [x.value.data, y.gradient!.data]) data.forEach((_, i) => void (data[i] = random.uniform() - 0.5));
  tape.forward();
  for (const operation of tape.operations) operation.backward();
  const [weights, bias] = bound.parameters.map(({ gradient }) => gradient.data.slice());
  return { output: y.value.data.slice(), error: x.gradient!.data.slice(), weights: weights!, bias: bias! };
}

it("stores what is not zero, and starts from the given weights and biases", async () => {
  using arena = await openArena();
  const layer = fromDense([1, 0, -0, 0, 1e-60, -2], { rows: 2, columns: 3, bias: [5, 6] });
  expect(layer).toMatchObject({ units: 2, storage: "sparse", density: 2 / 6, measured: undefined });
  const bound = layer.bind(site(arena, 3)) as BoundLayer & { matrix: CsrMatrix };
  expect([...bound.matrix.toDense()]).toEqual([1, 0, 0, 0, 0, -2]);
  expect(bound.parameters.map(({ name, value }) => [name, ...value.data])).toEqual([
    ["layer.weights", 1, -2],
    ["layer.bias", 5, 6],
  ]);
  const without = fromDense([1, 2], { rows: 1, columns: 2, bias: false }).bind(site(arena, 2));
  expect(without.parameters).toHaveLength(1);
});

it("keeps copies: later changes of the arrays, or growth of the memory they lie in, reach no layer", async () => {
  using arena = await openArena();
  const weights = Float32Array.of(1, 0, 3),
    bias = [4],
    layer = fromDense(weights, { rows: 1, columns: 3, bias });
  weights.fill(9);
  bias[0] = 9;
  const values = () => layer.bind(site(arena, 3)).parameters.map(({ value }) => [...value.data]);
  expect([values(), values()]).toEqual(Array(2).fill([[1, 3], [4]]));
});

it("either storage computes the same bits", async () => {
  using arena = await openArena();
  const sizes = fc.record({
    rows: fc.integer({ min: 1, max: 40 }),
    columns: fc.integer({ min: 1, max: 40 }),
    batch: fc.constantFrom(1, 3, 15, 16, 21, 128),
    density: fc.constantFrom(0, 0.05, 0.5, 1),
    seed: fc.nat(1000),
  });
  fc.assert(
    fc.property(sizes, ({ rows, columns, batch, density, seed }) => {
      const weights = weightsOf(rows, columns, density, seed),
        layer = fromDense(weights, { rows, columns, bias: weightsOf(1, rows, 1) }),
        sparse = computed(arena, layer, columns, batch);
      const dense: Layer = {
        name: "dense",
        bind(at) {
          const bound = new Dense(rows).bind(at);
          bound.parameters[0]!.value.data.set(weights);
          bound.parameters[1]!.value.data.set(weightsOf(1, rows, 1));
          return bound;
        },
      };
      const full = computed(arena, dense, columns, batch),
        stored = full.weights.filter((_, i) => weights[i] !== 0);
      // Adding 0 makes equal of the two zeros.
      for (const key of ["output", "error", "bias"] as const)
        expect(sparse[key].map((x) => x + 0)).toEqual(full[key].map((x) => x + 0));
      expect(sparse.weights.map((x) => x + 0)).toEqual(stored.map((x) => x + 0));
    }),
    { numRuns: 60 },
  );
});

it("measures, and takes the faster: sparse where little is left, dense where all or nearly all is", async () => {
  using arena = await openArena();
  const [rows, columns] = [512, 384],
    choose = (density: number, batch: number) => {
      const weights = weightsOf(rows, columns, density);
      return fromDense(weights, { rows, columns, when: "faster", batch, kernels: arena.kernels });
    };
  const few = choose(0.01, 32),
    most = choose(0.97, 1),
    all = fromDense(new Float32Array(rows * columns).fill(0.1), {
      ...{ rows, columns, batch: 1, training: false },
      ...{ when: "faster", kernels: arena.kernels },
    });
  expect([few.storage, most.storage, all.storage]).toEqual(["sparse", "masked", "dense"]);
  for (const { measured } of [few, most, all])
    for (const ms of Object.values(measured!)) expect(ms > 0 && ms < 1000).toBe(true);
  expect(few.measured!.sparseMs).toBeLessThan(few.measured!.denseMs / 4);
  const { mask } = most.bind(site(arena, columns)) as BoundLayer & { mask: Mask };
  expect(mask.count / (rows * columns)).toBe(most.density);
  expect(all.bind(site(arena, columns)).parameters[0]!.value.data).toEqual(new Float32Array(rows * columns).fill(0.1));
});

it("gives back all that it measures with", async () => {
  using arena = await openArena();
  const layer = new Dense(300).bind(site(arena, 200)),
    measure = () => fromDense(layer, { when: "faster", batch: 64 });
  measure();
  const before = arena.memory();
  for (let i = 0; i < 5; i++) measure();
  expect(arena.memory()).toEqual(before);
});

it("a pruned network, rebuilt of its layers, computes and learns as it did", async () => {
  using arena = await openArena();
  const data = digits({ count: 256, seed: 1 }),
    pruned = new Sequential(arena, {
      inputs: 784,
      layers: [new Dense(32), relu, new MaskedLinear(16, { density: 0.3, bias: false }), relu, new Dense(10)],
    });
  const first = pruned.parameters[0]!.value.data;
  for (let i = 0; i < first.length; i++) if (i % 5 !== 0) first[i] = 0;
  const build = (when: WhenSparse) => {
    const [a, b, c] = pruned.layers.map((layer) => fromDense(layer, when)) as LayerFromDense[];
    return new Sequential(arena, { inputs: 784, layers: [a!, relu, b!, relu, c!] });
  };
  const always = build({}),
    faster = build({ when: "faster", batch: 64 });
  expect(always.parameters.map(({ value }) => value.shape)).toEqual([[5018], [32], [154], [160], [10]]);
  const samples = data.inputs.slice(0, 8 * 784),
    scores = (network: Sequential) => network.predict(samples).outputs;
  expect(scores(always)).toEqual(scores(pruned));
  expect(scores(faster)).toEqual(scores(pruned));
  const losses = async (network: Sequential) =>
    (await network.fit(data, { epochs: 2, batchSize: 64 })).epochs.map(({ loss }) => loss);
  expect(await losses(faster)).toEqual(await losses(always));
});

it("a layer's allowed range comes along", async () => {
  using arena = await openArena();
  const dense = new Dense(2, { minimum: 0, maximum: 0.1, decays: false }).bind(site(arena, 2));
  dense.parameters[0]!.value.data.set([0.1, 0, 0, 0.05]); // 0.1 in f32 is more than 0.1
  const [weights] = fromDense(dense).bind(site(arena, 2)).parameters;
  expect(weights).toMatchObject({ minimum: 0, maximum: 0.1, decays: false });
});

it.each<[string, unknown, unknown, typeof ArgumentError | typeof ShapeError, string]>([
  ["NaN", [1, NaN], {}, ArgumentError, "weights[1] is NaN, must be a finite f32 number"],
  ["what f32 cannot hold", [1e39, 1], {}, ArgumentError, "weights[0] is 1e+39, must be a finite f32 number"],
  ["other elements", ["1", 2], {}, ArgumentError, 'weights[0] is "1", must be a number'],
  ["no array", 3, {}, ArgumentError, "weights is 3, must be an array of numbers or a layer"],
  ["no options", [1, 2], null, ArgumentError, "options is null, must be an object with rows and columns"],
  ["no rows", [1, 2], { rows: undefined }, ArgumentError, "rows is undefined"],
  ["no columns", [], { columns: 0 }, ArgumentError, "columns is 0, must be an integer from 1"],
  ["too few weights", [1], {}, ShapeError, "1 values cannot fill [1,2]"],
  ["too many biases", [1, 2], { bias: [1, 2] }, ShapeError, "2 biases for 1 outputs"],
  ["an infinite bias", [1, 2], { bias: [1 / 0] }, ArgumentError, "bias[0] is Infinity"],
  [
    "a weight out of range",
    [1, 2],
    { maximum: 1.5 },
    ArgumentError,
    "weights[1] is 2, must be 0 or from -Infinity to 1.5",
  ],
  ["an empty range", [0, 0], { minimum: 2, maximum: 1 }, ArgumentError, "minimum is 2, must be at most maximum"],
  ["another when", [1, 2], { when: "never" }, ArgumentError, 'when is "never", must be "always" or "faster"'],
  ["no batch", [1, 2], { when: "faster" }, ArgumentError, "batch is undefined, must be an integer from 1"],
  ["half a batch", [1, 2], { when: "faster", batch: 0.5 }, ArgumentError, "batch is 0.5"],
  ["no kernels", [1, 2], { when: "faster", batch: 1 }, ArgumentError, "kernels is undefined"],
])("refuses %s", async (_, weights, options, type, message) => {
  using arena = await openArena();
  const given = options === null ? options : { rows: 1, columns: 2, ...(options as object) },
    make = () => fromDense(weights as number[], given as GivenWeights & WhenSparse).bind(site(arena, 2));
  expect(make).toThrow(type);
  expect(make).toThrow(message);
});

it("refuses layers whose weights are no dense matrix, and another number of inputs", async () => {
  using arena = await openArena();
  const image = { ...site(arena, 16), shape: [4, 4, 1] };
  for (const layer of [
    new SparseLinear(4).bind(site(arena, 16)),
    new VectorLinear(4, { components: 3 }).bind(site(arena, 16)),
    new Conv2d(2, { kernelSize: 4 }).bind(image),
    { features: 4, parameters: [], record: relu },
  ])
    expect(() => fromDense(layer)).toThrow(ArgumentError);
  expect(() => fromDense([1, 2], { rows: 1, columns: 2 }).bind(site(arena, 3))).toThrow(
    "weights for 2 inputs, but 3 come in",
  );
});

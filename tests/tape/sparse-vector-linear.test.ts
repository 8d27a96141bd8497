import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { fa } from "../../src/learning/fa.js";
import { Random } from "../../src/random.js";
import { isWeightOperation, type WeightOperation } from "../../src/tape/operation.js";
import { Parameter } from "../../src/tape/parameter.js";
import { sparseVectorLinear } from "../../src/tape/sparse-vector-linear.js";
import { Tape } from "../../src/tape/tape.js";
import type { Variable } from "../../src/tape/variable.js";
import { vectorGate } from "../../src/tape/vector-gate.js";
import { vectorLinear } from "../../src/tape/vector-linear.js";
import { vectorOutput } from "../../src/tape/vector-output.js";
import { VectorVariable } from "../../src/tape/vector-variable.js";
import { CsrMatrix } from "../../src/tensor/csr.js";
import type { Pattern } from "../../src/tensor/pattern.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { Arena } from "../../src/wasm/arena.js";
import { patternFrom, patterns } from "../arbitraries/sparse.js";
import { openArena } from "../support.js";
import { awayFromZero, expectGradients, input, lossOf, parameter } from "./gradients.js";

/** A tensor of values up to 1 in magnitude. */
const unitTensor = (arena: Arena, random: Random, shape: number[]): Tensor =>
  Tensor.from(
    arena,
    shape,
    awayFromZero(
      random,
      shape.reduce((a, b) => a * b, 1),
    ),
  );

/** A parameter with a matrix of that structure. */
function stored(arena: Arena, random: Random, pattern: Pattern): [CsrMatrix, Parameter] {
  const matrix = CsrMatrix.from(arena, pattern, awayFromZero(random, pattern.columnIndices.length));
  return [matrix, new Parameter("stored", matrix.values)];
}

/** Elements of a dense array at a pattern's entries, in their order. */
const atEntries = ({ rows, columns, rowPointers, columnIndices }: Pattern, dense: Float32Array): Float32Array =>
  Float32Array.from(columnIndices, (column, p) => {
    let row = 0;
    while (row < rows && rowPointers[row + 1]! <= p) row++;
    return dense[row * columns + column]!;
  });

/** Two f32 sums of the same `terms` products, of at most `size` each, in any orders: each within (terms + 1) half ulps. */
function expectSameSums(a: Tensor | Float32Array, b: Tensor | Float32Array, terms: number, size: number): void {
  const [left, right] = [a, b].map((x) => (x instanceof Tensor ? x.data : x)) as [Float32Array, Float32Array];
  expect(left.length).toBe(right.length);
  const bound = 2 * (terms + 1) * 2 ** -24 * terms * size;
  for (const [i, value] of left.entries())
    expect(Math.abs(value - right[i]!), `element ${i}`).toBeLessThanOrEqual(bound);
}

const cases = fc.record({
  pattern: patterns(7, 9),
  components: fc.integer({ min: 1, max: 4 }),
  batch: fc.integer({ min: 1, max: 21 }),
  seed: fc.nat(),
});

const startingCases = fc.record({
  units: fc.nat(5),
  inputs: fc.nat(9),
  components: fc.integer({ min: 1, max: 4 }),
  batch: fc.integer({ min: 1, max: 21 }),
  density: fc.constantFrom(0, 0.3, 0.6, 1),
  seed: fc.nat(),
});

/** The two operations recorded last. */
const lastTwo = ({ operations }: Tape) => operations.filter(isWeightOperation).slice(-2) as WeightOperation[];

describe("sparseVectorLinear", () => {
  it("equals vectorLinear with zeros elsewhere above vector units, and has gradients at its entries alone", async () => {
    using parent = await openArena();
    fc.assert(
      fc.property(cases, ({ pattern, components, batch, seed }) => {
        using arena = new Arena(parent.kernels);
        const random = new Random(seed),
          tape = new Tape(arena),
          { rows: units, columns: inputs } = pattern;
        const z = tape.adopt(new VectorVariable(tape, unitTensor(arena, random, [inputs, components, batch]))),
          [matrix, weights] = stored(arena, random, pattern),
          full = new Parameter("full", Tensor.from(arena, [units, inputs], matrix.toDense())),
          bias = parameter(arena, random, [units, components]);
        const sparse = sparseVectorLinear(z, matrix, weights, bias),
          dense = vectorLinear(z, full, bias);
        tape.forward();
        expectSameSums(sparse.value, dense.value, inputs + 1, 1);

        z.error!.data.set(awayFromZero(random, components * batch));
        const credit = unitTensor(arena, random, [units, batch]);
        for (const operation of lastTwo(tape)) operation.weightGradient(credit);
        expect(weights.gradient.size).toBe(matrix.nnz);
        // Both dot the input with the error first, to at most `components`, and then sum over the batch.
        expectSameSums(weights.gradient, atEntries(pattern, full.gradient.data), batch, components);

        const [below, expected] = [1, 2].map(() => new Tensor(arena, [inputs, batch])) as [Tensor, Tensor];
        lastTwo(tape)[0]!.backproject(weights.value, credit, below, false);
        lastTwo(tape)[1]!.backproject(full.value, credit, expected, false);
        expectSameSums(below, expected, units, 1);
      }),
    );
  });

  it("equals vectorLinear with zeros elsewhere where it starts the vectors", async () => {
    using parent = await openArena();
    fc.assert(
      fc.property(startingCases, ({ units, inputs, components, batch, density, seed }) => {
        using arena = new Arena(parent.kernels);
        const random = new Random(seed),
          tape = new Tape(arena),
          rows = units * components,
          pattern = patternFrom(rows, inputs, () => random.uniform() < density);
        const x = input(tape, random, [inputs, batch]),
          [matrix, weights] = stored(arena, random, pattern),
          full = new Parameter("full", Tensor.from(arena, [units, components, inputs], matrix.toDense())),
          bias = parameter(arena, random, [units, components]);
        const sparse = sparseVectorLinear(x, matrix, weights, bias, components),
          dense = vectorLinear(x, full, bias);
        tape.forward();
        expectSameSums(sparse.value, dense.value, inputs + 1, 1);

        const credit = unitTensor(arena, random, [units, batch]),
          error = awayFromZero(random, components * batch);
        for (const { error: own } of [sparse, dense]) own!.data.set(error);
        for (const operation of lastTwo(tape)) operation.weightGradient(credit);
        expectSameSums(weights.gradient, atEntries(pattern, full.gradient.data), batch, 1);

        const [below, expected] = [1, 2].map(() => new Tensor(arena, [inputs, batch])) as [Tensor, Tensor];
        lastTwo(tape)[0]!.backproject(weights.value, credit, below, false);
        lastTwo(tape)[1]!.backproject(full.value, credit, expected, false);
        expectSameSums(below, expected, rows, 1);
      }),
    );
  });
});

/** A net of 5 inputs, 4 and 3 vector units and an output one, sparse throughout, with a connection-less unit in each layer. */
function sparseNet(arena: Arena, batch: number) {
  const tape = new Tape(arena),
    random = new Random(4),
    components = 2;
  const wiring = [
    patternFrom(8, 5, (cell) => cell % 3 !== 0 && cell >= 10),
    patternFrom(3, 4, (cell) => cell % 2 === 0 && cell < 8),
    patternFrom(1, 3, (cell) => cell > 0),
  ];
  const directions = (units: number) =>
    Tensor.from(
      arena,
      [units, components],
      Float32Array.from({ length: units * components }, (_, i) => (i % 3 === 0 ? 1 : -1)),
    );
  // The bias points along or against t, with a t·bias of ± components · strength that outweighs all that the weights
  // add, so that no difference taken steps over a gate's threshold.
  const steady = (t: Tensor, strength: number) =>
    new Parameter(
      "bias",
      Tensor.from(
        arena,
        t.shape,
        t.data.map((sign, i) => (i < t.data.length - components ? strength : -strength) * sign),
      ),
    );
  const x = input(tape, random, [5, batch]),
    parameters: Parameter[] = [];
  let activity: Variable = x;
  for (const [layer, pattern] of wiring.entries()) {
    const [matrix, weights] = stored(arena, random, pattern),
      units = layer === 0 ? 4 : pattern.rows,
      t = directions(units),
      bias = layer === 2 ? parameter(arena, random, [1, components]) : steady(t, layer === 0 ? 6 : 24);
    parameters.push(weights, bias);
    const h = sparseVectorLinear(activity, matrix, weights, bias, layer === 0 ? components : undefined);
    activity = layer === 2 ? vectorOutput(h) : vectorGate(h, t);
  }
  return { tape, x, parameters, loss: lossOf(activity, random) };
}

describe("a net of sparse vector units", () => {
  it("has the gradient of its definition, for the input too", async () => {
    using arena = await openArena();
    const { tape, loss, x, parameters } = sparseNet(arena, 3);
    expectGradients(tape, loss, [x, ...parameters]);
  });

  it("aligns its feedback at the stored entries: with the weights themselves for feedback, it has the exact gradient", async () => {
    using arena = await openArena();
    const { tape, loss, parameters } = sparseNet(arena, 20);
    const rule = fa().bind(tape, loss, new Random(1));
    for (const [{ weights }, values] of rule.feedback) {
      expect(values.shape).toEqual(weights.value.shape);
      values.data.set(weights.value.data);
    }
    tape.forward();
    tape.backward(loss);
    const exact = parameters.map(({ gradient }) => gradient.data.slice());
    const before = arena.memory();
    rule.assignCredit();
    expect(arena.memory()).toEqual(before);
    expect(parameters.map(({ gradient }) => gradient.data.slice())).toEqual(exact);
    expect(rule.feedback.size).toBe(3);
  });
});

describe("sparseVectorLinear refuses", () => {
  const all = (rows: number, columns: number) => patternFrom(rows, columns, () => true);

  it("weights that are not the matrix's own, and matrices that do not fit", async () => {
    using arena = await openArena();
    const tape = new Tape(arena),
      random = new Random(1),
      [matrix, weights] = stored(arena, random, all(4, 3));
    const x = tape.input([3, 2]),
      z = sparseVectorLinear(x, matrix, weights, undefined, 2);
    expect(() => sparseVectorLinear(x, matrix, parameter(arena, random, [12]), undefined, 2)).toThrow(ShapeError);
    expect(() => sparseVectorLinear(x, matrix, weights, undefined, 3)).toThrow(ShapeError);
    expect(() => sparseVectorLinear(tape.input([4, 2]), matrix, weights, undefined, 2)).toThrow(ShapeError);
    expect(() => sparseVectorLinear(tape.input([3]), matrix, weights, undefined, 2)).toThrow(ShapeError);
    expect(() => sparseVectorLinear(z, matrix, weights)).toThrow(ShapeError);
    expect(() => sparseVectorLinear(x, matrix, weights, parameter(arena, random, [4]), 2)).toThrow(ShapeError);
    expect(tape.operations).toHaveLength(1);
  });

  it("a number of components that is missing, none, or not that of the vectors below", async () => {
    using arena = await openArena();
    const tape = new Tape(arena),
      random = new Random(1),
      [matrix, weights] = stored(arena, random, all(4, 3)),
      [above, aboveWeights] = stored(arena, random, all(1, 2));
    const x = tape.input([3, 2]);
    for (const components of [undefined, 0, 1.5, -2, Number.NaN])
      expect(() => sparseVectorLinear(x, matrix, weights, undefined, components)).toThrow(ArgumentError);
    const z = sparseVectorLinear(x, matrix, weights, undefined, 2);
    expect(() => sparseVectorLinear(z, above, aboveWeights, undefined, 3)).toThrow(ArgumentError);
    expect(sparseVectorLinear(z, above, aboveWeights, undefined, 2).components).toBe(2);
  });
});

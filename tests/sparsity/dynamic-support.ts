import type { Random } from "../../src/random.js";
import type { CriterionSite } from "../../src/sparsity/criterion.js";
import type { DynamicSparsityOptions } from "../../src/sparsity/dynamic.js";
import { dynamicSparsity } from "../../src/sparsity/dynamic.js";
import { uniformPattern } from "../../src/sparsity/random.js";
import { type Wired, wiredOf } from "../../src/sparsity/wired.js";
import type { relu } from "../../src/tape/activations.js";
import { squaredError } from "../../src/tape/losses.js";
import { Parameter } from "../../src/tape/parameter.js";
import { sparseLinear } from "../../src/tape/sparse-linear.js";
import { Tape } from "../../src/tape/tape.js";
import { CsrMatrix } from "../../src/tensor/csr.js";
import type { Pattern } from "../../src/tensor/pattern.js";
import { Tensor } from "../../src/tensor/tensor.js";
import type { Arena } from "../../src/wasm/arena.js";

/** A matrix that a tape uses so many times, each with an input of its own, and with one moment. */
export function wiredSite(
  arena: Arena,
  pattern: Pattern,
  values: ArrayLike<number>,
  { batch = 1, uses = 1, activation = undefined as typeof relu | undefined } = {},
) {
  const matrix = CsrMatrix.from(arena, pattern, values),
    weights = new Parameter("w", matrix.values),
    tape = new Tape(arena),
    inputs = Array.from({ length: uses }, () => tape.input([matrix.columns, batch])),
    outputs = inputs.map((x) => sparseLinear(x, matrix, weights)),
    activities = outputs.map((y) => (activation ? activation(y) : y)),
    loss = squaredError(activities.at(-1)!, new Tensor(arena, [matrix.rows, batch])),
    moment = new Tensor(arena, [matrix.nnz]),
    moments = new Map([["w/mean", moment]]);
  const site = { arena, tape, parameters: [weights], moments };
  return { site, matrix, weights, moment, inputs, outputs, activities, loss, layer: wiredOf(site)[0]! };
}

export const criterionSite = (
  site: { arena: Arena; tape: Tape },
  layers: readonly Wired[],
  random: Random,
): CriterionSite => ({
  ...site,
  layers,
  random,
});

/** A random matrix with random weights, inputs and errors, as a sweep would leave them. */
export function randomSite(
  arena: Arena,
  random: Random,
  {
    rows,
    columns,
    nnz,
    batch = 3,
    uses = 1,
  }: Record<"rows" | "columns" | "nnz", number> & { batch?: number; uses?: number },
  draw: () => number = () => random.uniform() - 0.5,
) {
  const made = wiredSite(
    arena,
    uniformPattern(random, { rows, columns, count: nnz }),
    Array.from({ length: nnz }, draw),
    {
      batch,
      uses,
    },
  );
  for (const x of made.inputs) x.value.data.forEach((_, i, data) => void (data[i] = draw()));
  for (const y of made.outputs) {
    y.value.data.forEach((_, i, data) => void (data[i] = draw()));
    y.gradient!.data.forEach((_, i, data) => void (data[i] = draw()));
  }
  made.moment.data.forEach((_, i, data) => void (data[i] = 1 + i));
  made.weights.gradient.data.forEach((_, i, data) => void (data[i] = -1 - i));
  return made;
}

/** One step that moves connections, now. */
export const once = (options: Omit<DynamicSparsityOptions, "every">) =>
  dynamicSparsity({ ...options, every: { steps: 1 }, from: 0 });

export const start = { epoch: 0, step: 0, steps: 1 };

/** Flat positions of the connections. */
export function cellsOf(matrix: CsrMatrix): number[] {
  const { rows, columns, rowPointers, columnIndices } = matrix.pattern();
  return Array.from({ length: rows }, (_, row) =>
    [...columnIndices.subarray(rowPointers[row]!, rowPointers[row + 1]!)].map((column) => row * columns + column),
  ).flat();
}

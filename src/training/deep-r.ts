import { ArgumentError } from "../errors.js";
import { deepRStep } from "../ops/deep-r.js";
import { expectAmount } from "../ops/optimizer.js";
import { fillNormal } from "../ops/random.js";
import { Random } from "../random.js";
import { expectDimensions } from "../sparsity/check.js";
import { signAt } from "../sparsity/signs.js";
import { randomVacancies } from "../sparsity/vacancies.js";
import { CsrMatrix } from "../tensor/csr.js";
import { type DataType, Tensor } from "../tensor/tensor.js";
import type { Arena } from "../wasm/arena.js";
import { type AdamHyperparameters, adam, type BoundOptimizer, type Optimizer, type Trainable } from "./optimizers.js";

export interface DeepROptions extends AdamHyperparameters {
  /** The matrices to rewire; their values are the parameters to be trained, and all of them. */
  readonly matrices: readonly CsrMatrix[];
  /** Standard deviation of the noise per unit of rate at vanishing density, ≥ 0. Default 1e-4. */
  readonly noise?: number;
  /** What every strength loses per unit of rate, ≥ 0: the L1 penalty. Default 1e-4. */
  readonly penalty?: number;
  /** Source of signs, noise and regrowth; default `new Random(0)`. It is not drawn from: the streams it names are. */
  readonly random?: Random;
}

/** Strength of a connection that has just grown. */
const leastStrength = Math.fround(1e-10);

/**
 * Deep Rewiring: gradient descent on a fixed number of connections, which may move. Every place of a matrix has a sign s
 * of its own for ever, and a connection the strength φ = s·w > 0. A step takes, on the connections alone:
 *   1. Adam's step. Taken on w it is that on φ, to the bit: the gradients differ by the factor s, and Adam is odd in them;
 *   2. φ += rate·noise·(1 − density)·N(0, 1) and φ −= rate·penalty;
 *   3. connections with φ ≤ 0 go, and as many grow with φ = 1e-10 and moments 0 at places drawn at random from all without
 *      a connection, those just left included.
 * So the number of connections never changes, nothing is kept of a place without one, and a step costs O(connections).
 * Binding gives the weights their signs, w = s·max(|w|, 1e-10). Noise and growth of step t are functions of the
 * generator's seed and t, so `steps` and `state` are enough to go on from, together with the wiring.
 *
 * The parameters' gradients move with the connections. Not so what others keep per connection, as the rule `fa` does.
 * Binding throws ArgumentError for a parameter that is not the values of one of the matrices, or has bounds, and for a
 * matrix without parameter.
 * @throws {ArgumentError} on an option out of range
 * Source: Bellec, Kappel, Maass & Legenstein 2018, arXiv:1711.05136, algorithm 1; Adam, the noise's factor and the first
 * strength as in Béna & Goodman 2021, arXiv:2106.02626.
 */
export function deepR(options: DeepROptions): Optimizer {
  const { matrices, rate = 1e-3, noise = 1e-4, penalty = 1e-4, random = new Random(0), ...shares } = options ?? {};
  if (!Array.isArray(matrices)) throw new ArgumentError("deepR", "matrices", matrices, "an array of CsrMatrix");
  for (const [i, matrix] of matrices.entries())
    if (!(matrix instanceof CsrMatrix)) throw new ArgumentError("deepR", `matrices[${i}]`, matrix, "a CsrMatrix");
  if (new Set(matrices).size < matrices.length)
    throw new ArgumentError("deepR", "matrices", matrices, "different matrices");
  expectAmount("deepR", "rate", rate);
  expectAmount("deepR", "noise", noise);
  expectAmount("deepR", "penalty", penalty);
  if (!(random instanceof Random)) throw new ArgumentError("deepR", "random", random, "a Random");
  const gradients = adam({ rate, ...shares }),
    own = random.stream("deepR");
  return {
    name: "deepR",
    bind(arena, parameters) {
      const wired = matchMatrices(matrices, parameters),
        descent = gradients.bind(arena, parameters);
      try {
        // Before the rest: it stays with the matrix, whatever becomes of that.
        for (const matrix of matrices) matrix.prepareRewiring();
        const slots = arena.atomically(() =>
          wired.map((index, k) => allocate(arena, parameters[k]!, matrices[index]!, own.stream(index), descent)),
        );
        for (const slot of slots) giveSigns(slot);
        return bound(slots, descent, rate, noise, penalty);
      } catch (error) {
        descent.dispose();
        throw error;
      }
    },
  };
}

/** One matrix with all that a step needs. */
interface Slot {
  readonly parameter: Trainable;
  readonly matrix: CsrMatrix;
  readonly generator: Random;
  readonly noiseRandom: Random;
  readonly growthRandom: Random;
  /** Share of the matrix's places that have a connection. */
  readonly density: number;
  readonly sign: Tensor;
  readonly noise: Tensor;
  readonly dormant: Tensor<"i32">;
  /** What moves with the connections. */
  readonly companions: readonly Tensor<DataType>[];
}

/** For every parameter the index of its matrix. */
function matchMatrices(matrices: readonly CsrMatrix[], parameters: readonly Trainable[]): number[] {
  const operation = "deepR.bind";
  const found = parameters.map(({ name, value, minimum = -Infinity, maximum = Infinity }) => {
    const index = matrices.findIndex((matrix) => matrix.values === value);
    if (index < 0) throw new ArgumentError(operation, "parameter", name, "the values of one of the matrices");
    if (minimum !== -Infinity || maximum !== Infinity)
      throw new ArgumentError(operation, "parameter", name, "without bounds: its weights keep their signs");
    return index;
  });
  for (const [i, { rows, columns }] of matrices.entries()) {
    expectDimensions(operation, rows, columns);
    const times = found.filter((index) => index === i).length;
    if (times !== 1) throw new ArgumentError(operation, `parameters of matrices[${i}]`, times, "1");
  }
  return found;
}

function allocate(
  arena: Arena,
  parameter: Trainable,
  matrix: CsrMatrix,
  generator: Random,
  descent: BoundOptimizer,
): Slot {
  const { nnz, rows, columns } = matrix,
    { name, gradient } = parameter,
    sign = new Tensor(arena, [nnz]);
  return {
    parameter,
    matrix,
    generator,
    noiseRandom: generator.stream("noise"),
    growthRandom: generator.stream("growth"),
    density: nnz === 0 ? 1 : nnz / (rows * columns),
    sign,
    noise: new Tensor(arena, [nnz]),
    dormant: new Tensor(arena, [nnz], "i32"),
    companions: [descent.state.get(`${name}/mean`)!, descent.state.get(`${name}/variance`)!, gradient, sign],
  };
}

function giveSigns({ matrix, generator, sign }: Slot): void {
  const { rows, columns, rowPointers, columnIndices } = matrix.pattern(),
    signs = sign.data,
    weights = matrix.values.data;
  for (let row = 0; row < rows; row++)
    for (let p = rowPointers[row]!; p < rowPointers[row + 1]!; p++) {
      signs[p] = signAt(generator, row * columns + columnIndices[p]!);
      weights[p] = signs[p]! * Math.max(Math.abs(weights[p]!), leastStrength);
    }
}

function bound(
  slots: readonly Slot[],
  descent: BoundOptimizer,
  rate: number,
  noise: number,
  penalty: number,
): BoundOptimizer {
  const own = slots.map(({ parameter, sign }): [string, Tensor] => [`${parameter.name}/sign`, sign]);
  return {
    state: new Map([...descent.state, ...own]),
    wirings: slots.map(({ parameter: { name }, matrix, companions }) => ({ name, matrix, companions })),
    generators: new Map(slots.map(({ parameter, generator }) => [parameter.name, generator])),
    get steps() {
      return descent.steps;
    },
    set steps(count) {
      descent.steps = count;
    },
    step(rateFactor = 1, gradientScale = 1) {
      descent.step(rateFactor, gradientScale);
      const change = rate * rateFactor;
      for (const slot of slots) {
        const noiseScale = change * noise * (1 - slot.density),
          { matrix, dormant } = slot;
        if (noiseScale > 0) {
          slot.noiseRandom.position = (descent.steps - 1) * Math.ceil(matrix.nnz / 4);
          fillNormal(slot.noiseRandom, slot.noise);
        }
        const count = deepRStep(matrix.values, slot.sign, slot.noise, noiseScale, change * penalty, dormant);
        if (count > 0) regrow(slot, count, descent.steps);
      }
    },
    dispose() {
      descent.dispose();
      for (const { sign, noise, dormant } of slots) for (const tensor of [sign, noise, dormant]) tensor.dispose();
    },
  };
}

/** Moves the first `count` of the dormant connections to places drawn at random. */
function regrow(
  { matrix, generator, growthRandom, sign, dormant, companions }: Slot,
  count: number,
  step: number,
): void {
  // A step draws a number for each of at most nnz connections, and again only with a chance below 2^-21: the ranges of
  // two steps do not meet.
  growthRandom.position = (step - 1) * (2 * matrix.nnz + 64);
  const dropped = dormant.data.subarray(0, count),
    grown = randomVacancies(growthRandom, matrix, dropped),
    signs = Float32Array.from(grown, (place) => signAt(generator, place)),
    places = matrix.rewire(dropped, grown, { values: signs.map((s) => s * leastStrength), companions });
  const live = sign.data;
  places.forEach((place, k) => {
    live[place] = signs[k]!;
  });
}

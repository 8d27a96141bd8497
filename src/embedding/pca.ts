import { ArgumentError, ShapeError } from "../errors.js";
import { matmul, matmulTransposeA } from "../ops/gemm.js";
import { fillNormal } from "../ops/random.js";
import { sumSquares } from "../ops/reduce.js";
import { Random } from "../random.js";
import { Tensor } from "../tensor/tensor.js";
import { Arena } from "../wasm/arena.js";
import { type Eigen, symmetricEigen } from "./eigen.js";
import { gramOf, orthonormalise } from "./orthonormalise.js";
import { type Points, readPoints } from "./points.js";
import { Turns } from "./turns.js";

export interface PcaOptions {
  /** Numbers per point. */
  readonly features: number;
  /** How many components to find, at most min(n, features). */
  readonly components: number;
  /** Products with the covariance that sharpen a random subspace, 4 by default; without a meaning where all is exact. */
  readonly powerIterations?: number;
  /** Source of the first subspace; `new Random(0)` by default. Its stream "pca" is used, its position stays. */
  readonly random?: Random;
  /** Ends the computation: the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Principal components in descending order of variance. */
export interface Pca {
  /** Coordinates of the points along the axes, [n, components]. */
  readonly scores: Float32Array<ArrayBuffer>;
  /** Variance of each component's scores, Σ score² / (n − 1), [components]. */
  readonly variances: Float64Array<ArrayBuffer>;
  /** Sum of all features' variances: what all components together would have. */
  readonly totalVariance: number;
  /** Unit vectors, [components, features]; the largest entry of each, the first of equals, is positive. */
  readonly axes: Float32Array<ArrayBuffer>;
  /** Mean of every feature, [features]. */
  readonly mean: Float64Array<ArrayBuffer>;
}

/** Up to this many points or features, whichever are fewer, all components are found and none is left to chance. */
const exactSize = 256;

/** Columns of the random subspace beyond those asked for. */
const oversampling = 10;

/**
 * Principal component analysis: the directions along which points spread most, and the points' coordinates along them,
 * score = (point − mean) · axis. Exact, by the eigenvectors of the smaller of the covariance and the points' Gram matrix,
 * when n or features is at most 256 or not above components + 10; else by subspace iteration from a random subspace of
 * components + 10 dimensions, whose leading components are as good while the last, where variances lie close together, may
 * lose some hundredths of theirs to the ones left out. Products are taken in f32, orthonormal bases and eigenvalues in double
 * precision: a variance is off by some 10⁻⁶ of the largest. Same points, options and seed: same bits, on every machine.
 * Memory: 4·n·features bytes and 12·(n + features)·components. Other tasks get a turn between products, the longest of
 * which take some tenths of a second.
 * Source: Halko, Martinsson & Tropp 2011, doi:10.1137/090771806, algorithms 4.4 and 5.1.
 * @param points n·features numbers, one point after the other
 * @throws {ArgumentError} for a point that is not finite, or an option out of its range
 * @throws {ShapeError} when the numbers are no whole points or fewer than 2    @throws {MemoryError} when memory runs out
 */
export async function pca(arena: Arena, points: ArrayLike<number>, options: PcaOptions): Promise<Pca> {
  const checked = readPoints("pca", arena, points, options?.features),
    { n, scale } = checked,
    { features, components, powerIterations = 4, signal } = options;
  const least = Math.min(n, features);
  if (n < 2) throw new ShapeError("pca", `${n} points, must be at least 2`);
  if (!Number.isInteger(components) || components < 1 || components > least)
    throw new ArgumentError("pca", "components", components, `an integer from 1 to ${least}, of ${n} × ${features}`);
  if (!Number.isInteger(powerIterations) || powerIterations < 0)
    throw new ArgumentError("pca", "powerIterations", powerIterations, "a non-negative integer");
  if (!(options.random === undefined || options.random instanceof Random))
    throw new ArgumentError("pca", "random", options.random, "a Random");
  if (!(signal === undefined || typeof signal?.throwIfAborted === "function"))
    throw new ArgumentError("pca", "signal", signal, "an AbortSignal");
  const random = (options.random ?? new Random(0)).stream("pca"),
    turns = new Turns(signal);
  const work = new Arena(arena.kernels);
  try {
    const exact = least <= Math.max(exactSize, components + oversampling),
      size = exact ? least : components + oversampling,
      problem = new Subspace(work, features, size, turns);
    const mean = await problem.load(checked);
    if (!exact) await problem.iterate(powerIterations, random);
    else if (features > n) await problem.spanPoints(random);
    else problem.spanFeatures();
    return { ...(await problem.components(components, scale)), mean };
  } finally {
    work.dispose();
  }
}

/** Centred points X in blocks of rows, a subspace with the basis V, [features, size], and the products X·V. */
class Subspace {
  readonly #arena: Arena;
  readonly #turns: Turns;
  readonly #features: number;
  readonly #size: number;
  readonly #basis: Tensor;
  /** Blocks of X, [rows, features], and of X·V, [rows, size]. */
  #points: readonly Tensor[] = [];
  #products: readonly Tensor[] = [];

  constructor(arena: Arena, features: number, size: number, turns: Turns) {
    this.#arena = arena;
    this.#turns = turns;
    this.#features = features;
    this.#size = size;
    this.#basis = new Tensor(arena, [features, size]);
  }

  /** Copies the points in, scaled and centred; gives the mean. A product with a block takes some hundredths of a second. */
  async load({ values, n, scale }: Points): Promise<Float64Array<ArrayBuffer>> {
    const features = this.#features,
      mean = new Float64Array(features),
      rows = Math.min(n, Math.max(64, Math.floor(8e8 / (features * this.#size)))),
      starts = Array.from({ length: Math.ceil(n / rows) }, (_, block) => block * rows),
      countOf = (start: number) => Math.min(rows, n - start);
    this.#points = starts.map((start) => new Tensor(this.#arena, [countOf(start), features]));
    this.#products = starts.map((start) => new Tensor(this.#arena, [countOf(start), this.#size]));
    await this.#turns.over(n, features, (begin, end) => {
      for (let at = begin * features, i = begin; i < end; i++)
        for (let f = 0; f < features; f++) mean[f]! += values[at++]!;
    });
    for (let f = 0; f < features; f++) mean[f]! /= n;
    for (const [block, start] of starts.entries()) {
      const data = this.#points[block]!.data;
      for (let at = 0, i = 0; i < countOf(start); i++)
        for (let f = 0; f < features; f++, at++) data[at] = (values[start * features + at]! - mean[f]!) * scale;
      await this.#turns.take();
    }
    return mean;
  }

  /** The whole space of features: V = I. */
  spanFeatures(): void {
    for (let f = 0; f < this.#features; f++) this.#basis.data[f * this.#size + f] = 1;
  }

  /** The whole space that the points span: V from Xᵀ. */
  async spanPoints(random: Random): Promise<void> {
    let point = 0;
    for (const product of this.#products)
      for (let i = 0; i < product.shape[0]!; i++) product.data[i * this.#size + point++] = 1;
    await this.#back();
    await orthonormalise([this.#basis], 2, random, this.#turns);
  }

  /** A random subspace, drawn towards the leading components: V from (XᵀX)^iterations · Xᵀ · X · Ω, kept orthonormal. */
  async iterate(iterations: number, random: Random): Promise<void> {
    fillNormal(random, this.#basis);
    for (let i = 0; i <= iterations; i++) {
      await this.#forth();
      await orthonormalise(this.#products, 1, random, this.#turns);
      await this.#back();
      await orthonormalise([this.#basis], i < iterations ? 1 : 2, random, this.#turns);
    }
  }

  /** The leading components within the subspace, by the eigenvectors U of (XV)ᵀ·XV: axes V·U, scores X·V·U. */
  async components(count: number, scale: number): Promise<Omit<Pca, "mean">> {
    await this.#forth();
    const n = this.#points.reduce((sum, { shape }) => sum + shape[0]!, 0),
      { values, vectors } = await this.#eigen(),
      rotation = new Tensor(this.#arena, [this.#size, count]),
      rotated = this.#products.map(({ shape }) => new Tensor(this.#arena, [shape[0]!, count])),
      axes = new Tensor(this.#arena, [this.#features, count]);
    for (let c = 0; c < count; c++)
      for (let i = 0; i < this.#size; i++) rotation.data[i * count + c] = vectors[c * this.#size + i]!;
    matmul(this.#basis, rotation, axes);
    for (const [block, product] of this.#products.entries()) {
      matmul(product, rotation, rotated[block]!);
      await this.#turns.take();
    }
    const { signs, transposed } = withSigns(axes.data, this.#features, count),
      scores = new Float32Array(n * count);
    let at = 0;
    for (const block of rotated)
      for (const score of block.data) {
        scores[at] = (score * signs[at % count]!) / scale;
        at++;
      }
    // Divided twice, because scale² may leave the range of double precision's reciprocals of f32 squares.
    const variance = (square: number) => Math.max(0, square) / (n - 1) / scale / scale;
    const totalVariance = variance(this.#points.reduce((sum, block) => sum + sumSquares(block), 0));
    return { scores, variances: values.slice(0, count).map(variance), totalVariance, axes: transposed };
  }

  /** X·V. */
  async #forth(): Promise<void> {
    for (const [block, x] of this.#points.entries()) {
      matmul(x, this.#basis, this.#products[block]!);
      await this.#turns.take();
    }
  }

  /** V ← Xᵀ·(X·V). */
  async #back(): Promise<void> {
    for (const [block, x] of this.#points.entries()) {
      matmulTransposeA(x, this.#products[block]!, this.#basis, block > 0);
      await this.#turns.take();
    }
  }

  async #eigen(): Promise<Eigen> {
    const m = this.#size,
      matrix = await gramOf(this.#products, this.#turns);
    for (let i = 0; i < m; i++) for (let j = 0; j < i; j++) matrix[j * m + i] = matrix[i * m + j]!;
    const steps = symmetricEigen(matrix, m);
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
      await this.#turns.take();
    }
  }
}

/** Axes as rows, from the columns of [features, count], each with its largest entry positive, and the signs that took. */
function withSigns(axes: Float32Array, features: number, count: number) {
  const transposed = new Float32Array(features * count);
  const signs = Float64Array.from({ length: count }, (_, c) => {
    let largest = 0;
    for (let f = 0; f < features; f++) {
      const entry = axes[f * count + c]!;
      if (Math.abs(entry) > Math.abs(largest)) largest = entry;
    }
    const sign = largest < 0 ? -1 : 1;
    for (let f = 0; f < features; f++) transposed[c * features + f] = sign * axes[f * count + c]!;
    return sign;
  });
  return { signs, transposed };
}

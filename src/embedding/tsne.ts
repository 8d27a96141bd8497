import { ArgumentError, NumericalError, ShapeError } from "../errors.js";
import { squaredDistances, tsneAffinities, tsneSymmetrise } from "../ops/affinities.js";
import { addBias, biasGradient, fill, scale as scaleBy } from "../ops/elementwise.js";
import { fillNormal } from "../ops/random.js";
import { allFinite, sum } from "../ops/reduce.js";
import { tsneDivergence, tsneForces, tsneStep } from "../ops/tsne.js";
import { Random } from "../random.js";
import { readNumbers } from "../tensor/input.js";
import { Tensor } from "../tensor/tensor.js";
import { Arena } from "../wasm/arena.js";
import { type Points, readPoints } from "./points.js";
import { Turns } from "./turns.js";

/** Where a descent stands after an iteration. */
export interface TsneProgress {
  /** 1 for the first. */
  readonly iteration: number;
  readonly iterations: number;
  /** KL(P‖Q) of the map as it is, without exaggeration; worked out by the call, in O(n²). */
  divergence(): number;
  /** The map as it is, copied, [n, 2]. */
  map(): Float32Array<ArrayBuffer>;
}

export interface TsneOptions {
  /** Numbers per point. */
  readonly features: number;
  /** Effective number of neighbours of a point, 30 by default; from 1 to less than a third of the points. */
  readonly perplexity?: number;
  /** Factor on the gradient, 200 by default. */
  readonly rate?: number;
  /** 1000 by default. */
  readonly iterations?: number;
  /** Factor on the attraction in the early iterations, 12 by default. */
  readonly exaggeration?: number;
  /** Iterations with exaggeration and with a momentum of 0.5; 0.8 afterwards. 250 by default. */
  readonly earlyIterations?: number;
  /** Map to begin with, [n, 2]. By default drawn from N(0, 10⁻⁸), a standard deviation of 10⁻⁴. */
  readonly initial?: ArrayLike<number>;
  /** Source of the first map; `new Random(0)` by default. Its stream "tsne" is used, its position stays. */
  readonly random?: Random;
  /** Ends the computation: the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called after every iteration; "stop" ends the descent there. */
  readonly onIteration?: (progress: TsneProgress) => "stop" | undefined;
}

/**
 * t-SNE of points to the plane, exact: all pairs, no approximation. The map minimises KL(P‖Q) = Σ_ij p_ij log(p_ij / q_ij)
 * between joint affinities of the points (Gaussian, of the given perplexity) and of the map (Student's t, one degree of
 * freedom), by gradient descent with momentum, gains and early exaggeration; after every step it is centred on the origin.
 * When exaggeration ends, momentum and gains begin afresh, as in scikit-learn: at high rates the gains that an exaggerated
 * descent has worn down would else keep clusters torn apart.
 * The scale of the points does not matter. Same points, options and seed: same bits, on every machine.
 * Time and memory are O(n²): 4·n² bytes, so at most 16 383 points, and 4·n·features while the distances are taken.
 * Other tasks get a turn about every 30 ms.
 * Source: van der Maaten & Hinton 2008, jmlr.org/papers/v9/vandermaaten08a.html.
 * @param points n·features numbers, one point after the other
 * @returns the map, [n, 2]
 * @throws {ArgumentError} for a point that is not finite, a perplexity of n/3 or more, another option out of its range
 * @throws {ShapeError} when the numbers are no whole points, there are fewer than 4, or `initial` has another size
 * @throws {MemoryError} when memory runs out    @throws {NumericalError} when the map flies apart: the rate is too high
 */
export async function tsne(
  arena: Arena,
  points: ArrayLike<number>,
  options: TsneOptions,
): Promise<Float32Array<ArrayBuffer>> {
  const checked = readPoints("tsne", arena, points, options?.features),
    { n } = checked,
    settings = checkedSettings(n, options),
    turns = new Turns(options.signal);
  // The descent goes on though the caller's arena be disposed of.
  const work = new Arena(arena.kernels);
  try {
    const map = initialMap(work, n, options),
      p = await jointAffinities(work, checked, options.features, settings.perplexity, turns);
    await descend(new Descent(p, map), settings, options.onIteration, turns);
    if (!allFinite(map)) throw flownApart(settings.iterations);
    return interleaved(map);
  } finally {
    work.dispose();
  }
}

type Settings = Readonly<
  Required<Pick<TsneOptions, "perplexity" | "rate" | "iterations" | "exaggeration" | "earlyIterations">>
>;

function checkedSettings(n: number, options: TsneOptions): Settings {
  const { perplexity = 30, rate = 200, iterations = 1000, exaggeration = 12, earlyIterations = 250 } = options;
  const expect = (name: string, value: unknown, holds: boolean, allowed: string) => {
    if (!holds) throw new ArgumentError("tsne", name, value, allowed);
  };
  const count = (value: number) => Number.isSafeInteger(value) && value >= 0,
    finite = (value: number) => Number.isFinite(value) && Number.isFinite(Math.fround(value));
  if (n < 4) throw new ShapeError("tsne", `${n} points, must be at least 4`);
  expect(
    "perplexity",
    perplexity,
    finite(perplexity) && perplexity >= 1 && perplexity < n / 3,
    `from 1 to below n/3 = ${n / 3}`,
  );
  expect("rate", rate, finite(rate) && Math.fround(rate) > 0, "a finite f32 number above 0");
  expect("iterations", iterations, count(iterations), "a non-negative integer");
  expect("earlyIterations", earlyIterations, count(earlyIterations), "a non-negative integer");
  expect("exaggeration", exaggeration, finite(exaggeration) && exaggeration >= 1, "a finite f32 number, at least 1");
  const { random, signal, onIteration } = options;
  expect("random", random, random === undefined || random instanceof Random, "a Random");
  expect("signal", signal, signal === undefined || typeof signal?.throwIfAborted === "function", "an AbortSignal");
  expect("onIteration", onIteration, onIteration === undefined || typeof onIteration === "function", "a function");
  return { perplexity, rate, iterations, exaggeration, earlyIterations };
}

/** The first map, as the kernels keep it: [2, n]. */
function initialMap(work: Arena, n: number, { initial, random = new Random(0) }: TsneOptions): Tensor {
  if (initial === undefined) return fillNormal(random.stream("tsne"), new Tensor(work, [2, n]), 0, 1e-4);
  const numbers = readNumbers("tsne", "initial", initial, work.buffer);
  if (numbers.length !== 2 * n)
    throw new ShapeError("tsne", `initial has ${numbers.length} numbers, must be [${n}, 2]`);
  const map = new Tensor(work, [2, n]);
  for (let i = 0; i < n; i++)
    for (const axis of [0, 1]) {
      const value = numbers[2 * i + axis]!;
      if (!Number.isFinite(value)) throw new ArgumentError("tsne", `initial[${2 * i + axis}]`, value, "finite");
      map.data[axis * n + i] = value;
    }
  return map;
}

/** P, [n, n], of points brought to a common scale, so that no square leaves the range of f32. */
async function jointAffinities(
  work: Arena,
  { values, n, scale }: Points,
  features: number,
  perplexity: number,
  turns: Turns,
): Promise<Tensor> {
  const p = new Tensor(work, [n, n]),
    x = Tensor.from(work, [n, features], values);
  scaleBy(x, scale, x);
  await turns.over(n, (n * features) / 4, (begin, end) => void squaredDistances(x, p, begin, end));
  x.dispose();
  await turns.over(n, 20 * n, (begin, end) => void tsneAffinities(p, perplexity, p, begin, end));
  await turns.over(n, 2 * n, (begin, end) => void tsneSymmetrise(p, begin, end));
  return p;
}

async function descend(
  descent: Descent,
  settings: Settings,
  onIteration: TsneOptions["onIteration"],
  turns: Turns,
): Promise<void> {
  const { iterations } = settings,
    { points } = descent;
  for (let iteration = 1; iteration <= iterations; iteration++) {
    await turns.over(points, points, (begin, end) => descent.forces(begin, end));
    descent.step(settings, iteration);
    const divergence = () => descent.divergence(),
      map = () => interleaved(descent.map);
    if (onIteration?.({ iteration, iterations, divergence, map }) === "stop") return;
  }
}

/** What the descent keeps between iterations; an iteration allocates nothing. */
class Descent {
  readonly map: Tensor;
  readonly points: number;
  readonly #p: Tensor;
  readonly #attraction: Tensor;
  readonly #repulsion: Tensor;
  readonly #velocity: Tensor;
  readonly #gains: Tensor;
  readonly #perPoint: Tensor;
  readonly #center: Tensor;

  constructor(p: Tensor, map: Tensor) {
    const like = () => new Tensor(map.arena, map.shape);
    this.map = map;
    this.points = p.shape[0]!;
    this.#p = p;
    this.#attraction = like();
    this.#repulsion = like();
    this.#velocity = like();
    this.#gains = fill(like(), 1);
    this.#perPoint = new Tensor(map.arena, [this.points]);
    this.#center = new Tensor(map.arena, [2]);
  }

  forces(begin?: number, end?: number): void {
    tsneForces(this.#p, this.map, this.#attraction, this.#repulsion, this.#perPoint, begin, end);
  }

  /** @throws {NumericalError} when the similarities vanish or are no numbers any more */
  step({ rate, exaggeration, earlyIterations }: Settings, iteration: number): void {
    const early = iteration <= earlyIterations,
      normaliser = sum(this.#perPoint);
    if (!(Math.fround(normaliser) > 0)) throw flownApart(iteration);
    const how = { rate, momentum: early ? 0.5 : 0.8, exaggeration: early ? exaggeration : 1, normaliser };
    // The gains of the exaggerated descent do not suit what follows.
    if (iteration === earlyIterations + 1) {
      fill(this.#velocity, 0);
      fill(this.#gains, 1);
    }
    tsneStep(this.#attraction, this.#repulsion, how, this.#velocity, this.#gains, this.map);
    biasGradient(this.map, this.#center);
    addBias(scaleBy(this.#center, -1 / this.points, this.#center), this.map);
  }

  divergence(): number {
    this.forces();
    return sum(tsneDivergence(this.#p, this.map, sum(this.#perPoint), this.#perPoint));
  }
}

/** [n, 2] from [2, n]. */
function interleaved(map: Tensor): Float32Array<ArrayBuffer> {
  const data = map.data,
    n = data.length / 2;
  return Float32Array.from(data, (_, at) => data[(at % 2) * n + (at >> 1)]!);
}

function flownApart(iteration: number): NumericalError {
  return new NumericalError("tsne", `the map flew apart by iteration ${iteration}; a lower rate keeps it together`);
}

import { ArgumentError, DisposedError } from "../errors.js";
import { expectIsTensor, expectTensor } from "../ops/check.js";
import { copy, multiply } from "../ops/elementwise.js";
import { keepEntries } from "../ops/gather.js";
import { fillNormal, fillUniform } from "../ops/random.js";
import { topK, topKScratchSize } from "../ops/topk.js";
import { Random } from "../random.js";
import { Tensor } from "../tensor/tensor.js";
import { Arena } from "../wasm/arena.js";
import type { BoundOptimizer, Optimizer, Trainable } from "./optimizers.js";

export interface SupermaskOptions {
  /** Share of all chosen entries together that is kept, above 0 and up to 1. */
  readonly keep: number;
  /** Moves the scores; weight decay and momentum are theirs. */
  readonly optimizer: Optimizer;
  /**
   * Inputs per output of a parameter, for the range of its first scores. By default the elements per row; it must be given
   * for a sparse matrix's values, whose rows are not known here.
   */
  readonly fanIn?: (parameter: Trainable) => number | undefined;
  /** Source of the first scores; `new Random(0)` by default. */
  readonly random?: Random;
}

/**
 * Finds the part of a trained network that solves a task, by its connections alone: weights are frozen and every entry has
 * a score; those with the largest scores of all chosen parameters together are kept, the others are 0. The network runs
 * masked from the construction to `dispose()`, which puts the original values back, bit by bit.
 *
 * As an optimiser: gradient of a score = w · ∂loss/∂w_eff, whether its entry is kept or not; the scores take a step of
 * `optimizer`, and the selection follows, w_eff = w · 1[kept]. Exactly n − ⌊(1 − keep)·n⌋ of n entries are kept; of equal
 * scores the lowest entries, in the order of the parameters. Scores start from U(±1/√fanIn), for biases (1-D, without
 * weight decay) from N(0, 0.01²). Other parameters of the network are not touched. Mask a parameter by one at a time.
 * Source: Ramanujan et al. 2020, "What's hidden in a randomly weighted neural network?", arXiv:1911.13299 (edge-popup), with
 * one selection over all parameters as in Béna & Goodman 2021, arXiv:2106.02626.
 */
export class Supermask implements Optimizer, Disposable {
  readonly name: string;
  readonly parameters: readonly Trainable[];
  /** All scores, in the order of the parameters, [n]. */
  readonly scores: Tensor;
  /** Number of entries kept. */
  readonly count: number;
  readonly #arena: Arena;
  readonly #optimizer: Optimizer;
  /** Of all parameters in a row, [n]: values before masking, the masked ones, gradients of the scores. */
  readonly #originals: Tensor;
  readonly #masked: Tensor;
  readonly #gradients: Tensor;
  readonly #parts: readonly Part[];
  readonly #indices: Tensor<"i32">;
  readonly #scratch: Tensor<"i32">;

  /**
   * Masks the parameters at once, by their first scores.
   * @throws {ArgumentError} for no or repeated parameters, a keep or fanIn out of range, or a missing fanIn
   * @throws {ShapeError} when a gradient does not fit, or parameters live in different memories
   * @throws {MemoryError} when memory runs out; nothing has changed then
   */
  constructor(parameters: readonly Trainable[], { keep, optimizer, fanIn, random = new Random(0) }: SupermaskOptions) {
    const operation = "Supermask";
    if (!Array.isArray(parameters) || parameters.length === 0)
      throw new ArgumentError(operation, "parameters", parameters, "an array of at least one");
    if (!(keep > 0 && keep <= 1)) throw new ArgumentError(operation, "keep", keep, "above 0, up to 1");
    if (typeof optimizer !== "object" || typeof optimizer?.bind !== "function")
      throw new ArgumentError(operation, "optimizer", optimizer, "an optimizer: sgd()");
    for (const [i, parameter] of parameters.entries()) {
      expectIsTensor(operation, `parameters[${i}].value`, parameter?.value);
      const { value, gradient } = parameter;
      expectTensor(operation, `parameters[${i}].value`, value, value.shape, parameters[0]!.value, "f32");
      expectTensor(operation, `parameters[${i}].gradient`, gradient, value.shape, value, "f32");
    }
    if (new Set(parameters.map(({ name }) => name)).size < parameters.length)
      throw new ArgumentError(operation, "parameters", parameters, "of different names");
    const ranges = parameters.map((parameter) => rangeOf(operation, parameter, fanIn)),
      size = parameters.reduce((sum, { value }) => sum + value.size, 0);
    // n − ⌊(1 − keep)·n⌋ = ⌈keep·n⌉; where that should be a whole number, doubles may end a little above it.
    this.count = Math.ceil(keep * size * (1 - 2 ** -50));
    this.name = `supermask, ${optimizer.name}`;
    this.parameters = [...parameters];
    this.#optimizer = optimizer;
    this.#arena = new Arena(parameters[0]!.value.arena.kernels);
    try {
      const all = () => new Tensor(this.#arena, [size]);
      this.scores = all();
      this.#originals = all();
      this.#masked = all();
      this.#gradients = all();
      this.#indices = new Tensor(this.#arena, [this.count], "i32");
      this.#scratch = new Tensor(this.#arena, [topKScratchSize], "i32");
      let first = 0;
      this.#parts = parameters.map((parameter) => {
        const { shape, size } = parameter.value,
          part = (whole: Tensor) => whole.rows(first, size).reshape(shape);
        const views = {
          parameter,
          scores: part(this.scores),
          original: part(this.#originals),
          masked: part(this.#masked),
          gradient: part(this.#gradients),
        };
        first += size;
        return views;
      });
      for (const [i, { parameter, scores, original }] of this.#parts.entries()) {
        const stream = random.stream(parameter.name),
          range = ranges[i];
        if (range === undefined) fillNormal(stream, scores, 0, 0.01);
        else fillUniform(stream, scores, -range, range);
        copy(parameter.value, original);
      }
      this.select();
    } catch (error) {
      this.#arena.dispose();
      throw error;
    }
  }

  /** Entries of each parameter that are kept by the present scores. @throws {DisposedError} after dispose() */
  kept(): Map<string, number> {
    const indices = topK(this.scores, this.count, this.#indices, this.#scratch).data,
      counts = new Map<string, number>();
    let end = 0,
      k = 0;
    for (const { name, value } of this.parameters) {
      const start = k;
      end += value.size;
      while (k < indices.length && indices[k]! < end) k++;
      counts.set(name, k - start);
    }
    return counts;
  }

  /** Masks the parameters by the present scores: after these were written to. Allocates nothing. */
  select(): void {
    topK(this.scores, this.count, this.#indices, this.#scratch);
    keepEntries(this.#indices, this.#originals, this.#masked);
    for (const { parameter, masked } of this.#parts) copy(masked, parameter.value);
  }

  /**
   * @param parameters those of a network: the chosen ones must be among them, the others stay as they are
   * @throws {ArgumentError} when one is missing    @throws {DisposedError} after dispose()
   */
  bind(arena: Arena, parameters: readonly Trainable[]): BoundOptimizer {
    const operation = "Supermask.bind";
    if (this.#arena.disposed) throw new DisposedError("Supermask");
    for (const chosen of this.parameters)
      if (!parameters.includes(chosen))
        throw new ArgumentError(operation, "parameters", parameters, `those of a network that has ${chosen.name}`);
    const inner = this.#optimizer.bind(arena, [{ name: "scores", value: this.scores, gradient: this.#gradients }]),
      parts = this.#parts,
      select = () => this.select();
    return {
      state: new Map([...inner.state, ["scores", this.scores], ["originals", this.#originals]]),
      get steps() {
        return inner.steps;
      },
      set steps(count) {
        inner.steps = count;
      },
      step(rateFactor, gradientScale) {
        for (const { parameter, original, gradient } of parts) multiply(original, parameter.gradient, gradient);
        inner.step(rateFactor, gradientScale);
        select();
      },
      dispose: () => inner.dispose(),
    };
  }

  /** Puts the original values back, where the parameters still exist, and gives the memory back; twice is fine. */
  dispose(): void {
    if (this.#arena.disposed) return;
    try {
      for (const { parameter, original } of this.#parts)
        if (!parameter.value.arena.disposed) copy(original, parameter.value);
    } finally {
      this.#arena.dispose();
    }
  }

  [Symbol.dispose](): void {
    this.dispose();
  }
}

/** A parameter and its part of what holds all in a row, in its shape. */
interface Part {
  readonly parameter: Trainable;
  readonly scores: Tensor;
  readonly original: Tensor;
  readonly masked: Tensor;
  readonly gradient: Tensor;
}

/** 1/√fanIn, or undefined for a bias. */
function rangeOf(operation: string, parameter: Trainable, fanIn: SupermaskOptions["fanIn"]): number | undefined {
  const { name, value, decays = true } = parameter,
    given = fanIn?.(parameter),
    inputs = given ?? (value.shape.length > 1 ? value.size / value.shape[0]! : undefined);
  if (inputs === undefined && !decays) return undefined;
  if (inputs === undefined || !(inputs > 0 && inputs < Infinity))
    throw new ArgumentError(operation, `fanIn of ${name}`, inputs, "given, above 0: it is no matrix and no bias");
  return 1 / Math.sqrt(inputs);
}

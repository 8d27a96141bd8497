import type { Dataset } from "../data/dataset.js";
import { ArgumentError, ShapeError } from "../errors.js";
import type { BoundLayer, Layer, Network } from "../networks/layer.js";
import { Random } from "../random.js";
import type { Parameter } from "../tape/parameter.js";
import { Variable } from "../tape/variable.js";
import { type Arena, expectArena } from "../wasm/arena.js";
import type { History } from "./callback.js";
import { type Evaluation, evaluate } from "./evaluate.js";
import { fit as train } from "./fit.js";
import type { FitOptions } from "./fit-options.js";
import { type Prediction, predict } from "./predict.js";
import type { EpochData, LossName } from "./session.js";

export interface SequentialOptions {
  /** Width of the input, or its shape, channel-last: [height, width, channels]. */
  readonly inputs: number | readonly number[];
  /** Layers, and functions of the tape that keep the shape: `relu`, `tanh`, `(x) => leakyRelu(x, 0.1)`. */
  readonly layers: readonly (Layer | ((x: Variable) => Variable))[];
  /** Source of wiring, initial weights and dropout; `new Random(0)` by default. */
  readonly random?: Random;
}

/** A network of layers, one after another. */
export class Sequential implements Network {
  readonly arena: Arena;
  readonly inputs: number;
  readonly outputs: number;
  /** The layers in order; functions of the tape are not among them. */
  readonly layers: readonly BoundLayer[];
  readonly parameters: readonly Parameter[];
  readonly #steps: readonly ((x: Variable) => Variable)[];

  /**
   * Allocates and initialises all parameters in `arena`; should that fail, it leaves nothing behind.
   * @throws {ArgumentError} {ShapeError} for layers that do not fit    @throws {MemoryError} when memory runs out
   */
  constructor(arena: Arena, { inputs, layers, random = new Random(0) }: SequentialOptions) {
    expectArena("Sequential", arena);
    let shape = Array.isArray(inputs) ? inputs : [inputs],
      components: number | undefined;
    if (shape.length === 0 || !shape.every((n) => Number.isInteger(n) && n >= 1))
      throw new ArgumentError("Sequential", "inputs", inputs, "a positive integer or a shape of them");
    if (!Array.isArray(layers)) throw new ArgumentError("Sequential", "layers", layers, "an array");
    this.arena = arena;
    this.inputs = widthOf(shape);
    const bound: BoundLayer[] = [],
      steps: ((x: Variable) => Variable)[] = [];
    let features = this.inputs;
    arena.atomically(() => {
      for (const [index, layer] of layers.entries()) {
        if (typeof layer === "function") {
          steps.push(layer);
          continue;
        }
        if (typeof layer?.bind !== "function")
          throw new ArgumentError("Sequential", `layers[${index}]`, layer, "a layer or a function of the tape");
        const name = `${layer.name}${index}`;
        const first = bound.every(({ parameters }) => parameters.length === 0),
          here = layer.bind({ arena, name, features, shape, components, first, random: random.stream(name) });
        features = here.features;
        shape = here.shape ?? [features];
        components = here.components;
        bound.push(here);
        steps.push((x) => here.record(x));
      }
    });
    this.outputs = features;
    this.layers = bound;
    this.parameters = bound.flatMap((layer) => layer.parameters);
    this.#steps = steps;
  }

  /** Records the network's operations for an input of shape [inputs, batch]. @throws {ShapeError} for another width */
  record(x: Variable): Variable {
    let result = x;
    for (const step of this.#steps) {
      result = step(result);
      if (!(result instanceof Variable))
        throw new ArgumentError("Sequential", "what a layer's function gave", result, "a Variable: return its result");
    }
    if (result.value.shape[0] !== this.outputs)
      throw new ShapeError("Sequential", `the layers gave [${result.value.shape}], must be [${this.outputs}, batch]`);
    return result;
  }

  /** Trains on a data set, or on one for each epoch; see `fit`. */
  fit(dataset: Dataset | EpochData, options?: FitOptions): Promise<History> {
    return train(this, dataset, options);
  }

  /** Scores the network on a data set; see `evaluate`. */
  evaluate(dataset: Dataset, options?: { batchSize?: number; loss?: LossName }): Evaluation {
    return evaluate(this, dataset, options);
  }

  /** Runs the network on samples; see `predict`. */
  predict(
    inputs: Uint8Array | Float32Array,
    options?: { scale?: number; offset?: number; batchSize?: number },
  ): Prediction {
    return predict(this, inputs, options);
  }

  /** Number of trained values, biases included. */
  get parameterCount(): number {
    return this.parameters.reduce((count, { value }) => count + value.size, 0);
  }
}

const widthOf = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);

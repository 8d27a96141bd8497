import { ArgumentError, ShapeError } from "../errors.js";
import { expectInteger } from "../ops/check.js";
import type { ParameterOptions } from "../tape/parameter.js";
import { readNumbers } from "../tensor/input.js";
import { patternOf } from "../tensor/pattern.js";
import { Arena } from "../wasm/arena.js";
import type { Kernels } from "../wasm/load.js";
import { Dense } from "./dense.js";
import type { BoundLayer, Layer, Site } from "./layer.js";
import { MaskedLinear } from "./masked-linear.js";
import { SparseLinear } from "./sparse-linear.js";
import { type LayerUse, layerStep, timesInTurns } from "./step-times.js";

const operation = "fromDense";

/** What `fromDense` needs to know of weights that are given as numbers. */
export interface GivenWeights extends ParameterOptions {
  /** Outputs. */
  readonly rows: number;
  /** Inputs. */
  readonly columns: number;
  /** Constants of the outputs, or whether they have any, 0 at first; true by default. */
  readonly bias?: boolean | ArrayLike<number>;
}

/**
 * When to store only what is not zero: `always`, the default, or where that is `faster`, as measured on `kernels`. Those must
 * be given with numbers; a layer is measured on its own.
 */
export type WhenSparse = { readonly kernels?: Kernels } & (
  | ({ readonly when?: "always" } & Partial<LayerUse>)
  | ({ readonly when: "faster" } & LayerUse)
);

/** A layer that starts from given weights. */
export interface LayerFromDense extends Layer {
  readonly units: number;
  /** `sparse` as SparseLinear, `masked` as MaskedLinear or, where no weight is zero, `dense` as Dense. */
  readonly storage: "sparse" | "masked" | "dense";
  /** Share of weights that are not zero. */
  readonly density: number;
  /** Milliseconds of a step in either storage, each its quickest turn; undefined unless asked for. */
  readonly measured: { readonly sparseMs: number; readonly denseMs: number } | undefined;
}

/**
 * A layer y = W·x + b made of trained or pruned weights, in the storage that suits them. What is zero stays zero.
 *
 * `when: "faster"` times a step in sparse and in dense storage, at the layer's own shape and batch: forward and, in training,
 * the weights' gradient and the error passed down, but not the optimiser, whose time goes by the stored weights. That takes
 * some 50 ms, or four steps of each if they take longer, and leaves nothing in memory. `when: "always"`, the default, stores
 * sparsely and looks at no clock.
 *
 * Timings differ from run to run, so may the storage, and with it the shape of parameters in checkpoints: make the layer once,
 * and use it in all networks that are to fit each other. The numbers do not differ: with finite activity both storages compute
 * outputs, errors and gradients to the same bits, but for the sign of zeros. Only what goes over all stored weights does: the
 * sum that gradients are clipped by, and the draws of feedback weights.
 *
 *     const { layers } = pruned; // a Sequential of Dense or MaskedLinear layers
 *     const [hidden, output] = layers.map((layer) => fromDense(layer, { when: "faster", batch: 128 }));
 *     new Sequential(arena, { inputs: pruned.inputs, layers: [hidden, relu, output] });
 *
 * @param weights [rows, columns], row-major, copied and rounded to f32; or a layer with such weights, as Dense and
 * MaskedLinear bind, whose bias and allowed range come along
 * @throws {ShapeError} when weights or bias have another length, or later the layer another number of inputs
 * @throws {ArgumentError} for numbers that are not finite or outside the allowed range, a layer with other weights, or a
 * size or batch that is no positive integer, or for numbers no kernels to measure on
 * @throws {MemoryError} when there is no room to measure
 */
export function fromDense(weights: ArrayLike<number>, options: GivenWeights & WhenSparse): LayerFromDense;
export function fromDense(layer: BoundLayer, options?: WhenSparse): LayerFromDense;
export function fromDense(
  source: ArrayLike<number> | BoundLayer,
  options: WhenSparse | (GivenWeights & WhenSparse) = {},
): LayerFromDense {
  if (typeof source !== "object" || source === null)
    throw new ArgumentError(operation, "weights", source, "an array of numbers or a layer");
  if (!("parameters" in source)) return choose(source, options as GivenWeights & WhenSparse);
  return choose(...partsOf(source, options));
}

/** What a layer y = W·x + b that stores all of W is made of. @throws {ArgumentError} for another one */
function partsOf(layer: BoundLayer, when: WhenSparse): [Float32Array, GivenWeights & WhenSparse] {
  const { features, components, shape, parameters } = layer,
    [weights, bias, ...others] = parameters,
    [rows, columns, ...axes] = weights?.value.shape ?? [];
  const matrix = rows === features && columns !== undefined && axes.length + others.length === 0,
    scalar = components === undefined && shape === undefined,
    biasFits = !bias || (bias.value.shape.length === 1 && bias.value.size === rows);
  if (!weights || !matrix || !scalar || !biasFits)
    throw new ArgumentError(operation, "layer", layer, "one of Dense or MaskedLinear, with weights [outputs, inputs]");
  const { minimum, maximum, decays, value } = weights;
  const given = { rows, columns, bias: bias?.value.data ?? false, minimum, maximum, decays };
  return [value.data, { ...when, ...given, kernels: value.arena.kernels }];
}

function choose(given: ArrayLike<number>, options: GivenWeights & WhenSparse): LayerFromDense {
  if (typeof options !== "object" || options === null)
    throw new ArgumentError(operation, "options", options, "an object with rows and columns");
  const { rows, columns, minimum = -Infinity, maximum = Infinity, decays = true } = options,
    when: unknown = options.when ?? "always";
  if (when !== "always" && when !== "faster") throw new ArgumentError(operation, "when", when, '"always" or "faster"');
  expectInteger(operation, "rows", rows, 1, 0x7fffffff);
  expectInteger(operation, "columns", columns, 1, 0x7fffffff);
  const weights = copyOf("weights", given, minimum, maximum),
    pattern = patternOf(operation, rows, columns, weights),
    bias = typeof options.bias === "object" ? copyOf("bias", options.bias) : undefined;
  if (bias && bias.length !== rows) throw new ShapeError(operation, `${bias.length} biases for ${rows} outputs`);

  const values = weights.filter((weight) => weight !== 0),
    density = values.length / weights.length,
    settings = { minimum, maximum, decays, bias: options.bias !== false, initialisation: 0 };
  const starting = (storage: LayerFromDense["storage"], layer: Layer, start: Float32Array) => ({
    name: operation,
    units: rows,
    storage,
    density,
    bind: (site: Site) => bindWith(layer, site, columns, start, bias),
  });
  const sparse = starting("sparse", new SparseLinear(rows, { ...settings, pattern }), values);
  if (options.when !== "faster") return { ...sparse, measured: undefined };

  const dense =
    density < 1
      ? starting("masked", new MaskedLinear(rows, { ...settings, pattern }), weights)
      : starting("dense", new Dense(rows, settings), weights);
  const [sparseMs = 0, denseMs = 0] = timesOf([sparse, dense], rows, columns, options);
  return { ...(sparseMs <= denseMs ? sparse : dense), measured: { sparseMs, denseMs } };
}

/** The numbers in f32, in an array that nobody else has. */
function copyOf(
  name: string,
  given: ArrayLike<number>,
  minimum = -Infinity,
  maximum = Infinity,
): Float32Array<ArrayBuffer> {
  const numbers = new Float32Array(readNumbers(operation, name, given, new ArrayBuffer(0))),
    [least, most] = [Math.fround(minimum), Math.fround(maximum)];
  const wrong = numbers.findIndex((x) => !Number.isFinite(x) || (x !== 0 && (x < least || x > most)));
  if (wrong < 0) return numbers;
  const allowed = Number.isFinite(numbers[wrong]) ? `0 or from ${minimum} to ${maximum}` : "a finite f32 number";
  throw new ArgumentError(operation, `${name}[${wrong}]`, given[wrong], allowed);
}

function bindWith(
  layer: Layer,
  site: Site,
  columns: number,
  weights: Float32Array,
  bias: Float32Array | undefined,
): BoundLayer {
  if (site.features !== columns)
    throw new ShapeError(operation, `weights for ${columns} inputs, but ${site.features} come in`);
  const bound = layer.bind(site);
  bound.parameters[0]!.value.data.set(weights);
  if (bias) bound.parameters[1]!.value.data.set(bias);
  return bound;
}

/** Milliseconds that a step takes in each storage, measured in an arena of their own. @throws {ArgumentError} without kernels or a batch */
function timesOf(layers: readonly Layer[], rows: number, columns: number, use: LayerUse & { kernels?: Kernels }) {
  expectInteger(operation, "batch", use.batch, 1, 0x7fffffff);
  using arena = new Arena(use.kernels!);
  const forms = layers.map((layer) => layerStep(arena, layer, columns, use));
  return timesInTurns(forms, 1e8 / (rows * columns * use.batch));
}

import { ArgumentError, ShapeError } from "../errors.js";
import type { Random } from "../random.js";

export interface DatasetOptions {
  /** Raw values, sample after sample; kept as they are, not copied. */
  readonly inputs: Uint8Array | Float32Array;
  /** Values per sample. */
  readonly features: number;
  /** Class of each sample: integers from 0 to outputs − 1. */
  readonly labels?: ArrayLike<number>;
  /** Regression targets, sample after sample, `outputs` values each. */
  readonly targets?: Float32Array;
  /** Number of classes, or width of a target; default: the highest label + 1, or what the targets' length says. */
  readonly outputs?: number;
  /** What a network sees is raw · scale + offset; default 1 and 0. */
  readonly scale?: number;
  readonly offset?: number;
  /** Shape of one sample, for instance [28, 28] or [3, 32, 32]; default [features]. */
  readonly shape?: readonly number[];
  readonly name?: string;
}

/** More classes or target values than this are taken for a mistake. */
const MAX_OUTPUTS = 2 ** 20;

/**
 * Samples with class labels, regression targets, both or neither. Inputs stay in their raw u8 or f32 form, sample-major;
 * `scale` and `offset` are applied when a batch is gathered. Every method gives a new data set and changes nothing.
 * A data set may hold no samples.
 */
export class Dataset {
  readonly name: string;
  /** Number of samples. */
  readonly size: number;
  readonly features: number;
  readonly inputs: Uint8Array | Float32Array;
  /** Class of each sample, or null; a copy of what was given. */
  readonly labels: Int32Array | null;
  readonly targets: Float32Array | null;
  readonly outputs: number;
  readonly scale: number;
  readonly offset: number;
  readonly shape: readonly number[];

  /**
   * @throws {ShapeError} when lengths do not fit together
   * @throws {ArgumentError} for a label outside of the classes, or a value that is not finite
   */
  constructor(options: DatasetOptions) {
    const { inputs, features, labels, targets, scale = 1, offset = 0, shape = [features], name = "data" } = options;
    if (!(inputs instanceof Uint8Array || inputs instanceof Float32Array))
      throw new ArgumentError("Dataset", "inputs", inputs, "a Uint8Array or a Float32Array");
    expectInteger("features", features, 1, 2 ** 31 - 1);
    if (inputs.length % features !== 0)
      throw new ShapeError("Dataset", `${inputs.length} inputs are not samples of ${features} features`);
    if (shape.reduce((product, n) => product * n, 1) !== features || !shape.every((n) => Number.isInteger(n) && n > 0))
      throw new ShapeError("Dataset", `a sample of shape [${shape}] does not have ${features} features`);
    if (!Number.isFinite(scale) || scale === 0)
      throw new ArgumentError("Dataset", "scale", scale, "a finite number other than 0");
    if (!Number.isFinite(offset)) throw new ArgumentError("Dataset", "offset", offset, "a finite number");
    if (inputs instanceof Float32Array) expectFinite("inputs", inputs);

    this.name = name;
    this.features = features;
    this.inputs = inputs;
    this.size = inputs.length / features;
    this.scale = scale;
    this.offset = offset;
    this.shape = Object.freeze([...shape]);
    this.targets = checkTargets(targets, this.size, options.outputs);
    const width = this.targets && this.size > 0 ? this.targets.length / this.size : undefined;
    this.outputs = options.outputs ?? width ?? (labels ? classesOf(labels) : 0);
    expectInteger("outputs", this.outputs, labels || targets ? 1 : 0, MAX_OUTPUTS);
    this.labels = checkLabels(labels, this.size, this.outputs);
  }

  /**
   * The same samples under the scale and offset that give all their values together mean 0 and variance 1. Give a test
   * set the training set's: `test.withScale(train.scale, train.offset)`.
   * @throws {ArgumentError} when all values are equal or there are none: no scale can do it
   */
  normalise(): Dataset {
    const { inputs } = this;
    let sum = 0;
    for (let i = 0; i < inputs.length; i++) sum += inputs[i]!;
    const mean = sum / inputs.length;
    let squares = 0;
    for (let i = 0; i < inputs.length; i++) squares += (inputs[i]! - mean) * (inputs[i]! - mean);
    const deviation = Math.sqrt(squares / inputs.length);
    if (!(deviation > 0))
      throw new ArgumentError("Dataset.normalise", "the inputs' standard deviation", deviation, "positive");
    return this.withScale(1 / deviation, -mean / deviation);
  }

  /** The same samples, seen as raw · scale + offset. @throws {ArgumentError} unless both are finite and scale not 0 */
  withScale(scale: number, offset: number): Dataset {
    return this.#with(this.inputs, this.labels, this.targets, scale, offset);
  }

  /**
   * Images [channels, height, width] as [height, width, channels], the order that networks with windows take; sets of another
   * shape stay as they are.
   */
  channelLast(): Dataset {
    const [channels = 1, height = 0, width = 0] = this.shape;
    if (this.shape.length !== 3) return this;
    const { inputs, features } = this,
      pixels = height * width,
      moved = inputs instanceof Uint8Array ? new Uint8Array(inputs.length) : new Float32Array(inputs.length);
    for (let sample = 0; sample < inputs.length; sample += features)
      for (let c = 0; c < channels; c++)
        for (let p = 0; p < pixels; p++) moved[sample + p * channels + c] = inputs[sample + c * pixels + p]!;
    const { labels, targets, scale, offset } = this;
    return this.#with(moved, labels, targets, scale, offset, [height, width, channels]);
  }

  /**
   * Two data sets over disjoint samples in an order drawn from `random`: the first holds round(fraction · size) samples,
   * the second the others.
   * @throws {ArgumentError} unless fraction is a number from 0 to 1
   */
  split(fraction: number, random: Random): [Dataset, Dataset] {
    if (!(fraction >= 0 && fraction <= 1))
      throw new ArgumentError("Dataset.split", "fraction", fraction, "a number from 0 to 1");
    const order = Int32Array.from({ length: this.size }, (_, i) => i);
    for (let i = this.size - 1; i > 0; i--) {
      const j = random.integer(i + 1),
        swapped = order[i]!;
      order[i] = order[j]!;
      order[j] = swapped;
    }
    const first = Math.round(fraction * this.size);
    return [this.subset(order.subarray(0, first)), this.subset(order.subarray(first))];
  }

  /** The first `count` samples, sharing this set's memory. @throws {ArgumentError} unless 0 ≤ count ≤ size */
  take(count: number): Dataset {
    if (!Number.isInteger(count) || count < 0 || count > this.size)
      throw new ArgumentError("Dataset.take", "count", count, `an integer from 0 to ${this.size}`);
    const targets = this.targets?.subarray(0, count * this.outputs);
    return this.#with(this.inputs.subarray(0, count * this.features), this.labels?.subarray(0, count), targets);
  }

  /**
   * Copies of the samples named, in the order named; an index may repeat.
   * @throws {ArgumentError} for an index that is not an integer from 0 to size − 1
   */
  subset(indices: ArrayLike<number>): Dataset {
    const { features, outputs, inputs, labels, targets } = this,
      count = indices.length;
    for (let i = 0; i < count; i++) {
      const index = indices[i]!;
      if (!Number.isInteger(index) || index < 0 || index >= this.size)
        throw new ArgumentError("Dataset.subset", `indices[${i}]`, index, `an integer from 0 to ${this.size - 1}`);
    }
    const gather = <T extends Uint8Array | Float32Array | Int32Array>(from: T, to: T, width: number): T => {
      for (let i = 0; i < count; i++) to.set(from.subarray(indices[i]! * width, (indices[i]! + 1) * width), i * width);
      return to;
    };
    const ArrayType = inputs instanceof Uint8Array ? Uint8Array : Float32Array;
    return this.#with(
      gather<Uint8Array | Float32Array>(inputs, new ArrayType(count * features), features),
      labels && gather(labels, new Int32Array(count), 1),
      targets && gather(targets, new Float32Array(count * outputs), outputs),
    );
  }

  /** Samples of each class, `outputs` numbers. @throws {ArgumentError} when the samples have no labels */
  classCounts(): Int32Array {
    if (!this.labels) throw new ArgumentError("Dataset.classCounts", "labels", null, "given: this set has no classes");
    const counts = new Int32Array(this.outputs);
    for (const label of this.labels) counts[label]!++;
    return counts;
  }

  #with(
    inputs: Uint8Array | Float32Array,
    labels: Int32Array | null | undefined,
    targets: Float32Array | null | undefined,
    scale = this.scale,
    offset = this.offset,
    shape = this.shape,
  ): Dataset {
    const { features, outputs, name } = this;
    return new Dataset({
      inputs,
      features,
      outputs,
      scale,
      offset,
      shape,
      name,
      ...(labels && { labels }),
      ...(targets && { targets }),
    });
  }
}

function checkTargets(targets: Float32Array | undefined, size: number, outputs: number | undefined) {
  if (targets === undefined) return null;
  if (!(targets instanceof Float32Array)) throw new ArgumentError("Dataset", "targets", targets, "a Float32Array");
  const fits = outputs === undefined ? size > 0 && targets.length % size === 0 : targets.length === size * outputs;
  if (!fits)
    throw new ShapeError(
      "Dataset",
      `${targets.length} target values for ${size} samples of ${outputs ?? "any"} outputs`,
    );
  expectFinite("targets", targets);
  return targets;
}

function checkLabels(labels: ArrayLike<number> | undefined, size: number, outputs: number): Int32Array | null {
  if (labels === undefined) return null;
  if (labels.length !== size) throw new ShapeError("Dataset", `${labels.length} labels for ${size} samples`);
  for (let i = 0; i < size; i++) {
    const label = labels[i]!;
    if (!Number.isInteger(label) || label < 0 || label >= outputs)
      throw new ArgumentError("Dataset", `labels[${i}]`, label, `an integer from 0 to ${outputs - 1}`);
  }
  return new Int32Array(labels);
}

function classesOf(labels: ArrayLike<number>): number {
  let classes = 1;
  for (let i = 0; i < labels.length; i++) if (labels[i]! >= classes) classes = Math.floor(labels[i]!) + 1;
  return classes;
}

function expectInteger(name: string, value: number, low: number, high: number): void {
  if (!Number.isInteger(value) || value < low || value > high)
    throw new ArgumentError("Dataset", name, value, `an integer from ${low} to ${high}`);
}

function expectFinite(name: string, values: Float32Array): void {
  for (let i = 0; i < values.length; i++)
    if (!Number.isFinite(values[i]!)) throw new ArgumentError("Dataset", `${name}[${i}]`, values[i]!, "finite");
}

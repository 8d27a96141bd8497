import { ArgumentError } from "../../errors.js";
import {
  denseBackward,
  denseForward,
  denseGradient,
  type PlainPattern,
  sparseForward,
  sparseGradient,
} from "./plain-products.js";

/** A layer's weights: all of them, row-major, or those of a pattern in its order. */
export interface PlainWeights {
  readonly rows: number;
  readonly columns: number;
  readonly weights: Float32Array;
  readonly bias: Float32Array;
  readonly pattern?: { readonly rowPointers: Int32Array; readonly columnIndices: Int32Array } | undefined;
}

/** Rate and constants of Adam. */
export interface PlainAdam {
  readonly rate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/**
 * The experiment's network (rectifiers, softmax cross-entropy, Adam) in plain JavaScript over typed arrays, with nothing
 * from WebAssembly: the yardstick of the kernels, computing the same numbers but for rounding.
 */
export class PlainNetwork {
  readonly layers: readonly Layer[];
  readonly #batch: number;
  readonly #adam: PlainAdam;
  /** 1 − β^t for the two averages. */
  #power1 = 1;
  #power2 = 1;

  /** Copies the weights. @throws {ArgumentError} unless batch, inputs and widths are multiples of 8, 4 and 2 */
  constructor(weights: readonly PlainWeights[], batch: number, adam: PlainAdam) {
    if (batch % 8 !== 0) throw new ArgumentError("PlainNetwork", "batch", batch, "a multiple of 8");
    for (const { rows, columns } of weights) {
      if (rows % 2 !== 0) throw new ArgumentError("PlainNetwork", "rows", rows, "a multiple of 2");
      if (columns % 4 !== 0) throw new ArgumentError("PlainNetwork", "columns", columns, "a multiple of 4");
    }
    this.layers = weights.map((layer) => new Layer(layer, batch));
    this.#batch = batch;
    this.#adam = adam;
  }

  /** Memory of weights, biases, their gradients and moments, and of the patterns. */
  get bytes(): number {
    return this.layers.reduce((sum, layer) => sum + layer.bytes, 0);
  }

  /** One training step on inputs [features, batch] and their labels. */
  step(inputs: Float32Array, labels: Int32Array): void {
    const last = this.layers.length - 1;
    let x = inputs;
    for (const [index, layer] of this.layers.entries()) {
      layer.forward(x);
      if (index < last) rectify(layer.output);
      x = layer.output;
    }
    softmaxGradient(x, labels, this.layers[last]!.error, this.#batch);
    for (let index = last; index >= 0; index--) {
      const layer = this.layers[index]!,
        below = this.layers[index - 1];
      layer.gradient(below?.output ?? inputs);
      if (!below) continue;
      layer.backward(below.error);
      for (let i = 0; i < below.error.length; i++) if (!(below.output[i]! > 0)) below.error[i] = 0;
    }
    this.#power1 *= this.#adam.beta1;
    this.#power2 *= this.#adam.beta2;
    for (const layer of this.layers) layer.update(this.#adam, 1 - this.#power1, 1 - this.#power2);
  }
}

class Layer {
  readonly rows: number;
  readonly columns: number;
  readonly weights: Float32Array;
  readonly bias: Float32Array;
  readonly output: Float32Array;
  readonly error: Float32Array;
  readonly #batch: number;
  readonly #pattern: PlainPattern | undefined;
  readonly #weightGradient: Float32Array;
  readonly #biasGradient: Float32Array;
  readonly #moments: readonly [Float32Array, Float32Array, Float32Array, Float32Array];

  constructor({ rows, columns, weights, bias, pattern }: PlainWeights, batch: number) {
    this.rows = rows;
    this.columns = columns;
    this.weights = weights.slice();
    this.bias = bias.slice();
    this.output = new Float32Array(rows * batch);
    this.error = new Float32Array(rows * batch);
    this.#batch = batch;
    this.#pattern = pattern && { ...pattern, transposed: transpose(pattern, columns) };
    const [n, m] = [weights.length, bias.length];
    this.#weightGradient = new Float32Array(n);
    this.#biasGradient = new Float32Array(m);
    this.#moments = [new Float32Array(n), new Float32Array(n), new Float32Array(m), new Float32Array(m)];
  }

  get bytes(): number {
    const trained = [this.weights, this.bias, this.#weightGradient, this.#biasGradient, ...this.#moments],
      structure = [this.#pattern, this.#pattern?.transposed].flatMap((p) =>
        p ? [p.rowPointers, p.columnIndices] : [],
      );
    if (this.#pattern) structure.push(this.#pattern.transposed.positions);
    return [...trained, ...structure].reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  forward(x: Float32Array): void {
    if (this.#pattern) sparseForward(this.#pattern, this.weights, this.bias, x, this.output, this.#batch);
    else denseForward(this.weights, this.bias, x, this.output, this.rows, this.columns, this.#batch);
  }

  backward(into: Float32Array): void {
    if (this.#pattern) sparseForward(this.#pattern.transposed, this.weights, undefined, this.error, into, this.#batch);
    else denseBackward(this.weights, this.error, into, this.rows, this.columns, this.#batch);
  }

  gradient(x: Float32Array): void {
    if (this.#pattern) sparseGradient(this.#pattern, this.error, x, this.#weightGradient, this.#batch);
    else denseGradient(this.error, x, this.#weightGradient, this.rows, this.columns, this.#batch);
    for (let i = 0, at = 0; i < this.rows; i++) {
      let sum = 0;
      for (let b = 0; b < this.#batch; b++, at++) sum += this.error[at]!;
      this.#biasGradient[i] = sum;
    }
  }

  update(adam: PlainAdam, correction1: number, correction2: number): void {
    const [m, v, biasM, biasV] = this.#moments;
    adamStep(adam, correction1, correction2, this.weights, this.#weightGradient, m, v);
    adamStep(adam, correction1, correction2, this.bias, this.#biasGradient, biasM, biasV);
  }
}

function rectify(x: Float32Array): void {
  for (let i = 0; i < x.length; i++) if (!(x[i]! > 0)) x[i] = 0;
}

/** (softmax(x) − onehot) / batch, column by column. */
function softmaxGradient(x: Float32Array, labels: Int32Array, error: Float32Array, batch: number): void {
  for (let b = 0; b < batch; b++) {
    let largest = Number.NEGATIVE_INFINITY,
      sum = 0;
    for (let i = b; i < x.length; i += batch) largest = Math.max(largest, x[i]!);
    for (let i = b; i < x.length; i += batch) sum += error[i] = exponential(x[i]! - largest);
    for (let i = b; i < x.length; i += batch) error[i]! /= sum * batch;
    error[labels[b]! * batch + b]! -= 1 / batch;
  }
}

/** eˣ for x ≤ 0 by halving and squaring: engines disagree on the last bit of their own. */
function exponential(x: number): number {
  if (x < -87) return 0;
  const r = x / 128;
  let e = 1 + r * (1 + (r / 2) * (1 + (r / 3) * (1 + (r / 4) * (1 + (r / 5) * (1 + r / 6)))));
  for (let i = 0; i < 7; i++) e *= e;
  return e;
}

function adamStep(
  { rate, beta1, beta2, epsilon }: PlainAdam,
  correction1: number,
  correction2: number,
  weights: Float32Array,
  gradient: Float32Array,
  m: Float32Array,
  v: Float32Array,
): void {
  for (let i = 0; i < weights.length; i++) {
    const g = gradient[i]!,
      first = beta1 * m[i]! + (1 - beta1) * g,
      second = beta2 * v[i]! + (1 - beta2) * g * g;
    m[i] = first;
    v[i] = second;
    weights[i]! -= (rate * (first / correction1)) / (Math.sqrt(second / correction2) + epsilon);
  }
}

/** The transposed pattern: for every column its rows, and where their values stand. */
function transpose({ rowPointers, columnIndices }: NonNullable<PlainWeights["pattern"]>, columns: number) {
  const pointers = new Int32Array(columns + 1),
    rowsOf = new Int32Array(columnIndices.length),
    positions = new Int32Array(columnIndices.length);
  for (const column of columnIndices) pointers[column + 1]!++;
  for (let column = 0; column < columns; column++) pointers[column + 1]! += pointers[column]!;
  const next = pointers.slice(0, columns);
  for (let row = 0; row + 1 < rowPointers.length; row++)
    for (let p = rowPointers[row]!; p < rowPointers[row + 1]!; p++) {
      const at = next[columnIndices[p]!]!++;
      rowsOf[at] = row;
      positions[at] = p;
    }
  return { rowPointers: pointers, columnIndices: rowsOf, positions };
}

import { matmul, matmulTransposeA, matmulTransposeB } from "./gemm.js";
import { errorDot, softmaxError, vectorCredit, vectorGate } from "./gevb.js";
import { type AdamOptions, adam } from "./optimizer.js";

export interface PlainVectorLayer {
  /** [units · components, inputs] in the first layer, [units, inputs below] above it. */
  readonly weights: Float32Array;
  /** [units, components] */
  readonly bias: Float32Array;
  /** Of the gate, [units, components]; none at the output unit. */
  readonly directions?: Float32Array | undefined;
  /** The weights' lower bound. */
  readonly minimum: number;
}

/**
 * A fully connected network of vector units, one output unit last, with softmax cross-entropy and Adam, in plain JavaScript:
 * the yardstick of the kernels. It takes the same short cuts as they do: no expanded input, and credit without components.
 */
export class PlainVectorNetwork {
  readonly layers: readonly Layer[];
  readonly #rule: "gevb" | "bp";
  readonly #batch: number;
  /** e, [components, batch] */
  readonly #error: Float32Array;
  readonly #adam: { -readonly [Key in keyof AdamOptions]: AdamOptions[Key] };
  #power1 = 1;
  #power2 = 1;

  /** Copies the layers. */
  constructor(
    layers: readonly PlainVectorLayer[],
    shape: { inputs: number; components: number; batch: number; rule: "gevb" | "bp" },
    hyperparameters: Pick<AdamOptions, "rate" | "beta1" | "beta2" | "epsilon">,
  ) {
    const { inputs, components, batch, rule } = shape;
    this.#rule = rule;
    this.#batch = batch;
    this.#error = new Float32Array(components * batch);
    this.#adam = { ...hyperparameters, correction1: 1, correction2: 1, minimum: -Infinity };
    const built: Layer[] = [];
    for (const layer of layers) built.push(new Layer(layer, built.at(-1)?.units, inputs, components, batch));
    this.layers = built;
  }

  /** One training step on inputs [features, batch] and their labels. */
  step(inputs: Float32Array, labels: Int32Array): void {
    const { layers } = this,
      output = layers.at(-1)!;
    let x = inputs;
    for (const layer of layers) {
      layer.forward(x);
      x = layer.activity;
    }
    softmaxError(output.activity, labels, this.#error, this.#batch);
    output.credit.fill(1);
    for (let l = layers.length - 2; l >= 0; l--)
      if (this.#rule === "gevb") layers[l]!.credit.set(layers[l]!.gates!);
      else layers[l]!.receive(layers[l + 1]!);
    for (const [l, layer] of layers.entries()) layer.gradient(layers[l - 1]?.activity ?? inputs, this.#error);
    this.#update();
  }

  #update(): void {
    const settings = this.#adam;
    settings.correction1 = 1 - (this.#power1 *= settings.beta1);
    settings.correction2 = 1 - (this.#power2 *= settings.beta2);
    for (const { weights, bias, slopes, biasSlopes, moments, minimum } of this.layers) {
      settings.minimum = minimum;
      adam(weights, slopes, moments[0]!, moments[1]!, settings);
      settings.minimum = -Infinity;
      adam(bias, biasSlopes, moments[2]!, moments[3]!, settings);
    }
  }
}

class Layer {
  readonly weights: Float32Array;
  readonly bias: Float32Array;
  readonly minimum: number;
  readonly units: number;
  /** [units, components, batch] */
  readonly activity: Float32Array;
  /** [units, batch], none at the output. */
  readonly gates: Float32Array | undefined;
  /** [units, batch] */
  readonly credit: Float32Array;
  readonly slopes: Float32Array;
  readonly biasSlopes: Float32Array;
  readonly moments: readonly Float32Array[];
  readonly #directions: Float32Array | undefined;
  readonly #columns: number;
  readonly #components: number;
  readonly #batch: number;
  /** In the first layer credit times error, of the activity's shape; above it the input dotted with the error. */
  readonly #work: Float32Array;
  readonly #first: boolean;

  constructor(
    { weights, bias, directions, minimum }: PlainVectorLayer,
    below: number | undefined,
    inputs: number,
    components: number,
    batch: number,
  ) {
    const units = bias.length / components;
    this.weights = weights.slice();
    this.bias = bias.slice();
    this.minimum = minimum;
    this.units = units;
    this.activity = new Float32Array(units * components * batch);
    this.gates = directions && new Float32Array(units * batch);
    this.credit = new Float32Array(units * batch);
    this.slopes = new Float32Array(weights.length);
    this.biasSlopes = new Float32Array(bias.length);
    this.moments = [weights, weights, bias, bias].map(({ length }) => new Float32Array(length));
    this.#directions = directions?.slice();
    this.#columns = below ?? inputs;
    this.#components = components;
    this.#batch = batch;
    this.#first = below === undefined;
    this.#work = new Float32Array(below === undefined ? this.activity.length : below * batch);
  }

  forward(x: Float32Array): void {
    const { units, weights, bias, activity, gates } = this,
      components = this.#components,
      batch = this.#batch;
    if (this.#first) matmul(units * components, batch, this.#columns, weights, x, activity);
    else matmul(units, components * batch, this.#columns, weights, x, activity);
    if (gates) vectorGate(this.#directions!, bias, activity, gates, components, batch);
    else for (let i = 0; i < activity.length; i++) activity[i]! += bias[Math.floor(i / batch)]!;
  }

  /** Credit from the layer above, through the gates. */
  receive(above: Layer): void {
    const { credit, gates, units } = this;
    matmulTransposeA(units, this.#batch, above.units, above.weights, above.credit, credit);
    for (let i = 0; i < credit.length; i++) credit[i]! *= gates![i]!;
  }

  gradient(x: Float32Array, error: Float32Array): void {
    const { units, credit, slopes } = this,
      work = this.#work,
      columns = this.#columns,
      components = this.#components,
      batch = this.#batch;
    matmulTransposeB(units, components, batch, credit, error, this.biasSlopes);
    if (this.#first) {
      vectorCredit(credit, error, work, batch);
      matmulTransposeB(units * components, columns, batch, work, x, slopes);
    } else {
      errorDot(x, error, work, batch);
      matmulTransposeB(units, columns, batch, credit, work, slopes);
    }
  }
}

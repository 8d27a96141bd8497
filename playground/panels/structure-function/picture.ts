import { type Arena, Tape } from "neurite";
import type { ModularNetwork } from "neurite/models/functional-modularity";
import { imageSize, type Pairs } from "./pairs.js";

/** What can be seen of a network at one moment, for one pair of digits; units of module 0 come first. */
export interface Picture {
  readonly units: number;
  /** Which test pair. */
  readonly example: number;
  /** Weights [2N, 2N], a row per postsynaptic unit; NaN where there is no connection. */
  readonly weights: Float32Array<ArrayBuffer>;
  /** States after the last step, [2N], each from −1 to 1. */
  readonly states: Float32Array<ArrayBuffer>;
  /** The pair's images side by side, [2, 28, 28], 0 to 255. */
  readonly images: Uint8Array<ArrayBuffer>;
  readonly digits: readonly [number, number];
  /** What was asked for and what the network answers. */
  readonly target: number;
  readonly answer: number;
  /** The module whose answer won. */
  readonly winner: number;
}

/** A network bound to one example: pictures allocate nothing in WebAssembly memory. */
export class Camera {
  readonly #network: ModularNetwork;
  readonly #pairs: Pairs;
  readonly #tape: Tape;
  readonly #record;

  constructor(arena: Arena, network: ModularNetwork, pairs: Pairs) {
    this.#network = network;
    this.#pairs = pairs;
    this.#tape = new Tape(arena, { gradients: false });
    const x = this.#tape.input([network.inputs, 1]),
      unrolled = network.unroll(x);
    this.#record = { x, unrolled, decision: unrolled.decision() };
  }

  /** @param example number of a test pair; they go round */
  picture(example: number): Picture {
    const { dataset, digits } = this.#pairs.test,
      row = example % dataset.size,
      { units } = this.#network.architecture,
      { x, unrolled, decision } = this.#record,
      images = Uint8Array.from(dataset.inputs.subarray(row * 2 * imageSize, (row + 1) * 2 * imageSize));
    x.value.data.set(Float32Array.from(images, (byte) => byte * dataset.scale + dataset.offset));
    this.#tape.forward();
    const states = new Float32Array(2 * units);
    for (const [n, { value }] of unrolled.states.at(-1)!.entries()) states.set(value.data, n * units);
    const scores = decision.output.value.data;
    return {
      units,
      example: row,
      weights: recurrentWeights(this.#network),
      states,
      images,
      digits: [digits[0][row]!, digits[1][row]!],
      target: dataset.labels![row]!,
      answer: scores.indexOf(Math.max(...scores)),
      winner: decision.winner.data[0]!,
    };
  }
}

/** All recurrent weights in one matrix, [2N, 2N]; NaN where there is no connection. */
function recurrentWeights({ architecture, modules, connections }: ModularNetwork): Float32Array<ArrayBuffer> {
  const { units } = architecture,
    size = 2 * units,
    weights = new Float32Array(size * size).fill(Number.NaN);
  for (const [n, { recurrent }] of modules.entries())
    for (let row = 0; row < units; row++)
      weights.set(recurrent.value.data.subarray(row * units, (row + 1) * units), (n * units + row) * size + n * units);
  for (const { from, to, matrix } of connections) {
    const { rowPointers, columnIndices } = matrix.pattern(),
      values = matrix.values.data;
    for (let row = 0; row < units; row++)
      for (let p = rowPointers[row]!; p < rowPointers[row + 1]!; p++)
        weights[(to * units + row) * size + from * units + columnIndices[p]!] = values[p]!;
  }
  return weights;
}

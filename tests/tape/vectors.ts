import { softmaxCrossEntropy } from "../../src/tape/losses.js";
import { Parameter } from "../../src/tape/parameter.js";
import { Tape } from "../../src/tape/tape.js";
import type { Variable } from "../../src/tape/variable.js";
import { vectorGate } from "../../src/tape/vector-gate.js";
import { vectorLinear } from "../../src/tape/vector-linear.js";
import { vectorOutput } from "../../src/tape/vector-output.js";
import type { VectorVariable } from "../../src/tape/vector-variable.js";
import { Tensor } from "../../src/tensor/tensor.js";
import type { Arena } from "../../src/wasm/arena.js";
import type { VectorLayer } from "../reference/gevb.js";

/** Layers of vector units as parameters of a tape. */
export interface VectorParameters {
  readonly weights: Parameter;
  readonly bias: Parameter;
  readonly directions: Tensor | undefined;
}

/** Parameters with the values of these layers, the first of which stands above `inputs` scalars. */
export function parametersOf(
  arena: Arena,
  layers: readonly VectorLayer[],
  components: number,
  inputs: number,
): VectorParameters[] {
  return layers.map(({ units, weights, bias, directions }, l) => {
    const shape = l === 0 ? [units, components, inputs] : [units, layers[l - 1]!.units];
    return {
      weights: new Parameter(`w${l + 1}`, Tensor.from(arena, shape, weights)),
      bias: new Parameter(`b${l + 1}`, Tensor.from(arena, [units, components], bias)),
      directions: directions && Tensor.from(arena, [units, components], directions),
    };
  });
}

/** Records such layers; also gives every layer's preactivation and activity, which share their values. */
export function recordVectors(x: Variable, parameters: readonly VectorParameters[]) {
  const h: VectorVariable[] = [],
    z: VectorVariable[] = [];
  let below = x;
  for (const { weights, bias, directions } of parameters) {
    const preactivation = vectorLinear(below, weights, bias);
    h.push(preactivation);
    z.push(directions ? vectorGate(preactivation, directions) : preactivation);
    below = z.at(-1)!;
  }
  return { h, z, y: vectorOutput(below) };
}

/** A vector network small enough to follow by hand: K = 2, sizes 2 → 3 → 2 → 1, x = (1, 2), label 0, no bias. */
export const handLayers: readonly VectorLayer[] = [
  {
    units: 3,
    // a unit's row: the weights of component 0, then those of component 1
    weights: [0.5, 0.25, -0.5, 0.5, -1, 0.5, 0.5, 0.25, 0.25, -0.5, 1, -0.25],
    bias: new Array(6).fill(0),
    directions: [1, 1, 1, -1, -1, 1],
  },
  { units: 2, weights: [0.5, 0.2, 0.4, 0.1, 0.3, 0.8], bias: new Array(4).fill(0), directions: [1, 1, -1, 1] },
  { units: 1, weights: [0.6, 0.3], bias: [0, 0] },
];

/** That network on a tape, above its loss; further examples of the batch repeat the first. */
export function handVectorNetwork(arena: Arena, batch = 1) {
  const tape = new Tape(arena),
    parameters = parametersOf(arena, handLayers, 2, 2),
    x = tape.input([2, batch]);
  x.value.data.fill(1, 0, batch).fill(2, batch);
  const recorded = recordVectors(x, parameters),
    loss = softmaxCrossEntropy(recorded.y, new Tensor(arena, [batch], "i32"));
  return { tape, x, parameters, ...recorded, loss };
}

/** e of the hand network, ± this number, to ten digits. */
const e = 0.6070669883;

/** What the specification sheet gives for the hand network, the gradients in the order w1, w2, w3. */
export const handNumbers = {
  loss: 0.9341161348,
  outputs: [-0.03, 0.405],
  error: [-e, e],
  activity: [
    [1, 0.5, 0, 0, -0.75, 0.5], // the second unit was (0, 1) before its gate
    [0.2, 0.45, -0.5, 0.45],
  ],
  dots: [
    [-0.303533494, 0, 0.758833735],
    [0.151766747, 0.576713639],
  ],
  credit: [
    [0.33, 0, 0.48],
    [0.6, 0.3],
  ],
  bp: [
    [-0.200332106, -0.400664212, 0.200332106, 0.400664212, 0, 0, 0, 0].concat([
      -0.291392154, -0.582784309, 0.291392154, 0.582784309,
    ]),
    [-0.182120096, 0, 0.455300241, -0.091060048, 0, 0.227650121],
    [0.151766747, 0.576713639],
  ],
  gevb: [
    [-e, -2 * e, e, 2 * e, 0, 0, 0, 0, -e, -2 * e, e, 2 * e],
    [-0.303533494, 0, 0.758833735, -0.303533494, 0, 0.758833735],
    [0.151766747, 0.576713639],
  ],
  /** Of the gradients of w1 and w2 by the two rules. */
  cosines: [0.983282, 0.948683],
};

/** Whether two arrays agree to 1e-6, the precision of the sheet. */
export const agree = (actual: ArrayLike<number>, expected: ArrayLike<number>): boolean =>
  actual.length === expected.length && Array.from(actual).every((value, i) => Math.abs(value - expected[i]!) < 1e-6);

export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const product = (x: ArrayLike<number>, y: ArrayLike<number>) =>
    Array.from(x).reduce((sum, value, i) => sum + value * y[i]!, 0);
  return product(a, b) / Math.sqrt(product(a, a) * product(b, b));
}

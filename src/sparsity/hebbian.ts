import { matmulTransposeB } from "../ops/gemm.js";
import { sampledMatmul } from "../ops/sparse.js";
import { Tensor } from "../tensor/tensor.js";
import { type CriterionSite, examplesIn, expectScalarUses, type Scores } from "./criterion.js";
import type { Wired } from "./wired.js";

/** How much the activities of the units that a connection joins, or would join, agree; signs count. */
export interface HebbianScores extends Scores {
  /** Takes the norms of a layer's activities: to be called when they have changed, before scores are written. */
  measure(layer: Wired): void;
  /** Those of the connections alone, [nnz]. */
  writeConnected(layer: Wired, into: Tensor): void;
}

/**
 * The cosine of the activities of two units over the current batch, and over all time steps at which the matrix is used:
 *   C[i,j] = Σ_n post_i(n) · pre_j(n) / ((‖post_i‖ + 1e-8)(‖pre_j‖ + 1e-8))
 * No mean is subtracted, so between rectified units it is never negative.
 * @param blockRows most rows that are written at once
 * @throws {UnsupportedError} unless every matrix joins scalar units
 * Source: Konstantaropoulos, Smirnakis & Papadopouli 2025, arXiv:2508.14140.
 */
export function bindHebbian({ arena, tape, layers }: CriterionSite, blockRows: number): HebbianScores {
  expectScalarUses("hebbian", layers);
  const examples = examplesIn(tape),
    most = (size: (layer: Wired) => number) => Math.max(...layers.map(size)),
    batch = most(({ uses }) => Math.max(...uses.map(({ input }) => input.value.shape[1]!))),
    post = new Tensor(arena, [batch * (blockRows || most(({ matrix }) => matrix.rows))]),
    pre = new Tensor(arena, [batch * most(({ matrix }) => matrix.columns)]);
  let postFactors = new Float64Array(),
    preFactors = new Float64Array();

  /** Calls for every use with rows of both activities divided by their norms, and 0 where there is no example. */
  const normalised = (
    { uses, matrix }: Wired,
    first: number,
    count: number,
    work: (post: Tensor, pre: Tensor, accumulate: boolean) => void,
  ) => {
    for (const [u, { activity, input }] of uses.entries()) {
      const columns = input.value.shape[1]!,
        used = Math.min(columns, examples()),
        a = new Tensor(arena, [count, columns], "f32", post),
        b = new Tensor(arena, [matrix.columns, columns], "f32", pre);
      scaleRows(activity.value.rows(first, count), postFactors.subarray(first), used, a);
      scaleRows(input.value, preFactors, used, b);
      work(a, b, u > 0);
    }
  };
  return {
    magnitude: false,
    measure({ matrix, uses }) {
      const values = (name: "activity" | "input") => uses.map((use) => use[name].value);
      postFactors = inverseNorms(values("activity"), matrix.rows, examples());
      preFactors = inverseNorms(values("input"), matrix.columns, examples());
    },
    write(layer, first, into) {
      normalised(layer, first, into.shape[0]!, (a, b, accumulate) => void matmulTransposeB(a, b, into, accumulate));
    },
    writeConnected(layer, into) {
      const { matrix } = layer;
      normalised(layer, 0, matrix.rows, (a, b, accumulate) => void sampledMatmul(matrix, a, b, into, accumulate));
    },
  };
}

/** 1 / (norm + 1e-8) of every unit's activity in all of the matrices, [units, batch], together. */
function inverseNorms(activities: readonly Tensor[], units: number, examples: number): Float64Array<ArrayBuffer> {
  const squares = new Float64Array(units);
  for (const { data, shape } of activities) {
    const batch = shape[1]!;
    for (let unit = 0; unit < units; unit++)
      for (let b = 0; b < batch && b < examples; b++) squares[unit]! += data[unit * batch + b]! ** 2;
  }
  return squares.map((square) => 1 / (Math.sqrt(square) + 1e-8));
}

/** y[i,b] = factors[i] · x[i,b] for b < used, else 0. */
function scaleRows(x: Tensor, factors: Float64Array, used: number, y: Tensor): void {
  const [rows = 0, batch = 0] = x.shape,
    from = x.data,
    to = y.data;
  for (let i = 0, at = 0; i < rows; i++)
    for (let b = 0; b < batch; b++, at++) to[at] = b < used ? factors[i]! * from[at]! : 0;
}

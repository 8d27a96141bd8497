import { copy } from "../ops/elementwise.js";
import type { Random } from "../random.js";
import type { Tensor } from "../tensor/tensor.js";
import type { Least } from "./least.js";
import { sampleWithoutReplacement } from "./sample.js";
import type { Wired } from "./wired.js";

/**
 * Which connections go first.
 *   `magnitude`: those of least |w|
 *   `lamp`: those of least w² / Σ v² over the connections of their matrix that are not smaller, so that every matrix keeps its
 *     largest; within one matrix the order is that of magnitude. Source: Lee et al. 2021, arXiv:2010.07611
 *   `random`: any, each equally likely
 *   a function: those of least |score|. It writes all scores of a matrix, [nnz], as `multiply(layer.weights.value,
 *     layer.weights.gradient, scores)` does for the first-order change of the loss
 */
export type PruningCriterion = "magnitude" | "lamp" | "random" | ((layer: Wired, scores: Tensor) => void);

/**
 * Picks k of the connections of some matrices, numbered through from the first one's first, or of the candidates among these.
 * @returns their numbers, ascending
 */
export type Picker = (k: number, candidates?: Int32Array) => Int32Array;

/** @param least room for all connections of the layers, which its scores are written to */
export function pickerFor(layers: readonly Wired[], by: PruningCriterion, random: Random, least: Least): Picker {
  if (by === "random")
    return (k, candidates) => {
      const ranks = sampleWithoutReplacement(random, candidates?.length ?? connectionsOf(layers), k);
      return Int32Array.from(ranks, (rank) => (candidates ? candidates[rank]! : rank));
    };
  return (k, candidates) => {
    writeScores(layers, by, least.scores);
    if (!candidates) return least.find(connectionsOf(layers), k);
    const scores = least.scores.data.slice();
    return leastOf(candidates, (number) => scores[number]!, k, least);
  };
}

/** The k candidates of least |score|, ascending; of equals the last. */
export function leastOf(
  candidates: Int32Array,
  scoreOf: (candidate: number) => number,
  k: number,
  least: Least,
): Int32Array {
  const scores = least.scores.data;
  for (let i = 0; i < candidates.length; i++) scores[i] = scoreOf(candidates[i]!);
  return least.find(candidates.length, k).map((i) => candidates[i]!);
}

/** Connections of all of them together. */
export const connectionsOf = (layers: readonly Wired[]): number =>
  layers.reduce((sum, { matrix }) => sum + matrix.nnz, 0);

function writeScores(layers: readonly Wired[], by: Exclude<PruningCriterion, "random">, scores: Tensor): void {
  let first = 0;
  for (const layer of layers) {
    const { values, nnz } = layer.matrix,
      own = scores.rows(first, nnz);
    if (by === "magnitude") copy(values, own);
    else if (by === "lamp") lampScores(values.data, own.data);
    else by(layer, own);
    first += nnz;
  }
}

/** Of equals the last counts as the smallest, as everywhere. O(n log n). */
function lampScores(weights: Float32Array, scores: Float32Array): void {
  const sorted = weights.map(Math.abs).sort(),
    sums = new Float64Array(sorted.length + 1),
    equalsSeen = new Uint32Array(sorted.length);
  for (let rank = sorted.length - 1; rank >= 0; rank--) sums[rank] = sums[rank + 1]! + sorted[rank]! ** 2;
  for (let place = weights.length - 1; place >= 0; place--) {
    const square = weights[place]! ** 2,
      first = firstFrom(sorted, Math.abs(weights[place]!));
    scores[place] = square === 0 ? 0 : square / sums[first + equalsSeen[first]!++]!;
  }
}

/** The first of ascending numbers that is not below `value`. */
function firstFrom(sorted: Float32Array, value: number): number {
  let from = 0,
    to = sorted.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (sorted[middle]! < value) from = middle + 1;
    else to = middle;
  }
  return from;
}

import { ArgumentError } from "../errors.js";
import { fillNormal } from "../ops/random.js";
import type { Random } from "../random.js";
import type { Pattern } from "../tensor/pattern.js";
import type { Tensor } from "../tensor/tensor.js";
import { fillOnOff, fillSparseOnOff } from "./on-off.js";

/**
 * Weights drawn from N(0, variance):
 * - `he` 2/fanIn, for rectifiers (He et al. 2015, arXiv:1502.01852);
 * - `lecun` 1/fanIn, for tanh and linear units;
 * - `glorot` 2/(fanIn + fanOut) (Glorot & Bengio 2010);
 * - a number: that standard deviation;
 * - `onOff` pairs of units 2i and 2i + 1 that are each other's opposites (Clark, Abbott & Chung 2021, arXiv:2106.04089).
 *   In a network's first layer, R ~ N(0, 1/fanIn) and −R. Above it, where inputs are such pairs too, all weights are
 *   nonnegative: with R ~ N(0, 4/fanIn) from input pair to unit pair, max(R, 0) from equal to equal and max(−R, 0) from
 *   opposite to opposite. Half of them are 0. A single unit has the first half of a pair's weights. Sparse layers draw
 *   their connections between pairs then; see `Wiring`.
 * Fans count the weights that exist: in a sparse layer they are those of its pattern.
 */
export type Initialisation = "he" | "lecun" | "glorot" | "onOff" | number;

/** What an initialisation needs to know of a layer. */
export interface Fan {
  /** Outputs, or units of vectors: their weights follow one another, those of an input pair side by side. */
  readonly rows: number;
  /** Weights of an output, and of an input, on average. */
  readonly fanIn: number;
  readonly fanOut: number;
  /** Whether the inputs are the network's. */
  readonly first: boolean;
  readonly random: Random;
  /** Where stored weights lie; left out for dense ones. */
  readonly pattern?: Pattern;
}

/**
 * Fills the weights of a layer.
 * @throws {ArgumentError} for an unknown scheme, or an odd width or sparse weights where pairs are wanted
 */
export function initialise(
  weights: Tensor,
  initialisation: Initialisation,
  { rows, fanIn, fanOut, first, random, pattern }: Fan,
): void {
  if (initialisation === "onOff" && pattern) fillSparseOnOff(weights, rows, { pattern, fanIn, first, random });
  else if (initialisation === "onOff") fillOnOff(weights, rows, { fanIn, first, random });
  else fillNormal(random, weights, 0, standardDeviation(initialisation, Math.max(1, fanIn), Math.max(1, fanOut)));
}

function standardDeviation(initialisation: Initialisation, fanIn: number, fanOut: number): number {
  if (typeof initialisation === "number" && initialisation >= 0 && Number.isFinite(initialisation))
    return initialisation;
  switch (initialisation) {
    case "he":
      return Math.sqrt(2 / fanIn);
    case "lecun":
      return Math.sqrt(1 / fanIn);
    case "glorot":
      return Math.sqrt(2 / (fanIn + fanOut));
    default:
      throw new ArgumentError(
        "initialise",
        "initialisation",
        initialisation,
        '"he", "lecun", "glorot", "onOff" or a standard deviation ≥ 0',
      );
  }
}

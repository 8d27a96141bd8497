import { ArgumentError } from "../errors.js";
import { fillNormal } from "../ops/random.js";
import type { Random } from "../tensor/random.js";
import type { Tensor } from "../tensor/tensor.js";

/**
 * Weights drawn from N(0, variance):
 * - `he` 2/fanIn, for rectifiers (He et al. 2015, arXiv:1502.01852);
 * - `lecun` 1/fanIn, for tanh and linear units;
 * - `glorot` 2/(fanIn + fanOut) (Glorot & Bengio 2010);
 * - a number: that standard deviation.
 * Fans count the weights that exist: in a sparse layer they are those of its pattern.
 */
export type Initialisation = "he" | "lecun" | "glorot" | number;

/**
 * Fills the weights of a layer in which an output has `fanIn` and an input `fanOut` weights on average.
 * @throws {ArgumentError} for an unknown scheme
 */
export function initialise(
  weights: Tensor,
  initialisation: Initialisation,
  { fanIn, fanOut, random }: { fanIn: number; fanOut: number; random: Random },
): void {
  fillNormal(random, weights, 0, standardDeviation(initialisation, Math.max(1, fanIn), Math.max(1, fanOut)));
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
        '"he", "lecun", "glorot" or a standard deviation ≥ 0',
      );
  }
}

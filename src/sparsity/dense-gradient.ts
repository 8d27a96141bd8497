import { matmulTransposeB } from "../ops/gemm.js";
import { type CriterionSite, expectScalarUses, type Scores } from "./criterion.js";

/**
 * The gradient that a dense matrix would have in this batch, ∂loss/∂W = Σ error · inputᵀ over the matrix's uses; its size
 * counts.
 * @throws {UnsupportedError} unless every matrix joins scalar units
 */
export function denseGradient({ layers }: CriterionSite): Scores {
  expectScalarUses("gradient", layers);
  return {
    magnitude: true,
    write({ uses }, first, into) {
      for (const [u, { input, output }] of uses.entries())
        matmulTransposeB(output.gradient!.rows(first, into.shape[0]!), input.value, into, u > 0);
    },
  };
}

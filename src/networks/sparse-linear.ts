import { sparseLinear } from "../tape/sparse-linear.js";
import { CsrMatrix } from "../tensor/csr.js";
import type { BoundLayer, Layer, Site } from "./layer.js";
import { biasOf, expectUnits, type WeightLayerOptions, weightsOf } from "./options.js";
import { patternOf, type Wiring } from "./wiring.js";

/** Sparse layer, y = W·x + b: weights exist, and are trained, only where the pattern has a connection. */
export class SparseLinear implements Layer {
  readonly name = "sparseLinear";
  readonly units: number;
  readonly options: WeightLayerOptions & Wiring;

  /** @throws {ArgumentError} unless units is a positive integer */
  constructor(units: number, options: WeightLayerOptions & Wiring = {}) {
    expectUnits("SparseLinear", units);
    this.units = units;
    this.options = options;
  }

  /** Draws the wiring, then the weights. @throws {ShapeError} {ArgumentError} when the pattern does not fit the site */
  bind(site: Site): BoundLayer & { readonly matrix: CsrMatrix } {
    const pattern = patternOf("SparseLinear", this.options, this.units, site),
      matrix = CsrMatrix.from(site.arena, pattern);
    const fan = { rows: this.units, fanIn: matrix.nnz / this.units, fanOut: matrix.nnz / site.features, pattern },
      weights = weightsOf(site, matrix.values, "he", this.options, fan),
      bias = biasOf(site, this.units, this.options);
    return {
      features: this.units,
      matrix,
      parameters: bias ? [weights, bias] : [weights],
      record: (x) => sparseLinear(x, matrix, weights, bias),
    };
  }
}

import { blockPattern } from "../sparsity/blocks.js";
import { sparseVectorLinear } from "../tape/sparse-vector-linear.js";
import { CsrMatrix } from "../tensor/csr.js";
import type { BoundLayer, Layer, Site } from "./layer.js";
import { biasOf, expectUnits, weightsOf } from "./options.js";
import { componentsOf, type VectorLayerOptions } from "./vector-options.js";
import { patternOf, type Wiring } from "./wiring.js";

/**
 * Sparse layer of vector units, h[u,k] = Σ_j W[u,j] z[j,k] + b[u,k]: weights exist, and are trained, only where the pattern
 * has a connection. A VectorGate follows it. Weights are drawn by `lecun` above scalars, else by `he`, when the options say
 * nothing; fans count the pattern's connections.
 *
 * The pattern is [units, inputs] everywhere. Above scalar units, where the layer starts the vectors, a connection has a weight
 * of its own for every component: `matrix` is [units · components, inputs], and its rows u · components + k are the pattern's
 * row u. For wiring that differs among components there is the tape's `sparseVectorLinear`.
 * Source: Clark, Abbott & Chung 2021, arXiv:2106.04089; sparse weights are not in the paper.
 */
export class SparseVectorLinear implements Layer {
  readonly name = "sparseVectorLinear";
  readonly units: number;
  readonly options: VectorLayerOptions & Wiring;

  /** @throws {ArgumentError} unless units is a positive integer */
  constructor(units: number, options: VectorLayerOptions & Wiring = {}) {
    expectUnits("SparseVectorLinear", units);
    this.units = units;
    this.options = options;
  }

  /**
   * Draws the wiring, then the weights.
   * @throws {ShapeError} {ArgumentError} when the pattern does not fit the site
   * @throws {ArgumentError} when `components` is missing above scalar units, or is not what comes in
   */
  bind(site: Site): BoundLayer & { readonly matrix: CsrMatrix } {
    const { units, options } = this,
      { arena, features } = site,
      components = componentsOf("SparseVectorLinear", site, options),
      starts = site.components === undefined;
    const connections = patternOf("SparseVectorLinear", options, units, site),
      pattern = starts ? blockPattern(connections, { rows: components, columns: 1 }) : connections,
      matrix = CsrMatrix.from(arena, pattern);
    const { length } = connections.columnIndices,
      fan = { rows: units, fanIn: length / units, fanOut: length / features, pattern },
      weights = weightsOf(site, matrix.values, starts ? "lecun" : "he", options, fan),
      bias = biasOf(site, [units, components], options);
    return {
      features: units,
      components,
      matrix,
      parameters: bias ? [weights, bias] : [weights],
      record: (x) => sparseVectorLinear(x, matrix, weights, bias, components),
    };
  }
}

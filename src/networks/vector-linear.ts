import { vectorLinear } from "../tape/vector-linear.js";
import { Tensor } from "../tensor/tensor.js";
import type { BoundLayer, Layer, Site } from "./layer.js";
import { biasOf, expectUnits, weightsOf } from "./options.js";
import { componentsOf, type VectorLayerOptions } from "./vector-options.js";

/**
 * Fully connected layer of vector units, h[u,k] = Σ_j W[u,j] z[j,k] + b[u,k]. Above scalar units, as the first layer of a
 * network, it starts the vectors and has weights of its own for every component, W [units, components, inputs].
 * A VectorGate follows it. Weights are drawn by `lecun` above scalars, else by `he`, when the options say nothing.
 * Source: Clark, Abbott & Chung 2021, arXiv:2106.04089.
 */
export class VectorLinear implements Layer {
  readonly name: string = "vectorLinear";
  readonly units: number;
  readonly options: VectorLayerOptions;

  /** @throws {ArgumentError} unless units is a positive integer */
  constructor(units: number, options: VectorLayerOptions = {}) {
    expectUnits("VectorLinear", units);
    this.units = units;
    this.options = options;
  }

  /** @throws {ArgumentError} when `components` is missing above scalar units, or is not what comes in */
  bind(site: Site): BoundLayer {
    const { units, options } = this,
      { features, arena } = site,
      components = componentsOf("VectorLinear", site, options),
      starts = site.components === undefined;
    const value = new Tensor(arena, starts ? [units, components, features] : [units, features]),
      fan = { rows: units, fanIn: features, fanOut: units },
      weights = weightsOf(site, value, starts ? "lecun" : "he", options, fan),
      bias = biasOf(site, [units, components], options);
    return {
      features: units,
      components,
      parameters: bias ? [weights, bias] : [weights],
      record: (x) => vectorLinear(x, weights, bias),
    };
  }
}

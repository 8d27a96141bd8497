import { linear } from "../tape/linear.js";
import { Tensor } from "../tensor/tensor.js";
import type { BoundLayer, Layer, Site } from "./layer.js";
import { biasOf, expectUnits, type WeightLayerOptions, weightsOf } from "./options.js";

/** Fully connected layer, y = W·x + b, with W [units, inputs]. */
export class Dense implements Layer {
  readonly name = "dense";
  readonly units: number;
  readonly options: WeightLayerOptions;

  /** @throws {ArgumentError} unless units is a positive integer */
  constructor(units: number, options: WeightLayerOptions = {}) {
    expectUnits("Dense", units);
    this.units = units;
    this.options = options;
  }

  bind(site: Site): BoundLayer {
    const value = new Tensor(site.arena, [this.units, site.features]);
    const fan = { rows: this.units, fanIn: site.features, fanOut: this.units },
      weights = weightsOf(site, value, "he", this.options, fan),
      bias = biasOf(site, this.units, this.options);
    return {
      features: this.units,
      parameters: bias ? [weights, bias] : [weights],
      record: (x) => linear(x, weights, bias),
    };
  }
}

import { applyMask } from "../ops/masked.js";
import { expectZeroAllowed, maskedLinear } from "../tape/masked-linear.js";
import { Mask } from "../tensor/mask.js";
import { Tensor } from "../tensor/tensor.js";
import type { BoundLayer, Layer, Site } from "./layer.js";
import { biasOf, expectUnits, type WeightLayerOptions, weightsOf } from "./options.js";
import { patternOf, type Wiring } from "./wiring.js";

/** Sparse layer in dense storage, y = (M ⊙ W)·x + b: the arithmetic of a dense layer, with weights outside the mask held at 0. */
export class MaskedLinear implements Layer {
  readonly name = "maskedLinear";
  readonly units: number;
  readonly options: WeightLayerOptions & Wiring;

  /** @throws {ArgumentError} unless units is a positive integer and the weights' allowed range holds 0 */
  constructor(units: number, options: WeightLayerOptions & Wiring = {}) {
    expectUnits("MaskedLinear", units);
    expectZeroAllowed("MaskedLinear", options);
    this.units = units;
    this.options = options;
  }

  /** Draws the wiring, then the weights. @throws {ShapeError} {ArgumentError} when the pattern does not fit the site */
  bind(site: Site): BoundLayer & { readonly mask: Mask } {
    const { units } = this,
      { features } = site;
    const mask = Mask.from(site.arena, patternOf("MaskedLinear", this.options, units, site));
    const value = new Tensor(site.arena, [units, features]);
    const fan = { rows: units, fanIn: mask.count / units, fanOut: mask.count / features },
      weights = weightsOf(site, value, "he", this.options, fan),
      bias = biasOf(site, units, this.options);
    applyMask(mask, value);
    return {
      features: units,
      mask,
      parameters: bias ? [weights, bias] : [weights],
      record: (x) => maskedLinear(x, weights, mask, bias),
    };
  }
}

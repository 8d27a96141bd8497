import { bindVectorConvolution, type VectorConvolutionOptions } from "./convolution.js";
import type { BoundLayer, Layer, Site } from "./layer.js";
import { expectUnits } from "./options.js";

/**
 * Locally connected layer of vector units: as VectorConv2d, with weights and biases of its own at every position.
 * Source: Clark, Abbott & Chung 2021, arXiv:2106.04089.
 */
export class VectorLocal2d implements Layer {
  readonly name = "vectorLocal2d";
  readonly units: number;
  readonly options: VectorConvolutionOptions;

  /** @param units channels that go out    @throws {ArgumentError} unless units is a positive integer */
  constructor(units: number, options: VectorConvolutionOptions) {
    expectUnits("VectorLocal2d", units);
    this.units = units;
    this.options = options;
  }

  /** @throws {ArgumentError} when what comes in is no image, the window does not fit it, or `components` is missing */
  bind(site: Site): BoundLayer {
    return bindVectorConvolution("VectorLocal2d", site, { units: this.units, options: this.options, local: true });
  }
}

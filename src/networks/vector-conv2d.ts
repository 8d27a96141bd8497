import { bindVectorConvolution, type VectorConvolutionOptions } from "./convolution.js";
import type { BoundLayer, Layer, Site } from "./layer.js";
import { expectUnits } from "./options.js";

/**
 * Convolution between channel-last images of vector units, one weight for all K components. Above scalar images, as the first
 * layer of a network, it starts the vectors, with weights of its own for every component. A VectorGate follows it.
 * Source: Clark, Abbott & Chung 2021, arXiv:2106.04089.
 */
export class VectorConv2d implements Layer {
  readonly name = "vectorConv2d";
  readonly units: number;
  readonly options: VectorConvolutionOptions;

  /** @param units channels that go out    @throws {ArgumentError} unless units is a positive integer */
  constructor(units: number, options: VectorConvolutionOptions) {
    expectUnits("VectorConv2d", units);
    this.units = units;
    this.options = options;
  }

  /** @throws {ArgumentError} when what comes in is no image, the window does not fit it, or `components` is missing */
  bind(site: Site): BoundLayer {
    return bindVectorConvolution("VectorConv2d", site, { units: this.units, options: this.options, local: false });
  }
}

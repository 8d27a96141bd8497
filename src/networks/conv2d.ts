import { bindConvolution, type ConvolutionOptions } from "./convolution.js";
import type { BoundLayer, Layer, Site } from "./layer.js";
import { expectUnits } from "./options.js";

/**
 * Convolution of channel-last images, W [units, kernelSize, kernelSize, channels], bias [units].
 */
export class Conv2d implements Layer {
  readonly name = "conv2d";
  readonly units: number;
  readonly options: ConvolutionOptions;

  /** @param units channels that go out    @throws {ArgumentError} unless units is a positive integer */
  constructor(units: number, options: ConvolutionOptions) {
    expectUnits("Conv2d", units);
    this.units = units;
    this.options = options;
  }

  /** @throws {ArgumentError} when what comes in is no image, or the window does not fit it */
  bind(site: Site): BoundLayer {
    return bindConvolution("Conv2d", site, { units: this.units, options: this.options, local: false });
  }
}

import { bindConvolution, type ConvolutionOptions } from "./convolution.js";
import type { BoundLayer, Layer, Site } from "./layer.js";
import { expectUnits } from "./options.js";

/**
 * Locally connected layer on channel-last images: weights and biases of its own at every position, W [outHeight · outWidth,
 * units, kernelSize, kernelSize, channels], bias [outHeight · outWidth · units].
 */
export class Local2d implements Layer {
  readonly name = "local2d";
  readonly units: number;
  readonly options: ConvolutionOptions;

  /** @param units channels that go out    @throws {ArgumentError} unless units is a positive integer */
  constructor(units: number, options: ConvolutionOptions) {
    expectUnits("Local2d", units);
    this.units = units;
    this.options = options;
  }

  /** @throws {ArgumentError} when what comes in is no image, or the window does not fit it */
  bind(site: Site): BoundLayer {
    return bindConvolution("Local2d", site, { units: this.units, options: this.options, local: true });
  }
}

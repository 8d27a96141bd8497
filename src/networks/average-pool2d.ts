import { ArgumentError } from "../errors.js";
import { averagePool2d } from "../tape/average-pool2d.js";
import type { BoundLayer, Layer, Site } from "./layer.js";
import { imageOf } from "./window.js";

/** Average over windows of size × size positions side by side, channel by channel, of scalar or vector units. */
export class AveragePool2d implements Layer {
  readonly name = "averagePool2d";
  readonly size: number;

  /** @throws {ArgumentError} unless size is a positive integer */
  constructor(size = 2) {
    if (!Number.isInteger(size) || size < 1)
      throw new ArgumentError("AveragePool2d", "size", size, "a positive integer");
    this.size = size;
  }

  /** @throws {ArgumentError} when what comes in is no image, or is smaller than a window */
  bind(site: Site): BoundLayer {
    const { size } = this,
      { height, width, channels } = imageOf("AveragePool2d", site),
      shape = [Math.floor(height / size), Math.floor(width / size), channels] as const;
    if (shape[0] === 0 || shape[1] === 0)
      throw new ArgumentError("AveragePool2d", "size", size, `at most ${Math.min(height, width)}, the image`);
    return {
      features: shape[0] * shape[1] * channels,
      shape,
      components: site.components,
      parameters: [],
      record: (x) => averagePool2d(x, { height, width, size }),
    };
  }
}

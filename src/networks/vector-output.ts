import { vectorOutput } from "../tape/vector-output.js";
import type { BoundLayer, Layer, Site } from "./layer.js";
import { VectorLinear } from "./vector-linear.js";
import type { VectorLayerOptions } from "./vector-options.js";

/**
 * One vector unit without a gate, whose K components are the network's outputs: the last layer of a vector network.
 * Source: Clark, Abbott & Chung 2021, arXiv:2106.04089.
 */
export class VectorOutput implements Layer {
  readonly name = "vectorOutput";
  readonly #unit: VectorLinear;

  constructor(options: VectorLayerOptions = {}) {
    this.#unit = new VectorLinear(1, options);
  }

  /** @throws {ArgumentError} above scalar units when the options do not give `components` */
  bind(site: Site): BoundLayer {
    const unit = this.#unit.bind(site);
    return {
      features: unit.components!,
      parameters: unit.parameters,
      record: (x) => vectorOutput(unit.record(x)),
    };
  }
}

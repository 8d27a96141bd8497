import { ArgumentError } from "../errors.js";
import { dropout } from "../tape/dropout.js";
import type { BoundLayer, Layer, Site } from "./layer.js";

/** Inverted dropout: while training each unit is silenced with probability `rate`; see the tape's `dropout`. */
export class Dropout implements Layer {
  readonly name = "dropout";
  readonly rate: number;

  /** @throws {ArgumentError} when rate is outside of [0, 1) */
  constructor(rate: number) {
    if (!(rate >= 0 && rate < 1)) throw new ArgumentError("Dropout", "rate", rate, "from [0, 1)");
    this.rate = rate;
  }

  bind(site: Site): BoundLayer {
    return {
      features: site.features,
      shape: site.shape,
      parameters: [],
      record: (x) => dropout(x, this.rate, site.random),
    };
  }
}

import { ArgumentError } from "../errors.js";
import { Parameter, type ParameterOptions } from "../tape/parameter.js";
import { Tensor } from "../tensor/tensor.js";
import type { Initialisation } from "./initialisation.js";
import type { Site } from "./layer.js";

/** What all weight layers understand. */
export interface WeightLayerOptions extends ParameterOptions {
  /** Whether each output adds a trained constant, 0 at first; true by default. */
  readonly bias?: boolean;
  /** `he` by default. */
  readonly initialisation?: Initialisation;
}

/** @throws {ArgumentError} unless a layer's width is a positive integer */
export function expectUnits(layer: string, units: number): void {
  if (!Number.isInteger(units) || units < 1 || units > 0x7fffffff)
    throw new ArgumentError(layer, "units", units, "an integer from 1 to 2147483647");
}

/** The bias of a layer at its site, zeros, without weight decay; undefined when the options ask for none. */
export function biasOf(site: Site, units: number, options: WeightLayerOptions): Parameter | undefined {
  if (options.bias === false) return undefined;
  return new Parameter(`${site.name}.bias`, new Tensor(site.arena, [units]), { decays: false });
}

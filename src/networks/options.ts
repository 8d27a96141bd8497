import { ArgumentError } from "../errors.js";
import { Parameter, type ParameterOptions } from "../tape/parameter.js";
import { Tensor } from "../tensor/tensor.js";
import { type Fan, type Initialisation, initialise } from "./initialisation.js";
import type { Site } from "./layer.js";
import { expectPairedInputs } from "./on-off.js";

/** What all weight layers understand. */
export interface WeightLayerOptions extends ParameterOptions {
  /** Whether each output adds a trained constant, 0 at first; true by default. */
  readonly bias?: boolean;
  /** `he` by default. */
  readonly initialisation?: Initialisation;
  /**
   * Weights that, but for the first layer of a network, start at 0 or above and are kept there by every optimiser. They are
   * drawn in ON/OFF pairs, `onOff`, for which widths must be even, except that of a single output; another `initialisation`
   * gives them its magnitudes.
   */
  readonly nonnegative?: boolean;
}

/** A layer's weights, drawn and named as its options say. */
export function weightsOf(
  site: Site,
  value: Tensor,
  defaultInitialisation: Initialisation,
  options: WeightLayerOptions,
  fan: Omit<Fan, "first" | "random">,
): Parameter {
  const name = `${site.name}.weights`,
    { random, first, shape } = site,
    initialisation = initialisationOf(options) ?? defaultInitialisation;
  // Those of an image are its channels: an odd number of them has an even number of units all the same.
  if (initialisation === "onOff" && !first) expectPairedInputs(shape.at(-1)!);
  initialise(value, initialisation, { ...fan, random, first });
  if (!options.nonnegative || first) return new Parameter(name, value, options);
  value.data.forEach((weight, i, weights) => {
    weights[i] = Math.abs(weight);
  });
  return new Parameter(name, value, { ...options, minimum: Math.max(0, options.minimum ?? 0) });
}

/** What a layer's options say about it, if anything. */
export const initialisationOf = ({ nonnegative, initialisation }: WeightLayerOptions): Initialisation | undefined =>
  initialisation ?? (nonnegative ? "onOff" : undefined);

/** @throws {ArgumentError} unless a layer's width is a positive integer */
export function expectUnits(layer: string, units: number): void {
  if (!Number.isInteger(units) || units < 1 || units > 0x7fffffff)
    throw new ArgumentError(layer, "units", units, "an integer from 1 to 2147483647");
}

/** The bias of a layer at its site, zeros, without weight decay; undefined when the options ask for none. */
export function biasOf(
  site: Site,
  units: number | readonly number[],
  options: WeightLayerOptions,
): Parameter | undefined {
  if (options.bias === false) return undefined;
  const shape = typeof units === "number" ? [units] : units;
  return new Parameter(`${site.name}.bias`, new Tensor(site.arena, shape), { decays: false });
}

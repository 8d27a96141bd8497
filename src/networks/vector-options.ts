import { ArgumentError } from "../errors.js";
import type { Site } from "./layer.js";
import type { WeightLayerOptions } from "./options.js";

/** What layers of vector units understand. */
export interface VectorLayerOptions extends WeightLayerOptions {
  /** Length of the vectors, the number of the network's outputs: wanted by the first vector layer, which starts them. */
  readonly components?: number;
}

/** Length of a layer's vectors. @throws {ArgumentError} when nobody gives it, or two disagree */
export function componentsOf(layer: string, site: Site, { components }: VectorLayerOptions): number {
  const given = components ?? site.components;
  if (given === undefined || !Number.isInteger(given) || given < 1 || given > 0xffff)
    throw new ArgumentError(layer, "components", components, "given: the number of classes, from 1 to 65535");
  if (site.components !== undefined && given !== site.components)
    throw new ArgumentError(layer, "components", components, `left out, or ${site.components} as in the layer below`);
  return given;
}

/** Length of the vectors that come in. @throws {ArgumentError} for scalar units */
export function expectVectors(layer: string, { components }: Site): number {
  if (components === undefined) throw new ArgumentError(layer, "input", "scalar units", "vector units");
  return components;
}

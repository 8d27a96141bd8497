import { ArgumentError, ShapeError } from "../errors.js";
import { uniformPattern } from "../sparsity/random.js";
import type { Pattern } from "../tensor/pattern.js";
import type { Random } from "../tensor/random.js";
import type { Site } from "./layer.js";

/** Which connections a sparse layer has. */
export interface Wiring {
  /** Share of all possible connections, drawn uniformly with an exact count; 0.1 by default. Left out with `pattern`. */
  readonly density?: number;
  /** A pattern of [units, inputs], or a function that draws one with the layer's own generator. */
  readonly pattern?: Pattern | ((random: Random, size: { rows: number; columns: number }) => Pattern);
}

/** The pattern of a layer of `units` outputs at its site. @throws {ShapeError} when a given pattern does not fit there */
export function patternOf(layer: string, { density, pattern }: Wiring, units: number, site: Site): Pattern {
  const size = { rows: units, columns: site.features };
  if (pattern === undefined) return uniformPattern(site.random, { ...size, density: density ?? 0.1 });
  if (density !== undefined) throw new ArgumentError(layer, "density", density, "left out when a pattern is given");
  const drawn = typeof pattern === "function" ? pattern(site.random, size) : pattern;
  if (typeof drawn !== "object" || drawn === null)
    throw new ArgumentError(layer, "pattern", drawn, "a pattern, or a function that returns one");
  if (drawn.rows !== size.rows || drawn.columns !== size.columns)
    throw new ShapeError(
      layer,
      `pattern is [${drawn.rows}, ${drawn.columns}], must be [${size.rows}, ${size.columns}]`,
    );
  return drawn;
}

import { ArgumentError, ShapeError } from "../errors.js";
import type { Random } from "../random.js";
import { blockPattern, hasBlocks } from "../sparsity/blocks.js";
import { uniformPattern } from "../sparsity/random.js";
import { type Pattern, validatePattern } from "../tensor/pattern.js";
import type { Site } from "./layer.js";
import { onOffBlock } from "./on-off.js";
import { initialisationOf, type WeightLayerOptions } from "./options.js";

/**
 * Which connections a sparse layer has.
 *
 * A layer of ON/OFF pairs (`nonnegative`, or initialisation `onOff`) has connections between pairs, for half of a pair would
 * not be the other's opposite: those drawn by `density` or a function are drawn for pairs of units, and each becomes all of
 * the connections between their members. That is 4; 2 where the inputs are the network's, which are no pairs, or where the
 * layer has one unit. A pattern given as such must be made of these blocks already; `blockPattern` makes them.
 */
export interface Wiring {
  /**
   * Share of all possible connections, drawn uniformly with an exact count; 0.1 by default. Left out with `pattern`.
   * With pairs the count is exact for them: 4 · round(density · units / 2 · inputs / 2) connections, for instance.
   */
  readonly density?: number;
  /**
   * A pattern of [units, inputs], or a function that draws one with the layer's own generator. With pairs the function's
   * `rows` and `columns` count pairs of units, and pairs of inputs above the first layer.
   */
  readonly pattern?: Pattern | ((random: Random, size: { rows: number; columns: number }) => Pattern);
}

/**
 * The pattern of a layer of `units` outputs at its site, [units, inputs].
 * @throws {ShapeError} when a given pattern does not fit there
 * @throws {ArgumentError} for pairs when a width is odd or a given pattern parts them
 */
export function patternOf(layer: string, options: Wiring & WeightLayerOptions, units: number, site: Site): Pattern {
  const { density, pattern } = options,
    { features, random } = site;
  if (pattern !== undefined && density !== undefined)
    throw new ArgumentError(layer, "density", density, "left out when a pattern is given");
  const block = initialisationOf(options) === "onOff" ? onOffBlock(units, features, site.first) : undefined;
  if (pattern !== undefined && typeof pattern !== "function") {
    expectSize(layer, pattern, units, features);
    if (!block) return pattern;
    validatePattern(layer, pattern);
    if (hasBlocks(pattern, block)) return pattern;
    const allowed = `one that keeps ON/OFF pairs together, in blocks of ${block.rows} × ${block.columns}`;
    throw new ArgumentError(layer, "pattern", pattern, allowed);
  }
  const size = { rows: units / (block?.rows ?? 1), columns: features / (block?.columns ?? 1) },
    drawn = pattern ? pattern(random, size) : uniformPattern(random, { ...size, density: density ?? 0.1 });
  expectSize(layer, drawn, size.rows, size.columns);
  return block ? blockPattern(drawn, block) : drawn;
}

function expectSize(layer: string, pattern: Pattern, rows: number, columns: number): void {
  if (typeof pattern !== "object" || pattern === null)
    throw new ArgumentError(layer, "pattern", pattern, "a pattern, or a function that returns one");
  if (pattern.rows !== rows || pattern.columns !== columns)
    throw new ShapeError(layer, `pattern is [${pattern.rows}, ${pattern.columns}], must be [${rows}, ${columns}]`);
}

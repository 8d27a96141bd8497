import { ArgumentError } from "../../errors.js";
import { expectAmount } from "../../ops/optimizer.js";
import type { Penalty } from "../penalty.js";
import { CommunicabilityCost } from "./communicability-cost.js";
import { expectAsMany, expectLengths } from "./lengths.js";
import { power } from "./power.js";
import { expectSelection, type Selection, selected } from "./selection.js";

export interface CommunicabilityOptions {
  /** γ, at least 0. */
  readonly strength: number;
  /** Which weights: square matrices [n, n]. */
  readonly parameters: Selection;
  /** c, the power of communicability, above 0; 1 by default, and twice as fast there as elsewhere. */
  readonly communicabilityPower?: number;
  /**
   * What a row of the weights stands for: `"target"`, the default, as in layers, whose rows are the postsynaptic units, or
   * `"source"`, as network science and the paper have it.
   */
  readonly rows?: "source" | "target";
}

export interface SpatialOptions extends CommunicabilityOptions {
  /** D, the distances between units, at least 0, n² of them, row by row in the weights' order. */
  readonly distances: ArrayLike<number>;
  /** d, the power of distance, at least 0; 1 by default. */
  readonly distancePower?: number;
}

/**
 * The penalty of spatially embedded recurrent networks, γ Σ_ij |W_ij| D_ij^d C_ij^c: a connection costs by its length and by
 * its weighted communicability, the signal that travels from i to j along all ways,
 *   C = exp(S^−½ |W| S^−½) with a diagonal of 0,   s_i = Σ_j |W_ij| over the connections that leave unit i.
 * A unit that none leaves has s^−½ = 0. The gradient goes through S and the exponential, too; it is 0 where W_ij = 0.
 * Connections from a unit to itself cost nothing. About 15 products of n × n matrices a step.
 *
 * Binding throws ArgumentError where none of the parameters is meant, ShapeError for one that is no square matrix of as many
 * weights as there are distances, and MemoryError when memory runs out.
 * @throws {ArgumentError} for options out of their range
 * Source: Achterberg, Akarca et al. 2023, doi:10.1038/s42256-023-00748-9.
 */
export function spatial(options: SpatialOptions): Penalty {
  const { distances, distancePower = 1 } = options;
  expectAmount("spatial", "distancePower", distancePower);
  const lengths = Float64Array.from(expectLengths("spatial", "distances", distances), (d) => power(d, distancePower));
  return penalty("spatial", options, lengths);
}

/**
 * The same with all units at the same distance, γ Σ_ij |W_ij| C_ij^c over i ≠ j. Throws as `spatial` does.
 * @throws {ArgumentError} for options out of their range
 */
export function communicability(options: CommunicabilityOptions): Penalty {
  return penalty("communicability", options, undefined);
}

function penalty(name: string, options: CommunicabilityOptions, lengths: Float64Array | undefined): Penalty {
  const { strength, parameters: selection, communicabilityPower = 1, rows = "target" } = options;
  expectAmount(name, "strength", strength);
  expectSelection(name, selection);
  if (!(communicabilityPower > 0 && communicabilityPower < Infinity))
    throw new ArgumentError(name, "communicabilityPower", communicabilityPower, "above 0 and finite");
  if (rows !== "source" && rows !== "target") throw new ArgumentError(name, "rows", rows, '"source" or "target"');
  return {
    name,
    bind: (arena, parameters) =>
      arena.atomically(() => {
        const costs = selected(`${name}.bind`, parameters, selection).map((parameter) => {
          if (lengths) expectAsMany(`${name}.bind`, parameter.name, parameter.value.size, lengths.length);
          return new CommunicabilityCost(arena, parameter, {
            name,
            strength,
            lengths,
            power: communicabilityPower,
            rows,
          });
        });
        return { apply: () => costs.reduce((sum, cost) => sum + cost.apply(), 0) };
      }),
  };
}

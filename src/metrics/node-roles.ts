import type { GraphInput } from "./graph-input.js";
import { participation } from "./participation.js";
import { type WithinModuleOptions, withinModuleZ } from "./within-module-z.js";

/** Guimerà and Amaral's R1 … R7, in their order. */
export type NodeRole =
  | "ultra-peripheral"
  | "peripheral"
  | "connector"
  | "kinless"
  | "provincial hub"
  | "connector hub"
  | "kinless hub";

export interface NodeRoles {
  readonly roles: readonly NodeRole[];
  /** Nodes of z ≥ 2.5, ascending. */
  readonly hubs: Int32Array;
  /** `withinModuleZ`. */
  readonly z: Float64Array;
  /** `participation`. */
  readonly participation: Float64Array;
}

/**
 * What part each node plays in its own module and between modules, from z and P:
 *   z < 2.5   R1 ultra-peripheral P ≤ 0.05, R2 peripheral P ≤ 0.62, R3 connector P ≤ 0.80, R4 kinless above
 *   z ≥ 2.5   R5 provincial hub P ≤ 0.30, R6 connector hub P ≤ 0.75, R7 kinless hub above
 * The bounds were found on metabolic networks; z ≥ 2.5 needs a module of at least 8 nodes, as |z| < √size.
 * Source: Guimerà & Amaral 2005, doi:10.1038/nature03288.
 * @param communities the module of each node, any integers
 * @throws {ShapeError} {ArgumentError} unless there is one label per node, an integer; for negative weights
 */
export function nodeRoles(
  input: GraphInput,
  communities: ArrayLike<number>,
  options: WithinModuleOptions = {},
): NodeRoles {
  const spread = participation(input, communities, options),
    z = withinModuleZ(input, communities, options),
    hubs = Int32Array.from(z.keys()).filter((i) => z[i]! >= 2.5),
    roles = Array.from(z, (score, i) => roleOf(score, spread[i]!));
  return { roles, hubs, z, participation: spread };
}

function roleOf(z: number, participation: number): NodeRole {
  if (z >= 2.5) {
    if (participation <= 0.3) return "provincial hub";
    return participation <= 0.75 ? "connector hub" : "kinless hub";
  }
  if (participation <= 0.05) return "ultra-peripheral";
  if (participation <= 0.62) return "peripheral";
  return participation <= 0.8 ? "connector" : "kinless";
}

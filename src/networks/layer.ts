import type { Parameter } from "../tape/parameter.js";
import type { Variable } from "../tape/variable.js";
import type { Random } from "../tensor/random.js";
import type { Arena } from "../wasm/arena.js";

/** Where a layer stands in a network. */
export interface Site {
  readonly arena: Arena;
  /** Unique in the network; parameters are named after it. */
  readonly name: string;
  /** Width of what comes in. */
  readonly features: number;
  /** A generator of the layer's own. */
  readonly random: Random;
}

/** The description of a layer. The same description may stand in several networks. */
export interface Layer {
  readonly name: string;
  /** Allocates and initialises the layer's parameters. */
  bind(site: Site): BoundLayer;
}

/** A layer with its parameters, ready to be recorded on any number of tapes. */
export interface BoundLayer {
  /** Width of what goes out. */
  readonly features: number;
  readonly parameters: readonly Parameter[];
  record(x: Variable): Variable;
}

/** What can be trained: parameters, and how to compute an output from an input of shape [inputs, batch]. */
export interface Network {
  readonly arena: Arena;
  readonly inputs: number;
  readonly outputs: number;
  readonly parameters: readonly Parameter[];
  record(x: Variable): Variable;
}

import type { Random } from "../random.js";
import type { Parameter } from "../tape/parameter.js";
import type { Variable } from "../tape/variable.js";
import type { Arena } from "../wasm/arena.js";

/** Where a layer stands in a network. */
export interface Site {
  readonly arena: Arena;
  /** Unique in the network; parameters are named after it. */
  readonly name: string;
  /** Width of what comes in. */
  readonly features: number;
  /** Its shape, [features] or channel-last: [height, width, channels]. */
  readonly shape: readonly number[];
  /** Length of the vectors that come in; undefined for scalar units. */
  readonly components: number | undefined;
  /** Whether what comes in is the network's input: no layer with weights stands below. */
  readonly first: boolean;
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
  /** Its shape where that is not [features]. */
  readonly shape?: readonly number[];
  /** Length of the vectors that go out; left out for scalar units. */
  readonly components?: number | undefined;
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

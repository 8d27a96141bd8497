import type { Random } from "../random.js";
import type { Progress } from "../schedules.js";
import type { Parameter } from "../tape/parameter.js";
import type { Tape } from "../tape/tape.js";
import type { Tensor } from "../tensor/tensor.js";
import type { Arena } from "../wasm/arena.js";
import type { Wired } from "./wired.js";

/** A training run whose network is to be rewired: what `wiredOf` finds the sparse matrices in. */
export interface RewiringSite {
  /** For what a rewiring keeps; it lives as long as the run. */
  readonly arena: Arena;
  readonly tape: Tape;
  readonly parameters: readonly Parameter[];
  /** The optimiser's state, `${parameter.name}/${moment}` → tensor. */
  readonly moments: ReadonlyMap<string, Tensor>;
}

/** Changes which connections a network has while it learns: the option `rewiring` of `fit`. Holds hyper-parameters only. */
export interface Rewiring {
  readonly name: string;
  /** Finds the matrices, and allocates what is kept between steps. */
  bind(site: RewiringSite): BoundRewiring;
}

export interface BoundRewiring {
  /** The matrices that it may change. */
  readonly layers: readonly Wired[];
  /** What it keeps between steps, by name, for saving and restoring. */
  readonly state?: ReadonlyMap<string, Tensor>;
  /** Generators that steps draw from, by name: a saved run goes on only with the same seeds. */
  readonly generators?: ReadonlyMap<string, Random>;
  /**
   * Called after credit was assigned and before the optimiser's step; moments and gradients move with their connections.
   * @returns "skip" where the optimiser's step is to be left out
   */
  step(progress: Progress): "skip" | undefined;
}

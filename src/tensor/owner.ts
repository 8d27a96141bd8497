import type { Pattern, PatternLike } from "./pattern.js";
import type { Tensor } from "./tensor.js";

/** A matrix whose structure may change, as those see it who only hold its values. */
export interface Rewirable {
  /** How often the structure has changed. */
  readonly rewirings: number;
  pattern(): Pattern;
  rewireTo(pattern: PatternLike): void;
}

/** Every sparse matrix by its values: what copies values or puts them back must mind where they belong. */
export const ownerOf = new WeakMap<Tensor, Rewirable>();

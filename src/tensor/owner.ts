import type { Pattern, PatternLike } from "./pattern.js";
import type { DataType, Tensor } from "./tensor.js";

/** A matrix whose structure may change, as those see it who only hold its values. */
export interface Rewirable {
  /** How often the structure has changed. */
  readonly rewirings: number;
  pattern(): Pattern;
  /** @param options.companions what has an element for every connection, besides the values */
  rewireTo(pattern: PatternLike, options?: { readonly companions?: readonly Tensor<DataType>[] }): void;
}

/** Every sparse matrix by its values: what copies values or puts them back must mind where they belong. */
export const ownerOf = new WeakMap<Tensor, Rewirable>();

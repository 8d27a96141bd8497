import type { Pattern, PatternLike } from "./pattern.js";
import type { DataType, Tensor } from "./tensor.js";

/** A matrix whose structure may change, as those see it who only hold its values. */
export interface Rewirable {
  /** How often the structure has changed. */
  readonly rewirings: number;
  pattern(): Pattern;
  /** Allocates what `rewireTo` works with. */
  prepareRewiring(): void;
  /** Throws unless `rewireTo` takes the structure. */
  expectPattern(pattern: PatternLike): unknown;
  /** @param options.companions what has an element for every connection, besides the values */
  rewireTo(pattern: PatternLike, options?: { readonly companions?: readonly Tensor<DataType>[] }): void;
}

/** Every sparse matrix by its values: what copies values or puts them back must mind where they belong. */
export const ownerOf = new WeakMap<Tensor, Rewirable>();

/** A matrix whose structure changes in training: its wiring is state. */
export interface Moving {
  /** The name of the parameter of its values. */
  readonly name: string;
  readonly matrix: Rewirable;
  /** What else has an element for every connection, and moves along. */
  readonly companions: readonly Tensor<DataType>[];
}

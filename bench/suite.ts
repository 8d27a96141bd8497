import type { Arena } from "../src/wasm/arena.js";
import type { Entry } from "./table.js";

/** One thing to measure: a call into the kernels, and the same work in plain JavaScript. Both write what they compute. */
export interface Case {
  /** Unique in its suite: operation, shape and, where there are several, the baseline. */
  readonly name: string;
  /** Share of weights that exist, null where that means nothing. */
  readonly density: number | null;
  /** Floating-point operations of one call that are of use: 2 · nnz · batch for a sparse product; 0 where none count. */
  readonly flops: number;
  /** What the baseline is, where it is no plain JavaScript but other kernels: printed in a table of its own. */
  readonly beside?: string;
  /** Memory that either form keeps, where that is of interest. */
  readonly bytes?: { readonly kernel: number; readonly baseline: number };
  kernel(): void;
  baseline(): void;
}

export interface Suite {
  readonly name: string;
  /**
   * Sets the cases up, one by one, in a fresh arena; a case is measured before the next is made. Cases given together are
   * measured together, all forms in turns; a function that occurs in several of them takes one turn for all.
   * @param crew an arena whose kernels share their work with one worker; given to a suite that asks for it
   */
  cases(arena: Arena, crew?: Arena): Iterable<Case | readonly Case[]>;
  readonly threads?: true;
  /** Why the suite cannot be measured here, if so: it is left out then. */
  missing?(): string | undefined;
  /** Lines to print below the tables, from this suite's entries. */
  summary?(entries: readonly Entry[]): string[];
}

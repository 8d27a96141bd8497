import { bp } from "../../learning/bp.js";
import { dfa } from "../../learning/dfa.js";
import { gevb } from "../../learning/gevb.js";
import type { LearningRule } from "../../learning/rule.js";

/** One column of the paper's tables: a kind of network, and the rule that trains it. */
export interface Cell {
  readonly name: string;
  /** Vector units, or the conventional twin. */
  readonly vectors: boolean;
  /** ON/OFF initialisation and weights kept at 0 or above, but in the first layer. */
  readonly nonnegative: boolean;
  readonly rule: () => LearningRule;
}

/** The eight columns by the names that `--set cells=` takes; "+" means nonnegative. */
export const cells = {
  "gevb+": { name: "GEVB+", vectors: true, nonnegative: true, rule: gevb },
  "vec-bp+": { name: "BP+, vectors", vectors: true, nonnegative: true, rule: bp },
  gevb: { name: "GEVB, mixed signs", vectors: true, nonnegative: false, rule: gevb },
  "vec-bp": { name: "BP, vectors", vectors: true, nonnegative: false, rule: bp },
  "dfa+": {
    name: "DFA+",
    vectors: false,
    nonnegative: true,
    rule: () => dfa({ feedback: "nonnegative" }),
  },
  "bp+": { name: "BP+", vectors: false, nonnegative: true, rule: bp },
  dfa: { name: "DFA", vectors: false, nonnegative: false, rule: () => dfa({ feedback: "uniform" }) },
  bp: { name: "BP", vectors: false, nonnegative: false, rule: bp },
} as const satisfies Record<string, Cell>;

export type CellName = keyof typeof cells;
export const cellNames = Object.keys(cells) as CellName[];

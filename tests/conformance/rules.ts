import { bp } from "../../src/learning/bp.js";
import { dfa } from "../../src/learning/dfa.js";
import { fa } from "../../src/learning/fa.js";
import type { LearningRule } from "../../src/learning/rule.js";

/** Every learning rule; a new one is tested by a new row. */
export const rules: readonly (() => LearningRule)[] = [bp, fa, dfa];

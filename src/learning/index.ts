export { type Alignment, alignment } from "./alignment.js";
export { bp } from "./bp.js";
export { dfa, type Feedback } from "./dfa.js";
export { fa } from "./fa.js";
export { gevb } from "./gevb.js";
export type { AlignmentRule, BoundRule, LearningRule } from "./rule.js";
export { type HiddenUnits, hiddenUnits } from "./units.js";

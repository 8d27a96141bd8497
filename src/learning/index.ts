export { bp } from "./bp.js";
export { dfa } from "./dfa.js";
export { fa } from "./fa.js";
export type { AlignmentRule, BoundRule, LearningRule } from "./rule.js";

import type { LearningRule } from "./rule.js";

/**
 * Backpropagation: the exact gradient, by the tape's reverse sweep.
 * Source: Rumelhart, Hinton & Williams 1986, doi:10.1038/323533a0.
 */
export function bp(): LearningRule {
  return {
    name: "bp",
    bind: (tape, loss) => ({ assignCredit: () => tape.backward(loss) }),
  };
}

import { choice, integer, number, text, toggle, type UrlState } from "../../shell/url-state.js";
import { activeBits, type Settings } from "./sequences/session.js";

const share = (initial: number) => number(initial, { minimum: 0, maximum: 1 });

export const fields = {
  mode: choice("sequences", ["sequences", "stream"]),
  seed: integer(1, { minimum: 1, maximum: 999 }),
  text: text("A B C D E; X B C D Y", { longest: 1000 }),
  /** Symbols shown. */
  steps: integer(0, { minimum: 0, maximum: 50_000 }),
  columns: integer(100, { minimum: 20, maximum: 1000 }),
  cells: integer(8, { minimum: 1, maximum: 32 }),
  threshold: integer(8, { minimum: 1, maximum: activeBits }),
  increment: share(0.1),
  decrement: share(0.1),
  predictedDecrement: share(0.05),
  /** Symbols per second. */
  speed: integer(20, { minimum: 1, maximum: 1000 }),
  /** Whether the stream is the example, rather than a file. */
  example: toggle(false),
  /** An alarm is a likelihood of 1 − this or more. */
  epsilon: choice("1e-5", ["1e-3", "1e-4", "1e-5"]),
};

export type State = UrlState<typeof fields>;

/** What the memory of sequences follows from; reads the signals. */
export function settingsOf(state: State): Settings {
  return {
    text: state.text.value,
    seed: state.seed.value,
    columns: state.columns.value,
    cellsPerColumn: state.cells.value,
    activationThreshold: state.threshold.value,
    permanenceIncrement: state.increment.value,
    permanenceDecrement: state.decrement.value,
    predictedDecrement: state.predictedDecrement.value,
  };
}

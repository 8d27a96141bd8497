import { Arena, load } from "neurite";
import { dendrites } from "neurite/dendrites";
import type { Settings } from "../../../playground/panels/sequence-memory/sequences/session.js";

export const usual: Settings = {
  text: "A B C D E; X B C D Y",
  seed: 1,
  columns: 120,
  cellsPerColumn: 8,
  activationThreshold: 8,
  permanenceIncrement: 0.1,
  permanenceDecrement: 0.1,
  predictedDecrement: 0.05,
};

export async function openArena(): Promise<Arena> {
  return new Arena(await load({ families: [dendrites] }));
}

/** A context that is never aborted and tells nothing. */
export const quiet = { signal: new AbortController().signal, progress: () => {} };

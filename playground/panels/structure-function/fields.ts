import { choice, integer, number, toggle, type UrlState } from "../../shell/url-state.js";
import { measureNames } from "./measures.js";
import { bounds, type Settings } from "./settings.js";

/** All that the address says of this panel. */
export const fields = {
  units: integer(32, bounds.units),
  connections: integer(10, bounds.connections),
  seed: integer(1, bounds.seed),
  epochs: integer(20, bounds.epochs),
  pairs: integer(4000, bounds.pairs),
  rate: number(0.003, bounds.rate),
  /** Epochs that the network shown has learnt: whoever opens the address gets it, to the bit. */
  trained: integer(0, { minimum: 0, maximum: bounds.epochs.maximum }),
  /** The test pair that is shown. */
  example: integer(0, { minimum: 0, maximum: 999 }),
  sweep: toggle(false),
  /** What the sweep's chart shows. */
  measure: choice("correlation", measureNames),
};

export type State = UrlState<typeof fields>;

const names = Object.keys(bounds) as (keyof Settings)[];

/** The settings in the address. */
export const settingsIn = (state: State): Settings =>
  Object.fromEntries(names.map((name) => [name, state[name].value])) as unknown as Settings;

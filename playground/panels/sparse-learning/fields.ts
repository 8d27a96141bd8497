import { choice, integer, type NumberField, number, text, type UrlState } from "../../shell/url-state.js";
import { decodeDrawing } from "./drawing.js";
import type { Attention } from "./live.js";
import { mostEpochs, rules, type Settings, topologies } from "./settings.js";

function even(initial: number, bounds: { minimum: number; maximum: number }): NumberField {
  const whole = integer(initial, bounds);
  return {
    ...whole,
    decode: (spelled) => {
      const value = whole.decode(spelled);
      return value !== undefined && value % 2 === 0 ? value : undefined;
    },
  };
}

/** By default GEVB passes 90 % of the generated test digits within these epochs. */
export const fields = {
  rule: choice("gevb", rules),
  topology: choice("random", topologies),
  density: number(0.1, { minimum: 0.01, maximum: 1 }),
  units: even(192, { minimum: 8, maximum: 512 }),
  layers: choice("1", ["1", "2"]),
  rate: number(0.005, { minimum: 1e-4, maximum: 0.1 }),
  batch: integer(32, { minimum: 1, maximum: 512 }),
  digits: integer(4000, { minimum: 100, maximum: 10_000 }),
  seed: integer(1, { minimum: 0, maximum: 999 }),
  /** Generated digits, or files that the address cannot hold. */
  data: choice("digits", ["digits", "own"]),
  epochs: integer(12, { minimum: 1, maximum: mostEpochs }),
  /** Epochs that are finished, or, while they are being made up for, that were. */
  trained: integer(0, { minimum: 0, maximum: mostEpochs }),
  layer: integer(0, { minimum: 0, maximum: 2 }),
  example: integer(1, { minimum: 0, maximum: 99_999 }),
  drawing: text(""),
};

export type State = UrlState<typeof fields>;

export function settingsOf(state: State): Settings {
  const { rule, topology, density, units, layers, rate, batch, digits, seed } = state;
  return {
    rule: rule.value,
    topology: topology.value,
    density: density.value,
    units: units.value,
    layers: layers.value === "2" ? 2 : 1,
    rate: rate.value,
    batch: batch.value,
    digits: digits.value,
    seed: seed.value,
  };
}

/** @param drawable whether the network's inputs are a drawing's pixels */
export function attentionOf({ layer, example, drawing }: State, drawable: boolean): Attention {
  const pixels = drawable ? decodeDrawing(drawing.value) : undefined;
  return { layer: layer.value, example: example.value, ...(pixels && { drawing: pixels }) };
}

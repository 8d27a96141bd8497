export const rules = ["gevb", "bp", "fa", "dfa"] as const;
export const topologies = ["random", "modular", "small-world"] as const;

/** What a training run depends on besides its data; with the number of epochs it decides every bit of the weights. */
export interface Settings {
  readonly rule: (typeof rules)[number];
  readonly topology: (typeof topologies)[number];
  /** Share of all connections that the hidden layers have. */
  readonly density: number;
  /** Units of a hidden layer: even, because GEVB's stand in ON/OFF pairs. */
  readonly units: number;
  readonly layers: 1 | 2;
  /** Adam's learning rate. */
  readonly rate: number;
  readonly batch: number;
  /** Generated training digits. */
  readonly digits: number;
  readonly seed: number;
}

/** In the order in which the page asks for them. */
export const settingNames = [
  "rule",
  "topology",
  "density",
  "units",
  "layers",
  "rate",
  "batch",
  "digits",
  "seed",
] as const satisfies readonly (keyof Settings)[];

/** More epochs than anybody waits for. */
export const mostEpochs = 500;

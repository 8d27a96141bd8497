import { ArgumentError } from "../errors.js";
import { type DynamicSparsityOptions, dynamicSparsity } from "./dynamic.js";
import type { Rewiring } from "./rewiring.js";

export interface SetOptions extends Pick<DynamicSparsityOptions, "layers" | "random" | "until"> {
  /** ζ, the share of connections that are replaced at once; 0.3 by default. */
  readonly fraction?: number;
  /** Epochs from one replacement to the next; 1 by default. */
  readonly epochs?: number;
  /** "signed", the default: the share of each sign, as the paper's code counts it. "magnitude": the share of all. */
  readonly rule?: "signed" | "magnitude";
  /** Standard deviation of the weights that grow; 0.1 by default. */
  readonly deviation?: number;
}

/**
 * Sparse evolutionary training: between two epochs, never after the last, the weights nearest to zero go, and as many grow
 * at places drawn at random, those just left included, with small random weights and moments of 0.
 * @param options.until last epoch after which it happens; never to end by default
 * @throws {ArgumentError} on an option out of range
 * Source: Mocanu et al. 2018, doi:10.1038/s41467-018-04316-3, and its code for what the paper leaves open.
 */
export function set(options: SetOptions = {}): Rewiring {
  const { fraction = 0.3, epochs = 1, rule = "signed", deviation = 0.1, ...rest } = options ?? {};
  if (rule !== "signed" && rule !== "magnitude")
    throw new ArgumentError("set", "rule", rule, '"signed" or "magnitude"');
  return {
    ...dynamicSparsity({ ...rest, drop: rule, grow: "random", fraction, every: { epochs }, deviation }),
    name: `set ${rule}`,
  };
}

import { ArgumentError } from "../errors.js";
import { cosine } from "../schedules.js";
import { type DynamicSparsityOptions, dynamicSparsity } from "./dynamic.js";
import type { Rewiring } from "./rewiring.js";

export interface RiglOptions extends Pick<DynamicSparsityOptions, "layers" | "random"> {
  /** T_end, the last step at which connections move: the paper's, about three quarters of the training. */
  readonly until: number;
  /** ΔT, steps from one update to the next; 100 by default. */
  readonly steps?: number;
  /** α, the share of connections that move at the start; 0.3 by default. */
  readonly fraction?: number;
}

/**
 * The rigged lottery: at every ΔT-th step t ≤ T_end, the first included, the share (α/2)(1 + cos(πt/T_end)) of connections
 * with the smallest weights goes, and as many grow where the batch's dense gradient is largest, with weight and moments 0; a
 * connection chosen by both stays as it is. The optimiser's step is left out then.
 * @throws {ArgumentError} on an option out of range
 * Source: Evci et al. 2020, arXiv:1911.11134, algorithm 1; the first step and the step left out as in its code, without the
 * noise that breaks ties there.
 */
export function rigl(options: RiglOptions): Rewiring {
  const { until, steps = 100, fraction = 0.3, ...rest } = options ?? {};
  if (!(until > 0 && until < Infinity)) throw new ArgumentError("rigl", "until", until, "a positive number of steps");
  const half = cosine({ epochs: until });
  return {
    ...dynamicSparsity({
      ...rest,
      drop: "magnitude",
      grow: "gradient",
      fraction,
      schedule: ({ epoch, step, steps: perEpoch }) => half({ epoch: epoch * perEpoch + step, step: 0, steps: 1 }),
      every: { steps },
      from: 0,
      until,
      skipsStep: true,
    }),
    name: "rigl",
  };
}

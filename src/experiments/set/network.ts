import { Dense } from "../../networks/dense.js";
import { Dropout } from "../../networks/dropout.js";
import { SparseLinear } from "../../networks/sparse-linear.js";
import type { Random } from "../../random.js";
import { uniformPattern } from "../../sparsity/random.js";
import { relu, sigmoid } from "../../tape/activations.js";
import { Sequential } from "../../training/sequential.js";
import type { Arena } from "../../wasm/arena.js";
import type { Config, Variant } from "./config.js";

/** Standard deviation of all weights at the start, and of those that SET grows. */
export const deviation = 0.1;

/** Rectifiers with dropout, sigmoids at the end; sparse layers are Erdős–Rényi graphs of exactly so many connections. */
export function networkFor(
  variant: Variant,
  { hidden, epsilon, dropout }: Config,
  { features, outputs }: { readonly features: number; readonly outputs: number },
  arena: Arena,
  random: Random,
): Sequential {
  const widths = [...hidden, outputs],
    layers = widths.flatMap((rows, l) => {
      const columns = l === 0 ? features : widths[l - 1]!,
        count = Math.round(epsilon * (rows + columns)),
        full = variant === "dense" || count >= rows * columns,
        layer = full
          ? new Dense(rows, { initialisation: variant === "dense" ? "he" : deviation })
          : new SparseLinear(rows, {
              initialisation: deviation,
              pattern: (own, size) => uniformPattern(own, { ...size, count }),
            });
      return l < hidden.length ? [layer, relu, new Dropout(dropout)] : [layer, sigmoid];
    });
  return new Sequential(arena, { inputs: features, layers, random });
}

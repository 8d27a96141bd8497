import type { Claim } from "../experiment.js";
import { formatFixed } from "../report/numbers.js";
import { percent } from "../report/text.js";
import type { Result } from "../rewired/results.js";
import { type Config, type Variant, variantTitles } from "./config.js";

const paper = "Evci et al. 2020",
  ours = "this package";

/** The statements that a finished run can judge. */
export function claimsOf(results: readonly Result<Variant>[], config: Config, real: boolean): Claim[] {
  const [fixed, moving] = (["static", "rigl"] as const).map((name) => results.find(({ variant }) => variant === name)),
    title = variantTitles.rigl;
  if (!moving) return [];
  const accuracy = moving.accuracy.at(-1)!,
    claims: Claim[] = [
      {
        name: `${title}: connections after the last epoch`,
        expected: String(moving.weights[0]),
        actual: String(moving.weights[1]),
        holds: moving.weights[0] === moving.weights[1],
        source: paper,
      },
    ];
  if (real)
    claims.push({
      name: `${title}: test accuracy with ${percent(moving.weights[1] / moving.weights[2], 1)} of the weights`,
      expected: `≥ ${percent(config.leastAccuracy, 1)}`,
      actual: percent(accuracy),
      holds: accuracy >= config.leastAccuracy,
      source: ours,
    });
  if (fixed) {
    const other = fixed.accuracy.at(-1)!;
    claims.push({
      name: `${title} above a fixed mask`,
      expected: `≥ ${formatFixed(config.leastGain, 1)} points`,
      actual: `${percent(accuracy)} against ${percent(other)}`,
      holds: 100 * (accuracy - other) >= config.leastGain,
      source: paper,
    });
  }
  if (!Number.isNaN(moving.central[0]))
    claims.push({
      name: `${title}: input connections from the central quarter of the image`,
      expected: `> ${percent(moving.central[0]!)}, as at first`,
      actual: percent(moving.central.at(-1)!),
      holds: moving.central.at(-1)! > moving.central[0]!,
      source: ours,
    });
  return claims;
}

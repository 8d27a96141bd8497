import type { Claim } from "../experiment.js";
import { formatFixed } from "../report/numbers.js";
import { percent } from "../report/text.js";
import { around } from "../rewired/results.js";
import { type Config, type Variant, variantTitles } from "./config.js";
import type { Result } from "./results.js";

const paper = "Mocanu et al. 2018";

/** Where an early accuracy is looked at. */
const earlyEpoch = 10;

/** The statements that a finished run can judge. */
export function claimsOf(results: readonly Result[], config: Config, real: boolean): Claim[] {
  const of = (wanted: Variant) => results.find(({ variant }) => variant === wanted),
    fixed = of("fixed"),
    evolving = (["signed", "magnitude"] as const).flatMap((variant) => of(variant) ?? []);
  return evolving.flatMap((result) => [
    ...(fixed ? advantages(result, fixed, config, real) : []),
    {
      name: `${variantTitles[result.variant]}: connections after the last epoch`,
      expected: String(result.weights[0]),
      actual: String(result.weights[1]),
      holds: result.weights[0] === result.weights[1],
      source: paper,
    },
  ]);
}

function advantages(result: Result, fixed: Result, { epochs, leastEarly, leastLast }: Config, real: boolean): Claim[] {
  const at = (epoch: number, least: number): Claim => {
    const [own, other] = [result, fixed].map(({ accuracy }) => around(accuracy, epoch)) as [number, number];
    return {
      name: `${variantTitles[result.variant]} above a fixed mask at epoch ${epoch}`,
      expected: `≥ ${formatFixed(least, 1)} points`,
      actual: `${percent(own)} against ${percent(other)}`,
      holds: 100 * (own - other) >= least,
      source: paper,
    };
  };
  return [...(real && epochs > earlyEpoch ? [at(earlyEpoch, leastEarly)] : []), at(epochs, leastLast)];
}

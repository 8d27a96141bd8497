import type { Claim } from "../experiment.js";
import { formatFixed } from "../report/numbers.js";
import { spreadText } from "../shared/spread.js";
import type { Config } from "./config.js";
import { paperAccuracy } from "./paper.js";
import type { Result } from "./results.js";

const paper = "Iyer et al. 2022",
  ours = "this package";

/** How much better the first task must be kept than by a perceptron. */
export const leastGain = 0.15;

/** The statements that a finished run can judge. */
export function claimsOf(results: readonly Result[], config: Config, real: boolean): Claim[] {
  const numbers = [...new Set(results.map(({ tasks }) => tasks))];
  return numbers.flatMap((tasks) => {
    const own = results.filter((result) => result.tasks === tasks);
    return [...retention(own), ...contexts(own, real), ...accuracies(own, config, real)];
  });
}

/** Forgetting shows in the first task; the mean over few tasks also hangs on how well each is learnt at all. */
function retention(results: readonly Result[]): Claim[] {
  const [mlp, both] = (["mlp", "both"] as const).map((name) => results.find(({ variant }) => variant === name));
  if (!mlp || !both || both.tasks < 5) return [];
  const gain = both.first.mean - mlp.first.mean;
  return [
    {
      name: `first of ${both.tasks} tasks after the last: active dendrites above the perceptron`,
      expected: `≥ ${formatFixed(leastGain, 2)} better`,
      actual: `${spreadText(both.first)} against ${spreadText(mlp.first)}`,
      holds: gain >= leastGain,
      source: ours,
    },
  ];
}

function contexts(results: readonly Result[], real: boolean): Claim[] {
  const shares = results.map((result) => result.contexts).filter((share) => !Number.isNaN(share));
  if (shares.length === 0) return [];
  const least = Math.min(...shares);
  return [
    {
      name: `test images of ${results[0]!.tasks} tasks nearest to the prototype of their own`,
      expected: real ? "100 %" : "> 99 %",
      actual: `${formatFixed(100 * least, 2)} %`,
      holds: real ? least === 1 : least > 0.99,
      source: ours,
    },
  ];
}

/** The paper's accuracies, on its own protocol alone. */
function accuracies(results: readonly Result[], { units, train, density, winners }: Config, real: boolean): Claim[] {
  if (!real || units < 2048 || train < 60_000 || density !== 0.5 || winners !== 0.05) return [];
  return results.flatMap(({ variant, tasks, mean }) => {
    const expected = paperAccuracy(variant, tasks);
    if (variant !== "both" || expected === null) return [];
    return [
      {
        name: `mean accuracy of active dendrites after ${tasks} tasks`,
        expected: `${formatFixed(expected, 3)} ± 0.02`,
        actual: spreadText(mean),
        holds: Math.abs(mean.mean - expected) <= 0.02,
        source: paper,
      },
    ];
  });
}

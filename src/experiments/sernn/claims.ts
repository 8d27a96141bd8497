import type { Claim } from "../experiment.js";
import { formatFixed, formatNumber } from "../report/numbers.js";
import { meanOf, spreadText } from "../shared/spread.js";
import { type Config, isWhole } from "./config.js";
import { doublePrecision } from "./reference.js";
import type { Result, Trained } from "./results.js";

const paper = "Achterberg, Akarca et al. 2023",
  ours = "this package";

/** The statements that a finished run can judge. */
export function claimsOf(results: readonly Result[], config: Config): Claim[] {
  const of = (kind: Result["kind"], low = 0, high = Infinity) =>
      results
        .filter(({ kind: other, strength }) => other === kind && strength >= low && strength <= high)
        .flatMap(({ networks }) => networks),
    embedded = of("spatial", 0.05, 0.3),
    lasso = of("l1");
  return [
    ...learning(embedded, isWhole(config)),
    ...distance(embedded.filter(learnt), lasso.filter(learnt)),
    ...smallWorldness(of("spatial").filter(learnt), lasso.filter(learnt)),
    ...modularity(of("spatial").filter(learnt), lasso.filter(learnt)),
  ];
}

/** Networks that enter the paper's statistics. */
const learnt = ({ accuracy }: Trained): boolean => accuracy > 0.9;

/**
 * In ten epochs not every network finds out how to remember the goal, whatever the precision (reference.ts): a share is
 * claimed, low enough for two seeds.
 */
function learning(embedded: readonly Trained[], whole: boolean): Claim[] {
  if (embedded.length === 0) return [];
  const reached = embedded.filter(({ accuracy }) => accuracy > 0.95).length;
  return [
    {
      name: "seRNN, γ from 0.05 to 0.3: networks above 95 %",
      expected: `${formatNumber(100 * leastLearning)} % or more`,
      actual: `${formatNumber(reached)} of ${formatNumber(embedded.length)}`,
      holds: reached >= leastLearning * embedded.length,
      source: whole ? `NumPy, double precision: ${doublePrecision.learnt} of ${doublePrecision.networks}` : ours,
    },
  ];
}

const leastLearning = 0.3;

function distance(embedded: readonly Trained[], lasso: readonly Trained[]): Claim[] {
  if (embedded.length === 0) return [];
  const mean = meanOf(embedded.map(({ correlation }) => correlation)),
    sizes = embedded.map(({ weight }) => weight),
    similar = lasso.filter(({ weight }) => weight >= Math.min(...sizes) / 1.25 && weight <= Math.max(...sizes) * 1.25),
    farthest = Math.min(...similar.map(({ correlation }) => correlation));
  return [
    {
      name: "seRNN, γ from 0.05 to 0.3: correlation of |W| and distance, mean",
      expected: "< −0.2",
      actual: mean,
      holds: mean < -0.2,
      source: `${paper}: −0.423 at γ = 0.08`,
    },
    ...(similar.length > 0
      ? [
          {
            name: "L1 of similar Σ|W|: correlation of |W| and distance, lowest",
            expected: "> −0.1",
            actual: farthest,
            holds: farthest > -0.1,
            source: paper,
          },
        ]
      : []),
  ];
}

/** Each L1 network below Σ|W| = 200 beside the seRNN next to it, within a quarter. */
function smallWorldness(embedded: readonly Trained[], lasso: readonly Trained[]): Claim[] {
  const fits = (network: Trained) => network.weight < 200 && !Number.isNaN(network.structure.sigma),
    pairs = lasso.filter(fits).flatMap((one) => {
      const apart = (other: Trained) => Math.abs(other.weight / one.weight - 1),
        [nearest] = embedded.filter((other) => fits(other) && apart(other) <= 0.25).sort((a, b) => apart(a) - apart(b));
      return nearest ? [{ one, nearest }] : [];
    });
  if (pairs.length === 0) return [];
  const l1 = meanOf(pairs.map(({ one }) => one.structure.sigma)),
    se = meanOf(pairs.map(({ nearest }) => nearest.structure.sigma));
  return [
    {
      name: `small-worldness σ at Σ|W| below 200, ${formatNumber(pairs.length)} matched: seRNN beside L1`,
      expected: "larger in seRNN",
      actual: `${formatFixed(se, 2)} against ${formatFixed(l1, 2)}`,
      holds: se > l1,
      source: `${paper}, at all Σ|W|`,
    },
  ];
}

/** Networks differ too much for fewer to tell. */
const population = 20;

function modularity(embedded: readonly Trained[], lasso: readonly Trained[]): Claim[] {
  const [se, l1] = [embedded, lasso].map((networks) => networks.map(({ structure }) => structure.modularity)) as [
    number[],
    number[],
  ];
  if (Math.min(se.length, l1.length) < population) return [];
  return [
    {
      name: "modularity Q of networks above 90 % accuracy, means of seRNN beside L1",
      expected: "larger in seRNN",
      actual: `${formatFixed(meanOf(se), 3)} against ${formatFixed(meanOf(l1), 3)}`,
      holds: meanOf(se) > meanOf(l1),
      source: paper,
    },
  ];
}

/** Each network's accuracy, as a mean hides who did not learn; of many, mean and deviation and how many learnt. */
export const accuracies = ({ networks, accuracy }: Result): string =>
  networks.length <= 5
    ? networks.map((network) => formatFixed(network.accuracy, 3)).join(", ")
    : `${spreadText(accuracy)}, ${formatNumber(networks.filter(learnt).length)} of ${formatNumber(networks.length)} above 0.9`;

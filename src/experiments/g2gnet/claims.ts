import type { Claim } from "../experiment.js";
import { formatFixed } from "../report/numbers.js";
import { percent } from "../report/text.js";
import { spreadText } from "../shared/spread.js";
import type { Config } from "./config.js";
import { isSmallProtocol } from "./paper.js";
import type { Result } from "./results.js";
import { hasEnsembles, type Variant, variants } from "./variants.js";

const ours = "this package";

/** How far below the dense network's a sparse one's accuracy may be: on the small protocol, and on any other. */
const tolerances = { protocol: 0.01, other: 0.06 } as const;

/** The statements that a finished run can judge; all are about the main density between ensembles. */
export function claimsOf(results: readonly Result[], config: Config, real: boolean): Claim[] {
  const main = results.filter(({ inter }) => inter === config.inter);
  return [
    ...accuracy(main, config, real),
    ...hebbian(main),
    ...ensembles(main, config),
    ...communities(main),
    ...rewired(main),
  ];
}

function accuracy(main: readonly Result[], config: Config, real: boolean): Claim[] {
  const [dense, index] = [find(main, "dense"), find(main, "index")];
  if (!dense || !index) return [];
  const least = real && isSmallProtocol(config) ? tolerances.protocol : tolerances.other;
  return [
    {
      name: `test accuracy of ensembles with ${percent(index.density, 1)} of the connections, beside the dense network`,
      expected: `≥ dense − ${formatFixed(least, 2)}`,
      actual: `${spreadText(index.accuracy)} against ${spreadText(dense.accuracy)}`,
      holds: index.accuracy.mean >= dense.accuracy.mean - least,
      source: ours,
    },
  ];
}

/** Of the two rules that the paper's Hebbian growth goes with. */
function hebbian(main: readonly Result[]): Claim[] {
  const [magnitude, hebb] = [find(main, "magnitude-hebb"), find(main, "hebb-hebb")];
  if (!magnitude || !hebb) return [];
  return [
    {
      name: "Hebbian growth: test accuracy where the Hebbian score drops, too, beside that where magnitude does",
      expected: "lower",
      actual: `${spreadText(hebb.accuracy)} against ${spreadText(magnitude.accuracy)}`,
      holds: hebb.accuracy.mean < magnitude.accuracy.mean,
      source: ours,
    },
  ];
}

/** Rows have equal numbers of connections, so chance puts 1/G of them within ensembles. */
function ensembles(main: readonly Result[], { groups }: Config): Claim[] {
  const own = main.flatMap(({ variant, before }) => (before && hasEnsembles(variant) ? [before] : []));
  if (own.length === 0) return [];
  const error = Math.max(...own.map((structure) => Math.abs(structure.ensembles - (structure.meanIntra - 1 / groups))));
  return [
    {
      name: "modularity Q of the ensembles at first is the share of connections within less 1/G: largest difference",
      expected: "≤ 1e-9",
      actual: error,
      holds: error <= 1e-9,
      source: ours,
    },
  ];
}

function communities(main: readonly Result[]): Claim[] {
  const [er, index] = [find(main, "er")?.after, find(main, "index")?.after];
  if (!er || !index) return [];
  return [
    {
      name: "modularity of the communities found in the network: ensembles beside Erdős–Rényi",
      expected: "larger",
      actual: `${formatFixed(index.communities, 3)} against ${formatFixed(er.communities, 3)}`,
      holds: index.communities > er.communities,
      source: ours,
    },
  ];
}

/** What is rewired leaves its ensembles. */
function rewired(main: readonly Result[]): Claim[] {
  const own = main.filter(({ variant }) => variants[variant].rewiring),
    shares = own.flatMap(({ before, after }) => (before && after ? [[before.intra, after.intra] as const] : []));
  if (shares.length === 0) return [];
  return [
    {
      name: "connections within ensembles after rewiring, every rule",
      expected: "fewer than before",
      actual: own.map((result, i) => `${titleOf(result)} ${changes(...shares[i]!, 2)}`).join("; "),
      holds: shares.every(([before, after]) => after < before),
      source: ours,
    },
  ];
}

const find = (results: readonly Result[], wanted: Variant) => results.find(({ variant }) => variant === wanted);

export const titleOf = ({ variant }: Pick<Result, "variant">): string => variants[variant].title;

/** "0.74 → 0.48"; one number where nothing changes, "–" where there is none. */
export function changes(before: number | undefined, after: number | undefined, decimals: number): string {
  if (before === undefined || after === undefined) return "–";
  const [first, last] = [formatFixed(before, decimals), formatFixed(after, decimals)];
  return first === last ? first : `${first} → ${last}`;
}

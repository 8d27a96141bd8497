import type { Claim } from "../experiment.js";
import { formatFixed } from "../report/numbers.js";
import type { Config } from "./config.js";
import { compared, type Result } from "./results.js";
import { sourceNames, sources } from "./sources.js";

const ours = "this package",
  networkx = "NetworkX 2.8, on the same graph";

/** What can be judged of these graphs. */
export function claimsOf(results: readonly Result[], config: Config): Claim[] {
  const find = (name: string) => results.find((result) => result.name === name);
  return [
    ...results.map(counted),
    ...karate(find("karate"), config),
    ...football(find("football"), config),
    ...worms(find("celegans-watts")),
    ...nervous(results, config),
    ...standIns(results, config),
    ...everywhere(results, config),
  ];
}

function counted({ name, counts }: Result): Claim {
  const wrong = counts.filter(({ expected, actual }) => expected !== actual),
    source = sourceNames.find((one) => one === name);
  return {
    name: `${name}: counts`,
    expected: `all ${counts.length}`,
    actual:
      wrong.length === 0
        ? `all ${counts.length}`
        : wrong.map(({ what, expected, actual }) => `${what} ${actual}, not ${expected}`).join("; "),
    holds: wrong.length === 0,
    source: source ? `${sources[source].paths[0]!.split("/")[0]}/README.md` : ours,
  };
}

/** A number that must be met to that many decimals. */
function exactly(name: string, expected: number, actual: number, source: string, decimals = 7): Claim {
  return {
    name,
    expected: formatFixed(expected, decimals),
    actual: formatFixed(actual, decimals),
    holds: Math.abs(actual - expected) < 1e-9,
    source,
  };
}

/** Enough runs for the best of them to be the optimum. */
const enough = ({ restarts, louvainRestarts, resolution }: Config) =>
  restarts >= 10 && louvainRestarts >= 100 && resolution === 1;

function karate(result: Result | undefined, config: Config): Claim[] {
  if (!result) return [];
  const { louvain, leiden, given, ...measures } = result.measures,
    claims: Claim[] = [];
  if (enough(config))
    for (const [name, found] of Object.entries({ Louvain: louvain, Leiden: leiden }))
      claims.push(exactly(`karate: Q of ${name}`, 0.4197896121, found, "the known optimum"));
  if (given && config.resolution === 1)
    claims.push(exactly("karate: Q of the factions", 0.358234714, given.modularity, networkx));
  return [
    ...claims,
    exactly("karate: C", 0.5706384782, measures.clustering, networkx),
    exactly("karate: λ", 2.4081996435, measures.pathLength, networkx),
  ];
}

function football(result: Result | undefined, { resolution }: Config): Claim[] {
  if (!result?.measures.given || resolution !== 1) return [];
  const { nmi } = result.measures.given;
  return [
    {
      name: "football: NMI of Leiden with the conferences",
      expected: "≥ 0.85",
      actual: formatFixed(nmi, 3),
      holds: nmi >= 0.85,
      source: "Girvan & Newman 2002",
    },
  ];
}

function worms(result: Result | undefined): Claim[] {
  if (!result) return [];
  const { clustering, pathLength } = result.measures;
  return [
    {
      name: "celegans-watts: C and λ",
      expected: "0.28 ± 0.02, 2.65 ± 0.25",
      actual: `${formatFixed(clustering, 3)}, ${formatFixed(pathLength, 2)}`,
      holds: Math.abs(clustering - 0.28) <= 0.02 && Math.abs(pathLength - 2.65) <= 0.25,
      source: "Watts & Strogatz 1998, table 1, 282 neurons",
    },
  ];
}

/** How many of the graphs there are pass a test; nothing where there is none. */
function among(
  name: string,
  results: readonly Result[],
  source: string,
  test: (measures: Result["measures"]) => boolean,
): Claim[] {
  if (results.length === 0) return [];
  const good = results.filter(({ measures }) => test(measures)),
    others = results.filter((result) => !good.includes(result)).map((result) => result.name);
  return [
    {
      name,
      expected: `${results.length} of ${results.length}`,
      actual: `${good.length} of ${results.length}${others.length > 0 ? `: not ${others.join(", ")}` : ""}`,
      holds: others.length === 0,
      source,
    },
  ];
}

/**
 * Nervous systems whose degrees alone bring their clustering: a few neurons of a mushroom body reach nearly all others, and
 * of the 91 areas tracers were injected into 29.
 */
const stars = ["mushroom-left", "mushroom-right", "macaque-91"];

function nervous(results: readonly Result[], { resolution }: Config): Claim[] {
  const own = results.filter(({ kind }) => kind === "nervous"),
    sigma = (measures: Result["measures"]) => compared(measures).sigma,
    isStar = ({ name }: Result) => stars.includes(name);
  return [
    ...among(
      "nervous systems are small worlds, σ > 1",
      own.filter((result) => !isStar(result)),
      "Bassett & Bullmore 2006",
      (measures) => sigma(measures) > 1,
    ),
    ...among(
      "star-like ones are not: degrees explain their C, σ < 1",
      own.filter(isStar),
      ours,
      (measures) => sigma(measures) < 1,
    ),
    ...(resolution === 1
      ? among("nervous systems: Q above every null's", own, "Meunier, Lambiotte & Bullmore 2010", ({ leiden, nulls }) =>
          nulls.modularity.every((q) => q < leiden),
        )
      : []),
  ];
}

function standIns(results: readonly Result[], config: Config): Claim[] {
  const claims: Claim[] = [];
  for (const { name, measures } of results.filter(({ kind }) => kind === "drawn")) {
    const { sigma, omega, modularity } = compared(measures),
      telesford = "Telesford et al. 2011";
    if (name === "lattice") {
      claims.push(
        exactly("lattice: C", 0.6, measures.clustering, "3(k − 2)/4(k − 1)"),
        exactly("lattice: λ", 867 / 99, measures.pathLength, "by hand"),
        {
          name: "lattice: ω",
          expected: "< −0.3",
          actual: formatFixed(omega, 2),
          holds: omega < -0.3,
          source: telesford,
        },
      );
    }
    if (name === "small-world")
      claims.push(
        {
          name: "small-world: σ",
          expected: "> 1",
          actual: formatFixed(sigma, 2),
          holds: sigma > 1,
          source: "Humphries & Gurney 2008",
        },
        {
          name: "small-world: |ω|",
          expected: "< 0.5",
          actual: formatFixed(omega, 2),
          holds: Math.abs(omega) < 0.5,
          source: telesford,
        },
      );
    if (name === "random") {
      claims.push({
        name: "random: ω",
        expected: "> 0.5",
        actual: formatFixed(omega, 2),
        holds: omega > 0.5,
        source: telesford,
      });
      const gap = measures.leiden - modularity.mean;
      if (config.resolution === 1)
        claims.push({
          name: "random: Q above the nulls'",
          expected: "|…| < 0.02",
          actual: formatFixed(gap, 3),
          holds: Math.abs(gap) < 0.02,
          source: ours,
        });
    }
    if (name === "planted" && measures.given && config.resolution === 1)
      claims.push({
        name: "planted: NMI of Leiden with the groups",
        expected: "≥ 0.95",
        actual: formatFixed(measures.given.nmi, 3),
        holds: measures.given.nmi >= 0.95,
        source: ours,
      });
    if (name === "cliques" && measures.given && enough(config))
      claims.push(...resolutionLimit(measures.leiden, measures.given.modularity));
  }
  return claims;
}

/** Pairs of cliques, Q = 293/330, beat the single ones, which the eye sees. */
function resolutionLimit(leiden: number, cliques: number): Claim[] {
  const source = "Fortunato & Barthélemy 2007";
  return [
    exactly("cliques: Q of one community for each", 289 / 330, cliques, source),
    {
      name: "cliques: Q found, by putting some together",
      expected: "> 0.886, ≤ 0.8878788",
      actual: formatFixed(leiden, 7),
      holds: leiden > 0.886 && leiden <= 293 / 330 + 1e-9,
      source: `${source}, the resolution limit`,
    },
  ];
}

function everywhere(results: readonly Result[], { restarts }: Config): Claim[] {
  const traag = "Traag, Waltman & van Eck 2019";
  return [
    ...among("Leiden's communities are connected", results, traag, ({ connected }) => connected),
    ...among("Leiden's Q ≥ Louvain's − 0.005", results, traag, ({ leiden, louvain }) => leiden >= louvain - 5e-3),
    ...(restarts >= 10
      ? among(
          "Leiden's Q ≥ that of given labels",
          results.filter(({ measures }) => measures.given),
          "it is what is maximised",
          ({ leiden, given }) => leiden >= given!.modularity - 1e-9,
        )
      : []),
  ];
}

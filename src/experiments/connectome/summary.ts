import { formatFixed, formatNumber } from "../report/numbers.js";
import { textTable } from "../report/text.js";
import type { Config } from "./config.js";
import type { Hub } from "./measures.js";
import { compared, hubCounts, type Missing, type Result } from "./results.js";

/** Which graph each measure is taken of, for tables. */
export const conventions = (config: Config): string =>
  `Q, z, reciprocity and hubs are those of the graph with its directions and weights; C, λ, σ and ω are those of its largest component, undirected and without weights, two nodes being joined by an edge in either direction. Nulls (${config.nulls}) and lattices (${config.lattices}) keep every node's degree; weights move with their edges. Q is the best of ${config.louvainRestarts} runs of Louvain, ${config.restarts} of Leiden${config.resolution === 1 ? "" : `, γ = ${config.resolution}`} that go for nulls, too; z is the distance of Leiden's from the nulls' mean in their standard deviations.`;

/** The tables a terminal shows. */
export function summaryOf(results: readonly Result[], missing: readonly Missing[], config: Config): string[] {
  const absent = missing.map(({ name, missing: path }) => `${name} is left out: there is no ${path}.`);
  if (results.length === 0) return ["No graph was measured.", ...absent];
  return [...figures(results), "", ...wrapped(conventions(config)), "", ...hubLines(results), ...absent];
}

const fixed = (value: number, decimals: number): string =>
  Number.isFinite(value) ? formatFixed(value, decimals) : "–";

function figures(results: readonly Result[]): string[] {
  const rows = results.map(({ name, measures }) => {
    const { random, sigma, omega, z } = compared(measures),
      { connector, provincial } = hubCounts(measures);
    return [
      name,
      String(measures.nodes),
      formatNumber(measures.edges, 6),
      fixed(measures.density, 3),
      measures.directed ? fixed(measures.reciprocity, 2) : "–",
      fixed(measures.louvain, 4),
      fixed(measures.leiden, 4),
      String(measures.groups),
      measures.given ? fixed(measures.given.modularity, 3) : "–",
      measures.given ? fixed(measures.given.nmi, 2) : "–",
      fixed(z, 1),
      fixed(measures.clustering, 3),
      fixed(random.clustering.mean, 3),
      fixed(measures.pathLength, 2),
      fixed(random.pathLength.mean, 2),
      fixed(sigma, 2),
      fixed(omega, 2),
      `${connector}+${provincial}`,
    ];
  });
  const head = [
    "graph",
    "n",
    "edges",
    "density",
    "recip.",
    "Q Louvain",
    "Q Leiden",
    "groups",
    "Q given",
    "NMI",
    "z",
    "C",
    "C null",
    "λ",
    "λ null",
    "σ",
    "ω",
    "hubs",
  ];
  return textTable([head, ...rows], { right: head.map((_, k) => k).slice(1) });
}

/** Names of the hubs, connectors first. */
function hubLines(results: readonly Result[]): string[] {
  const rows = results.flatMap(({ name, measures }) => {
    if (measures.hubs.length === 0) return [];
    const provincial = measures.hubs.filter(({ role }) => role === "provincial hub"),
      connectors = measures.hubs.filter((hub) => !provincial.includes(hub));
    return [[name, names(connectors), names(provincial)]];
  });
  if (rows.length === 0) return [];
  return [...textTable([["hubs, z ≥ 2.5", "connectors, P > 0.3", "provincial"], ...rows]), ""];
}

function names(hubs: readonly Hub[]): string {
  const shown = hubs.slice(0, 6).map(({ name }) => name),
    more = hubs.length > shown.length ? ` and ${hubs.length - shown.length} more` : "";
  return shown.length === 0 ? "–" : shown.join(", ") + more;
}

/** Lines of at most 120 characters. */
function wrapped(text: string): string[] {
  const lines = [""];
  for (const word of text.split(" "))
    if (lines.at(-1)!.length + word.length < 120) lines.push(`${lines.pop()} ${word}`.trimStart());
    else lines.push(word);
  return lines;
}

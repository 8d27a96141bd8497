import { degrees } from "../../../metrics/degrees.js";
import { type GmlGraph, graphFromGml } from "../../../metrics/graph-from-gml.js";
import { type Count, count, givenLabels, withGroups } from "../connectome.js";
import { type SourceFile, textOf } from "../reading.js";
import type { Source } from "../sources.js";

/** Who stayed with Mr. Hi, counted from 0. Source: Zachary 1977, J. Anthropol. Res. 33:452. */
const stayed = new Set([0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 16, 17, 19, 21]);

const conferences = [
  "Atlantic Coast",
  "Big East",
  "Big Ten",
  "Big Twelve",
  "Conference USA",
  "Independents",
  "Mid-American",
  "Mountain West",
  "Pacific Ten",
  "Southeastern",
  "Sun Belt",
  "Western Athletic",
];

const gml = (file: SourceFile): GmlGraph => graphFromGml(textOf(file), { name: file.path, weight: null });

function counts({ graph }: GmlGraph, nodes: number, edges: number, largestDegree: number): Count[] {
  return [
    count("nodes", nodes, graph.nodes),
    count("edges", edges, graph.edges),
    count("largest degree", largestDegree, Math.max(0, ...degrees(graph))),
  ];
}

export const socialSources = {
  karate: {
    title: "Zachary's karate club",
    paths: ["graphs/karate.gml"],
    nervous: false,
    async read([file]) {
      const read = gml(file!),
        sides = Array.from({ length: read.graph.nodes }, (_, i) => (stayed.has(i) ? "Mr. Hi" : "Officer"));
      return { graph: read.graph, given: givenLabels("factions", sides), counts: counts(read, 34, 78, 17) };
    },
  },
  dolphins: {
    title: "Lusseau's dolphins",
    paths: ["graphs/dolphins.gml"],
    nervous: false,
    async read([file]) {
      const read = gml(file!);
      return { graph: read.graph, counts: counts(read, 62, 159, 12) };
    },
  },
  football: {
    title: "American college football",
    paths: ["graphs/football.gml"],
    nervous: false,
    async read([file]) {
      const read = gml(file!),
        names = read.attributes.map(({ value }) => conferences[Number(value)] ?? String(value)),
        sizes = [9, 8, 11, 12, 10, 5, 13, 8, 10, 12, 7, 10],
        expected = Object.fromEntries(conferences.map((name, k) => [name, sizes[k]!]));
      return withGroups({ graph: read.graph, counts: counts(read, 115, 613, 12) }, "conferences", names, expected);
    },
  },
} satisfies Record<string, Source>;

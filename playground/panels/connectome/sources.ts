import { Random } from "neurite";
import { type Graph, graphFromEdges, plantedPartition, randomGraph, wattsStrogatz } from "neurite/metrics";
import { karateEdges } from "./karate.js";
import { readGraph } from "./read-graph.js";

/** A graph that is drawn. */
export interface Drawing {
  readonly graph: "karate" | "planted" | "small-world" | "random";
  readonly nodes: number;
  /** Mean. */
  readonly degree: number;
  readonly groups: number;
  readonly mixing: number;
  readonly draw: number;
}

export interface FileSource {
  readonly graph: "file";
  readonly file: File;
  /** Tells files apart that have one name. */
  readonly number: number;
  readonly directed: boolean;
}

export interface GraphRequest {
  readonly source: Drawing | FileSource;
  readonly weights: "given" | "absolute" | "none";
}

/** @throws {FormatError} for a file that is no graph    @throws {ArgumentError} for numbers that make none */
export async function graphOf({ source, weights }: GraphRequest): Promise<Graph> {
  const graph =
    source.graph === "file"
      ? await readGraph(source.file.name, await source.file.text(), source.directed)
      : drawn(source);
  if (weights === "none") return graph.binary();
  return weights === "absolute" ? graph.mapWeights(Math.abs) : graph;
}

function drawn({ graph, nodes, degree, groups, mixing, draw }: Drawing): Graph {
  const random = new Random(draw).stream(graph);
  switch (graph) {
    case "karate":
      return graphFromEdges(karateEdges, { names: Array.from({ length: 34 }, (_, i) => String(i + 1)) });
    case "planted": {
      const degreeOutside = degree * mixing;
      return plantedPartition({ nodes, groups, degreeInside: degree - degreeOutside, degreeOutside, random }).graph;
    }
    case "small-world":
      return wattsStrogatz({ nodes, degree: 2 * Math.round(degree / 2), rewiring: mixing, random });
    case "random":
      return randomGraph({ nodes, edges: Math.round((nodes * degree) / 2), random });
  }
}

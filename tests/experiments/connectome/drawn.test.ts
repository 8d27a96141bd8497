import { expect, it } from "vitest";
import { type Drawn, drawn, drawnNames } from "../../../src/experiments/connectome/drawn.js";
import { components } from "../../../src/metrics/components.js";
import { Random } from "../../../src/random.js";

it.each(drawnNames)("%s is a connected graph of the size it says, the same for the same seed", (name) => {
  const source: Drawn = drawn[name],
    { graph, given, counts } = source.draw(new Random(3));
  for (const { expected, actual } of counts) expect(actual).toBe(expected);
  expect(components(graph).count).toBe(1);
  expect(source.draw(new Random(3)).graph.toEdges()).toEqual(graph.toEdges());
  if (given) expect(given.labels).toHaveLength(graph.nodes);
});

it("the ring of cliques has one edge between neighbouring cliques", () => {
  const { graph, given } = drawn.cliques.draw(),
    { sources, targets } = graph.toEdges(),
    { labels, names } = given!;
  const between = Array.from(sources.keys()).filter((e) => labels[sources[e]!] !== labels[targets[e]!]);
  expect([names.length, between.length]).toEqual([30, 30]);
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { components } from "../../src/metrics/components.js";
import { graphFromEdges } from "../../src/metrics/graph-from-edges.js";
import { graphs } from "./graphs.js";

describe("components", () => {
  it("share a label exactly when a path joins them, edges walked either way", () =>
    fc.assert(
      fc.property(graphs(), (graph) => {
        const n = graph.nodes,
          reach = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => i === j));
        const { sources, targets } = graph.toEdges();
        sources.forEach((i, e) => {
          reach[i]![targets[e]!] = true;
          reach[targets[e]!]![i] = true;
        });
        for (let k = 0; k < n; k++)
          for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) reach[i]![j] ||= reach[i]![k]! && reach[k]![j]!;
        const { labels, count, sizes, largest } = components(graph);
        for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) expect(labels[i] === labels[j]).toBe(reach[i]![j]);
        expect(Array.from(sizes)).toEqual(
          Array.from({ length: count }, (_, c) => labels.filter((l) => l === c).length),
        );
        expect(largest.length).toBe(Math.max(0, ...sizes));
        expect(new Set(Array.from(largest, (i) => labels[i])).size).toBe(Math.min(count, 1));
      }),
    ));

  it("are numbered by their lowest nodes; of equals the first is the largest", () => {
    const { labels, largest } = components(
      graphFromEdges(
        [
          [1, 3],
          [0, 4],
        ],
        { nodes: 5 },
      ),
    );
    expect(Array.from(labels)).toEqual([0, 1, 2, 1, 0]);
    expect(Array.from(largest)).toEqual([0, 4]);
    expect(components([])).toMatchObject({ count: 0, largest: new Int32Array(0) });
  });
});

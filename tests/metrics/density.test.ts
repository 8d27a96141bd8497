import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { density, reciprocity } from "../../src/metrics/density.js";
import { graphFromEdges } from "../../src/metrics/graph-from-edges.js";
import { graphs } from "./graphs.js";

describe("density and reciprocity", () => {
  it("are the shares that the matrix shows, self-loops left out", () =>
    fc.assert(
      fc.property(graphs(), (graph) => {
        const n = graph.nodes,
          dense = graph.toDense(),
          pairs = Array.from(dense.keys()).filter((k) => Math.floor(k / n) !== k % n),
          edges = pairs.filter((k) => dense[k] !== 0),
          both = edges.filter((k) => dense[(k % n) * n + Math.floor(k / n)] !== 0);
        expect(density(graph)).toBe(edges.length / pairs.length);
        expect(reciprocity(graph)).toBe(both.length / edges.length);
      }),
    ));

  it("have documented values at the edges", () => {
    expect(
      reciprocity(
        graphFromEdges([
          [0, 1],
          [1, 2],
        ]),
      ),
    ).toBe(1);
    expect(
      reciprocity(
        graphFromEdges(
          [
            [0, 1],
            [1, 0],
            [1, 2],
          ],
          { directed: true },
        ),
      ),
    ).toBe(2 / 3);
    expect(density([])).toBeNaN();
    expect(reciprocity([[0]])).toBeNaN();
  });
});

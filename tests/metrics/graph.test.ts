import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { Graph, incoming, outgoing, search } from "../../src/metrics/graph.js";
import { graphFromDense } from "../../src/metrics/graph-from-dense.js";
import { graphFromEdges } from "../../src/metrics/graph-from-edges.js";
import { graphs, matrices } from "./graphs.js";

const rowsOf = (graph: Graph): number[][] => {
  const dense = graph.toDense();
  return Array.from({ length: graph.nodes }, (_, i) =>
    Array.from(dense.subarray(i * graph.nodes, (i + 1) * graph.nodes)),
  );
};
const transpose = (rows: readonly (readonly number[])[]) => rows.map((_, j) => rows.map((row) => row[j]!));

describe("Graph", () => {
  it("knows its matrix: weights, neighbours, counts, sums", () =>
    fc.assert(
      fc.property(matrices({ signed: true }), ({ directed, matrix }) => {
        const graph = graphFromDense(matrix, { directed, selfLoops: "keep" }),
          flat = matrix.flat(),
          loops = matrix.filter((row, i) => row[i] !== 0).length,
          entries = flat.filter((weight) => weight !== 0).length;
        expect(rowsOf(graph)).toEqual(matrix);
        expect(graph).toMatchObject({
          directed,
          nodes: matrix.length,
          edges: directed ? entries : (entries - loops) / 2 + loops,
          selfLoops: loops,
          weighted: flat.some((weight) => weight !== 0 && weight !== 1),
          signed: flat.some((weight) => weight < 0),
        });
        expect(graph.totalWeight).toBe(flat.reduce((sum, weight) => sum + weight, 0));
        matrix.forEach((row, i) => {
          expect(Array.from(graph.neighbours(i))).toEqual(row.flatMap((weight, j) => (weight === 0 ? [] : [j])));
          expect(row.map((_, j) => graph.weight(i, j))).toEqual(row);
        });
      }),
    ));

  it("gives back its edges, and is made by them again", () =>
    fc.assert(
      fc.property(graphs({ signed: true }), (graph) => {
        const { directed, nodes } = graph,
          again = graphFromEdges(graph.toEdges(), { directed, nodes, selfLoops: "keep" });
        expect(again.toDense()).toEqual(graph.toDense());
        expect(graph.toEdges().sources).toHaveLength(graph.edges);
      }),
    ));

  it("lists edges by their targets, ascending, for measures that walk backwards", () =>
    fc.assert(
      fc.property(graphs({ signed: true }), (graph) => {
        expect(rowsOf(new Graph(incoming(graph), { directed: true }))).toEqual(transpose(rowsOf(graph)));
        expect(incoming(graph)).toBe(incoming(graph));
        if (!graph.directed) expect(incoming(graph)).toBe(outgoing(graph));
        for (const { pointers, targets } of [outgoing(graph), incoming(graph)])
          for (let i = 0; i < graph.nodes; i++)
            for (let p = pointers[i]! + 1; p < pointers[i + 1]!; p++)
              expect(targets[p]).toBeGreaterThan(targets[p - 1]!);
      }),
    ));

  it("turns round, drops self-loops, becomes binary, changes weights", () =>
    fc.assert(
      fc.property(graphs({ signed: true }), (graph) => {
        const rows = rowsOf(graph);
        expect(rowsOf(graph.reversed())).toEqual(transpose(rows));
        expect(rowsOf(graph.withoutSelfLoops())).toEqual(rows.map((row, i) => row.map((w, j) => (i === j ? 0 : w))));
        expect(rowsOf(graph.binary())).toEqual(rows.map((row) => row.map((w) => (w === 0 ? 0 : 1))));
        expect(rowsOf(graph.mapWeights((w) => Math.max(w, 0)))).toEqual(
          rows.map((row) => row.map((w) => Math.max(w, 0))),
        );
        expect(rowsOf(graph)).toEqual(rows);
      }),
    ));

  it("becomes undirected by the mean, the sum or the larger of both weights", () =>
    fc.assert(
      fc.property(graphs({ signed: true }), (graph) => {
        const rows = rowsOf(graph),
          both = (combine: (a: number, b: number) => number) =>
            graph.directed ? rows.map((row, i) => row.map((w, j) => combine(w, rows[j]![i]!))) : rows;
        expect(rowsOf(graph.symmetrised())).toEqual(both((a, b) => (a + b) / 2));
        expect(rowsOf(graph.symmetrised("sum"))).toEqual(both((a, b) => a + b));
        expect(rowsOf(graph.symmetrised("maximum"))).toEqual(both(Math.max));
        expect(graph.symmetrised().directed).toBe(false);
      }),
    ));

  it("gives the graph of some nodes in any order", () =>
    fc.assert(
      fc.property(graphs({ signed: true }), fc.infiniteStream(fc.nat(99)), (graph, stream) => {
        const keys = Array.from({ length: graph.nodes }, () => stream.next().value!),
          chosen = Array.from(keys.keys())
            .filter((i) => keys[i]! % 3 > 0)
            .sort((a, b) => keys[a]! - keys[b]!),
          rows = rowsOf(graph);
        expect(rowsOf(graph.subgraph(chosen))).toEqual(chosen.map((i) => chosen.map((j) => rows[i]![j]!)));
      }),
    ));

  it("keeps names with their nodes", () => {
    const graph = graphFromEdges(
      [
        [0, 1],
        [1, 2],
      ],
      { names: ["a", "b", "c"], directed: true },
    );
    expect(graph.subgraph([2, 0]).names).toEqual(["c", "a"]);
    expect(graph.reversed().names).toEqual(["a", "b", "c"]);
    expect(graph.symmetrised().names).toEqual(["a", "b", "c"]);
    expect(graph.binary().names).toEqual(["a", "b", "c"]);
  });

  it("shows nothing through which it could be changed", () => {
    const graph = graphFromEdges(
      [
        [0, 1],
        [1, 2],
      ],
      { names: ["a", "b", "c"] },
    );
    graph.neighbours(1).fill(0);
    graph.toEdges().targets.fill(0);
    graph.toDense().fill(0);
    expect(Array.from(graph.neighbours(1))).toEqual([0, 2]);
    expect(Object.isFrozen(graph.names)).toBe(true);
    expect(Object.values(graph).filter((value) => ArrayBuffer.isView(value))).toEqual([]);
  });

  it("refuses nodes that it does not have, and weights that are no numbers", () => {
    const graph = graphFromEdges(
      [
        [0, 1],
        [1, 2],
      ],
      { directed: true },
    );
    for (const bad of [-1, 3, 0.5, Number.NaN]) {
      expect(() => graph.neighbours(bad)).toThrow(ArgumentError);
      expect(() => graph.weight(bad, 0)).toThrow(ArgumentError);
      expect(() => graph.weight(0, bad)).toThrow(ArgumentError);
      expect(() => graph.subgraph([bad])).toThrow(ArgumentError);
    }
    expect(() => graph.subgraph([1, 1])).toThrow("given once");
    expect(() => graph.mapWeights(() => Number.NaN)).toThrow("finite");
    expect(() => graph.symmetrised("least" as "sum")).toThrow("combine");
    const huge = graphFromEdges(
      [
        [0, 1, 1e308],
        [1, 0, 1e308],
      ],
      { directed: true },
    );
    expect(() => huge.symmetrised("sum")).toThrow("finite");
    expect(huge.symmetrised().weight(0, 1)).toBe(1e308);
  });
});

it("search finds the first place that is not before a target", () =>
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(50)), fc.nat(50), (values, target) => {
      const sorted = Int32Array.from(values).sort(),
        place = sorted.findIndex((value) => value >= target);
      expect(search(sorted, 0, sorted.length, target)).toBe(place < 0 ? sorted.length : place);
    }),
  ));

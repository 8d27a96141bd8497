import * as fc from "fast-check";
import { expect, it } from "vitest";
import { Incidence } from "../../src/metrics/incidence.js";
import { components, graphFromEdges } from "../../src/metrics/index.js";
import { graphs } from "../arbitraries/graphs.js";

it("knows after which swaps one component is left, and which edges meet at each node then", () =>
  fc.assert(
    fc.property(
      graphs({ most: 10 }),
      fc.array(fc.tuple(fc.nat(1000), fc.nat(1000), fc.boolean()), { maxLength: 60, size: "max" }),
      ({ graph }, swaps) => {
        const part = graph.subgraph(components(graph).largest),
          { sources, targets } = part.toEdges(),
          watch = new Incidence(part.nodes, sources, targets),
          edges = Array.from(sources, (source, e) => [source, targets[e]!] as [number, number]);
        fc.pre(edges.length > 1);
        for (const [x, y, turned] of swaps) {
          const e = x % edges.length,
            f = y % edges.length,
            [a, b] = edges[e]!,
            [c, d] = turned ? [edges[f]![1], edges[f]![0]] : edges[f]!;
          if (new Set([a, b, c, d]).size < 4) continue;
          const next = edges.map((edge, k): [number, number] => (k === e ? [a, d] : k === f ? [c, b] : edge)),
            whole = components(graphFromEdges(next, { nodes: part.nodes, duplicates: "first" })).count === 1;
          expect(watch.joins(e, f, turned)).toBe(whole);
          if (!whole) continue;
          watch.swap(e, f, turned);
          edges.splice(0, edges.length, ...next);
          for (let i = 0; i < part.nodes; i++)
            expect([...watch.edges.subarray(watch.pointers[i]!, watch.pointers[i + 1]!)].sort()).toEqual(
              [...edges.keys()].filter((k) => edges[k]!.includes(i)).sort(),
            );
        }
      },
    ),
  ));

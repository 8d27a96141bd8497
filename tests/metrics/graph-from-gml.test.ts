import { describe, expect, it } from "vitest";
import { ArgumentError, FormatError } from "../../src/errors.js";
import { graphFromGml } from "../../src/metrics/graph-from-gml.js";
import { sharedText } from "./files.js";

const nodes = 'graph [\nnode [ id 7 label "seven" value 2 ]\nnode [ id 3 ]\n';

describe("graphFromGml", () => {
  it("has the file's nodes in its order, named by label or id, with their attributes", () => {
    const { graph, attributes } = graphFromGml(`${nodes}edge [ source 3 target 7 value 2.5 ] ]`);
    expect(graph).toMatchObject({ directed: false, nodes: 2, edges: 1, names: ["seven", "3"] });
    expect(graph.weight(0, 1)).toBe(2.5);
    expect(attributes).toEqual([{ id: 7, label: "seven", value: 2 }, { id: 3 }]);
  });

  it("is directed when the file or the options say so", () => {
    const text = `${nodes}directed 1 edge [ source 3 target 7 ] ]`;
    expect(graphFromGml(text).graph.weight(1, 0)).toBe(1);
    expect(graphFromGml(text).graph.weight(0, 1)).toBe(0);
    expect(graphFromGml(text, { directed: false }).graph.weight(0, 1)).toBe(1);
  });

  it("takes another weight, or none", () => {
    const text = `${nodes}edge [ source 3 target 7 value 2 strength 5 ] ]`;
    expect(graphFromGml(text, { weight: "strength" }).graph.weight(0, 1)).toBe(5);
    expect(graphFromGml(text, { weight: null }).graph.weight(0, 1)).toBe(1);
  });

  it.each([
    ["holds 0 graphs", "node [ id 1 ]"],
    ["holds 2 graphs", "graph [ ] graph [ ]"],
    ["holds 1 graphs", "graph 5"],
    ["line 2: a node without a number as its id", "graph [\nnode [ label 5 ] ]"],
    ["line 3: the second node with id 1", "graph [\nnode [ id 1 ]\nnode [ id 1 ] ]"],
    ["line 4: an edge whose target is 4, which is no node", `${nodes}edge [ source 3 target 4 ] ]`],
    ["line 4: an edge whose source is missing", `${nodes}edge [ target 3 ] ]`],
    ['line 4: an edge whose value is "much"', `${nodes}edge [ source 3 target 7 value "much" ] ]`],
    ["line 4: an edge whose value is null", `${nodes}edge [ source 3 target 7 value 1e999 ] ]`],
    ["line 4: edge is no list", `${nodes}edge 5 ]`],
  ])("refuses with %s", (message, text) => {
    expect(() => graphFromGml(text, { name: "net.gml" })).toThrow(FormatError);
    expect(() => graphFromGml(text, { name: "net.gml" })).toThrow(message);
  });

  it("refuses repeated edges unless told what they mean", () => {
    const text = `${nodes}edge [ source 3 target 7 ] edge [ source 7 target 3 ] ]`;
    expect(() => graphFromGml(text)).toThrow(ArgumentError);
    expect(graphFromGml(text, { duplicates: "sum" }).graph.weight(0, 1)).toBe(2);
  });

  it.each([
    ["graphs/karate.gml", { nodes: 34, edges: 78, totalWeight: 156 }],
    ["graphs/dolphins.gml", { nodes: 62, edges: 159 }],
    ["graphs/football.gml", { nodes: 115, edges: 613 }],
    ["celegans/celegansneural.gml", { nodes: 297, edges: 2345, totalWeight: 8819, directed: true }],
  ])("reads %s", async (path, expected) => {
    const text = await sharedText(path);
    if (text !== undefined) expect(graphFromGml(text, { name: path, duplicates: "sum" }).graph).toMatchObject(expected);
  });
});

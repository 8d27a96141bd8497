import { leiden } from "neurite/metrics";
import { expect, it } from "vitest";
import { karateEdges } from "../../../playground/panels/connectome/karate.js";
import { readGraph } from "../../../playground/panels/connectome/read-graph.js";
import { graphOf } from "../../../playground/panels/connectome/sources.js";

const read = async (name: string, text: string, directed = false) => {
  const graph = await readGraph(name, text, directed);
  return { names: graph.names, directed: graph.directed, edges: graph.toEdges() };
};
const edges = (sources: number[], targets: number[], weights: number[]) => ({
  sources: Int32Array.from(sources),
  targets: Int32Array.from(targets),
  weights: Float64Array.from(weights),
});

it.each([
  ["with a header of usual words", "a.csv", "source,target\nx,y\ny,z\n"],
  ["without a header", "a.csv", "x,y\ny,z\n"],
  ["with blanks, CRLF and lines at its end", "a.csv", "x , y\r\ny, z\r\n\r\n\r\n"],
  ["of tabs", "a.tsv", "x\ty\ny\tz\n"],
  ["of semicolons", "a.txt", "x;y\ny;z"],
  ["with a weight's header", "a.csv", "left,right,weight\nx,y,1\ny,z,1\n"],
  [
    "in GML",
    "a.GML",
    'graph [ node [ id 4 label "x" ] node [ id 5 label "y" ] node [ id 6 label "z" ] edge [ source 4 target 5 ] edge [ source 5 target 6 ] ]',
  ],
])("reads a list of edges %s", async (_, name, text) => {
  expect(await read(name, text)).toEqual({
    names: ["x", "y", "z"],
    directed: false,
    edges: edges([0, 1], [1, 2], [1, 1]),
  });
});

it("numbers below words are a list with a header, and stand in their order", async () => {
  expect(await read("a.csv", "one,two,w\n10,9,0.5\n9,2,-3\n")).toEqual({
    names: ["2", "9", "10"],
    directed: false,
    edges: edges([0, 1], [1, 2], [-3, 0.5]),
  });
});

it("edges there and back are two when edges have directions", async () => {
  expect((await read("a.csv", "x,y\ny,x\n", true)).edges).toEqual(edges([0, 1], [1, 0], [1, 1]));
});

it.each([
  ["as it is", "0,2,0,0\n2,0,3,0\n0,3,0,4\n0,0,4,0\n", undefined],
  ["with names above", "a,b,c,d\n0,2,0,0\n2,0,3,0\n0,3,0,4\n0,0,4,0\n", ["a", "b", "c", "d"]],
  ["with names above and beside", ",a,b,c,d\na,0,2,0,0\nb,2,0,3,0\nc,0,3,0,4\nd,0,0,4,0\n", ["a", "b", "c", "d"]],
  ["with names beside", "a,0,2,0,0\nb,2,0,3,0\nc,0,3,0,4\nd,0,0,4,0\n", ["a", "b", "c", "d"]],
])("reads a matrix %s", async (_, text, names) => {
  expect(await read("a.csv", text)).toEqual({ names, directed: false, edges: edges([0, 1, 2], [1, 2, 3], [2, 3, 4]) });
});

it("a matrix that is not symmetric is a directed graph: rows are sources", async () => {
  expect(await read("a.csv", "0,1,0,0\n0,0,0,0\n0,0,0,0\n5,0,0,0\n")).toMatchObject({
    directed: true,
    edges: edges([0, 3], [1, 0], [1, 5]),
  });
});

it.each([
  ["a.csv", "", "a.csv: is empty"],
  ["a.csv", "x,y,1\ny,z,\n", 'a.csv: line 2: weight "" is no finite number'],
  ["a.csv", "x,y\nz\n", "a.csv: line 2: fields: 1, in the first row: 2"],
  ["a.csv", "x,y\n\ny,z\n", "a.csv: line 2: fields: 1, in the first row: 2"],
  ["a.csv", "x,y\n,z\n", "a.csv: line 2: an edge without a name for its node"],
  ["a.csv", "x,y\ny,x\n", "a.csv: line 2: the edge x – y stands in line 1 already (if edges have directions, say so)"],
  ["a.csv", "x,y,0\n", "a.csv: holds no edge"],
  ["a.csv", "x\ny\n", "a.csv: line 1: 2 rows of 1 fields are neither edges (2 or 3 fields) nor a square matrix"],
  [
    "a.csv",
    "1,2,3,4\n5,6,7,8\n",
    "a.csv: line 1: 2 rows of 4 fields are neither edges (2 or 3 fields) nor a square matrix",
  ],
  ["a.csv", "0,1,0,0\n1,0,x,0\n0,0,0,0\n0,0,0,0\n", 'a.csv: line 2, column "column 3": "x" is not a finite number'],
  ["a.csv", "0,1,0,0\n1,0,1,0\n0,0,0,0\n0,0,0,0\n0,0,0,0\n", "a.csv: a matrix of 5 rows and 4 columns is not square"],
  ["a.csv", 'x,"y\n', "a.csv: line 1: the quote opened here is never closed"],
  ["a.gml", "graph [\nnode [ id 1 ]\nnode [ id 1 ]\n]", "a.gml: line 3: the second node with id 1"],
  ["a.gml", "x,y\n", 'a.gml: line 1: "," is no part of GML'],
])("of %s with %j says: %s", async (name, text, message) => {
  await expect(readGraph(name, text, false)).rejects.toMatchObject({ code: "format", message });
});

it("what is wrong with a GML file's edges is the file's", async () => {
  const text = "graph [ node [ id 1 ] node [ id 2 ] edge [ source 1 target 2 ] edge [ source 2 target 1 ] ]";
  await expect(readGraph("a.gml", text, false)).rejects.toMatchObject({
    code: "format",
    message: /^a\.gml: graphFromEdges: /,
  });
});

it("the karate club has 34 members, 78 ties, and the optimum Q = 0.4198 in four communities", async () => {
  expect(karateEdges).toHaveLength(78);
  const graph = await graphOf({
    source: { graph: "karate", nodes: 0, degree: 0, groups: 0, mixing: 0, draw: 0 },
    weights: "given",
  });
  const { modularity, communities } = leiden(graph, { restarts: 30 });
  expect(modularity).toBeCloseTo(0.41979, 6);
  expect(new Set(communities).size).toBe(4);
  expect([graph.neighbours(0).length, graph.neighbours(33).length, graph.nodes]).toEqual([16, 17, 34]);
});

it("weights can be taken without their signs, or not at all", async () => {
  const file = new File(["a,b,-2\nb,c,3\n"], "a.csv"),
    weights = async (kind: "given" | "absolute" | "none") =>
      Array.from(
        (await graphOf({ source: { graph: "file", file, number: 1, directed: false }, weights: kind })).toEdges()
          .weights,
      );
  expect([await weights("given"), await weights("absolute"), await weights("none")]).toEqual([
    [-2, 3],
    [2, 3],
    [1, 1],
  ]);
});

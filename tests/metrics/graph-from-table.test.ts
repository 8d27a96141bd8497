import { describe, expect, it } from "vitest";
import { readCsv } from "../../src/data/csv.js";
import { ArgumentError, FormatError } from "../../src/errors.js";
import { graphFromTable } from "../../src/metrics/graph-from-table.js";

const read = (text: string, options?: Parameters<typeof readCsv>[1]) =>
  readCsv(text, { name: "edges.csv", ...options });

describe("graphFromTable", () => {
  it("names nodes by what stands for them, blanks removed", async () => {
    const graph = graphFromTable(await read("Source,Target,Weight\nI1L , I2L,10\nI2L,I3  ,3\n"), { directed: true });
    expect(graph.names).toEqual(["I1L", "I2L", "I3"]);
    expect([graph.weight(0, 1), graph.weight(1, 2), graph.weight(1, 0)]).toEqual([10, 3, 0]);
  });

  it("puts numbered nodes in the order of their numbers", async () => {
    const table = await read("10 2\n2 1\n", { delimiter: " ", header: false });
    expect(graphFromTable(table).names).toEqual(["1", "2", "10"]);
  });

  it("takes columns by name or place, weights or none, and nodes without edges", async () => {
    const table = await read("w,from,to\n5,a,b\n");
    const options = { source: "from", target: 2, weight: "w", nodes: ["c", "b", "a"] };
    const graph = graphFromTable(table, options);
    expect(graph.names).toEqual(["c", "b", "a"]);
    expect(graph.weight(1, 2)).toBe(5);
    expect(graphFromTable(table, { ...options, weight: null }).weight(1, 2)).toBe(1);
  });

  it("passes on what to do with repeated edges and self-loops", async () => {
    const table = await read("a,b,w\nx,y,1\ny,x,2\nx,x,3\n");
    expect(() => graphFromTable(table)).toThrow("given once");
    expect(graphFromTable(table, { duplicates: "sum", selfLoops: "keep" }).totalWeight).toBe(9);
  });

  it("says on which line a field is wrong", async () => {
    expect(() => graphFromTable({ name: "t", columns: ["a", "b"], rows: [["x", " "]], lines: [7] })).toThrow(
      /t: line 7: an edge without a name/,
    );
    const table = await read('a,b,w\nx,y,1\n"x\n2",z,many\n');
    expect(() => graphFromTable(table)).toThrow(FormatError);
    expect(() => graphFromTable(table)).toThrow(/edges\.csv: line 3: weight "many"/);
    expect(() => graphFromTable(table, { weight: null, nodes: ["x", "y"] })).toThrow(
      /line 3: .* is not among the nodes/,
    );
    await expect(read("a,b\nx,y\nz\n")).rejects.toThrow("line 3");
  });

  it("refuses columns and nodes that do not exist", async () => {
    const table = await read("a,b\nx,y\n");
    for (const options of [{ source: "c" }, { target: 2 }, { weight: "w" }, { source: -1 }, { nodes: ["x", "y", "x"] }])
      expect(() => graphFromTable(table, options)).toThrow(ArgumentError);
    expect(() => graphFromTable(null as never)).toThrow(ArgumentError);
  });
});

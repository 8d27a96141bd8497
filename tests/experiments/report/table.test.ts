import { describe, expect, it } from "vitest";
import { ShapeError } from "../../../src/errors.js";
import { claimsTable, table } from "../../../src/experiments/report/index.js";
import { checked } from "./support.js";

describe("table", () => {
  it("heads columns and rows and formats each kind of cell", () => {
    const html = checked(
      table({
        title: "Runs",
        caption: "All of them.",
        columns: ["rule", "accuracy", "ok"],
        rows: [
          ["bp", 0.98, true],
          ["dfa", Number.NaN, false],
          ["gevb", null, null],
        ],
      }),
    );
    expect(html).toContain('<th scope="col" class="number">accuracy</th>');
    expect(html).toContain('<th scope="row">bp</th><td class="number">0.98</td>');
    expect(html).toContain('<td class="number">–</td>');
    expect(html.match(/<span class="spoken">(yes|no)<\/span>/g)?.length).toBe(2);
    expect(html).toContain("<p>All of them.</p>");
  });

  it("is well-formed when empty and refuses ragged rows", () => {
    checked(table({ title: "Nothing", columns: [], rows: [] }), table({ title: "No rows", columns: ["a"], rows: [] }));
    expect(() => table({ title: "Ragged", columns: ["a", "b"], rows: [["x", 1], ["y"]] })).toThrow(ShapeError);
  });
});

describe("claimsTable", () => {
  it("marks each claim and counts those that hold", () => {
    const html = checked(
      claimsTable({
        title: "Claims",
        claims: [
          { name: "learns", expected: "> 0.9", actual: 0.97, holds: true, source: "table 1" },
          { name: "aligned", expected: true, actual: false, holds: false },
        ],
      }),
    );
    expect(html).toContain("1 of 2 claims hold.");
    expect(html.match(/class="yes"/g)?.length).toBe(1);
    expect(html.match(/class="no"/g)?.length).toBe(1);
    expect(html).toContain("<small>table 1</small>");
    expect(html).toContain("<td>yes</td><td>no</td>");
  });

  it("allows none", () => {
    expect(checked(claimsTable({ title: "Claims", claims: [] }))).toContain("0 of 0 claims hold.");
  });
});

import { expect, it } from "vitest";
import { scales } from "../../../src/experiments/connectome/config.js";
import type { Hub, Measures } from "../../../src/experiments/connectome/measures.js";
import type { Result } from "../../../src/experiments/connectome/results.js";
import { conventions, summaryOf } from "../../../src/experiments/connectome/summary.js";

const hub = (name: string, role: Hub["role"]): Hub => ({ node: 0, name, role, z: 3, participation: 0.5 });

const measures = {
  nodes: 1240,
  edges: 32_324,
  directed: true,
  density: 0.021,
  reciprocity: 0.29,
  louvain: 0.56,
  leiden: 0.57,
  groups: 8,
  given: { modularity: -0.05, nmi: 0.2 },
  nulls: { modularity: [0.1, 0.2], clustering: [0.1], transitivity: [0.1], pathLength: [2], latticeClustering: [0.6] },
  clustering: 0.3,
  pathLength: 3,
  hubs: [..."abcdefgh"].map((name) => hub(name, "connector hub")).concat(hub("p", "provincial hub")),
} as unknown as Measures;

const result = { name: "larva", measures } as Result;

it("has a row for each graph, its hubs by name, and what was not there", () => {
  const lines = summaryOf([result], [{ name: "mouse", missing: "mouse-dti/blocks.csv" }], scales.smoke);
  expect(lines[0]).toMatch(/^graph +n +edges +density +recip\. +Q Louvain +Q Leiden +groups +Q given +NMI +z +C /);
  expect(lines[1]).toMatch(
    /^larva +1240 +32,324 +0\.021 +0\.29 +0\.5600 +0\.5700 +8 +−0\.050 +0\.20 +5\.9 +0\.300 +0\.100 /,
  );
  expect(lines[1]).toMatch(/ 3\.00 +2\.00 +2\.00 +0\.17 +8\+1$/);
  expect(lines.join("\n")).toMatch(/^larva +a, b, c, d, e, f and 2 more +p$/m);
  expect(lines.at(-1)).toBe("mouse is left out: there is no mouse-dti/blocks.csv.");
});

it("says which graph each measure is taken of, on lines of at most 120 characters", () => {
  const lines = summaryOf([result], [], scales.smoke),
    text = lines.slice(lines.indexOf("") + 1, lines.indexOf("", 4));
  expect(text.join(" ")).toBe(conventions(scales.smoke));
  for (const line of text) expect(line.length).toBeLessThanOrEqual(120);
  expect(conventions({ ...scales.smoke, resolution: 2 })).toContain("γ = 2");
});

it("an undirected graph has no reciprocity, one without labels no NMI, and nulls that are alike no z", () => {
  const nulls = { ...measures.nulls, modularity: [0.1, 0.1] },
    plain = { ...result, measures: { ...measures, directed: false, given: undefined, nulls, hubs: [] } } as Result,
    lines = summaryOf([plain], [], scales.smoke);
  expect(lines[1]).toMatch(/0\.021 +– +0\.5600 +0\.5700 +8 +– +– +– +0\.300/);
  expect(lines.join("\n")).not.toContain("connectors");
});

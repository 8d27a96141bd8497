import { expect, it } from "vitest";
import { claimsOf } from "../../../src/experiments/connectome/claims.js";
import { type Config, scales } from "../../../src/experiments/connectome/config.js";
import type { Measures } from "../../../src/experiments/connectome/measures.js";
import type { Result } from "../../../src/experiments/connectome/results.js";

/** A small world of modules, σ = 2 and ω = −0.1. */
const measures: Measures = {
  nodes: 4,
  edges: 4,
  directed: false,
  weighted: false,
  density: 0.5,
  reciprocity: 1,
  meanDegree: 2,
  louvain: 0.5,
  leiden: 0.5,
  communities: new Int32Array(4),
  groups: 1,
  connected: true,
  given: undefined,
  nulls: {
    modularity: [0.1, 0.2],
    clustering: [0.2, 0.2],
    transitivity: [0.2, 0.2],
    pathLength: [2, 2],
    latticeClustering: [0.8, 0.8],
  },
  skeleton: 4,
  clustering: 0.4,
  transitivity: 0.4,
  pathLength: 2,
  efficiency: 0.5,
  assortativity: 0,
  hubs: [],
};

const result = (name: string, kind: Result["kind"], changes: Partial<Measures> = {}): Result => ({
  name,
  title: name,
  kind,
  measures: { ...measures, ...changes },
  counts: [],
  given: undefined,
  positions: { places: new Float64Array(8), axes: "equal", note: "" },
  edges: { sources: new Int32Array(0), targets: new Int32Array(0), weights: new Float64Array(0) },
});

const judge = (results: readonly Result[], changes: Partial<Config> = {}) =>
  Object.fromEntries(claimsOf(results, { ...scales.smoke, ...changes }).map((claim) => [claim.name, claim]));

it("karate's optimum is asked of enough runs at γ = 1, to nine decimals", () => {
  const club = (louvain: number) =>
    result("karate", "other", { louvain, leiden: 0.4197896121, clustering: 0.5706384782, pathLength: 2.4081996435 });
  const found = judge([club(0.4197896121)]);
  for (const name of ["karate: Q of Louvain", "karate: Q of Leiden", "karate: C", "karate: λ"])
    expect(found[name]!.holds, name).toBe(true);
  expect(judge([club(0.4188034)])["karate: Q of Louvain"]).toMatchObject({
    expected: "0.4197896",
    actual: "0.4188034",
    holds: false,
  });
  for (const changes of [{ restarts: 9 }, { louvainRestarts: 99 }, { resolution: 1.5 }])
    expect(judge([club(0.4)], changes)).not.toHaveProperty("karate: Q of Louvain");
});

it("counts that differ are named", () => {
  const counts = [
    { what: "nodes", expected: "34", actual: "34" },
    { what: "edges", expected: "78", actual: "77" },
  ];
  expect(judge([{ ...result("karate", "other"), counts }])["karate: counts"]).toMatchObject({
    expected: "all 2",
    actual: "edges 77, not 78",
    holds: false,
    source: "graphs/README.md",
  });
});

it("nervous systems are judged together, and those that fail named; stars for themselves", () => {
  const flat = { nulls: { ...measures.nulls, clustering: [0.5, 0.5] } },
    name = "nervous systems are small worlds, σ > 1";
  expect(judge([result("human", "nervous"), result("mouse", "nervous")])[name]!.actual).toBe("2 of 2");
  expect(judge([result("human", "nervous"), result("mouse", "nervous", flat)])[name]).toMatchObject({
    actual: "1 of 2: not mouse",
    holds: false,
  });
  const stars = judge([result("macaque-91", "nervous", flat)]);
  expect(stars).not.toHaveProperty([name]);
  expect(stars["star-like ones are not: degrees explain their C, σ < 1"]!.holds).toBe(true);
  const q = "nervous systems: Q above every null's";
  expect(stars[q]!.holds).toBe(true);
  expect(judge([result("human", "nervous", { leiden: 0.2 })])[q]!.holds).toBe(false);
  expect(judge([result("human", "nervous")], { resolution: 2 })).not.toHaveProperty([q]);
});

it("stand-ins show what they were made for", () => {
  const made = [
    result("lattice", "drawn", {
      clustering: 0.6,
      pathLength: 867 / 99,
      nulls: { ...measures.nulls, latticeClustering: [0.6] },
    }),
    result("small-world", "drawn", { nulls: { ...measures.nulls, latticeClustering: [0.42] } }),
    result("random", "drawn", { leiden: 0.16, louvain: 0.16 }),
    result("planted", "drawn", { given: { modularity: 0.5, nmi: 0.96 } }),
    result("cliques", "drawn", { leiden: 293 / 330, given: { modularity: 289 / 330, nmi: 0.9 } }),
  ];
  const found = judge(made);
  expect(Object.values(found).filter(({ holds, name }) => !holds && name !== "random: ω")).toEqual([]);
  expect(Object.keys(found).filter((name) => /^(lattice|small-world|random|planted|cliques):/.test(name))).toHaveLength(
    15,
  );
  const whole = judge([result("cliques", "drawn", { leiden: 289 / 330, given: { modularity: 289 / 330, nmi: 1 } })]);
  expect(whole["cliques: Q found, by putting some together"]!.holds).toBe(false);
  expect(
    judge([result("planted", "drawn", { given: { modularity: 0.5, nmi: 0.9 } })])[
      "planted: NMI of Leiden with the groups"
    ]!.holds,
  ).toBe(false);
});

it("what is said of all graphs names those of which it is not true", () => {
  const found = judge([
    result("a", "other", { connected: false }),
    result("b", "other", { leiden: 0.49, given: { modularity: 0.5, nmi: 1 } }),
  ]);
  expect(found["Leiden's communities are connected"]!.actual).toBe("1 of 2: not a");
  expect(found["Leiden's Q ≥ Louvain's − 0.005"]!.actual).toBe("1 of 2: not b");
  expect(found["Leiden's Q ≥ that of given labels"]).toMatchObject({ expected: "1 of 1", holds: false });
  expect(judge([])).toEqual({});
});

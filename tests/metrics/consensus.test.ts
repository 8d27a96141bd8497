import fc from "fast-check";
import { expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { type ConsensusOptions, consensusCommunities } from "../../src/metrics/consensus.js";
import { graphFromEdges } from "../../src/metrics/graph-from-edges.js";
import { modularity, signedModularity } from "../../src/metrics/modularity.js";
import { Random } from "../../src/random.js";
import { partitioned } from "../arbitraries/partitioned.js";
import { barbell, karate } from "../golden/graphs.js";

const club = graphFromEdges(karate).binary();

it("agrees on the plain halves of a barbell at once", () => {
  const graph = graphFromEdges(barbell);
  expect(consensusCommunities(graph)).toEqual({
    communities: Int32Array.of(0, 0, 0, 1, 1, 1),
    modularity: modularity(graph, [0, 0, 0, 1, 1, 1]),
    rounds: 0,
    stable: true,
  });
});

it("comes to one partition of the karate club, near its best and the same for the same seed", () => {
  const found = consensusCommunities(club, { random: new Random(2) });
  expect(found.stable).toBe(true);
  expect(found.rounds).toBeGreaterThan(0);
  expect(found.modularity).toBeGreaterThan(0.4);
  expect(found.modularity).toBe(modularity(club, found.communities));
  expect(consensusCommunities(club, { random: new Random(2) })).toEqual(found);
});

it("says so when the rounds end before all runs agree, and gives the best of them", () => {
  // A ring may be cut anywhere.
  const ring = graphFromEdges(Array.from({ length: 40 }, (_, i) => [i, (i + 1) % 40])),
    found = consensusCommunities(ring, { rounds: 1, threshold: 0 });
  expect(found).toMatchObject({ rounds: 1, stable: false });
  expect(found.modularity).toBe(modularity(ring, found.communities));
});

it("is stable on small random graphs of every kind", () => {
  fc.assert(
    fc.property(partitioned({ most: 10, signed: true }), fc.nat(100), ({ graph }, seed) => {
      const found = consensusCommunities(graph, { runs: 9, kind: "sta", random: new Random(seed) });
      expect(found.communities.length).toBe(graph.nodes);
      expect(found.modularity).toBe(signedModularity(graph, found.communities));
      expect(found.stable).toBe(true);
    }),
    { numRuns: 50 },
  );
});

it("refuses options out of range", () => {
  for (const [wrong, message] of [
    [{ runs: 0 }, "runs is 0, must be an integer, 1 or more"],
    [{ rounds: 0.5 }, "rounds is 0.5"],
    [{ threshold: -1 }, "threshold is -1, must be a number from 0 to 1"],
    [{ random: 1 }, "random is 1, must be a Random"],
    [{ resolution: -1 }, "resolution is -1"],
    [{ kind: "none" }, '"sta", "gja" or "smp"'],
  ] as unknown as [ConsensusOptions, string][]) {
    expect(() => consensusCommunities(club, wrong)).toThrow(ArgumentError);
    expect(() => consensusCommunities(club, wrong)).toThrow(message);
  }
  expect(() => consensusCommunities(club.mapWeights(() => -1))).toThrow("given for a graph with negative weights");
});

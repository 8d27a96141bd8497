import { expect, it } from "vitest";
import { page } from "../../../src/experiments/report/page.js";
import { type Config, scales } from "../../../src/experiments/sernn/config.js";
import type { Found } from "../../../src/experiments/sernn/found.js";
import { reportOf } from "../../../src/experiments/sernn/report.js";
import { resultsOf } from "../../../src/experiments/sernn/results.js";

const found: Found = {
  accuracy: 0.98,
  trainingAccuracy: [],
  weight: 346,
  correlation: -0.3,
  structure: {
    modularity: 0.16,
    connected: 100,
    clustering: 0.3,
    pathLength: 2,
    randomClustering: 0.1,
    randomPathLength: 2,
    sigma: 3,
  },
  activity: 0.5,
  byDistance: { distance: [1, 2], mean: [0.2, 0.1], low: [0, 0], high: [1, 1] },
  drawn: { sources: [0], targets: [1], weights: [1], groups: new Array<number>(100).fill(0) },
  milliseconds: 1,
  fingerprint: "",
};

const html = (config: Config, strength: number) =>
  page({ title: "t", sections: reportOf(resultsOf([{ kind: "spatial", strength, run: 1 }], [found]), config) });

it("stands beside the double-precision run where the protocol is whole", () => {
  expect(html(scales.default, 0.08)).toContain("0.160 (0.153)");
  expect(html(scales.default, 0.08)).toContain("0.980 (1.000)");
  expect(html(scales.default, 0.08)).toContain("19 did, and 2 of 5 at γ = 0.5.");
  expect(html(scales.default, 0.07)).not.toContain("(0.153)");
  expect(html(scales.smoke, 0.08)).not.toContain("(0.153)");
});

it("draws an example in space and its weights against distance, and says when there is none", () => {
  const drawn = html(scales.smoke, 0.08);
  expect(drawn).toContain("Network, seRNN, γ = 0.08: 100 nodes in 1 groups, 1 edges.");
  expect(drawn).toContain("Weight against distance, seRNN, γ = 0.08");
  expect(page({ title: "t", sections: reportOf([], scales.smoke) })).toContain("before a network was trained");
});

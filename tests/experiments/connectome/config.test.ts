import { expect, it } from "vitest";
import { ArgumentError } from "../../../src/errors.js";
import { about, type Config, check, scales } from "../../../src/experiments/connectome/config.js";

it("every scale passes its own check, and each field has a line", () => {
  for (const config of Object.values(scales)) {
    check(config);
    expect(Object.keys(about)).toEqual(expect.arrayContaining(Object.keys(config)));
  }
});

it.each<[string, Partial<Config>]>([
  ["graphs", { graphs: [] }],
  ["graphs", { graphs: ["karate", "karate"] }],
  ["graphs", { graphs: ["squid" as "karate"] }],
  ["drawn", { drawn: [] }],
  ["restarts", { restarts: 0 }],
  ["louvainRestarts", { louvainRestarts: 0.5 }],
  ["nulls", { nulls: 0 }],
  ["lattices", { lattices: 6 }],
  ["swapsPerEdge", { swapsPerEdge: -1 }],
  ["layoutIterations", { layoutIterations: -1 }],
  ["edgesDrawn", { edgesDrawn: Number.NaN }],
  ["resolution", { resolution: -1 }],
  ["resolution", { resolution: Number.NaN }],
])("refuses a bad %s", (name, changes) => {
  expect(() => check({ ...scales.smoke, ...changes })).toThrow(ArgumentError);
  expect(() => check({ ...scales.smoke, ...changes })).toThrow(name);
});

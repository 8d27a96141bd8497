import { expect, it } from "vitest";
import { claimsOf } from "../../../src/experiments/functional-modularity/claims.js";
import { type Config, scales, type Wiring } from "../../../src/experiments/functional-modularity/config.js";
import type { Result } from "../../../src/experiments/functional-modularity/results.js";
import { result } from "./support.js";

/** Expected, actual and verdict of the claims whose name begins so. */
function judged(beginning: string, results: readonly Result[], config: Config = scales.default, real = true) {
  return claimsOf(results, config, real)
    .filter(({ name }) => name.startsWith(beginning))
    .map(({ expected, actual, holds }) => [expected, actual, holds]);
}

/** Figure 3 of Béna & Goodman 2021 at p = 10⁻⁴, 0.01, 0.1 and 1, as read off its plots. */
const paper = [1, 100, 1000, 10_000].map((connections, i) =>
  result({
    units: 100,
    connections,
    wiring: "deep-r",
    accuracy: [0.846, 0.838, 0.836, 0.838][i]!,
    trained: {
      bottleneck: [0.53, 0.11, 0.06, 0.11][i]!,
      mask: [0.89, 0.66, 0.32, 0.01][i]!,
      correlation: [0.52, 0.27, 0.19, 0.2][i]!,
    },
  }),
);

/** What a program of its own found for the small protocol: 32 units, Adam, 20 epochs of 40,000 pairs, two runs. */
const small = [1, 10, 102, 1024].map((connections, i) =>
  result({
    connections,
    accuracy: [0.49, 0.72, 0.86, 0.87][i]!,
    trained: {
      bottleneck: [0.7, 0.5, 0.38, 0.29][i]!,
      mask: [0.98, 0.73, 0.68, 0.62][i]!,
      correlation: [0.49, 0.4, 0.36, 0.31][i]!,
    },
  }),
);
const rewired = result({ connections: 10, wiring: "deep-r", accuracy: 0.84 });

it("hold, all of them, on the paper's figures and on those of the small protocol", () => {
  const ofPaper = claimsOf(paper, scales.paper, true),
    ofSmall = claimsOf([...small, rewired], scales.default, true);
  expect(ofPaper.filter(({ holds }) => !holds)).toEqual([]);
  expect(ofSmall.filter(({ holds }) => !holds)).toEqual([]);
  const names = [
    "measured modularity Q − (1 − p)/(2(1 + p)), at most",
    "bottleneck: specialisation with one connection each way, and with all",
    "weight mask: specialisation with one connection each way, and with all",
    "correlation: specialisation with one connection each way, and with all",
  ];
  expect(ofPaper.map(({ name }) => name)).toEqual([...names, "correlation: specialisation at p = 10⁻⁴, 0.01, 0.1, 1"]);
  expect(ofSmall.map(({ name }) => name)).toEqual([
    ...names,
    "correlation: specialisation at p = 0.001, 0.01, 0.1, 1",
    "accuracy at p ≥ 0.1, the least",
    "a bit is exchanged: accuracy at p ≥ 0.1 above what silent modules can reach",
    "Deep R at the paper's rate against fixed connections at the modules', p = 0.010: accuracy",
  ]);
});

it.each([
  [[1e-9, 0], 1e-9, true],
  [[0, 1.1e-9], 1.1e-9, false],
  [[Number.NaN, 0], Number.NaN, false],
])("modularity may be off by 1e-9 in the worst network: %j", (errors, worst, holds) => {
  const results = errors.map((error) => result({ error }));
  expect(judged("measured modularity", results)).toEqual([
    ["≤ 1e-9 for any placement of the connections", worst, holds],
  ]);
});

it.each(["bottleneck", "mask", "correlation"] as const)(
  "specialisation by %s must be larger with one connection, whatever untrained networks have",
  (title) => {
    const name = `${title === "mask" ? "weight mask" : title}: specialisation with one`,
      claim = (one: number, all: number, connections: readonly [number, number] = [1, 1024]) =>
        judged(
          name,
          [one, all].map((trained, i) => result({ connections: connections[i]!, trained: { [title]: trained } })),
        );
    const actual = (one: string, all: string) => `${one} > ${all}; untrained 0.160, 0.160`;
    expect(claim(0.31, 0.3)).toEqual([["larger with one", actual("0.310", "0.300"), true]]);
    expect(claim(0.3, 0.3)).toEqual([["larger with one", actual("0.300", "0.300"), false]]);
    expect(claim(0.29, 0.3)).toEqual([["larger with one", actual("0.290", "0.300"), false]]);
    expect(claim(Number.NaN, 0.3)).toEqual([["larger with one", actual("–", "0.300"), false]]);
    // Neither end may be another density.
    for (const connections of [
      [2, 1024],
      [1, 1023],
    ] as const)
      expect(claim(0.31, 0.3, connections)).toEqual([]);
  },
);

it("specialisation is compared among networks of the config's wiring alone, and by measures that were taken", () => {
  const ends = (wiring: Wiring, one: number, all: number) => [
    result({ wiring, trained: { correlation: one } }),
    result({ wiring, connections: 1024, trained: { correlation: all } }),
  ];
  const both = [...ends("fixed", 0.1, 0.2), ...ends("deep-r", 0.4, 0.3)],
    names = ["correlation: specialisation with", "weight mask", "bottleneck"];
  const verdicts = (config: Config) => names.flatMap((name) => judged(name, both, config).map(([, , holds]) => holds));
  expect(verdicts(scales.default)).toEqual([false]);
  expect(verdicts(scales.paper)).toEqual([true]);
});

/** Whether correlation falls over the four decades. */
const falls = (values: readonly number[], config: Config) =>
  judged(
    "correlation: specialisation at p",
    [1, 100, 1000, 10_000].map((connections, i) =>
      result({ units: 100, connections, wiring: config.wiring, trained: { correlation: values[i]! } }),
    ),
    config,
  );

it.each([
  [[0.5, 0.4, 0.3, 0.299], true],
  [[0.5, 0.4, 0.3, 0.3], false],
  [[0.5, 0.4, 0.41, 0.3], false],
  [[0.4, 0.5, 0.3, 0.2], false],
  [[0.5, 0.4, Number.NaN, 0.2], false],
])("specialisation by correlation falls at every step in the small protocol: %j", (values, holds) => {
  const actual = values.map((value) => (Number.isNaN(value) ? "–" : value.toFixed(3))).join(", ");
  expect(falls(values, scales.default)).toEqual([["falls", actual, holds]]);
});

it.each([
  [[0.52, 0.27, 0.19, 0.2], true],
  [[0.52, 0.27, 0.19, 0.215], false],
  [[0.52, 0.541, 0.19, 0.2], false],
])("and within what the paper's own plots can be read to in its protocol: %j", (values, holds) => {
  expect(falls(values, scales.paper).map(([expected, , verdict]) => [expected, verdict])).toEqual([
    ["falls, within 0.02", holds],
  ]);
});

it("nothing is said of four decades where one is missing, or correlation was not measured", () => {
  const name = "correlation: specialisation at p";
  expect(judged(name, small)).toHaveLength(1);
  for (const left of small) expect(judged(name, [...small.filter((other) => other !== left), rewired])).toEqual([]);
  expect(judged(name, [...small.slice(0, 3), result({ connections: 1024, trained: { mask: 0.5 } })])).toEqual([]);
});

it.each([
  [0.831, true, true],
  [0.83, false, true],
  [0.751, false, true],
  [0.75, false, false],
])("the least accurate of the dense networks tells whether they learn: %s", (least, learns, exchanges) => {
  const results = [
    result({ accuracy: 0.4 }),
    result({ connections: 91, accuracy: 0.4 }),
    result({ connections: 93, accuracy: 0.9 }),
    result({ connections: 102, accuracy: least }),
  ];
  expect(judged("accuracy at p ≥ 0.1", results)).toEqual([["> 0.83", least.toFixed(3), learns]]);
  expect(judged("a bit is exchanged", results)).toEqual([["> 0.75", least.toFixed(3), exchanges]]);
});

it.each([
  [10, 0.54, "> 0.05 better", false],
  [10, 0.56, "> 0.05 better", true],
  [102, 0.5, "better", false],
  [102, 0.51, "better", true],
  [1, 0.49, "better", false],
])("Deep R with %i connections and accuracy %s against 0.5 is %s: %s", (connections, accuracy, expected, holds) => {
  const results = [
    result({ connections, accuracy: 0.5 }),
    result({ connections, wiring: "deep-r", accuracy: { mean: accuracy, deviation: 0.01 } }),
    // No fixed network has as many.
    result({ connections: 500, wiring: "deep-r", accuracy: 0.1 }),
  ];
  const actual = `${accuracy.toFixed(3)} ± 0.010 against 0.500`;
  expect(judged("Deep R", results)).toEqual([[expected, actual, holds]]);
});

it.each<[string, Partial<Config>, boolean]>([
  ["digits that were drawn", {}, false],
  ["other images", { data: "fashion-mnist" }, true],
  ["another task", { task: "sum" }, true],
  ["the paper's protocol", { protocol: "paper" }, true],
  ["small modules", { units: 31 }, true],
  ["fewer pairs", { train: 39_999 }, true],
  ["fewer epochs", { epochs: 19 }, true],
])("accuracy is not judged with %s", (_, changes, real) => {
  const results = [...small, rewired],
    count = (config: Config, isReal: boolean) =>
      ["accuracy", "a bit", "Deep R"].flatMap((name) => judged(name, results, config, isReal)).length;
  expect(count(scales.default, true)).toBe(3);
  expect(count({ ...scales.default, ...changes }, real)).toBe(0);
});

it("nothing is claimed of nothing", () => {
  expect(claimsOf([], scales.default, true)).toEqual([]);
});

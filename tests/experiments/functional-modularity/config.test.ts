import { expect, it } from "vitest";
import { ArgumentError } from "../../../src/errors.js";
import { about, type Config, check, scales } from "../../../src/experiments/functional-modularity/config.js";
import { experiment } from "../../../src/experiments/functional-modularity.js";

it.each(Object.entries(scales))("%s is a config it can run", (_, config) => {
  expect(() => check(config)).not.toThrow();
  expect(Object.keys(about).sort()).toEqual(Object.keys(config).sort());
  expect(experiment.dataSets!(config)).toEqual(["mnist"]);
});

it("the paper's has 25 densities of equal ratios", () => {
  const { densities } = scales.paper;
  expect(densities).toHaveLength(25);
  // Four digits of each are given.
  for (const [i, p] of densities.entries()) expect(p / 10 ** (-4 + i / 6)).toBeCloseTo(1, 3);
});

it("the others begin with one connection of their units", () => {
  for (const { densities, units } of [scales.smoke, scales.default]) expect(densities[0]! * units ** 2).toBe(1);
});

const counts = ["runs", "train", "test", "batchSize", "masks"] as const,
  countsFrom0 = ["epochs", "retraining"] as const,
  notCounts = [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 25, "3", undefined];
const each = (name: keyof Config, values: readonly unknown[]) =>
  values.map((value): [keyof Config, unknown] => [name, value]);

it.each([
  ...counts.flatMap((name) => each(name, [0, ...notCounts])),
  ...countsFrom0.flatMap((name) => each(name, notCounts)),
  ...each("batchSize", [20_001]),
  ...each("units", [1, 4097, 2.5]),
  ...each("steps", [1, 1001, 2.5]),
  ...each("densities", [[], [0], [1.01], [0.5, 0.5], [Number.NaN], ["1"], 0.5, undefined]),
  ...each("keep", [[], [0], [1.5], [0.1, 0.1], 0.1]),
  ...each("contrast", [-0.1, 1.1, Number.NaN, undefined]),
  ...each("rate", [-1, Number.NaN, Number.POSITIVE_INFINITY]),
  ...each("decay", [-0.1, 1.1, Number.NaN]),
  ...each("data", ["cifar-10", "", undefined]),
  ...each("task", ["product"]),
  ...each("wiring", ["grown"]),
  ...each("cell", ["lstm"]),
  ...each("channel", ["binary", "digital"]),
  ...each("protocol", ["sgd"]),
  ...each("measures", [["mask", "mask"], ["accuracy"], "accuracy"]),
])("refuses %s = %j", (name, value) => {
  const config = { ...scales.smoke, [name]: value } as Config;
  expect(() => check(config)).toThrow(ArgumentError);
  expect(() => check(config)).toThrow(`functional-modularity: ${name} is `);
});

it.each<Partial<Config>>([
  { epochs: 0, retraining: 0 },
  { densities: [1], keep: [1], contrast: 0 },
  { contrast: 1, rate: 0, decay: 0 },
  { cell: "parallel", channel: "binary" },
  { measures: [] },
  { train: 5, batchSize: 5, test: 1, units: 2, steps: 2 },
])("takes %j", (changes) => {
  expect(() => check({ ...scales.smoke, ...changes })).not.toThrow();
});

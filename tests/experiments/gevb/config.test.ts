import { expect, it } from "vitest";
import { ArgumentError } from "../../../src/errors.js";
import { about, type Config, check, scales } from "../../../src/experiments/gevb/config.js";
import { experiment } from "../../../src/experiments/gevb.js";

it.each(Object.entries(scales))("%s is a config it can run", (_, config) => {
  expect(() => check(config)).not.toThrow();
  expect(Object.keys(about).sort()).toEqual(Object.keys(config).sort());
  expect(experiment.dataSets!(config)).toEqual(["mnist"]);
});

const counts = ["train", "test", "runs", "batchSize", "evaluateEvery", "alignmentImages"] as const;
const countsFrom0 = ["epochs", "tsneIterations", "contrastEpochs", "tsneImages"] as const;
const notCounts = [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 25, "3", undefined, null];

it.each<[keyof Config, unknown]>([
  ...counts.flatMap((name) => [0, ...notCounts].map((value): [keyof Config, unknown] => [name, value])),
  ...countsFrom0.flatMap((name) => notCounts.map((value): [keyof Config, unknown] => [name, value])),
  ["contrastTrain", 0],
  ["contrastTrain", 1.5],
  ["tsneImages", 60],
  ["tsneImages", 16_384],
  ...[0, -1, 16.5, Number.NaN].map((value): [keyof Config, unknown] => ["width", value]),
  ...[-1, Number.NaN, Number.POSITIVE_INFINITY].map((value): [keyof Config, unknown] => ["rate", value]),
  ...[-1.5, 1, Number.NaN].map((value): [keyof Config, unknown] => ["black", value]),
  ["schedule", "linear"],
  ...["fashion", "", undefined, ["mnist"]].map((value): [keyof Config, unknown] => ["data", value]),
  ...[[], ["fc", "fc"], ["fc", "rnn"], "fc", undefined].map((value): [keyof Config, unknown] => [
    "architectures",
    value,
  ]),
  ...[[], ["bp", "bp"], ["BP"], ["toString"], "bp", null].map((value): [keyof Config, unknown] => ["cells", value]),
])("refuses %s = %j", (name, value) => {
  const config = { ...scales.smoke, [name]: value } as Config;
  expect(() => check(config)).toThrow(ArgumentError);
  expect(() => check(config)).toThrow(`gevb: ${name} is `);
});

it("asks for enough images to draw a map of", () => {
  expect(() => check({ ...scales.smoke, train: 60, contrastTrain: 10 })).toThrow(
    "tsneImages is 60, must be 0, or more",
  );
  check({ ...scales.smoke, train: 60, tsneImages: 0 });
  check({ ...scales.smoke, train: 61 });
});

import { expect, it } from "vitest";
import { scales } from "../../../src/experiments/functional-modularity/config.js";
import type { Job } from "../../../src/experiments/functional-modularity/found.js";
import { measureTitles, resultsOf } from "../../../src/experiments/functional-modularity/results.js";
import { found } from "./support.js";

const job = (connections: number, run: number, wiring: Job["wiring"] = "fixed"): Job => ({ wiring, connections, run });
const config = { ...scales.smoke, units: 20 };

it("takes the runs of each wiring and number of connections together, in the jobs' order, those done alone", () => {
  const jobs = [job(1, 1), job(20, 1), job(1, 2), job(20, 1, "deep-r"), job(400, 1)],
    kinds = (done: readonly boolean[]) =>
      resultsOf(
        jobs,
        done.map((is) => (is ? found() : undefined)),
        config,
      ).map(({ wiring, connections, density, runs }) => [wiring, connections, density, runs]);
  expect(kinds([true, true, true, true, true])).toEqual([
    ["fixed", 1, 1 / 400, 2],
    ["fixed", 20, 0.05, 1],
    ["deep-r", 20, 0.05, 1],
    ["fixed", 400, 1, 1],
  ]);
  expect(kinds([false, false, true, false, false])).toEqual([["fixed", 1, 1 / 400, 1]]);
  expect(resultsOf([], [], config)).toEqual([]);
});

it("gives means and sample deviations of what the runs found, and the worst modularity", () => {
  const runs = [0.2, 0.5, 0.8].map((value, i) =>
      found({
        trained: { accuracy: value },
        untrained: { accuracy: value / 2 },
        firstWins: 1 - value,
        modularity: 0.4523809524 + [1e-9, -3e-9, 2e-9][i]!,
        bottleneck: { accuracy: value / 4, trained: own, untrained: own },
      }),
    ),
    [result] = resultsOf([job(20, 1), job(20, 2), job(20, 3)], runs, config);
  const spreads = {
    accuracy: [0.5, 0.3],
    untrainedAccuracy: [0.25, 0.15],
    firstWins: [0.5, 0.3],
    bottleneckAccuracy: [0.125, 0.075],
  };
  for (const [name, [mean, deviation]] of Object.entries(spreads)) {
    const spread = result![name as keyof typeof spreads]!;
    expect(spread.mean).toBeCloseTo(mean!, 12);
    expect(spread.deviation).toBeCloseTo(deviation!, 12);
  }
  expect(result!.modularity).toBeCloseTo(0.4523809524, 10);
  expect(result!.modularityError).toBeCloseTo(3e-9, 10);
  expect(resultsOf([job(20, 1)], runs.slice(0, 1), config)[0]!.accuracy).toEqual({ mean: 0.2, deviation: Number.NaN });
});

it("expects the modularity of modules without self-connections of the later paper's cell", () => {
  const [result] = resultsOf([job(20, 1)], [found({ modularity: 0.45 })], { ...config, cell: "parallel" });
  expect(result!.modularity).toBeCloseTo(0.45, 12);
  expect(result!.modularityError).toBeLessThan(1e-12);
});

/** Specialisations 0.57/0.99 and 0.56/0.96, own 0.77, other 0.205. */
const own = [
    [0.78, 0.21],
    [0.2, 0.76],
  ],
  /** None. */
  none = [
    [0.3, 0.3],
    [0.4, 0.4],
  ];

it("makes of every measure its specialisation before and after training, and its entries after", () => {
  const each = { correlation: own, normalised: none, retraining: { alone: own, together: [0, 0], ablated: none } },
    masks = [
      { keep: 0.05, share: own, accuracy: [0.6, 0.9] },
      { keep: 0.1, share: none, accuracy: [0, 0] },
    ];
  const [{ measures, maskAccuracy }] = resultsOf(
    [job(20, 1)],
    [
      found({
        trained: { accuracy: 1, ...each, masks },
        untrained: { accuracy: 0, ...each, correlation: none, masks: masks.toReversed() },
        bottleneck: { accuracy: 0, trained: none, untrained: own },
      }),
    ],
    config,
  ) as [ReturnType<typeof resultsOf>[0]];
  const specialisation = (0.57 / 0.99 + 0.56 / 0.96) / 2,
    means = Object.entries(measures).map(([title, { untrained, trained, own: of, other }]) => [
      title,
      ...[untrained, trained, of, other].map(({ mean }) => Number(mean.toFixed(10))),
    ]);
  const s = Number(specialisation.toFixed(10));
  expect(means).toEqual([
    ["correlation", 0, s, 0.77, 0.205],
    ["normalised", 0, 0, 0.35, 0.35],
    ["mask", 0, s, 0.77, 0.205],
    ["bottleneck", s, 0, 0.35, 0.35],
    ["retraining", s, s, 0.77, 0.205],
    ["ablation", 0, 0, 0.35, 0.35],
  ]);
  expect(means.map(([title]) => title)).toEqual(Object.keys(measureTitles));
  expect(maskAccuracy!.mean).toBeCloseTo(0.75, 12);
});

it("leaves out what was not measured, and has no number for what is undefined", () => {
  const [{ measures, maskAccuracy, bottleneckAccuracy, overTime }] = resultsOf(
    [job(20, 1)],
    [
      found({
        trained: { accuracy: 1, correlation: [[0.5, Number.NaN], own[1]!] },
        untrained: { accuracy: 0, correlation: own },
      }),
    ],
    config,
  ) as [ReturnType<typeof resultsOf>[0]];
  expect(Object.keys(measures)).toEqual(["correlation"]);
  expect([maskAccuracy, bottleneckAccuracy, overTime]).toEqual([undefined, undefined, undefined]);
  expect(measures.correlation!.trained.mean).toBeNaN();
  expect(measures.correlation!.untrained.mean).toBeGreaterThan(0.5);
});

it("follows specialisation over time, and keeps the connections of the run that has them", () => {
  const trained = { accuracy: 1, correlation: own, overTime: [none, own] },
    between = { sources: [0], targets: [20] },
    [result] = resultsOf([job(20, 2), job(20, 1)], [found({ trained }), found({ trained, between })], config);
  expect(result!.overTime!.map(({ mean }) => Number(mean.toFixed(4)))).toEqual([0, 0.5795]);
  expect(result!.between).toEqual(between);
});

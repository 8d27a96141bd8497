import fc from "fast-check";
import { expect, it } from "vitest";
import {
  AnomalyLikelihood,
  type AnomalyLikelihoodOptions,
  logLikelihood,
} from "../../src/dendrites/anomaly-likelihood.js";
import { ArgumentError, NeuriteError } from "../../src/errors.js";
import golden from "../golden/anomaly.json" with { type: "json" };

const score = (n: number) => ((37 * n * n + 11 * n) % 101) / 250 + (n >= 700 && n < 712 ? 0.5 : 0);

it.each(golden.streams)("is the published likelihood: $name", ({ options, likelihoods }) => {
  const likelihood = new AnomalyLikelihood(options),
    got = Array.from({ length: 800 }, (_, n) => likelihood.add(score(n)));
  // Means and variances of 800 numbers are good to 800 · 2^-53 of their size, 1e-13. Divided by σ > 0.1 that is 1e-12 of z,
  // and L changes by at most 0.4 for a unit of z.
  for (const [n, want] of likelihoods as [number, number][])
    expect(Math.abs(got[n]! - want), `score ${n}`).toBeLessThan(1e-12);
});

it("has the papers' settings unless told otherwise", () => {
  const { options } = golden.streams.find(({ name }) => name === "defaults")!;
  expect({ ...new AnomalyLikelihood() }).toEqual(options);
});

it("rises when surprise does, falls when it ends, and says 0.5 while on probation", () => {
  const likelihood = new AnomalyLikelihood({ historicWindow: 1000 });
  for (let n = 0; n < 388; n++) {
    expect(likelihood.add(n % 10 === 0 ? 0.4 : 0.1)).toBe(0.5);
    expect(likelihood.distribution).toBeUndefined();
  }
  for (let n = 0; n < 500; n++) expect(Math.abs(likelihood.add(n % 10 === 0 ? 0.4 : 0.1) - 0.5)).toBeLessThan(0.2);
  expect(likelihood.distribution!.mean).toBeCloseTo(0.13, 2);
  let alarm = 0;
  for (let n = 0; n < 10; n++) alarm = likelihood.add(1);
  expect(alarm).toBeGreaterThan(1 - 1e-9);
  for (let n = 0; n < 10; n++) alarm = likelihood.add(0);
  expect(alarm).toBeLessThan(0.2);
});

it("gives a stream without surprises a scale", () => {
  const likelihood = new AnomalyLikelihood({ learningPeriod: 0, estimationSamples: 10 });
  for (let n = 0; n < 10; n++) likelihood.add(0);
  expect(likelihood.add(0)).toBeCloseTo(0.0416, 3); // 1 − Q(−√3)
  expect(likelihood.distribution).toEqual({ mean: 0.03, variance: 0.0003 });
  expect(likelihood.add(1)).toBeGreaterThan(0.9999);
});

it("continues from a saved state", () =>
  fc.assert(
    fc.property(fc.nat(90), (saved) => {
      const options = { learningPeriod: 20, estimationSamples: 10, historicWindow: 25, reestimationPeriod: 7 },
        likelihood = new AnomalyLikelihood(options),
        resumed = new AnomalyLikelihood(options);
      for (let n = 0; n < saved; n++) likelihood.add(score(n));
      resumed.state = likelihood.state;
      for (let n = saved; n < saved + 60; n++) expect(resumed.add(score(n))).toBe(likelihood.add(score(n)));
    }),
    { numRuns: 40 },
  ));

it("spreads likelihoods near 1 on a logarithmic scale", () => {
  // The logarithm of 1 and a little keeps only the digits of that little.
  for (const [likelihood, want] of golden.logLikelihood as [number, number][])
    expect(Math.abs(logLikelihood(likelihood) - want), `of ${likelihood}`).toBeLessThan(1e-15);
  for (const bad of [-0.1, 1.1, Number.NaN]) expect(() => logLikelihood(bad)).toThrow(ArgumentError);
});

it("refuses bad scores and states, and stays as it was", () => {
  const likelihood = new AnomalyLikelihood({ learningPeriod: 0, estimationSamples: 1, historicWindow: 10 });
  for (let n = 0; n < 5; n++) likelihood.add(0.1 * n);
  const { state } = likelihood;
  for (const bad of [-0.1, 1.1, Number.NaN, "0" as unknown as number])
    expect(() => likelihood.add(bad)).toThrow(ArgumentError);
  for (const [place, value] of [
    [0, 1.5],
    [0, -1],
    [1, 2],
    [1, Number.NaN],
    [2, 0],
    [2, Number.POSITIVE_INFINITY],
    [5, -0.5],
    [12, Number.NaN],
  ] as const) {
    const bad = state.slice();
    bad[place] = value;
    expect(() => (likelihood.state = bad), `${value} in place ${place}`).toThrow(NeuriteError);
  }
  for (const bad of [state.slice(1), undefined as unknown as Float64Array])
    expect(() => (likelihood.state = bad)).toThrow(NeuriteError);
  expect(likelihood.state).toEqual(state);
});

it.each<AnomalyLikelihoodOptions>([
  { learningPeriod: -1 },
  { estimationSamples: 0.5 },
  { historicWindow: 0 },
  { historicWindow: 9 },
  { reestimationPeriod: 0 },
  { averagingWindow: 0 },
  { minimumMean: Number.NaN },
  { minimumMean: -1 },
  { minimumVariance: 0 },
  { minimumVariance: 2 },
])("refuses options %j", (options) => {
  expect(() => new AnomalyLikelihood(options)).toThrow(ArgumentError);
});

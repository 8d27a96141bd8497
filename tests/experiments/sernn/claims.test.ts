import { expect, it } from "vitest";
import { accuracies, claimsOf } from "../../../src/experiments/sernn/claims.js";
import { type Kind, scales } from "../../../src/experiments/sernn/config.js";
import { resultsOf, type Trained } from "../../../src/experiments/sernn/results.js";

interface Given extends Partial<Trained> {
  readonly sigma?: number;
  readonly modularity?: number;
}

/** What networks gave, as far as a test says. */
function results(networks: readonly (Given & { kind: Kind; strength: number })[]) {
  const jobs = networks.map(({ kind, strength }, i) => ({ kind, strength, run: i + 1 })),
    found = networks.map(({ sigma = 2, modularity = 0.15, ...given }) => ({
      accuracy: 1,
      trainingAccuracy: [],
      weight: 150,
      correlation: given.kind === "l1" ? 0 : -0.3,
      structure: {
        modularity,
        connected: 100,
        clustering: 0.3,
        pathLength: 2,
        randomClustering: 0.1,
        randomPathLength: 2,
        sigma,
      },
      activity: 0.5,
      byDistance: { distance: [1], mean: [1], low: [1], high: [1] },
      milliseconds: 1,
      fingerprint: "",
      ...given,
    }));
  return resultsOf(jobs, found);
}

const claims = (networks: Parameters<typeof results>[0], config = scales.smoke) =>
  claimsOf(results(networks), config).map(({ name, holds }) => [name.split(":")[0], holds]);

const embedded = { kind: "spatial", strength: 0.08 } as const,
  lasso = { kind: "l1", strength: 0.004 } as const;

it("asks the seRNN for accuracy and short wires, and L1 of similar weight for none", () => {
  expect(claims([embedded, lasso]).slice(0, 3)).toEqual([
    ["seRNN, γ from 0.05 to 0.3", true],
    ["seRNN, γ from 0.05 to 0.3", true],
    ["L1 of similar Σ|W|", true],
  ]);
  expect(claims([{ ...embedded, accuracy: 0.95 }])).toEqual([
    ["seRNN, γ from 0.05 to 0.3", false],
    ["seRNN, γ from 0.05 to 0.3", true],
  ]);
  // Three of ten have to learn; whoever has not is in no other claim.
  const failed = { ...embedded, accuracy: 0.6, correlation: 0.5 };
  expect(claims([embedded, failed, failed]).map(([, holds]) => holds)).toEqual([true, true]);
  expect(claims([embedded, failed, failed, failed]).map(([, holds]) => holds)).toEqual([false, true]);
  expect(claims([embedded, { ...embedded, correlation: -0.1 }])[1]![1]).toBe(false);
  expect(claims([embedded, { ...lasso, correlation: -0.1 }])[2]![1]).toBe(false);
  // Too heavy to be compared; outside of the strengths that are asked.
  expect(claims([embedded, { ...lasso, weight: 200 }])).toHaveLength(2);
  expect(claims([{ ...embedded, strength: 0.02 }, lasso])).toHaveLength(1);
});

it("compares small-worldness at matched weight, of networks that learnt", () => {
  const of = (given: Given, other: Given = {}) =>
    claims([
      { ...embedded, ...given },
      { ...lasso, ...other },
    ])[3];
  expect(of({ sigma: 3 })![1]).toBe(true);
  expect(of({ sigma: 2 })![1]).toBe(false);
  expect(of({ sigma: 3, weight: 100 })).toBeUndefined();
  expect(of({ sigma: 3 }, { accuracy: 0.8 })).toBeUndefined();
  expect(of({ sigma: 3 }, { sigma: Number.NaN })).toBeUndefined();
});

it("compares modularity from twenty networks of each on", () => {
  const many = (count: number, modularity: number) => [
    ...Array.from({ length: count }, () => ({ ...embedded, modularity })),
    ...Array.from({ length: 20 }, () => lasso),
  ];
  expect(claims(many(19, 0.2)).some(([name]) => String(name).startsWith("modularity"))).toBe(false);
  expect(claims(many(20, 0.2)).at(-1)).toEqual([
    "modularity Q of networks above 90 % accuracy, means of seRNN beside L1",
    true,
  ]);
  expect(claims(many(20, 0.1)).at(-1)![1]).toBe(false);
});

it("says how often the double-precision networks learnt, in the whole protocol alone", () => {
  const [smoke, whole] = [scales.smoke, scales.default].map((config) => claimsOf(results([embedded]), config)[0]!);
  expect(smoke).toMatchObject({ expected: "30 % or more", actual: "1 of 1", holds: true, source: "this package" });
  expect(whole!.source).toMatch(/^NumPy, double precision: \d+ of \d+$/);
});

it("writes every accuracy of a few networks, and how many of many learnt", () => {
  const failed = { ...embedded, accuracy: 0.6 };
  expect(accuracies(results([embedded, failed])[0]!)).toBe("1.000, 0.600");
  expect(accuracies(results([embedded, failed, embedded, embedded, failed, failed])[0]!)).toBe(
    "0.800 ± 0.219, 3 of 6 above 0.9",
  );
});

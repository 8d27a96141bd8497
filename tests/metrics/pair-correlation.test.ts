import fc from "fast-check";
import { expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { pearson } from "../../src/metrics/correlation.js";
import { pairCorrelation, randomPairCorrelation } from "../../src/metrics/pair-correlation.js";
import { Random } from "../../src/random.js";
import { samples } from "../arbitraries/samples.js";

it("is what a hand works out where there is one way to pair", () => {
  const states = [
      [1, 2, 3, 4],
      [9, 0, 9, 0],
      [2, 1, 4, 3],
      [0, 1, 1, 0],
      [1, 1, 2, 0],
    ],
    labels = [7, -2, 7, 5, 5];
  // Each pair counts from both sides; label −2 has one example.
  const want = (0.6 + pearson(states[3]!, states[4]!)) / 2,
    { correlation, pairs } = pairCorrelation(states, Int32Array.from(labels));
  expect(correlation).toBeCloseTo(want, 15);
  expect(pairs).toBe(4);
  expect(randomPairCorrelation([states[0]!, states[2]!])).toEqual({ correlation: expect.closeTo(0.6, 15), pairs: 2 });
});

it("leaves out constant states and labels of one example", () => {
  const flat = [0.1, 0.1, 0.1];
  expect(pairCorrelation([flat, [1, 2, 3], [2, 3, 4], flat], [0, 0, 1, 2])).toEqual({
    correlation: Number.NaN,
    pairs: 0,
  });
  expect(pairCorrelation([flat, [1, 2, 3], [2, 3, 4], [1, 5, 9]], [0, 0, 1, 1])).toEqual({ correlation: 1, pairs: 2 });
  expect(randomPairCorrelation([[1, 2]])).toEqual({ correlation: Number.NaN, pairs: 0 });
});

it("is a mean over pairs of equal label, one for each example, for every label and seed", () => {
  fc.assert(
    fc.property(samples(), fc.nat(), fc.integer({ min: 1, max: 4 }), (X, seed, labels) => {
      const label = X.map((_, i) => i % labels),
        { correlation, pairs } = pairCorrelation(X, label, { random: new Random(seed) });
      const moving = X.filter((row) => row.some((value) => value !== row[0]));
      expect(pairs).toBeLessThanOrEqual(moving.length);
      expect(pairs > 0 ? Math.abs(correlation) <= 1 : Number.isNaN(correlation)).toBe(true);
      // What the labels are called does not matter.
      const renamed = label.map((value) => 10 - 3 * value);
      expect(pairCorrelation(X, renamed, { random: new Random(seed) })).toEqual({ correlation, pairs });
      // All with one label: the same pairs as without labels.
      expect(
        pairCorrelation(
          X,
          label.map(() => 4),
        ),
      ).toEqual(randomPairCorrelation(X));
    }),
  );
});

it("pairs every two examples equally often", () => {
  const size = 5,
    runs = 1000;
  for (let i = 0; i < size; i++)
    for (let j = 0; j < i; j++) {
      // All states are constant but two, so that a pair is counted when, and as often as, these two meet.
      const states = Array.from({ length: size }, (_, k) => (k === i || k === j ? [0, 1] : [0, 0])),
        random = new Random(5 * i + j);
      let met = 0;
      for (let run = 0; run < runs; run++) met += randomPairCorrelation(states, { random }).pairs;
      // i → j with probability ¼, and j → i alike but, in a cycle of five, never both: five standard deviations.
      expect(Math.abs(met - runs / 2)).toBeLessThan(5 * Math.sqrt(runs / 4));
    }
});

it("separates states that follow the label from those that do not", () => {
  const random = new Random(5),
    label = Array.from({ length: 300 }, () => random.integer(10)),
    prototypes = Array.from({ length: 10 }, () => Array.from({ length: 20 }, () => random.uniform())),
    states = label.map((value) => prototypes[value]!.map((mean) => mean + 0.3 * random.uniform()));
  const own = pairCorrelation(states, label, { random: random.stream("own") }),
    base = randomPairCorrelation(states, { random: random.stream("base") }),
    shuffled = pairCorrelation(
      states,
      label.map(() => random.integer(10)),
      { random },
    );
  expect(own.pairs).toBe(300);
  expect(base.pairs).toBe(300);
  expect(own.correlation).toBeGreaterThan(0.85);
  expect(base.correlation).toBeLessThan(0.3);
  expect(Math.abs(shuffled.correlation - base.correlation)).toBeLessThan(0.15);
});

it("is the same for the same seed", () => {
  const X = [
    [1, 2, 4],
    [2, 1, 0],
    [5, 3, 8],
    [1, 1, 2],
    [0, 3, 1],
    [2, 2, 7],
  ];
  expect(randomPairCorrelation(X)).toEqual(randomPairCorrelation(X, { random: new Random(0) }));
  const seen = new Set(
    Array.from({ length: 30 }, (_, seed) => randomPairCorrelation(X, { random: new Random(seed) }).correlation),
  );
  expect(seen.size).toBeGreaterThan(5);
});

it("refuses bad input", () => {
  expect(() => pairCorrelation([[1, 2]], [0, 1])).toThrow("pairCorrelation: 2 labels for 1 states");
  expect(() => pairCorrelation([[1, 2]], [0.5])).toThrow("labels[0] is 0.5, must be an integer");
  expect(() => pairCorrelation([[1, 2]], undefined as never)).toThrow(ArgumentError);
  expect(() => pairCorrelation([[1, 2], [1]], [0, 0])).toThrow(ShapeError);
  expect(() => randomPairCorrelation([[Number.NaN]])).toThrow("randomPairCorrelation: states[0][0] is NaN");
});

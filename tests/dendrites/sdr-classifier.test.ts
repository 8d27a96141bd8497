import fc from "fast-check";
import { expect, it } from "vitest";
import { Sdr } from "../../src/dendrites/sdr.js";
import { SdrClassifier, type SdrClassifierOptions } from "../../src/dendrites/sdr-classifier.js";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { Random } from "../../src/random.js";
import { twoLists } from "./sdrs.js";

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);

it("learns by hand", () => {
  const classifier = new SdrClassifier({ size: 4, classes: 2, learningRate: 0.5 }),
    pattern = Sdr.from(4, [1, 3]);
  expect([...classifier.infer(pattern)]).toEqual([0.5, 0.5]);
  classifier.learn(pattern, 1);
  // w[1] and w[3] are ±0.5 · (1 − 0.5), so the two classes differ by 2 · 0.25 − 2 · −0.25.
  expect([...classifier.state]).toEqual([0, 0, -0.25, 0.25, 0, 0, -0.25, 0.25]);
  expect(classifier.infer(pattern)[1]).toBeCloseTo(1 / (1 + Math.exp(-1)), 15);
  expect(classifier.infer(Sdr.from(4, [0, 3]))[1]).toBeCloseTo(1 / (1 + Math.exp(-0.5)), 15);
  expect([...classifier.infer(new Sdr(4))]).toEqual([0.5, 0.5]);
});

it("is the definition in plain loops, and its probabilities sum to 1", () =>
  fc.assert(
    fc.property(
      twoLists,
      fc.integer({ min: 1, max: 5 }),
      fc.array(fc.tuple(fc.boolean(), fc.nat(99)), { maxLength: 20 }),
      ([size, a, b], classes, lessons) => {
        const classifier = new SdrClassifier({ size, classes, learningRate: 0.3 }),
          weights = Array.from({ length: size }, () => new Array<number>(classes).fill(0)),
          probabilities = (list: number[]) => {
            const powers = Array.from({ length: classes }, (_, c) =>
              Math.exp(list.reduce((total, bit) => total + weights[bit]![c]!, 0)),
            );
            return powers.map((power) => power / powers.reduce((x, y) => x + y));
          };
        for (const [which, seed] of lessons) {
          const list = which ? a : b,
            target = seed % classes,
            p = probabilities(list);
          classifier.learn(Sdr.from(size, list), target);
          for (const bit of list)
            for (let c = 0; c < classes; c++) weights[bit]![c]! += 0.3 * (Number(c === target) - p[c]!);
          const got = classifier.infer(Sdr.from(size, list)),
            want = probabilities(list);
          // An entry is a sum of at most classes terms within 1, each good to 2^-52.
          expect(Math.abs(sum(got) - 1)).toBeLessThanOrEqual(2 * classes * 2 ** -52);
          // A lesson rounds each weight, below 8, by at most 2^-50. 200 of them are summed: 2^-42 a lesson and class; and
          // what is wrong with a sum moves probabilities, and by them the next lesson's 200 changes of 0.3 each.
          expect(got.every((share, c) => Math.abs(share - want[c]!) < 1e-9)).toBe(true);
        }
      },
    ),
  ));

it("tells noisy patterns apart", () => {
  const random = new Random(4),
    classifier = new SdrClassifier({ size: 500, classes: 10, learningRate: 0.1 }),
    patterns = Array.from({ length: 10 }, () => Sdr.random(500, { count: 20 }, random)),
    noisy = (c: number) => patterns[c]!.noise({ fraction: 0.3 }, random);
  for (let lesson = 0; lesson < 300; lesson++) classifier.learn(noisy(lesson % 10), lesson % 10);
  for (let c = 0; c < 10; c++) expect(classifier.infer(noisy(c))[c]).toBeGreaterThan(0.5);
});

it("shares probability among several classes", () => {
  const classifier = new SdrClassifier({ size: 10, classes: 4, learningRate: 0.5 }),
    pattern = Sdr.from(10, [2, 7]);
  for (let lesson = 0; lesson < 200; lesson++) classifier.learn(pattern, [0, 3]);
  const [a, b, c, d] = classifier.infer(pattern) as unknown as [number, number, number, number];
  expect([a, d]).toEqual([expect.closeTo(0.5, 2), expect.closeTo(0.5, 2)]);
  expect(b + c).toBeLessThan(0.02);
});

it("continues from a saved state, and takes a target to write to", () => {
  const options = { size: 30, classes: 3, learningRate: 0.2 },
    classifier = new SdrClassifier(options),
    resumed = new SdrClassifier(options),
    patterns = [0, 1, 2].map((c) => Sdr.from(30, [c, c + 10, 29]));
  for (const [c, pattern] of patterns.entries()) classifier.learn(pattern, c);
  resumed.state = classifier.state;
  const into = new Float64Array(3);
  for (const [c, pattern] of patterns.entries()) {
    classifier.learn(pattern, c);
    resumed.learn(pattern, c);
    expect(resumed.infer(pattern, into)).toBe(into);
    expect(into).toEqual(classifier.infer(pattern));
  }
});

const classifier = new SdrClassifier({ size: 10, classes: 2 }),
  good = Sdr.from(10, [1]);

it.each<[() => unknown, new (...args: never[]) => Error]>([
  [() => classifier.infer(new Sdr(11)), ShapeError],
  [() => classifier.infer([1] as unknown as Sdr), ArgumentError],
  [() => classifier.infer(good, new Float64Array(3)), ShapeError],
  [() => classifier.learn(new Sdr(9), 0), ShapeError],
  [() => classifier.learn(good, 2), ArgumentError],
  [() => classifier.learn(good, -1), ArgumentError],
  [() => classifier.learn(good, Number.NaN), ArgumentError],
  [() => classifier.learn(good, []), ArgumentError],
  [() => classifier.learn(good, [1, 1]), ArgumentError],
  [() => classifier.learn(good, [0, 5]), ArgumentError],
  [() => classifier.learn(good, undefined as unknown as number), ArgumentError],
  [() => (classifier.state = new Float64Array(19)), ShapeError],
  [() => (classifier.state = new Float64Array(20).fill(Number.NaN, 19)), ArgumentError],
  [() => (classifier.state = undefined as unknown as Float64Array), ArgumentError],
])("refuses %s and learns nothing", (call, type) => {
  expect(call).toThrow(type);
  expect([...classifier.state].every((weight) => weight === 0)).toBe(true);
});

it.each<SdrClassifierOptions>([
  { size: 0, classes: 2 },
  { size: 2, classes: 0 },
  { size: 2 ** 20, classes: 2 ** 20 },
  { size: 2, classes: 2, learningRate: 0 },
  { size: 2, classes: 2, learningRate: 1.1 },
  { size: 2, classes: 2, learningRate: Number.NaN },
])("refuses options %j", (options) => {
  expect(() => new SdrClassifier(options)).toThrow(ArgumentError);
});

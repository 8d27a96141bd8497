import { expect, it } from "vitest";
import { oneChoice, oneChoiceTrials } from "../../src/data/one-choice.js";
import { ArgumentError } from "../../src/errors.js";
import { Random } from "../../src/random.js";

const { dataset, trials } = oneChoice({ size: 4000, random: new Random(2) });
const rowOf = (i: number, t: number) => Array.from(dataset.inputs.subarray((50 * i + t) * 8, (50 * i + t + 1) * 8));

it("shows the goal for 20 steps, nothing for 10, two choices for 20", () => {
  expect(dataset).toMatchObject({ size: 4000, features: 400, outputs: 4, shape: [50, 8] });
  for (let i = 0; i < 200; i++) {
    const { goal, choices, answer } = oneChoiceTrials[trials[i]!]!,
      rows = Array.from({ length: 50 }, (_, t) => rowOf(i, t)),
      sum = (from: number) => rows.reduce((s, row) => s + row.slice(from, from + 4).reduce((a, b) => a + b), 0);
    expect([sum(0), sum(4)]).toEqual([20, 40]);
    for (let t = 0; t < 50; t++) {
      expect(rows[t]!.indexOf(1)).toBe(t < 20 ? goal : t < 30 ? -1 : 4 + choices[0]);
      expect(rows[t]!.lastIndexOf(1)).toBe(t < 20 ? goal : t < 30 ? -1 : 4 + choices[1]);
    }
    expect(choices).toContain(answer);
    expect(dataset.labels![i]).toBe(answer);
  }
});

it("draws the eight kinds alike, by the seed", () => {
  const counts = oneChoiceTrials.map((_, kind) => trials.filter((trial) => trial === kind).length);
  // 500 each, with a standard deviation of 21.
  for (const count of counts) expect(Math.abs(count - 500)).toBeLessThan(6 * 21);
  expect(oneChoice({ size: 4000, random: new Random(2) }).trials).toEqual(trials);
  expect(oneChoice({ size: 4000, random: new Random(3) }).trials).not.toEqual(trials);
});

it("can be answered by goal and choices, and without the goal in five of eight trials", () => {
  const best = (keyOf: (trial: (typeof oneChoiceTrials)[number]) => string) => {
    const answers = new Map<string, number[]>();
    for (const trial of oneChoiceTrials) {
      const counts = answers.get(keyOf(trial)) ?? [0, 0, 0, 0];
      counts[trial.answer]!++;
      answers.set(keyOf(trial), counts);
    }
    return [...answers.values()].reduce((sum, counts) => sum + Math.max(...counts), 0);
  };
  expect(best(({ choices }) => String(choices))).toBe(5);
  expect(best(({ goal, choices }) => `${goal} ${choices}`)).toBe(8);
});

it("takes other lengths, and refuses those that are none", () => {
  const short = oneChoice({ size: 3, goalSteps: 2, delaySteps: 0, choiceSteps: 1 }).dataset;
  expect(short.shape).toEqual([3, 8]);
  for (const options of [
    { size: 0 },
    { size: 1.5 },
    { size: 2 ** 30 },
    { size: 1, goalSteps: 0 },
    { size: 1, choiceSteps: 0 },
    { size: 1, delaySteps: -1 },
  ])
    expect(() => oneChoice(options)).toThrow(ArgumentError);
});

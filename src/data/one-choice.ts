import { ArgumentError } from "../errors.js";
import { Random } from "../random.js";
import { Dataset } from "./dataset.js";

export interface OneChoiceOptions {
  /** Number of trials. */
  readonly size: number;
  /** Time steps that show the goal, nothing, and the choices; 20, 10 and 20 by default. */
  readonly goalSteps?: number;
  readonly delaySteps?: number;
  readonly choiceSteps?: number;
  /** `new Random(0)` by default. */
  readonly random?: Random;
}

export interface OneChoice {
  /** Inputs 0 or 1, step after step, [steps, 8]; labels are 0 left, 1 up, 2 right, 3 down. */
  readonly dataset: Dataset;
  /** Which of `oneChoiceTrials` each trial is. */
  readonly trials: Int32Array;
}

/** A kind of trial: the goal's input, 0 … 3, the two choices offered, and the right one of these. */
export interface OneChoiceTrial {
  readonly goal: number;
  readonly choices: readonly [number, number];
  readonly answer: number;
}

const left = 0,
  up = 1,
  right = 2,
  down = 3;

/**
 * The eight kinds of trial. Goals 0 to 3 are the places 7, 9, 17 and 19 of the paper's maze. Who forgets the goal is right in
 * five of eight at most: two choices alone, offered twice with different answers but for two pairs, tell no more.
 */
export const oneChoiceTrials: readonly OneChoiceTrial[] = [
  { goal: 1, choices: [left, up], answer: up },
  { goal: 1, choices: [right, down], answer: right },
  { goal: 3, choices: [left, down], answer: down },
  { goal: 2, choices: [right, down], answer: down },
  { goal: 2, choices: [left, up], answer: left },
  { goal: 0, choices: [up, right], answer: up },
  { goal: 3, choices: [left, right], answer: right },
  { goal: 0, choices: [left, right], answer: left },
];

/**
 * One-choice inference: a goal is shown on inputs 0 to 3, then nothing, then two choices on inputs 4 to 7, of which the one
 * that leads towards the goal is right. All eight kinds of trial are equally likely.
 * @throws {ArgumentError} for options out of their range
 * Source: Achterberg, Akarca et al. 2023, doi:10.1038/s42256-023-00748-9.
 */
export function oneChoice(options: OneChoiceOptions): OneChoice {
  const { size, goalSteps = 20, delaySteps = 10, choiceSteps = 20, random = new Random(0) } = options,
    steps = goalSteps + delaySteps + choiceSteps;
  for (const [name, value] of Object.entries({ goalSteps, delaySteps, choiceSteps }))
    if (!Number.isInteger(value) || value < (name === "delaySteps" ? 0 : 1) || value > 2 ** 16)
      throw new ArgumentError("oneChoice", name, value, "an integer, and at least 1 but for the delay");
  if (!Number.isInteger(size) || size < 1 || size * steps * 8 > 2 ** 31)
    throw new ArgumentError("oneChoice", "size", size, "a positive integer, and 2 GiB of inputs at most");
  const inputs = new Uint8Array(size * steps * 8),
    trials = Int32Array.from({ length: size }, () => random.integer(oneChoiceTrials.length));
  trials.forEach((trial, i) => {
    const { goal, choices } = oneChoiceTrials[trial]!;
    const show = (input: number, from: number, count: number) => {
      for (let t = from; t < from + count; t++) inputs[(i * steps + t) * 8 + input] = 1;
    };
    show(goal, 0, goalSteps);
    for (const choice of choices) show(4 + choice, goalSteps + delaySteps, choiceSteps);
  });
  const dataset = new Dataset({
    inputs,
    features: steps * 8,
    shape: [steps, 8],
    labels: trials.map((trial) => oneChoiceTrials[trial]!.answer),
    outputs: 4,
    name: "one-choice inference",
  });
  return { dataset, trials };
}

import { expect, it } from "vitest";
import { Sdr } from "../../src/dendrites/sdr.js";
import { SdrClassifier } from "../../src/dendrites/sdr-classifier.js";
import { SdrPredictor, type SdrPredictorOptions, type SdrPredictorState } from "../../src/dendrites/sdr-predictor.js";
import { ArgumentError, NeuriteError, ShapeError } from "../../src/errors.js";

const options: SdrPredictorOptions = { size: 40, classes: 5, steps: [1, 0, 3], learningRate: 0.2 },
  patterns = Array.from({ length: 5 }, (_, c) => Sdr.from(40, [c, c + 10, c + 20])),
  best = (probabilities: Float64Array) => probabilities.indexOf(Math.max(...probabilities));

it("foretells a sequence so many steps ahead", () => {
  const predictor = new SdrPredictor(options);
  for (let time = 0; time < 100; time++) predictor.learn(patterns[time % 5]!, time % 5);
  for (const [c, pattern] of patterns.entries())
    expect(predictor.infer(pattern).map(best)).toEqual([(c + 1) % 5, c, (c + 3) % 5]);
});

it("is a classifier of the pattern so many steps ago, and begins anew when told to", () => {
  const predictor = new SdrPredictor(options),
    classifiers = options.steps.map(() => new SdrClassifier(options));
  for (let sequence = 0, time = 0; sequence < 3; sequence++) {
    const seen: Sdr[] = [];
    for (let step = 0; step < 7; step++, time++) {
      const pattern = patterns[(time * time) % 5]!;
      seen.unshift(pattern);
      predictor.learn(pattern, time % 5);
      for (const [i, ahead] of options.steps.entries()) if (seen[ahead]) classifiers[i]!.learn(seen[ahead], time % 5);
    }
    predictor.reset();
  }
  expect(predictor.state).toEqual({ weights: classifiers.map((classifier) => classifier.state), history: [] });
});

it("continues from a saved state", () => {
  for (let saved = 0; saved < 9; saved++) {
    const predictor = new SdrPredictor(options),
      resumed = new SdrPredictor(options),
      learn = (one: SdrPredictor, time: number) => one.learn(patterns[(time * 3) % 5]!, [time % 5, (time + 1) % 5]);
    for (let time = 0; time < saved; time++) learn(predictor, time);
    resumed.learn(patterns[0]!, 0);
    resumed.state = predictor.state;
    expect(resumed.state).toEqual(predictor.state);
    for (let time = saved; time < saved + 6; time++) for (const one of [predictor, resumed]) learn(one, time);
    expect(resumed.state).toEqual(predictor.state);
  }
});

it("refuses bad patterns, targets and states, and stays as it was", () => {
  const predictor = new SdrPredictor(options);
  for (let time = 0; time < 3; time++) predictor.learn(patterns[time]!, time);
  const { state } = predictor,
    [first, second, third] = state.weights as [Float64Array, Float64Array, Float64Array],
    set = (bad: Partial<SdrPredictorState>) => () => (predictor.state = { ...state, ...bad });
  for (const call of [
    () => predictor.learn(new Sdr(41), 0),
    () => predictor.learn({} as Sdr, 0),
    () => predictor.learn(patterns[0]!, 5),
    () => predictor.infer(new Sdr(39)),
    set({ weights: [first, second] }),
    set({ weights: [second, first, third.slice(1)] }),
    set({ weights: [second, first, third.slice().fill(Number.NaN)] }),
    set({ history: [0, 1, 2, 3, 4].map((index) => Uint32Array.of(index)) }),
    set({ history: [Uint32Array.of(3, 2)] }),
    set({ history: [Uint32Array.of(40)] }),
    set({ history: undefined as unknown as [] }),
  ]) {
    expect(call, String(call)).toThrow(NeuriteError);
    expect(predictor.state).toEqual(state);
  }
  expect(set({ weights: [] })).toThrow(ShapeError);
});

it.each([[[]], [[-1]], [[1, 1]], [[0.5]], [[2 ** 17]], [undefined], [3]])("refuses steps %j", (steps) => {
  expect(() => new SdrPredictor({ ...options, steps: steps as number[] })).toThrow(ArgumentError);
});

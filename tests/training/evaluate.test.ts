import { expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { Dense } from "../../src/networks/dense.js";
import { Dropout } from "../../src/networks/dropout.js";
import { Evaluator, evaluate } from "../../src/training/evaluate.js";
import { Sequential } from "../../src/training/sequential.js";
import { openArena } from "../support.js";
import { clusters } from "./clusters.js";

it("evaluate does not depend on the batch size, leaves nothing behind and switches dropout off", async () => {
  using arena = await openArena();
  const net = new Sequential(arena, { inputs: 8, layers: [new Dropout(0.5), new Dense(3)] }),
    before = arena.memory().bytesInUse;
  const [whole, ragged] = [50, 16].map((batchSize) => evaluate(net, clusters(50), { batchSize }));
  expect(ragged!.confusion).toEqual(whole!.confusion);
  expect(ragged!.loss).toBeCloseTo(whole!.loss, 5);
  expect(arena.memory().bytesInUse).toBe(before);
});

it("evaluate's confusion matrix counts every example in its true class's row", async () => {
  using arena = await openArena();
  const net = new Sequential(arena, { inputs: 8, layers: [new Dense(3)] });
  const { accuracy, confusion } = evaluate(net, clusters(60));
  for (let truth = 0; truth < 3; truth++)
    expect(confusion.subarray(truth * 3, truth * 3 + 3).reduce((a, b) => a + b)).toBe(20);
  expect(confusion[0]! + confusion[4]! + confusion[8]!).toBe(Math.round(accuracy * 60));
});

it("Evaluator scores again and again without allocating", async () => {
  using arena = await openArena();
  const net = new Sequential(arena, { inputs: 8, layers: [new Dense(3)] }),
    evaluator = new Evaluator(arena, net, clusters(60), 16);
  const first = evaluator.run(),
    memory = arena.memory();
  expect(evaluator.run()).toEqual(first);
  expect(arena.memory()).toEqual(memory);
});

it("evaluate refuses data that does not fit", async () => {
  using arena = await openArena();
  const net = new Sequential(arena, { inputs: 7, layers: [new Dense(3)] });
  expect(() => evaluate(net, clusters(10))).toThrow(ShapeError);
  expect(() => evaluate(net, clusters(10), { batchSize: 11 })).toThrow(ArgumentError);
});

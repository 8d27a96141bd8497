import { describe, expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { softmaxCrossEntropy, squaredError } from "../../src/tape/losses.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { openArena } from "../support.js";
import { expectGradients, input, lossOf, newTape } from "./gradients.js";

describe("softmaxCrossEntropy", () => {
  it("has the gradient of its definition, unused columns included", async () => {
    using arena = await openArena();
    const { tape, random } = newTape(arena),
      x = input(tape, random, [4, 6]);
    const loss = softmaxCrossEntropy(x, Tensor.from(arena, [6], [0, 3, 1, 2, 2, 0], "i32"));
    expectGradients(tape, loss, [x]);
    loss.count = 5;
    expectGradients(tape, loss, [x]);
    for (let k = 0; k < 4; k++) expect(x.gradient!.data[k * 6 + 5]).toBe(0);
  });

  it("is log(classes) for equal logits", async () => {
    using arena = await openArena();
    const { tape } = newTape(arena);
    const loss = softmaxCrossEntropy(tape.input([10, 3]), new Tensor(arena, [3], "i32"));
    tape.forward();
    expect(loss.total() / loss.count).toBeCloseTo(Math.LN10, 6);
    expect(loss.probabilities.data[0]).toBeCloseTo(0.1, 7);
  });

  it("refuses labels that do not fit or do not exist", async () => {
    using arena = await openArena();
    const { tape } = newTape(arena),
      x = tape.input([3, 2]);
    expect(() => softmaxCrossEntropy(x, new Tensor(arena, [3], "i32"))).toThrow(ShapeError);
    const labels = Tensor.from(arena, [2], [0, 3], "i32");
    softmaxCrossEntropy(x, labels);
    expect(() => tape.forward()).toThrow(ArgumentError);
    labels.data.set([0, -1]);
    expect(() => tape.forward()).toThrow(ArgumentError);
  });
});

describe("squaredError", () => {
  it("has the gradient of its definition, unused columns included", async () => {
    using arena = await openArena();
    const { tape, random } = newTape(arena),
      x = input(tape, random, [3, 5]);
    const loss = lossOf(x, random);
    expectGradients(tape, loss, [x]);
    loss.count = 2;
    expectGradients(tape, loss, [x]);
  });

  it("refuses another shape and an impossible count", async () => {
    using arena = await openArena();
    const { tape } = newTape(arena),
      x = tape.input([3, 2]);
    expect(() => squaredError(x, new Tensor(arena, [2, 3]))).toThrow(ShapeError);
    expect(() => squaredError(tape.input([3, 0]), new Tensor(arena, [3, 0]))).toThrow(ShapeError);
    const loss = squaredError(x, new Tensor(arena, [3, 2]));
    for (const count of [0, 3, 1.5, Number.NaN])
      expect(() => {
        loss.count = count;
      }).toThrow(ArgumentError);
    expect(loss.count).toBe(2);
  });
});

import { describe, expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { maxDecision } from "../../src/tape/max-decision.js";
import { openArena, variants } from "../support.js";
import { expectGradients, input, lossOf, newTape } from "./gradients.js";

describe("maxDecision", () => {
  it.each(variants)("the readout with the largest entry answers, the first of equals, %s build", async (variant) => {
    using arena = await openArena(variant);
    const { tape } = newTape(arena),
      readouts = [0, 1, 2].map(() => tape.input([2, 6]));
    const nan = Number.NaN;
    // Columns: a clear winner each, a tie, NaN against a number, and nothing but NaN.
    readouts[0]!.value.data.set([5, 1, -3, 2, nan, nan, 1, 2, -2, 3, nan, nan]);
    readouts[1]!.value.data.set([4, 1, -1, 3, -9, nan, 4, 6, -8, 1, nan, nan]);
    readouts[2]!.value.data.set([4, 7, -2, 2, nan, nan, 4, 2, -4, 3, nan, nan]);
    const { output, winner } = maxDecision(readouts);
    tape.forward();
    expect([...winner.data]).toEqual([0, 2, 1, 0, 1, 0]);
    expect([...output.value.data]).toEqual([5, 7, -1, 2, -9, nan, 1, 2, -8, 3, nan, nan]);
  });

  it("has the gradient of its definition, which the winner alone receives", async () => {
    using arena = await openArena();
    const { tape, random } = newTape(arena),
      readouts = [0, 1, 2].map(() => input(tape, random, [4, 5]));
    // No two largest entries are closer than the step of the difference.
    for (const [n, { value }] of readouts.entries())
      value.data.forEach((_, i) => void (value.data[i]! += (3 * ((n + i) % 3)) / 2));
    const { output, winner } = maxDecision(readouts),
      loss = lossOf(output, random);
    expectGradients(tape, loss, readouts);
    const won = [...winner.data];
    expect(new Set(won).size).toBeGreaterThan(1);
    for (const [n, { gradient }] of readouts.entries())
      expect([...gradient!.data].every((value, i) => won[i % 5] === n || value === 0)).toBe(true);
  });

  it("adds to the gradients of readouts that are read elsewhere, and allocates nothing", async () => {
    using arena = await openArena();
    const { tape, random } = newTape(arena),
      a = input(tape, random, [2, 3]),
      b = input(tape, random, [2, 3]);
    b.value.data.forEach((value, i, data) => void (data[i] = value + 3));
    const loss = lossOf(maxDecision([maxDecision([a, b]).output, a]).output, random),
      before = arena.memory().allocations;
    expectGradients(tape, loss, [a, b]);
    expect(arena.memory().allocations).toBe(before);
  });

  it("refuses none, and other shapes", async () => {
    using arena = await openArena();
    const { tape } = newTape(arena);
    expect(() => maxDecision([])).toThrow(ArgumentError);
    expect(() => maxDecision([tape.input([2, 3]), tape.input([3, 2])])).toThrow(ShapeError);
    expect(() => maxDecision([tape.input([0, 3])])).toThrow(ShapeError);
    expect(() => maxDecision([tape.input([1, 2, 3])])).toThrow(ShapeError);
  });
});

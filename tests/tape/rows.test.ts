import { describe, expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { relu, tanh } from "../../src/tape/activations.js";
import { add, multiply } from "../../src/tape/arithmetic.js";
import { linear } from "../../src/tape/linear.js";
import { rows } from "../../src/tape/rows.js";
import type { Tape } from "../../src/tape/tape.js";
import type { Variable } from "../../src/tape/variable.js";
import { openArena } from "../support.js";
import { expectGradients, input, lossOf, newTape, parameter } from "./gradients.js";

/** Uses of parts of x, [4, 5], each of which ends in a [2, 5]. */
const uses: [string, (x: Variable, tape: Tape) => Variable][] = [
  ["a part, zeros elsewhere", (x) => tanh(rows(x, 1, 2))],
  ["parts that cover x", (x) => multiply(tanh(rows(x, 0, 2)), relu(rows(x, 2, 2)))],
  ["parts that overlap", (x) => multiply(tanh(rows(x, 0, 2)), rows(x, 1, 2))],
  ["one part, read twice", (x) => multiply(rows(x, 1, 2), tanh(rows(x, 1, 2)))],
  ["a part of a part", (x) => add(rows(rows(x, 1, 3), 1, 2), tanh(rows(x, 1, 2)))],
  ["parts before the whole", (x) => add(tanh(rows(x, 0, 2)), rows(tanh(x), 1, 2))],
  [
    "parts after the whole",
    (x) => {
      const whole = tanh(x);
      return add(tanh(rows(x, 0, 2)), rows(whole, 1, 2));
    },
  ],
  ["a part nobody reads", (x) => [rows(x, 0, 2), tanh(rows(x, 2, 2))][1]!],
];

describe("rows", () => {
  it.each(uses)("has the gradient of its definition: %s", async (_, use) => {
    using arena = await openArena();
    const { tape, random } = newTape(arena),
      x = input(tape, random, [4, 5]),
      loss = lossOf(use(x, tape), random);
    x.gradient!.data.fill(7);
    expectGradients(tape, loss, [x]);
    expectGradients(tape, loss, [x]); // what an earlier sweep left is overwritten
  });

  it("passes credit to what computed x, and needs no gradient where x has none", async () => {
    using arena = await openArena();
    const { tape, random } = newTape(arena),
      weights = parameter(arena, random, [4, 3]),
      shared = parameter(arena, random, [2, 2]),
      x = tape.input([3, 5]);
    x.value.data.set(input(tape, random, [3, 5]).value.data);
    const part = rows(x, 1, 2),
      y = linear(x, weights);
    expect(part.gradient).toBeUndefined();
    const sum = add(linear(part, shared), linear(rows(y, 2, 2), shared));
    expectGradients(tape, lossOf(sum, random), [weights, shared]);
  });

  it("copies nothing", async () => {
    using arena = await openArena();
    const { tape } = newTape(arena),
      x = tape.input([4, 5], { gradient: true }),
      before = arena.memory();
    const part = rows(x, 1, 2);
    expect(arena.memory()).toEqual(before);
    expect(part.value.ptr).toBe(x.value.ptr + 4 * 5);
    expect(part.gradient!.ptr).toBe(x.gradient!.ptr + 4 * 5);
  });

  it("refuses rows that x does not have, and a variable of another tape on reading", async () => {
    using arena = await openArena();
    const { tape } = newTape(arena),
      other = newTape(arena).tape,
      x = tape.input([4, 5]);
    expect(() => rows(x, 3, 2)).toThrow(ShapeError);
    expect(() => rows(x, -1, 2)).toThrow(ShapeError);
    expect(() => add(other.input([2, 5]), rows(x, 0, 2))).toThrow(ArgumentError);
    expect(tape.operations.map(({ name }) => name)).toEqual(["rows"]);
  });
});

import { expect, it } from "vitest";
import { Tape } from "../../src/tape/tape.js";
import { VectorVariable } from "../../src/tape/vector-variable.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { openArena } from "../support.js";

it("VectorVariable keeps a credit per unit, and one error for all that descend from it", async () => {
  using arena = await openArena();
  const tape = new Tape(arena),
    first = new VectorVariable(tape, new Tensor(arena, [5, 3, 2])),
    second = new VectorVariable(tape, new Tensor(arena, [4, 3, 2]), first.error);
  expect([first.units, first.components]).toEqual([5, 3]);
  expect([first.gradient!.shape, first.error!.shape]).toEqual([
    [5, 2],
    [3, 2],
  ]);
  expect(second.error).toBe(first.error);
  expect(second.gradient!.shape).toEqual([4, 2]);
});

it("VectorVariable has neither on a tape without gradients", async () => {
  using arena = await openArena();
  const value = new Tensor(arena, [5, 3, 2]),
    { blocks } = arena.memory(),
    { gradient, error } = new VectorVariable(new Tape(arena, { gradients: false }), value);
  expect([gradient, error, arena.memory().blocks]).toEqual([undefined, undefined, blocks]);
});

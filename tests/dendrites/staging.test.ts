import { expect, it } from "vitest";
import { Staging } from "../../src/dendrites/staging.js";
import { MemoryError } from "../../src/errors.js";
import { openArena } from "../support.js";
import { failingAt } from "./failing.js";

it("a Staging gives the same room again until it needs more, and all of it back", async () => {
  using arena = await openArena();
  const staging = new Staging(arena, "test");
  expect(arena.memory().bytesInUse).toBe(0);
  const first = staging.take(0);
  expect([first.view.length, first.pointer > 0]).toEqual([0, true]);
  for (const words of [1, 64, 3]) expect(staging.take(words).pointer).toBe(first.pointer);
  const { pointer, view } = staging.take(1000);
  expect([view.length, view.byteOffset, arena.memory().blocks]).toEqual([1000, pointer, 1]);
  const { allocations } = arena.memory();
  staging.take(1500);
  expect(arena.memory().allocations).toBe(allocations);
  staging.dispose();
  staging.dispose();
  expect(arena.memory().bytesInUse).toBe(0);
  staging.take(1).view[0] = 7;
  expect(arena.memory().blocks).toBe(1);
});

it("a Staging that finds no more room keeps what it has", async () => {
  using arena = await openArena();
  const staging = new Staging(arena, "test"),
    { pointer } = staging.take(10);
  expect(failingAt(arena, 1, () => staging.take(1e6))).toBe(true);
  expect(() => staging.take(2 ** 30)).toThrow(MemoryError);
  expect(staging.take(10).pointer).toBe(pointer);
  expect(arena.memory().blocks).toBe(1);
});

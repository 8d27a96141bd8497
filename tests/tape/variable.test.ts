import { expect, it } from "vitest";
import { Tape } from "../../src/tape/tape.js";
import { openArena } from "../support.js";

it("Variable's first writer of a sweep overwrites and later ones add", async () => {
  using arena = await openArena();
  const x = new Tape(arena).input([1, 1], { gradient: true });
  expect([x.written, x.accumulates(), x.written, x.accumulates()]).toEqual([false, false, true, true]);
  x.startSweep();
  expect([x.written, x.accumulates()]).toEqual([false, false]);
});

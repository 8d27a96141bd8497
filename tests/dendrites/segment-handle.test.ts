import { expect, it } from "vitest";
import { dendrites } from "../../src/dendrites/kernels.js";
import { handleOf, idOf, isHandle } from "../../src/dendrites/segment-handle.js";
import { SegmentStore } from "../../src/dendrites/segment-store.js";
import { ArgumentError } from "../../src/errors.js";
import { openArena } from "../support.js";

it("a place given again has another name, and the old one is refused", async () => {
  using arena = await openArena("simd", [dendrites]);
  const store = new SegmentStore(arena, { cells: 2 }),
    { block } = store,
    names = Array.from({ length: 5 }, () => {
      const name = store.createSegment(1);
      expect(handleOf(block, idOf(block, "test", name))).toBe(name);
      expect(isHandle(block, name)).toBe(true);
      store.destroySegment(name);
      return name;
    });
  expect(new Set(names).size).toBe(5);
  expect(new Set(names.map((name) => name % 2 ** 32))).toEqual(new Set([0]));
  store.createSegment(0);
  for (const name of [...names, -1, 0.5, Number.NaN, 2 ** 60, 7, "0" as unknown as number]) {
    expect(isHandle(block, name)).toBe(false);
    expect(() => idOf(block, "test", name)).toThrow(ArgumentError);
  }
});

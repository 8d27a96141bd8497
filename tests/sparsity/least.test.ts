import fc from "fast-check";
import { expect, it } from "vitest";
import { Least } from "../../src/sparsity/least.js";
import { Arena } from "../../src/wasm/arena.js";
import { openArena, openKernels, variants } from "../support.js";

it.each(variants)(
  "Least, %s build, finds what a sort finds: the smallest magnitudes, of equals the last",
  async (variant) => {
    const kernels = await openKernels(variant);
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 40 }),
        fc.nat(40),
        fc.nat(40),
        (scores, some, more) => {
          using arena = new Arena(kernels);
          const least = new Least(arena, scores.length + 3), // room for more than there is
            count = Math.min(some, scores.length),
            k = Math.min(more, count);
          least.scores.data.set(scores);
          const order = [...scores.keys()].slice(0, count);
          order.sort((a, b) => Math.abs(scores[a]!) - Math.abs(scores[b]!) || b - a);
          expect([...least.find(count, k)]).toEqual(order.slice(0, k).sort((a, b) => a - b));
          expect([...least.scores.data.subarray(0, scores.length)]).toEqual([...Float32Array.from(scores)]);
        },
      ),
    );
  },
);

it("Least takes NaN before all others", async () => {
  using arena = await openArena();
  const least = new Least(arena, 4);
  least.scores.data.set([0, Number.NaN, -1, Infinity]);
  expect([...least.find(4, 1)]).toEqual([1]);
  expect([...least.find(4, 3)]).toEqual([0, 1, 2]);
});

import { describe, expect, it } from "vitest";
import { dendrites } from "../../src/dendrites/kernels.js";
import { PoolerBlock } from "../../src/dendrites/pooler-block.js";
import { poolerLength, poolerWords } from "../../src/dendrites/pooler-layout.js";
import { checkedParameters } from "../../src/dendrites/pooler-options.js";
import { DisposedError } from "../../src/errors.js";
import { openArena, variants } from "../support.js";

describe.each(variants)("PoolerBlock, %s build", (variant) => {
  const parameters = checkedParameters({ inputDimensions: [20], columnDimensions: [40], potentialRadius: 4 });

  it("names every word of the kernels' structure, those it sets first", async () => {
    using arena = await openArena(variant, [dendrites]);
    const block = new PoolerBlock(arena, parameters, { compatible: { seed: 1 } });
    expect(block.kernels.pooler_bytes()).toBe(4 * poolerLength);
    expect(Object.values(poolerWords)).toEqual(Array.from({ length: poolerLength }, (_, i) => i));
    expect([block.word("inputs"), block.word("columns"), block.word("iteration")]).toEqual([20, 40, 0]);
    expect([...block.u32("columnShape", 1)]).toEqual([40]);
    expect([...block.f32("boostFactors")]).toEqual(Array(40).fill(1));
    expect(new Set(block.u32("poolSizes"))).toEqual(new Set([5])); // half of 9 inputs, rounded up
    block.dispose();
    expect(arena.memory().bytesInUse).toBe(0);
  });

  it("has views that last when memory grows, and none after dispose", async () => {
    using arena = await openArena(variant, [dendrites]);
    const block = new PoolerBlock(arena, parameters, { compatible: { seed: 1 } }),
      before = block.words,
      pool = block.row("pools", 3).slice();
    arena.allocate(2 ** 24);
    expect(before.length).toBe(0);
    expect(block.row("pools", 3)).toEqual(pool);
    block.step([1, 2, 19], true);
    expect(block.word("iteration")).toBe(1);
    block.dispose();
    block.dispose();
    expect(() => block.words).toThrow(DisposedError);
    expect(() => block.step([1], true)).toThrow(DisposedError);
  });
});

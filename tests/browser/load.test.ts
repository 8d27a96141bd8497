import { expect, it } from "vitest";
import { relu } from "../../src/ops/activations.js";
import { philox, Random } from "../../src/random.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { Arena } from "../../src/wasm/arena.js";
import { load } from "../../src/wasm/load.js";

it("loads the kernels from inside the JavaScript and computes with them", async () => {
  using arena = new Arena(await load());
  const x = Tensor.from(arena, [5], [-2, -0.5, 0, 0.5, 2]);
  expect([...relu(x, x).data]).toEqual([0, 0, 0, 0.5, 2]);
  expect(x.ptr % 16).toBe(0);
});

it("keeps a tensor readable while the memory grows under it", async () => {
  using arena = new Arena(await load());
  const x = Tensor.from(arena, [3], [1, 2, 3]),
    stale = x.data;
  new Tensor(arena, [1 << 20]);
  expect(stale.length).toBe(0);
  expect([...x.data]).toEqual([1, 2, 3]);
});

it("draws the generator's published numbers", () => {
  expect(philox(0, 0, 0, 0, 0, 0)).toEqual([0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]);
  // The first 53 bits of that block: (0x6627e8d5 >>> 5) · 2^26 + (0xe169c58d >>> 6), over 2^53.
  expect(new Random(0).uniform()).toBe((0x3313f46 * 2 ** 26 + 0x385a716) / 2 ** 53);
});

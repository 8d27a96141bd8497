import { describe, expect, it } from "vitest";
import { multiply } from "../../src/ops/elementwise.js";
import { prune } from "../../src/sparsity/prune.js";
import { openArena } from "../support.js";
import { rows } from "./pruning-support.js";

describe("a pruning criterion", () => {
  it("of equal magnitudes the last go, whatever their sign", async () => {
    using arena = await openArena();
    const network = rows(arena, [1, -1, 1], [-1, 1, 0]);
    prune(network, { density: 0.5 });
    expect(network.mask()).toEqual([
      [1, 1, 1],
      [0, 0, 0],
    ]);
  });

  it("scores as LAMP is defined, and keeps the largest of every matrix", async () => {
    using arena = await openArena();
    const network = rows(arena, [3, 1, 2], [40, 30, 10, -52]);
    const score = (list: number[], w: number) =>
      w ** 2 / list.filter((v) => Math.abs(v) >= Math.abs(w)).reduce((sum, v) => sum + v * v, 0);
    const scores = [
      ...[3, 1, 2].map((w) => score([3, 1, 2], w)),
      ...[40, 30, 10, -52].map((w) => score([40, 30, 10, -52], w)),
    ];
    prune(network, { density: 6 / 7, by: "lamp" });
    const least = scores.indexOf(Math.min(...scores));
    expect(network.mask().flat()).toEqual(scores.map((_, i) => (i === least ? 0 : 1)));
    prune(network, { density: 2 / 7, by: "lamp" });
    expect(network.mask()).toEqual([
      [1, 0, 0],
      [0, 0, 0, 1],
    ]);
    const equal = rows(arena, [1, 1, 1, 1]); // 1, 1/2, 1/3, 1/4 from the first to the last
    prune(equal, { fraction: 0.5, by: "lamp" });
    expect(equal.mask()).toEqual([[1, 1, 0, 0]]);
  });

  it("takes scores of one's own, as the first-order change of the loss", async () => {
    using arena = await openArena();
    const network = rows(arena, [1, -2, 3], [4, 5]);
    network.parameters[0]!.gradient.data.set([9, 1, 0]);
    network.parameters[1]!.gradient.data.set([-1, 0.1]);
    prune(network, { density: 0.4, by: ({ weights }, scores) => multiply(weights.value, weights.gradient, scores) });
    expect(network.mask()).toEqual([
      [1, 0, 0],
      [1, 0],
    ]);
    expect(network.parameters[0]!.gradient.data).toEqual(Float32Array.of(9));
  });
});

import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { SparseLinear } from "../../src/networks/sparse-linear.js";
import { Random } from "../../src/random.js";
import { rigl } from "../../src/sparsity/rigl.js";
import { relu } from "../../src/tape/activations.js";
import { sgd } from "../../src/training/optimizers.js";
import { Sequential } from "../../src/training/sequential.js";
import type { Arena } from "../../src/wasm/arena.js";
import { openArena } from "../support.js";
import { train } from "../training/resumption.js";
import { cellsOf, once, start, wiredSite } from "./dynamic-support.js";

/** Oracle 5 of the sheet: five places, three connections. The input is 1, so the error is the dense gradient. */
async function step(arena: Arena, gradient: number[]) {
  const pattern = {
      rows: 5,
      columns: 1,
      rowPointers: Int32Array.of(0, 1, 2, 3, 3, 3),
      columnIndices: new Int32Array(3),
    },
    { site, matrix, moment, inputs, outputs } = wiredSite(arena, pattern, [0.9, -0.1, 0.5]);
  inputs[0]!.value.data[0] = 1;
  outputs[0]!.gradient!.data.set(gradient);
  moment.data.set([1, 2, 3]);
  const bound = once({ drop: "magnitude", grow: "gradient", fraction: 0.4 }).bind(site);
  bound.step(start);
  return {
    cells: cellsOf(matrix),
    weights: [...matrix.values.data],
    moments: [...moment.data],
    rewirings: matrix.rewirings,
  };
}

describe("rigl", () => {
  it("drops the smallest weight and grows at the largest gradient, by hand", async () => {
    using arena = await openArena();
    expect(await step(arena, [0, 0.2, 0, -0.7, 0.3])).toEqual({
      cells: [0, 2, 3],
      weights: [0.9, 0.5, 0].map(Math.fround),
      moments: [1, 3, 0],
      rewirings: 1,
    });
  });

  it("leaves a connection as it is that would grow where it was dropped", async () => {
    using arena = await openArena();
    expect(await step(arena, [0, 0.2, 0, 0.1, 0.1])).toEqual({
      cells: [0, 1, 2],
      weights: [0.9, -0.1, 0.5].map(Math.fround),
      moments: [1, 2, 3],
      rewirings: 0,
    });
  });

  it("moves ever fewer connections, along half a cosine, and skips the optimizer's step", async () => {
    using arena = await openArena();
    const side = 100,
      nnz = 5000,
      pattern = {
        rows: side,
        columns: side,
        rowPointers: Int32Array.from({ length: side + 1 }, (_, row) => 50 * row),
        columnIndices: Int32Array.from({ length: nnz }, (_, p) => p % 50),
      },
      moved = [0, 50, 12_500, 25_000, 37_500, 50_000, 50_100].map((t) => {
        // Connections fill the left half, the gradient is larger in the right one.
        const { site, matrix, inputs, outputs } = wiredSite(arena, pattern, new Array(nnz).fill(1));
        inputs[0]!.value.data.fill(0.1).fill(1, 50);
        outputs[0]!.gradient!.data.fill(1);
        const answer = rigl({ until: 50_000 })
          .bind(site)
          .step({ epoch: Math.floor(t / 600), step: t % 600, steps: 600 });
        expect(answer).toBe(t === 50 || t > 50_000 ? undefined : "skip");
        return cellsOf(matrix).filter((cell) => cell % side >= 50).length;
      });
    // Oracle 3 of the sheet: .3, .25606602, .15, .04393398, 0 of 5000.
    expect(moved).toEqual([1500, 0, 1280, 750, 219, 0, 0]);
  });

  it("trains, and takes as many of the optimizer's steps as there are others", async () => {
    using arena = await openArena();
    const network = new Sequential(arena, {
      inputs: 8,
      layers: [new SparseLinear(20, { density: 0.3 }), relu, new SparseLinear(3, { density: 0.5 })],
      random: new Random(5),
    });
    const { checkpoints, history } = await train(network, {
      epochs: 4,
      optimizer: sgd({ rate: 0.2, momentum: 0.9, nesterov: true }),
      rewiring: rigl({ until: 15, steps: 3 }),
    });
    expect(checkpoints.at(-1)!.steps).toBe(20 - 6); // 0, 3, 6, 9, 12 and 15 of 20
    expect(history.epochs.at(-1)!.loss).toBeLessThan(history.epochs[0]!.loss);
    expect(checkpoints.at(-1)!.rewiring).toBe("rigl");
  });

  it.each([{ until: 0 }, { until: Infinity }, {}, { until: 10, steps: 0 }, { until: 10, fraction: 2 }])(
    "refuses %o",
    (bad) => expect(() => rigl(bad as never)).toThrow(ArgumentError),
  );
});

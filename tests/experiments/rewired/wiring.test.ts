import { expect, it } from "vitest";
import {
  centralShare,
  denseWeights,
  matricesOf,
  weightsOf,
  wiringOf,
} from "../../../src/experiments/rewired/wiring.js";
import { Dense } from "../../../src/networks/dense.js";
import { SparseLinear } from "../../../src/networks/sparse-linear.js";
import { Random } from "../../../src/random.js";
import { patternFromDense } from "../../../src/sparsity/pattern.js";
import { relu } from "../../../src/tape/activations.js";
import { Sequential } from "../../../src/training/sequential.js";
import { openArena } from "../../support.js";

it("counts what is connected to which pixel, and what to the middle of the image", async () => {
  using arena = await openArena();
  // Two units that look at an image of 4 × 4: at all pixels of its second row, and at two of the first column.
  const first = [0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, /**/ 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    network = new Sequential(arena, {
      inputs: 16,
      layers: [
        new SparseLinear(2, { pattern: patternFromDense(2, 16, first) }),
        relu,
        new SparseLinear(2, { pattern: patternFromDense(2, 2, [0, 1, 0, 0]) }),
        new Dense(3),
      ],
      random: new Random(1),
    }),
    [matrix] = matricesOf(network);
  expect(wiringOf(network)).toEqual({
    pixels: [1, 0, 0, 0, 2, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0],
    fanIn: [4, 2],
    pattern: { rows: 2, columns: 2, rowPointers: [0, 1, 1], columnIndices: [1] },
  });
  expect(centralShare(matrix, [4, 4])).toBeCloseTo(2 / 6, 12);
  expect(centralShare(matrix, [16])).toBeNaN();
  expect(weightsOf(network)).toBe(6 + 1 + 6);
  expect(denseWeights([16, 2, 2, 3])).toBe(32 + 4 + 6);
  const dense = new Sequential(arena, { inputs: 16, layers: [new Dense(3)], random: new Random(1) });
  expect(wiringOf(dense)).toBe(undefined);
  expect(centralShare(undefined, [4, 4])).toBeNaN();
});

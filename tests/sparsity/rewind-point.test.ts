import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../src/errors.js";
import { Dense } from "../../src/networks/dense.js";
import { SparseLinear } from "../../src/networks/sparse-linear.js";
import { Random } from "../../src/random.js";
import { RewindPoint } from "../../src/sparsity/rewind-point.js";
import { randomVacancies } from "../../src/sparsity/vacancies.js";
import { applyProposal, wiredOf } from "../../src/sparsity/wired.js";
import { relu } from "../../src/tape/activations.js";
import { Sequential } from "../../src/training/sequential.js";
import { openArena } from "../support.js";

describe("RewindPoint", () => {
  it("puts back what is still there bit for bit, whatever went and grew; biases and dense weights too", async () => {
    using arena = await openArena();
    const network = new Sequential(arena, {
        inputs: 9,
        layers: [new SparseLinear(11, { density: 0.5 }), relu, new Dense(3)],
        random: new Random(2),
      }),
      [layer] = wiredOf(network) as [ReturnType<typeof wiredOf>[number]],
      random = new Random(7);
    network.parameters[1]!.value.data.fill(0.25);
    const point = new RewindPoint(network),
      before = layer.matrix.toDense(),
      others = network.parameters.slice(1).map(({ value }) => value.data.slice());
    for (let change = 0; change < 20; change++) {
      for (const { value } of network.parameters) value.data.set(value.data.map((w) => w * 1.5 + 0.1));
      const dropped = Int32Array.from({ length: 3 }, (_, k) => 4 * k + random.integer(4)),
        grown = randomVacancies(random, layer.matrix, dropped).subarray(change % 2);
      applyProposal(layer, { dropped, grown });
      const { rowPointers, columnIndices, columns } = layer.matrix.pattern(),
        places = new Set<number>();
      rowPointers.slice(0, -1).forEach((from, row) => {
        for (let p = from; p < rowPointers[row + 1]!; p++) places.add(row * columns + columnIndices[p]!);
      });
      point.rewind();
      // What went and grew again in a later change counts as the connection it was.
      layer.matrix.toDense().forEach((w, place) => {
        expect(w).toBe(places.has(place) ? before[place] : 0);
      });
      expect(network.parameters.slice(1).map(({ value }) => value.data)).toEqual(others);
    }
    expect(layer.matrix.nnz).toBe(40); // every second change lost one of fifty
    layer.matrix.values.data.fill(3);
    point.save();
    layer.matrix.values.data.fill(4);
    expect(new Set(point.valuesOf(layer.weights))).toEqual(new Set([3]));
    expect(layer.matrix.values.data[0]).toBe(4);
  });

  it("refuses what is no network, and another's parameter", async () => {
    using arena = await openArena();
    const [one, other] = [1, 2].map(() => new Sequential(arena, { inputs: 2, layers: [new SparseLinear(2)] }));
    expect(() => new RewindPoint([] as never)).toThrow(ArgumentError);
    expect(() => new RewindPoint(one!).valuesOf(other!.parameters[0]!)).toThrow(ArgumentError);
  });
});

import { expect, it } from "vitest";
import { dendrites } from "../../src/dendrites/kernels.js";
import { Arena } from "../../src/wasm/arena.js";
import { load } from "../../src/wasm/load.js";
import { hello } from "../golden/hello.js";
import golden from "../golden/htm.json" with { type: "json" };

it("a page learns the hello protocol as the C++ implementation does", async () => {
  using arena = new Arena(await load({ families: [dendrites] }));
  const [, sum, cells, predicted, , segments, synapses] = golden.hello.checkpoints.find(([step]) => step === 1000)!;
  for (const { step, columns, memory } of hello(arena, 1000))
    if (step === 1000)
      expect([
        columns.reduce((total, column) => total + column),
        memory.activeCells.length,
        memory.predictedColumns.length,
        memory.segments.size,
        memory.segments.synapseCount,
      ]).toEqual([sum, cells, predicted, segments, synapses]);
});

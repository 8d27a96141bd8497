import { describe, expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { modularNetwork } from "../../src/models/functional-modularity.js";
import { allStates, bottlenecks, lastStates, recordStates } from "../../src/models/module-states.js";
import { Tape } from "../../src/tape/tape.js";
import { predict } from "../../src/training/predict.js";
import { openArena } from "../support.js";
import { plainPairs } from "./pairs.js";

const size = { inputs: 10, units: 6, outputs: 10, steps: 3, connections: 4, bottleneck: 2 };

describe("recordStates", () => {
  it("writes down what the variables are, example by example, last batch included", async () => {
    using arena = await openArena();
    const network = modularNetwork(arena, size),
      { dataset } = plainPairs(300),
      recordings = recordStates(network, dataset, (unrolled) => unrolled.states.flat());
    expect(recordings).toHaveLength(6);
    const tape = new Tape(arena, { gradients: false }),
      x = tape.input([20, 1]),
      { states } = network.unroll(x);
    for (const example of [0, 1, 255, 256, 299]) {
      x.value.data.set(dataset.inputs.subarray(example * 20, (example + 1) * 20));
      tape.forward();
      states.flat().forEach(({ value }, k) => {
        expect(recordings[k]!.data.subarray(example * 6, (example + 1) * 6)).toEqual(value.data.slice());
      });
    }
  });

  it("shows the last states unless told otherwise, all states step by step, and bottlenecks", async () => {
    using arena = await openArena();
    const network = modularNetwork(arena, size),
      { dataset } = plainPairs(20),
      all = recordStates(network, dataset, allStates);
    expect(recordStates(network, dataset)).toEqual(all.slice(-2));
    expect(recordStates(network, dataset, lastStates)).toEqual(all.slice(-2));
    expect(all.every(({ rows, columns }) => rows === 20 && columns === 6)).toBe(true);
    const narrow = recordStates(network, dataset, bottlenecks);
    expect(narrow.map(({ columns }) => columns)).toEqual([2, 2]);
    // The readouts that predict shows are those of one of the two bottlenecks.
    expect(predict(network, dataset.inputs).outputs).toHaveLength(200);
  });

  it("leaves memory as it was, whatever happens", async () => {
    using arena = await openArena();
    const network = modularNetwork(arena, size),
      other = modularNetwork(arena, { ...size, inputs: 9 }),
      { dataset } = plainPairs(20);
    const before = arena.memory().bytesInUse;
    expect(() => recordStates(network, dataset, () => [])).toThrow(ArgumentError);
    expect(() => recordStates(other, dataset)).toThrow(ShapeError);
    recordStates(network, dataset);
    expect(arena.memory().bytesInUse).toBe(before);
  });
});

import { expect, it } from "vitest";
import { checkedParameters, type TemporalMemoryParameters } from "../../src/dendrites/temporal-memory-parameters.js";
import { ArgumentError } from "../../src/errors.js";

it("a memory's parameters have HTM's defaults", () => {
  expect(checkedParameters({ columns: 2048 })).toEqual({
    ...{ columns: 2048, cellsPerColumn: 32, externalInputs: 0, activationThreshold: 13, minThreshold: 10 },
    ...{ maxNewSynapses: 20, initialPermanence: 0.21, connectedPermanence: 0.5, predictedDecrement: 0 },
    ...{ permanenceIncrement: 0.1, permanenceDecrement: 0.1, maxSegmentsPerCell: 255, maxSynapsesPerSegment: 255 },
  });
});

it.each<Partial<TemporalMemoryParameters>>([
  { columns: 0 },
  { columns: 2 ** 27, cellsPerColumn: 2 },
  { externalInputs: 2 ** 27 },
  { activationThreshold: 256 },
  { minThreshold: 14 },
  { minThreshold: 0 },
  { maxNewSynapses: 256 },
  { maxSynapsesPerSegment: 65536 },
  { maxSegmentsPerCell: 0 },
  { initialPermanence: -0.1 },
  { connectedPermanence: Number.NaN },
  { predictedDecrement: 1.5 },
])("a memory refuses %o", (change) => {
  expect(() => checkedParameters({ columns: 10, ...change })).toThrow(ArgumentError);
});

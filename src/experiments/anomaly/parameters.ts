import type { DateEncoderOptions } from "../../dendrites/date-encoder.js";
import type { SpatialPoolerParameters } from "../../dendrites/pooler-options.js";
import type { RandomScalarEncoderOptions } from "../../dendrites/random-scalar-encoder.js";
import type { TemporalMemoryParameters } from "../../dendrites/temporal-memory-parameters.js";
import type { ParameterSet } from "./series.js";

/** All that a detector is made of, but its random numbers and the sizes that follow from its encoders. */
export interface Parameters {
  readonly value: (minimum: number, maximum: number) => RandomScalarEncoderOptions;
  readonly date: DateEncoderOptions;
  readonly pooler: Omit<SpatialPoolerParameters, "inputDimensions" | "columnDimensions" | "potentialRadius">;
  readonly memory: TemporalMemoryParameters;
}

export const parameters: Readonly<Record<ParameterSet, Parameters>> = {
  // The example of that name of the C++ implementation. Of its 65 active inputs 14 are of the value, the others of the time.
  "hot-gym": {
    value: () => ({ size: 700, activeBits: 14, resolution: 0.88 }),
    date: { timeOfDay: { activeBits: 30, radius: 1 }, weekend: { activeBits: 21 } },
    pooler: {
      potentialFraction: 0.85,
      density: 0.04396,
      boostStrength: 3,
      permanenceIncrement: 0.04,
      permanenceDecrement: 0.006,
      connectedPermanence: 0.14,
    },
    memory: {
      columns: 1638,
      cellsPerColumn: 13,
      activationThreshold: 17,
      minThreshold: 10,
      maxNewSynapses: 32,
      initialPermanence: 0.21,
      connectedPermanence: 0.14,
      maxSegmentsPerCell: 128,
      maxSynapsesPerSegment: 64,
    },
  },
  // 130 steps between the least and the largest value, as the benchmark's own detector has them, and a memory of usual
  // thresholds. Found on the taxis of New York: a value must outweigh the time of day, or little surprises.
  nab: {
    value: (minimum, maximum) => ({
      size: 1000,
      activeBits: 41,
      resolution: Math.max(0.001, (maximum - minimum) / 130),
    }),
    date: { timeOfDay: { activeBits: 21, radius: 9.5 } },
    pooler: {
      potentialFraction: 0.8,
      density: 40 / 2048,
      boostStrength: 2,
      permanenceIncrement: 0.003,
      permanenceDecrement: 0.0005,
      connectedPermanence: 0.2,
    },
    memory: {
      columns: 2048,
      predictedDecrement: 0.004,
      maxSegmentsPerCell: 128,
      maxSynapsesPerSegment: 128,
    },
  },
};

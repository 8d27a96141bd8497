import { expectInteger } from "../ops/check.js";
import { expectNumber, expectOptions } from "./expect.js";

/** Parameters of a temporal memory; defaults are those of HTM. */
export interface TemporalMemoryParameters {
  readonly columns: number;
  /** Default 32. */
  readonly cellsPerColumn?: number;
  /** Inputs beside the cells that segments may grow to, so that they predict, too. Default 0. */
  readonly externalInputs?: number;
  /** Active connected synapses that make a segment active, which predicts its cell. Default 13. */
  readonly activationThreshold?: number;
  /** Active synapses, connected or not, that make a segment match, so that it learns. Default 10. */
  readonly minThreshold?: number;
  /** Most synapses to active cells that a segment grows towards in a step. Default 20. */
  readonly maxNewSynapses?: number;
  /** Permanence of new synapses. Default 0.21. */
  readonly initialPermanence?: number;
  /** Default 0.5. */
  readonly connectedPermanence?: number;
  /** Default 0.1. */
  readonly permanenceIncrement?: number;
  /** Default 0.1. */
  readonly permanenceDecrement?: number;
  /**
   * Taken from the synapses of segments that predicted what did not come. Default 0; about twice the increment times the
   * share of active columns is good.
   */
  readonly predictedDecrement?: number;
  /** Default 255. */
  readonly maxSegmentsPerCell?: number;
  /** Default 255. */
  readonly maxSynapsesPerSegment?: number;
}

/**
 * The parameters with their defaults.
 * @throws {ArgumentError} for one out of range, and a threshold that no segment could reach
 */
export function checkedParameters(options: TemporalMemoryParameters): Required<TemporalMemoryParameters> {
  const name = "TemporalMemory",
    { columns, cellsPerColumn = 32, externalInputs = 0, activationThreshold = 13 } = expectOptions(name, options),
    { minThreshold = 10 } = options,
    { maxNewSynapses = 20, maxSegmentsPerCell = 255, maxSynapsesPerSegment = 255 } = options,
    { initialPermanence = 0.21, connectedPermanence = 0.5 } = options,
    { permanenceIncrement = 0.1, permanenceDecrement = 0.1, predictedDecrement = 0 } = options;
  expectInteger(name, "columns", columns, 1, 2 ** 27);
  expectInteger(name, "cellsPerColumn", cellsPerColumn, 1, Math.floor(2 ** 27 / columns));
  expectInteger(name, "externalInputs", externalInputs, 0, 2 ** 27 - columns * cellsPerColumn);
  expectInteger(name, "maxSegmentsPerCell", maxSegmentsPerCell, 1, 65535);
  expectInteger(name, "maxSynapsesPerSegment", maxSynapsesPerSegment, 1, 65535);
  expectInteger(name, "maxNewSynapses", maxNewSynapses, 0, maxSynapsesPerSegment);
  expectInteger(name, "activationThreshold", activationThreshold, 1, maxSynapsesPerSegment);
  expectInteger(name, "minThreshold", minThreshold, 1, activationThreshold);
  expectNumber(name, "initialPermanence", initialPermanence, 0, 1);
  expectNumber(name, "connectedPermanence", connectedPermanence, 0, 1);
  expectNumber(name, "permanenceIncrement", permanenceIncrement, 0, 1);
  expectNumber(name, "permanenceDecrement", permanenceDecrement, 0, 1);
  expectNumber(name, "predictedDecrement", predictedDecrement, 0, 1);
  return {
    ...{ columns, cellsPerColumn, externalInputs, activationThreshold, minThreshold, maxNewSynapses },
    ...{ maxSegmentsPerCell, maxSynapsesPerSegment, initialPermanence, connectedPermanence },
    ...{ permanenceIncrement, permanenceDecrement, predictedDecrement },
  };
}

import { ArgumentError } from "../errors.js";
import { expectInteger } from "../ops/check.js";
import { expectBoolean, expectNumber, expectOptions } from "./expect.js";
import type { DrawOptions } from "./kernel-random.js";

export interface SpatialPoolerParameters {
  /** Extents of the grid of inputs, the last one contiguous: `[28, 28]`. */
  readonly inputDimensions: readonly number[];
  /** Extents of the grid of columns, which lies over that of the inputs; as many dimensions. */
  readonly columnDimensions: readonly number[];
  /** How far from its centre a column's potential inputs lie in every dimension. Default 16. */
  readonly potentialRadius?: number;
  /** Share of the inputs in that radius that a column may be connected to. Default 0.5. */
  readonly potentialFraction?: number;
  /** Whether all columns compete with each other, or each with its neighbours. Default true. */
  readonly globalInhibition?: boolean;
  /** Share of columns that win, of all or of a neighbourhood. Default 0.05. */
  readonly density?: number;
  /** A column with a smaller (boosted) overlap does not win. Default 0. */
  readonly stimulusThreshold?: number;
  /** Added to a winner's permanences of active inputs. Default 0.05. */
  readonly permanenceIncrement?: number;
  /** Taken from a winner's permanences of other inputs. Default 0.008. */
  readonly permanenceDecrement?: number;
  /** A synapse is connected from this permanence on (less 1e-6). Default 0.1. */
  readonly connectedPermanence?: number;
  /** Columns that overlap in fewer steps than this share of the largest are helped. Default 0.001. */
  readonly minimumDutyFraction?: number;
  /** Steps that duty cycles are averaged over. Default 1000. */
  readonly dutyCyclePeriod?: number;
  /** How much columns that win seldom are favoured; 0 not at all. Default 0. */
  readonly boostStrength?: number;
  /** Whether neighbourhoods go on across the grids' edges to the other side. Default true. */
  readonly wrapAround?: boolean;
}

export type SpatialPoolerOptions = SpatialPoolerParameters & DrawOptions;

const mostExtent = 2 ** 31 - 1;

/** Most places of a grid. */
const mostPlaces = 2 ** 27;

/** The parameters with defaults filled in. @throws {ArgumentError} for one out of range */
export function checkedParameters(options: SpatialPoolerParameters): Required<SpatialPoolerParameters> {
  const call = "SpatialPooler",
    {
      potentialRadius = 16,
      potentialFraction = 0.5,
      globalInhibition = true,
      density = 0.05,
    } = expectOptions(call, options),
    { stimulusThreshold = 0, permanenceIncrement = 0.05, permanenceDecrement = 0.008 } = options,
    { connectedPermanence = 0.1, minimumDutyFraction = 0.001, dutyCyclePeriod = 1000 } = options,
    { boostStrength = 0, wrapAround = true } = options,
    inputDimensions = dimensions("inputDimensions", options.inputDimensions),
    columnDimensions = dimensions("columnDimensions", options.columnDimensions);
  if (inputDimensions.length !== columnDimensions.length)
    throw new ArgumentError(call, "columnDimensions", `[${columnDimensions}]`, "as many as inputDimensions");
  expectInteger(call, "potentialRadius", potentialRadius, 0, mostExtent);
  expectNumber(call, "potentialFraction", potentialFraction, 0, 1);
  expectBoolean(call, "globalInhibition", globalInhibition);
  expectNumber(call, "density", density, 0, 1);
  if (globalInhibition && winnersWanted(density, sizeOf(columnDimensions)) < 1)
    throw new ArgumentError(call, "density", density, "enough for one of the columns to win");
  expectInteger(call, "stimulusThreshold", stimulusThreshold, 0, 2 ** 24);
  expectNumber(call, "permanenceIncrement", permanenceIncrement, 0, 1);
  expectNumber(call, "permanenceDecrement", permanenceDecrement, 0, 1);
  expectNumber(call, "connectedPermanence", connectedPermanence, 0, 1);
  expectNumber(call, "minimumDutyFraction", minimumDutyFraction, 0, 1);
  expectInteger(call, "dutyCyclePeriod", dutyCyclePeriod, 1, mostExtent);
  // So that exp(boostStrength) times an overlap stays far from the end of single precision.
  expectNumber(call, "boostStrength", boostStrength, 0, 64);
  expectBoolean(call, "wrapAround", wrapAround);
  return {
    ...{ inputDimensions, columnDimensions, potentialRadius, potentialFraction, globalInhibition, density },
    ...{ stimulusThreshold, permanenceIncrement, permanenceDecrement, connectedPermanence, minimumDutyFraction },
    ...{ dutyCyclePeriod, boostStrength, wrapAround },
  };
}

/** Number of places of a grid. */
export function sizeOf(extents: readonly number[]): number {
  return extents.reduce((product, extent) => product * extent, 1);
}

/** Columns that win in global inhibition, in the single precision of the C++ implementation. */
export function winnersWanted(density: number, columns: number): number {
  return Math.floor(Math.fround(Math.fround(density) * columns));
}

/** Synapses that the kernels set a row aside for: those of the widest neighbourhood, in whole vectors. */
export function synapseRoom(parameters: Required<SpatialPoolerParameters>): number {
  const { inputDimensions, potentialRadius, potentialFraction } = parameters,
    places = sizeOf(inputDimensions.map((extent) => Math.min(extent, 2 * potentialRadius + 1)));
  return 4 * Math.max(1, Math.ceil(Math.floor(places * Math.fround(potentialFraction) + 0.5) / 4));
}

/** Mean over dimensions of columns per input, in single precision. */
export function columnsPerInput(inputDimensions: readonly number[], columnDimensions: readonly number[]): number {
  const { fround } = Math,
    sum = inputDimensions.reduce((total, inputs, d) => fround(total + fround(columnDimensions[d]! / inputs)), 0);
  return fround(sum / inputDimensions.length);
}

function dimensions(name: string, extents: readonly number[]): readonly number[] {
  if (!Array.isArray(extents) || extents.length < 1 || extents.length > 32)
    throw new ArgumentError("SpatialPooler", name, extents, "an array of 1 to 32 extents");
  for (const extent of extents) expectInteger("SpatialPooler", name, extent, 1, mostPlaces);
  expectInteger("SpatialPooler", `the product of ${name}`, sizeOf(extents), 1, mostPlaces);
  return Object.freeze([...extents]);
}

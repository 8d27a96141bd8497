import fc from "fast-check";
import type { SpatialPooler, SpatialPoolerParameters } from "../../src/dendrites/index.js";
import type { SpatialPoolerOptions as ReferenceOptions } from "../reference/htm/spatial-pooler.js";

/** The reference's names of a pooler's parameters. */
export function referenceOptions(
  parameters: Required<SpatialPoolerParameters>,
  seed: number,
): Omit<ReferenceOptions, "seed"> & { readonly seed: number } {
  return {
    inputDimensions: parameters.inputDimensions,
    columnDimensions: parameters.columnDimensions,
    potentialRadius: parameters.potentialRadius,
    potentialPct: parameters.potentialFraction,
    globalInhibition: parameters.globalInhibition,
    localAreaDensity: parameters.density,
    stimulusThreshold: parameters.stimulusThreshold,
    inactiveDecrement: parameters.permanenceDecrement,
    activeIncrement: parameters.permanenceIncrement,
    connectedPermanence: parameters.connectedPermanence,
    minPctOverlapDutyCycle: parameters.minimumDutyFraction,
    dutyCyclePeriod: parameters.dutyCyclePeriod,
    boostStrength: parameters.boostStrength,
    wrapAround: parameters.wrapAround,
    seed,
  };
}

/** Small poolers of every kind: grids of one to three dimensions, with all that steps may do. */
export const parameters: fc.Arbitrary<Required<SpatialPoolerParameters>> = fc
  .integer({ min: 1, max: 3 })
  .chain((axes) => {
    const extent = fc.integer({ min: 1, max: [90, 12, 6][axes - 1]! }),
      grid = fc.array(extent, { minLength: axes, maxLength: axes });
    return fc.record({
      inputDimensions: grid,
      columnDimensions: grid,
      potentialRadius: fc.oneof(fc.nat(5), fc.constantFrom(20, 99999)),
      potentialFraction: fc.constantFrom(0, 0.1, 0.5, 0.75, 1),
      globalInhibition: fc.boolean(),
      density: fc.constantFrom(0.05, 0.1, 0.34, 1),
      stimulusThreshold: fc.nat(3),
      permanenceIncrement: fc.constantFrom(0.05, 0.14, 0.5, 0),
      permanenceDecrement: fc.constantFrom(0.008, 0.1, 0),
      connectedPermanence: fc.constantFrom(0.1, 0.5, 0, 1),
      minimumDutyFraction: fc.constantFrom(0.001, 0.5, 1),
      dutyCyclePeriod: fc.constantFrom(1, 20, 1000),
      boostStrength: fc.constantFrom(0, 1, 10, 64),
      wrapAround: fc.boolean(),
    });
  })
  .map((made) => {
    const columns = made.columnDimensions.reduce((a, b) => a * b, 1);
    return {
      ...made,
      density: Math.max(made.density, 1.01 / columns) > 1 ? 1 : Math.max(made.density, 1.01 / columns),
    };
  });

/** Everything a user can see of a pooler's state. */
export function stateOf(pooler: SpatialPooler) {
  const { iteration, inhibitionRadius, boostFactors, activeDutyCycles, overlapDutyCycles, connectedCounts } = pooler;
  return {
    ...{ iteration, inhibitionRadius, boostFactors, activeDutyCycles, overlapDutyCycles, connectedCounts },
    minimum: pooler.minimumOverlapDutyCycles,
    permanences: Array.from({ length: pooler.columns }, (_, column) => pooler.permanences(column)),
    pools: Array.from({ length: pooler.columns }, (_, column) => pooler.potentialPool(column)),
  };
}

/** 0 … length − 1. */
export function indices(length: number): Uint32Array {
  return Uint32Array.from({ length }, (_, i) => i);
}

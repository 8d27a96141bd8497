import { expectInteger } from "../ops/check.js";
import { expectNumber, expectOptions } from "./expect.js";

/** What a store is made of. */
export interface SegmentStoreOptions {
  /** Cells that have segments. */
  readonly cells: number;
  /** Presynaptic cells; `cells` unless given. */
  readonly inputs?: number;
  /** A synapse is connected from this permanence on (less 1e-6). Default 0.5. */
  readonly connectedPermanence?: number;
}

/** Most synapses of one segment: counts are 16 bits wide. */
export const mostSynapses = 65535;

/** The options with their defaults. @throws {ArgumentError} for one out of range */
export function checkedOptions(options: SegmentStoreOptions): Required<SegmentStoreOptions> {
  const { cells, inputs = cells, connectedPermanence = 0.5 } = expectOptions("SegmentStore", options);
  expectInteger("SegmentStore", "cells", cells, 1, 2 ** 27);
  expectInteger("SegmentStore", "inputs", inputs, 1, 2 ** 27);
  expectNumber("SegmentStore", "connectedPermanence", connectedPermanence, 0, 1);
  return { cells, inputs, connectedPermanence };
}

import type { Synapses } from "./synapses.js";

/** One of the golden scenarios of a temporal memory: segments before the steps, and what must be after them. */
export interface Scenario {
  readonly name: string;
  readonly options?: Record<string, number>;
  readonly segments: readonly {
    readonly cell: number;
    readonly synapses: Synapses;
    readonly after?: Synapses;
    readonly presynaptic?: readonly number[];
    readonly count?: number;
    readonly grown?: number;
    readonly destroyed?: boolean;
  }[];
  readonly steps: readonly (readonly number[])[];
  readonly activeCells?: readonly number[];
  readonly winners?: number;
  readonly predictiveCells?: readonly number[];
  readonly segmentCount?: number;
}

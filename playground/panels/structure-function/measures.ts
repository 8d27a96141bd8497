import { Random } from "neurite";
import { graphFromEdges, modularity, specialisation } from "neurite/metrics";
import type { ModularNetwork } from "neurite/models/functional-modularity";
import { recordStates } from "neurite/models/module-states";
import {
  type ByModuleAndDigit,
  correlationByDigit,
  maskByDigit,
  retrainingByDigit,
} from "neurite/models/specialisation";
import type { Pairs } from "./pairs.js";

export const measureNames = ["correlation", "mask", "retraining"] as const;
export type MeasureName = (typeof measureNames)[number];

export const measureTitles: Readonly<Record<MeasureName, string>> = {
  correlation: "correlation",
  mask: "weight masks",
  retraining: "retrained readouts",
};

/** Specialisation of each of the two modules, from −1 to 1; NaN where states are constant or nothing is left. */
export type Specialisation = readonly [number, number];

export const meanOf = ([first, second]: Specialisation): number => (first + second) / 2;

/** How alike each module's states are where its own digit is the same, against the other's. */
export function correlationSpecialisation(network: ModularNetwork, { test }: Pairs): Specialisation {
  return specialisationOf(correlationByDigit(recordStates(network, test.dataset), test.digits).correlation);
}

/** Where the 5 % of the weights lie that a trained mask keeps for each digit. @throws the signal's reason */
export async function maskSpecialisation(
  network: ModularNetwork,
  pairs: Pairs,
  signal?: AbortSignal,
): Promise<Specialisation> {
  const { share } = await maskByDigit(network, both(pairs), {
    batchSize: 64,
    random: new Random(0),
    ...(signal && { signal }),
  });
  signal?.throwIfAborted();
  return specialisationOf(share);
}

/** How well a new readout of each module's states learns each digit. @throws the signal's reason */
export async function retrainingSpecialisation(
  network: ModularNetwork,
  pairs: Pairs,
  signal?: AbortSignal,
): Promise<Specialisation> {
  const { alone } = await retrainingByDigit(network, both(pairs), { random: new Random(0), ...(signal && { signal }) });
  signal?.throwIfAborted();
  return specialisationOf(alone);
}

/** Newman's Q of the two modules, counted on the graph of all recurrent connections. */
export function measuredModularity(network: ModularNetwork): number {
  const { sources, targets, nodes, groups } = network.structure();
  return modularity(graphFromEdges({ sources, targets }, { directed: true, nodes, selfLoops: "keep" }), groups);
}

const both = ({ train, test }: Pairs) => ({ train: train(), test });

function specialisationOf(M: ByModuleAndDigit): Specialisation {
  if (!M.flat().every(Number.isFinite)) return [Number.NaN, Number.NaN];
  const [first = Number.NaN, second = Number.NaN] = specialisation(M);
  return [first, second];
}

import { percent } from "../report/text.js";
import { bytesOf, weightCount } from "./network.js";
import { median } from "./speed.js";
import type { Trained } from "./training.js";

/** What became of one network: all that tables, claims and curves are made of. NaN where no epoch was finished. */
export interface Finding {
  readonly name: string;
  readonly density: number;
  /** Stored weights. */
  readonly weights: number;
  readonly bytes: number;
  /** After every epoch. */
  readonly testAccuracy: readonly number[];
  readonly testLoss: readonly number[];
  /** Mean over every epoch, with dropout. */
  readonly trainLoss: readonly number[];
  /** Milliseconds of training of every epoch, without tests. */
  readonly epochMs: readonly number[];
  readonly finalAccuracy: number;
  readonly medianEpochMs: number;
  /** Where training stopped, when it did so within an epoch. */
  readonly unfinished: string | undefined;
}

export function findingOf({ name, density, network, epochs, last }: Trained): Finding {
  const testAccuracy = epochs.map(({ validation }) => validation?.accuracy ?? Number.NaN),
    epochMs = epochs.map(({ milliseconds }) => milliseconds);
  return {
    name,
    density,
    weights: weightCount(network),
    bytes: bytesOf(network),
    testAccuracy,
    testLoss: epochs.map(({ validation }) => validation?.loss ?? Number.NaN),
    trainLoss: epochs.map(({ loss }) => loss),
    epochMs,
    finalAccuracy: testAccuracy.at(-1) ?? Number.NaN,
    medianEpochMs: epochMs.length > 0 ? median(epochMs) : Number.NaN,
    unfinished:
      last && last.epoch > epochs.length
        ? `epoch ${last.epoch}, step ${last.step} of ${last.steps}, training accuracy so far ${percent(last.score.accuracy)}`
        : undefined,
  };
}

/** Time of an epoch of one network over that of another: the median over the epochs, each measured side by side. */
export function epochRatio(a: Finding, b: Finding): number {
  const ratios = a.epochMs.slice(0, b.epochMs.length).map((ms, epoch) => ms / b.epochMs[epoch]!);
  return ratios.length > 0 ? median(ratios) : Number.NaN;
}

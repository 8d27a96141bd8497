import { ArgumentError } from "../errors.js";
import { Sdr } from "./sdr.js";

/**
 * Raw anomaly score of a step: the fraction of active columns that were not predicted, 1 − |active ∩ predicted| / |active|.
 * From 0, all foreseen, to 1, none; 0 when nothing is active.
 * Source: Lavin & Ahmad 2015, arXiv:1510.03336.
 * @param predicted the columns that held a predictive cell before the step
 * @throws {ArgumentError} {ShapeError} unless the two have the same size
 */
export function anomalyScore(active: Sdr, predicted: Sdr): number {
  if (!(active instanceof Sdr)) throw new ArgumentError("anomalyScore", "active", active, "an Sdr");
  const foreseen = active.overlap(predicted),
    { count } = active;
  return count === 0 ? 0 : (count - foreseen) / count;
}

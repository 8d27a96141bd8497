import { Sdr } from "../../dendrites/sdr.js";
import type { TemporalMemory } from "../../dendrites/temporal-memory.js";
import type { Random } from "../../random.js";

/** Random patterns of so many active columns each. */
export function drawPatterns(count: number, columns: number, active: number, random: Random): Sdr[] {
  return Array.from({ length: count }, () => Sdr.random(columns, { count: active }, random));
}

/** The columns a memory predicts for the next step. */
export function predictionOf(memory: TemporalMemory): Sdr {
  return Sdr.from(memory.parameters.columns, memory.predictedColumns);
}

/** The share of a pattern's columns that are in a prediction. */
export function shareOf(pattern: Sdr, prediction: Sdr): number {
  return pattern.overlap(prediction) / pattern.count;
}

/** Forgets what is active, then takes a sequence in without learning. */
export function recall(memory: TemporalMemory, sequence: readonly Sdr[]): void {
  memory.reset();
  for (const { indices } of sequence) memory.compute(indices, false);
}

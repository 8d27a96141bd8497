import type { Sdr } from "../../dendrites/sdr.js";
import { TemporalMemory } from "../../dendrites/temporal-memory.js";
import { falseNegative } from "../../dendrites/theory/false-negative.js";
import { sha256 } from "../../io/sha256.js";
import { nextTask } from "../../next-task.js";
import type { Random } from "../../random.js";
import { Arena } from "../../wasm/arena.js";
import type { JobContext } from "../experiment.js";
import type { Config } from "./config.js";
import { Killing } from "./killing.js";
import { drawPatterns, predictionOf, shareOf } from "./patterns.js";

/** How well elements are predicted while so much of what precedes them is wrong. */
export interface NoisePoint {
  /** Of the active columns that moved, or of the cells that are dead. */
  readonly share: number;
  /** Share of the next element's columns that are predicted, a mean over elements. */
  readonly predicted: number;
  /** What the theory of segments says of it. */
  readonly expected: number;
  readonly standardError: number;
  /** Columns whose prediction or lack of it was counted. */
  readonly columns: number;
}

export interface Robustness {
  readonly kind: "robustness";
  readonly moved: readonly NoisePoint[];
  readonly killed: readonly NoisePoint[];
  readonly fingerprint: string;
}

const elements = 10;
const movedShares = [0, 0.1, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6];
const deadShares = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6];

/**
 * Learns random sequences, then recalls them while columns of every element are moved at random, and after cells were killed.
 *
 * A segment grew s = 20 synapses to the n winners of the step before, and needs θ = 13. Of a moved column the cell is silent,
 * and where a column comes unpredicted all of its cells fire, so of every element exactly the moved ones are missing: a segment
 * misses with the probability that s − θ + 1 or more of its synapses are on those. Where cells are dead the predicted one must
 * be alive, too.
 */
export async function runRobustness(config: Config, random: Random, context: JobContext): Promise<Robustness> {
  const { columns, cellsPerColumn, patternColumns, noisySequences } = config,
    patterns = random.stream("patterns"),
    noise = random.stream("noise"),
    all = Array.from({ length: noisySequences }, () => drawPatterns(elements, columns, patternColumns, patterns));
  using arena = new Arena(context.kernels);
  const memory = new TemporalMemory(arena, { columns, cellsPerColumn, random: random.stream("memory") }),
    { activationThreshold, maxNewSynapses } = memory.parameters,
    synapses = Math.min(maxNewSynapses, patternColumns),
    passes = 6,
    steps = passes + movedShares.length + deadShares.length;
  let done = 0;
  const goesOn = async (note: string): Promise<boolean> => {
    context.progress(done++ / steps, note);
    await nextTask();
    return !context.signal.aborted;
  };
  for (let pass = 0; pass < passes && (await goesOn("learning")); pass++)
    for (const sequence of all) {
      for (const { indices } of sequence) memory.compute(indices);
      memory.reset();
    }
  const fingerprint = await sha256(memory.segments.save()),
    moved: NoisePoint[] = [],
    killed: NoisePoint[] = [],
    hit = (active: number, lost: number) =>
      1 - falseNegative({ active, synapses, lost, threshold: activationThreshold });
  for (const share of movedShares) {
    if (!(await goesOn("columns moved"))) break;
    const lost = Math.round(share * patternColumns),
      counted = predictedShares(memory, all, (pattern) => pattern.noise({ count: lost }, noise));
    moved.push(pointOf(lost / patternColumns, counted, hit(patternColumns, lost), patternColumns));
  }
  const killing = new Killing(memory, random.stream("deaths"));
  for (const share of deadShares) {
    if (!(await goesOn("cells killed"))) break;
    const lost = killing.upTo(share),
      alive = 1 - lost / memory.cells,
      counted = predictedShares(memory, all, (pattern) => pattern);
    killed.push(pointOf(lost / memory.cells, counted, alive * hit(memory.cells, lost), patternColumns));
  }
  return { kind: "robustness", moved, killed, fingerprint };
}

/** Of every element but the first of each sequence the share of columns that are predicted. */
function predictedShares(memory: TemporalMemory, all: readonly Sdr[][], distort: (pattern: Sdr) => Sdr): number[] {
  const shares: number[] = [];
  for (const sequence of all) {
    memory.reset();
    for (let at = 0; at + 1 < sequence.length; at++) {
      memory.compute(distort(sequence[at]!).indices, false);
      shares.push(shareOf(sequence[at + 1]!, predictionOf(memory)));
    }
  }
  return shares;
}

/** Columns of one element depend on one another, for they are predicted from the same cells; elements do not. */
function pointOf(share: number, shares: readonly number[], expected: number, patternColumns: number): NoisePoint {
  const count = shares.length,
    predicted = shares.reduce((sum, one) => sum + one, 0) / count,
    variance = shares.reduce((sum, one) => sum + (one - predicted) ** 2, 0) / Math.max(1, count - 1),
    columns = count * patternColumns,
    binomial = (expected * (1 - expected)) / columns;
  return { share, predicted, expected, standardError: Math.sqrt(Math.max(variance / count, binomial)), columns };
}

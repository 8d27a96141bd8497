import type { Sdr } from "../../dendrites/sdr.js";
import { TemporalMemory } from "../../dendrites/temporal-memory.js";
import { sha256 } from "../../io/sha256.js";
import { nextTask } from "../../next-task.js";
import type { Random } from "../../random.js";
import { Arena } from "../../wasm/arena.js";
import type { JobContext } from "../experiment.js";
import type { Config } from "./config.js";
import { Killing } from "./killing.js";
import { drawPatterns, predictionOf, recall, shareOf } from "./patterns.js";
import { type Recording, recordingOf } from "./recording.js";

/** Memories that learn the same stream: the one the theory is about, and two that lack something. */
export const variants = ["high-order", "first-order", "unpunished"] as const;
export type Variant = (typeof variants)[number];

/** Two sequences that differ in their first and last elements alone. */
export interface Pair {
  readonly first: readonly Sdr[];
  readonly second: readonly Sdr[];
}

/** Shares of columns that are predicted: those of the right last element, and of the one of the pair's other sequence. */
export interface Prediction {
  readonly right: number;
  readonly wrong: number;
  /** Columns predicted that belong to neither. */
  readonly others: number;
}

export interface HighOrder {
  readonly kind: "high-order";
  readonly variant: Variant;
  /** Means over each round of learning, of what was predicted before the last element came. */
  readonly course: readonly (Omit<Prediction, "others"> & { readonly accuracy: number })[];
  /** After learning, for every sequence. */
  readonly whole: readonly Prediction[];
  /** After learning, for every pair, when its middle comes alone: `wrong` is the second sequence's last element. */
  readonly middle: readonly Prediction[];
  /** After so many cells died: how often the last element was predicted, and the share of its columns. */
  readonly dying: readonly { readonly share: number; readonly accuracy: number; readonly right: number }[];
  /** Of the first pair. */
  readonly recording: Recording | undefined;
  readonly fingerprint: string;
}

const deadShares = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7];

/** The last element is taken to be what is predicted when it is so clearly: half of its columns, and the other one less. */
const isAccurate = ({ right, wrong }: Omit<Prediction, "others">): number => (right >= 0.5 && right > wrong ? 1 : 0);

/** With cells missing fewer columns are predicted, but still those of one element more than of any other. */
const isNearest = ({ right, wrong }: Prediction): number => (right > 2 * wrong ? 1 : 0);

export function drawPairs({ pairs, shared, columns, patternColumns }: Config, random: Random): Pair[] {
  return Array.from({ length: pairs }, () => {
    const [a, last, x, otherLast, ...middle] = drawPatterns(shared + 4, columns, patternColumns, random);
    return { first: [a!, ...middle, last!], second: [x!, ...middle, otherLast!] };
  });
}

/**
 * A stream of sequences in random order, each followed by a random pattern, that is never reset: which of the two last elements
 * of a pair comes can only be known from its first element, some steps before.
 */
export async function runHighOrder(
  variant: Variant,
  config: Config,
  random: Random,
  context: JobContext,
): Promise<HighOrder> {
  const { columns, patternColumns, rounds } = config,
    pairs = drawPairs(config, random.stream("patterns")),
    sequences = pairs.flatMap(({ first, second }) => [first, second]),
    stream = random.stream("stream"),
    course: HighOrder["course"][number][] = [];
  using arena = new Arena(context.kernels);
  const memory = new TemporalMemory(arena, {
    columns,
    cellsPerColumn: variant === "first-order" ? 1 : config.cellsPerColumn,
    predictedDecrement: variant === "unpunished" ? 0 : config.predictedDecrement,
    random: random.stream("memory"),
  });
  const predicted = (index: number): Prediction => {
    const prediction = predictionOf(memory),
      [right, wrong] = [sequences[index]!.at(-1)!, sequences[index ^ 1]!.at(-1)!],
      others = prediction.indices.filter((column) => !right.has(column) && !wrong.has(column)).length;
    return { right: shareOf(right, prediction), wrong: shareOf(wrong, prediction), others };
  };
  for (let round = 0; round < rounds; round++) {
    await nextTask();
    if (context.signal.aborted) break;
    context.progress((0.8 * round) / rounds, variant);
    const seen: Prediction[] = [];
    for (let k = 0; k < sequences.length; k++) {
      const index = stream.integer(sequences.length),
        sequence = sequences[index]!;
      for (const { indices } of sequence.slice(0, -1)) memory.compute(indices);
      seen.push(predicted(index));
      memory.compute(sequence.at(-1)!.indices);
      memory.compute(drawPatterns(1, columns, patternColumns, stream)[0]!.indices);
    }
    course.push({
      right: mean(seen, ({ right }) => right),
      wrong: mean(seen, ({ wrong }) => wrong),
      accuracy: mean(seen, isAccurate),
    });
  }
  const fingerprint = await sha256(memory.segments.save()),
    after = (start: readonly Sdr[], index: number): Prediction => {
      recall(memory, start);
      return predicted(index);
    },
    wholeOf = () => sequences.map((sequence, index) => after(sequence.slice(0, -1), index)),
    whole = wholeOf(),
    middle = pairs.map(({ first }, k) => after(first.slice(1, -1), 2 * k)),
    recording = variant === "high-order" ? recordingOf(memory, pairs[0]!) : undefined,
    dying: HighOrder["dying"][number][] = [];
  if (variant === "high-order") {
    const killing = new Killing(memory, random.stream("deaths"));
    for (const share of deadShares) {
      await nextTask();
      if (context.signal.aborted) break;
      context.progress(0.8 + (0.2 * share) / deadShares.at(-1)!, "cells killed");
      killing.upTo(share);
      const found = wholeOf();
      dying.push({ share, accuracy: mean(found, isNearest), right: mean(found, ({ right }) => right) });
    }
  }
  return { kind: "high-order", variant, course, whole, middle, dying, recording, fingerprint };
}

function mean<T>(list: readonly T[], of: (one: T) => number): number {
  return list.reduce((sum, one) => sum + of(one), 0) / list.length;
}

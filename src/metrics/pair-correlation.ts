import { ArgumentError, ShapeError } from "../errors.js";
import { Random } from "../random.js";
import { correlationOf, deviate } from "./correlation.js";
import { type Matrix, readSamples, type Samples } from "./samples.js";

/** A mean of correlations and over how many pairs it was taken; NaN over none. */
export interface PairCorrelation {
  readonly correlation: number;
  readonly pairs: number;
}

/**
 * How alike the states of a module are where one label is the same: the mean of Pearson's correlation, over units,
 * between the states of two different examples with equal label. Within each label every example gets one partner, by
 * a random permutation that leaves none in place (one cycle, Sattolo's algorithm). Labels of one example are left out,
 * and so are pairs with a constant state, whose correlation is undefined.
 * @param states examples × units    @param labels one integer for each example
 * @param options.random the source of the pairs; new Random(0) unless given, so that two modules get the same pairs
 * @returns the mean, and the number of pairs that entered
 * @throws {ShapeError} unless there is a label for every row, and rows are of one length
 * @throws {ArgumentError} for a state that is not finite or a label that is no integer
 * Source: Béna & Goodman 2021, arXiv:2106.02626 v1, "correlation" metric.
 */
export function pairCorrelation(
  states: Samples,
  labels: ArrayLike<number>,
  { random = new Random(0) }: { random?: Random } = {},
): PairCorrelation {
  const matrix = readSamples("pairCorrelation", "states", states);
  if (typeof labels !== "object" || labels === null || !Number.isInteger(labels.length))
    throw new ArgumentError("pairCorrelation", "labels", labels, "an array of integers");
  if (labels.length !== matrix.rows)
    throw new ShapeError("pairCorrelation", `${labels.length} labels for ${matrix.rows} states`);
  // In the order in which labels first appear, so that pairs do not depend on what labels are called.
  const groups = new Map<number, number[]>();
  for (let i = 0; i < matrix.rows; i++) {
    const label = labels[i]!;
    if (!Number.isInteger(label)) throw new ArgumentError("pairCorrelation", `labels[${i}]`, label, "an integer");
    const group = groups.get(label);
    if (group) group.push(i);
    else groups.set(label, [i]);
  }
  return meanCorrelation(matrix, groups.values(), random);
}

/**
 * The base to compare `pairCorrelation` with, by `normalisedCorrelation`: the same mean over pairs of different
 * examples of any labels, from one random permutation of all that leaves none in place.
 * @param states examples × units
 * @param options.random the source of the pairs; new Random(0) unless given
 * @returns the mean, and the number of pairs that entered: those without a constant state
 * @throws {ShapeError} for no rows, no columns or rows of several lengths
 * @throws {ArgumentError} for a state that is not finite
 * Source: code of Béna & Goodman 2025, doi:10.1038/s41467-024-55188-9.
 */
export function randomPairCorrelation(
  states: Samples,
  { random = new Random(0) }: { random?: Random } = {},
): PairCorrelation {
  const matrix = readSamples("randomPairCorrelation", "states", states);
  return meanCorrelation(matrix, [Array.from({ length: matrix.rows }, (_, i) => i)], random);
}

function meanCorrelation(
  { data, rows, columns }: Matrix,
  groups: Iterable<readonly number[]>,
  random: Random,
): PairCorrelation {
  const states = Array.from({ length: rows }, (_, i) => data.subarray(i * columns, (i + 1) * columns)),
    squares = states.map(deviate);
  let sum = 0,
    pairs = 0;
  for (const group of groups) {
    const partners = cycle(group, random);
    for (let k = 0; k < group.length; k++) {
      const i = group[k]!,
        j = partners[k]!;
      if (i === j || !(squares[i]! > 0 && squares[j]! > 0)) continue;
      sum += correlationOf(states[i]!, squares[i]!, states[j]!, squares[j]!);
      pairs++;
    }
  }
  return { correlation: sum / pairs, pairs };
}

/** The members in an order that, read beside their own, is one cycle through all: every cycle is equally likely. */
function cycle(members: readonly number[], random: Random): number[] {
  const partners = [...members];
  for (let last = partners.length - 1; last > 0; last--) {
    const other = random.integer(last);
    [partners[last], partners[other]] = [partners[other]!, partners[last]!];
  }
  return partners;
}

import type { Claim } from "../experiment.js";
import { formatFixed, formatNumber } from "../report/numbers.js";
import { percent } from "../report/text.js";
import type { HighOrder, Variant } from "./high-order.js";
import type { Protocol } from "./protocol.js";
import { lettersOf } from "./recording.js";
import { least, meanOf, most, type Results, titleOf } from "./results.js";
import type { NoisePoint } from "./robustness.js";

const paper = "Hawkins & Ahmad 2016, doi:10.3389/fncir.2016.00023",
  ours = "this package";

/** Judges what was finished. */
export function claimsOf({ protocols, memories, robustness }: Results, shared: number): Claim[] {
  return [
    ...protocols.flatMap(ofProtocol),
    ...ofMemories(memories, shared),
    ...(robustness ? [asInTheory("columns moved", robustness.moved), asInTheory("cells dead", robustness.killed)] : []),
  ];
}

/** The first element of a sequence cannot be known, so that no memory does better than one surprise per sequence. */
function ofProtocol(protocol: Protocol): Claim[] {
  const { sizes, passes, passesToConnect } = protocol,
    floor = 1 / sizes.elements,
    limit = 1.05 * floor,
    test = passes[sizes.passes],
    known = passes.findIndex(({ anomaly }) => anomaly < 0.5) + 1,
    claims: Claim[] = [];
  if (test && sizes.passes > passesToConnect)
    claims.push({
      name: `${titleOf(protocol)}: mean raw anomaly of the test`,
      expected: `≤ ${formatNumber(limit, 3)}, no less than ${formatNumber(floor, 3)}`,
      actual: formatNumber(test.anomaly, 5),
      // What summing in double precision may add or take.
      holds: test.anomaly <= limit && test.anomaly >= floor * (1 - 1e-12),
      source: "htm-community/htm.core, performance test of its temporal memory; the floor is derived",
    });
  if (passes.length > passesToConnect)
    claims.push({
      name: `${titleOf(protocol)}: the first pass that is predicted`,
      expected: `${passesToConnect + 1}, when new synapses have become connected`,
      actual: known === 0 ? "none" : known,
      holds: known === passesToConnect + 1,
      source: `${ours}, derived from the permanences`,
    });
  return claims;
}

function ofMemories(memories: readonly HighOrder[], shared: number): Claim[] {
  const find = (variant: Variant) => memories.find((one) => one.variant === variant),
    [high, low, unpunished] = [find("high-order"), find("first-order"), find("unpunished")],
    { first, second } = lettersOf(shared + 2),
    [start, other] = [first.slice(0, -1).join(""), second.slice(0, -1).join("")],
    last = first.at(-1)!,
    claims: Claim[] = [];
  if (high) {
    const right = least(high.whole.map((one) => one.right)),
      wrong = most(high.whole.map((one) => one.wrong)),
      either = least(high.middle.flatMap((one) => [one.right, one.wrong])),
      others = most(high.middle.map((one) => one.others));
    claims.push(
      {
        name: `${last} is predicted after ${start}, and Y after ${other}: share of columns in the worst of ${high.whole.length} sequences`,
        expected: "≥ 90 %",
        actual: percent(right, 1),
        holds: right >= 0.9,
        source: `${paper}, figures 2 and 3`,
      },
      {
        name: `Y is not predicted after ${start}, nor ${last} after ${other}: share of columns in the worst`,
        expected: "≤ 25 %, what random patterns share",
        actual: percent(wrong, 1),
        holds: wrong <= 0.25,
        source: `${paper}, figures 2 and 3`,
      },
      {
        name: `${first.slice(1, -1).join("")} alone predicts both: share of columns in the worst of ${high.middle.length} pairs`,
        expected: "≥ 90 %",
        actual: percent(either, 1),
        holds: either >= 0.9,
        source: `${paper}, on predictions of several elements at once`,
      },
      {
        name: "and nothing else: columns of neither, at most",
        expected: "≤ 4",
        actual: others,
        holds: others <= 4,
        source: ours,
      },
    );
    const accuracy = meanOf(high.course.slice(-5).map((round) => round.accuracy));
    claims.push({
      name: "accuracy on the last element, in the last five rounds of the stream",
      expected: "≥ 95 %",
      actual: percent(accuracy, 1),
      holds: accuracy >= 0.95,
      source: `${paper}, figure 6A, for the kind of test`,
    });
    const dead = high.dying.find(({ share }) => share === 0.2);
    if (dead)
      claims.push({
        name: "with 20 % of its cells dead it still predicts the right one of two, more than twice as much as the other",
        expected: "≥ 90 % of sequences",
        actual: percent(dead.accuracy, 1),
        holds: dead.accuracy >= 0.9,
        source: `${ours}; ${paper}, figure 6C, for the kind of test`,
      });
  }
  if (low) {
    // What a last element's share of columns differs by, from one sequence of its pair to the other.
    const apart = most(low.whole.map(({ right }, index) => Math.abs(right - low.whole[index ^ 1]!.wrong)));
    claims.push({
      name: `with one cell per column ${start} and ${other} predict the same: what shares of columns differ by, at most`,
      expected: "0",
      actual: formatNumber(apart, 3),
      holds: apart === 0,
      source: `${paper}, figure 6A, for first-order memory`,
    });
  }
  if (unpunished) {
    const stale = unpunished.whole.filter(({ wrong }) => wrong >= 0.5).length;
    claims.push({
      name: "without punishing wrong predictions some stay: sequences whose other last element is predicted, too",
      expected: "≥ 1",
      actual: stale,
      holds: stale >= 1,
      source: ours,
    });
  }
  return claims;
}

/** Points at which enough of both is expected for a standard error to say something. */
function asInTheory(what: string, points: readonly NoisePoint[]): Claim {
  const judged = points.filter(({ expected, columns }) => columns * Math.min(expected, 1 - expected) >= 10),
    deviations = judged.map((point) => (point.predicted - point.expected) / point.standardError);
  return {
    name: `${what}: share of columns predicted, beside the closed form, at ${judged.length} points`,
    expected: "within 4 standard errors",
    actual: deviations.map((deviation) => formatFixed(deviation, 1)).join(", "),
    holds: deviations.length > 0 && deviations.every((deviation) => Math.abs(deviation) <= 4),
    source: `${ours}; by Ahmad & Hawkins 2016, arXiv:1601.00720, eq. 5`,
  };
}

import { nextTask } from "../../next-task.js";
import type { Random } from "../../random.js";
import type { Kernels } from "../../wasm/load.js";
import type { JobContext } from "../experiment.js";
import { type BitRows, choose, emptyRows, hasBit, randomRows, setBit, subsetRows } from "./bit-rows.js";
import { matchCounts } from "./match-counts.js";

interface Sizes {
  readonly name: string;
  readonly cells: number;
  readonly active: number;
  readonly synapses: number;
  readonly trials: number;
}

/**
 * What is simulated. "random": random segments, each the union of `patterns`, before random patterns. "noise": segments before
 * the pattern their synapses are from, `lost` of its cells having been replaced by others. "stored": the nearest of `patterns`
 * random segments before random patterns.
 */
export type Simulation =
  | (Sizes & { readonly kind: "random"; readonly patterns: number })
  | (Sizes & { readonly kind: "noise"; readonly lost: number })
  | (Sizes & { readonly kind: "stored"; readonly patterns: number });

/** How many of the trials had an overlap of 0, 1, … */
export interface Histogram {
  readonly trials: number;
  readonly overlaps: readonly number[];
}

/** Segments and patterns of one block, at most. */
const side = 1000;

/** Probes put before one set of stored patterns, at most. */
const probes = 200;

/**
 * Blocks of segments and patterns, each drawn afresh, of which every pair is a trial. Pairs that share a segment, or a pattern,
 * are uncorrelated all the same: which segment it is does not change the probability of a match, by symmetry. So counts vary as
 * those of as many independent trials do. That does not hold for unions, which differ in size.
 */
export async function simulate(
  simulation: Simulation,
  random: Random,
  { kernels, signal, progress }: Pick<JobContext, "kernels" | "signal" | "progress">,
): Promise<Histogram> {
  const { trials, synapses, active } = simulation,
    stored = simulation.kind === "stored",
    rows = Math.min(stored ? probes : side, stored ? trials : Math.ceil(Math.sqrt(trials))),
    blocks = Math.ceil(trials / (stored ? rows : rows * rows)),
    most = simulation.kind === "random" ? active : Math.min(synapses, active),
    overlaps = new Array<number>(most + 1).fill(0);
  let done = 0;
  for (let block = 0; block < blocks && !signal.aborted; block++) {
    const counts = stored ? nearest(kernels, simulation, rows, random) : pairs(kernels, simulation, rows, random);
    for (const count of counts) overlaps[count]!++;
    done += counts.length;
    progress((block + 1) / blocks);
    await nextTask();
  }
  return { trials: done, overlaps };
}

function pairs(
  kernels: Kernels,
  simulation: Exclude<Simulation, { kind: "stored" }>,
  rows: number,
  random: Random,
): Int32Array {
  const { cells, active, synapses } = simulation;
  if (simulation.kind === "random")
    return matchCounts(
      kernels,
      randomRows(rows, cells, synapses, random, simulation.patterns),
      randomRows(rows, cells, active, random),
    );
  const pattern = emptyRows(1, cells),
    members = choose(cells, active, random);
  for (const bit of members) setBit(pattern, 0, bit);
  return matchCounts(
    kernels,
    subsetRows(rows, cells, members, synapses, random),
    noisyRows(rows, cells, pattern, members, simulation.lost, random),
  );
}

/** Rows of the pattern, `lost` of its members replaced by as many random bits from outside of it. */
function noisyRows(
  rows: number,
  cells: number,
  pattern: BitRows,
  members: Int32Array,
  lost: number,
  random: Random,
): BitRows {
  const made = subsetRows(rows, cells, members, members.length - lost, random);
  for (let row = 0; row < rows; row++)
    for (let added = 0; added < lost; ) {
      const bit = random.integer(cells);
      if (hasBit(pattern, 0, bit) || hasBit(made, row, bit)) continue;
      setBit(made, row, bit);
      added++;
    }
  return made;
}

/** For each probe the largest overlap with any of the patterns of one set. */
function nearest(
  kernels: Kernels,
  simulation: Simulation & { kind: "stored" },
  rows: number,
  random: Random,
): Int32Array {
  const { cells, active, synapses, patterns } = simulation,
    stored = randomRows(patterns, cells, synapses, random),
    counts = matchCounts(kernels, stored, randomRows(rows, cells, active, random)),
    most = new Int32Array(rows);
  for (let k = 0; k < counts.length; k++) most[k % rows] = Math.max(most[k % rows]!, counts[k]!);
  return most;
}

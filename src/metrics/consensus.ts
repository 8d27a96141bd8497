import { Random } from "../random.js";
import { agreement, expectThreshold } from "./agreement.js";
import { expectInteger, expectRandom } from "./expect.js";
import { type GraphInput, graphOf } from "./graph-input.js";
import { louvain } from "./louvain.js";
import { modularity, type SignedKind, signedModularity } from "./modularity.js";
import type { Partition } from "./partition.js";

export interface ConsensusOptions {
  /** Runs of Louvain in each round; 50 by default. */
  readonly runs?: number;
  /** τ: pairs that fewer of the runs put into one group count as never together; 0.5 by default. */
  readonly threshold?: number;
  /** γ of the runs on the graph itself; 1 by default. */
  readonly resolution?: number;
  /** Rounds at most; 100 by default. */
  readonly rounds?: number;
  /** How negative weights count; must be given for a graph that has some. */
  readonly kind?: SignedKind;
  /** Seed 0 by default. A run takes four numbers of it. */
  readonly random?: Random;
}

export interface Consensus extends Partition {
  /** Rounds on graphs of agreement; 0 where the runs on the graph itself gave one partition. */
  readonly rounds: number;
  /** Whether all runs of the last round gave this partition. If not, it is the one of them with the highest modularity. */
  readonly stable: boolean;
}

/**
 * The communities on which many runs agree: Louvain's partitions of the graph make a graph of agreement, pairs below the
 * threshold left out, whose own partitions (γ = 1) make the next one, until all runs give the same. The modularity reported
 * is that on the graph given. Memory as `agreement` says.
 * Brain Connectivity Toolbox: `agreement`, divided by the number of runs, then `consensus_und(D, τ, runs)`.
 * @throws {ArgumentError} for an option out of range, and as `louvain` does    @throws {MemoryError} as `agreement` does
 * Source: Lancichinetti & Fortunato 2012, doi:10.1038/srep00336.
 */
export function consensusCommunities(input: GraphInput, options: ConsensusOptions = {}): Consensus {
  const { runs = 50, threshold = 0.5, resolution = 1, rounds = 100, kind, random = new Random(0) } = options,
    graph = graphOf(input);
  expectInteger("consensusCommunities", "runs", runs, 1);
  expectInteger("consensusCommunities", "rounds", rounds, 1);
  expectThreshold("consensusCommunities", threshold);
  expectRandom("consensusCommunities", random);
  const once = { restarts: 1, random },
    first = kind === undefined ? { ...once, resolution } : { ...once, resolution, kind };
  const many = (run: () => Partition) => Array.from({ length: runs }, () => run().communities);
  let partitions = many(() => louvain(graph, first)),
    round = 0;
  for (; round < rounds && !allEqual(partitions); round++) {
    const together = agreement(partitions, { threshold });
    partitions = many(() => louvain(together, once));
  }
  let best: Partition | undefined;
  const stable = allEqual(partitions);
  for (const communities of stable ? partitions.slice(0, 1) : partitions) {
    const quality =
      kind === undefined
        ? modularity(graph, communities, { resolution })
        : signedModularity(graph, communities, { resolution, kind });
    if (!best || quality > best.modularity) best = { communities, modularity: quality };
  }
  return { ...best!, rounds: round, stable };
}

/** Labels in order of first appearance are the same for equal partitions. */
const allEqual = (partitions: readonly Int32Array[]) =>
  partitions.every((labels) => labels.every((label, i) => label === partitions[0]![i]));

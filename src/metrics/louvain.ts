import { ArgumentError } from "../errors.js";
import { Random } from "../random.js";
import { Draws } from "./draws.js";
import { expectInteger, expectNumber, expectRandom } from "./expect.js";
import { type GraphInput, graphOf } from "./graph-input.js";
import { type Chance, firstLevel, type Level } from "./level.js";
import { aggregate, LevelBuffer } from "./level-aggregate.js";
import { LevelWorkspace } from "./level-workspace.js";
import { expectKind, modularity, type SignedKind, signedModularity } from "./modularity.js";
import { moveNodes } from "./node-moves.js";
import type { Partition } from "./partition.js";
import { renumber } from "./renumber.js";

export interface LouvainOptions {
  /** γ; 1 by default. */
  readonly resolution?: number;
  /** Runs in other orders, of which the best counts; 10 by default. */
  readonly restarts?: number;
  /** Seed 0 by default. A search takes four numbers of it. */
  readonly random?: Random;
  /** A move must raise Q by more; 1e-10 by default, at least 1e-12, since less is within the roundoff of Q. */
  readonly tolerance?: number;
  /** How negative weights count; must be given for a graph that has some. */
  readonly kind?: SignedKind;
}

export interface LouvainResult extends Partition {
  /** The best run's partition after each level, the last being the result; modularity never falls from one to the next. */
  readonly levels: readonly Partition[];
}

/**
 * Communities of high modularity by the Louvain algorithm: nodes, first alone, are visited in random order and moved to the
 * neighbouring group that gains most, of equals the one named by the lowest node,
 *   ΔQ = [w(i→C) + w(C→i)]/s − γ [k_out,i K_in,C + k_in,i K_out,C]/s²   (K_C without i)
 * until no move raises Q by more than the tolerance; then the groups are the nodes of the next level, and so on until one
 * without a move. Nodes beside one that moved are visited sooner than others. The quality reported is computed anew from the
 * partition. O(edges) per level, O(n + edges) memory. A group may be disconnected inside: see `leiden`.
 *
 * With `kind`, the signed modularity is raised; nodes then move to groups they have an edge to, of either sign.
 * Brain Connectivity Toolbox: `modularity_louvain_und`, `_dir`, `_und_sign`, `community_louvain`; those try every group for
 * a signed graph. NetworkX: `louvain_communities`, which stops at a rise of 1e-7 and counts a self-loop twice.
 * @throws {ArgumentError} for a graph with negative weights unless `kind` is given, an option out of range, and weights
 *   whose sum is not finite
 * Source: Blondel et al. 2008, doi:10.1088/1742-5468/2008/10/P10008; directed: Leicht & Newman 2008; signed: Rubinov &
 * Sporns 2011, doi:10.1016/j.neuroimage.2011.03.069.
 */
export function louvain(input: GraphInput, options: LouvainOptions = {}): LouvainResult {
  const { resolution = 1, restarts = 10, random = new Random(0), tolerance = 1e-10, kind } = options,
    graph = graphOf(input);
  expectNumber("louvain", "resolution", resolution, 0);
  expectInteger("louvain", "restarts", restarts, 1);
  expectRandom("louvain", random);
  if (!(typeof tolerance === "number" && tolerance >= 1e-12 && tolerance <= 1))
    throw new ArgumentError("louvain", "tolerance", tolerance, "a number from 1e-12 to 1");
  if (kind !== undefined) expectKind("louvain", kind);
  if (graph.signed && kind === undefined)
    throw new ArgumentError("louvain", "kind", kind, 'given for a graph with negative weights, for example "sta"');
  const [level, chance] = firstLevel("louvain", graph, resolution, kind ?? "sta"),
    work = new LevelWorkspace(level.nodes, chance),
    buffers: [LevelBuffer, LevelBuffer] = [new LevelBuffer(), new LevelBuffer()],
    draws = new Draws(random),
    quality = (communities: Int32Array) =>
      graph.signed
        ? signedModularity(graph, communities, { resolution, kind: kind! })
        : modularity(graph, communities, { resolution });
  let best: Int32Array[] = [],
    most = Number.NEGATIVE_INFINITY;
  for (let run = 0; run < restarts; run++) {
    const levels = search(level, chance, work, buffers, draws, tolerance),
      q = quality(levels.at(-1)!);
    if (q <= most) continue;
    most = q;
    best = levels;
  }
  const levels = best.map((communities, l) => ({
    communities,
    modularity: l === best.length - 1 ? most : quality(communities),
  }));
  return { ...levels.at(-1)!, levels };
}

/** One run: the partition of the first level's nodes after each level; at least one. */
function search(
  first: Level,
  chance: Chance,
  work: LevelWorkspace,
  buffers: readonly [LevelBuffer, LevelBuffer],
  draws: Draws,
  tolerance: number,
): Int32Array[] {
  const partitions: Int32Array[] = [],
    labels = new Int32Array(first.nodes);
  for (let level = first; ; ) {
    for (let i = 0; i < level.nodes; i++) labels[i] = i;
    work.kept.fill(0, 0, level.nodes);
    const moved = moveNodes(level, chance, labels, work, draws, { tolerance, leave: false, exhaustive: true });
    if (!moved && partitions.length > 0) return partitions;
    const count = renumber(labels, level.nodes, work.touched),
      below = partitions.at(-1);
    partitions.push(below ? below.map((node) => labels[node]!) : labels.slice());
    if (!moved) return partitions;
    level = aggregate(level, labels, count, work, buffers[partitions.length & 1]!);
  }
}

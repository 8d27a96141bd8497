import { ArgumentError } from "../errors.js";
import { Random } from "../random.js";
import { Draws } from "./draws.js";
import { expectInteger, expectNumber, expectRandom } from "./expect.js";
import { type GraphInput, unsignedGraphOf } from "./graph-input.js";
import { type Chance, firstLevel, type Level } from "./level.js";
import { aggregate, LevelBuffer } from "./level-aggregate.js";
import { LevelWorkspace } from "./level-workspace.js";
import { modularity } from "./modularity.js";
import { moveNodes } from "./node-moves.js";
import type { Partition } from "./partition.js";
import { refine } from "./refine.js";
import { renumber } from "./renumber.js";
import { separate } from "./separate.js";

export interface LeidenOptions {
  /** γ; 1 by default. */
  readonly resolution?: number;
  /** Iterations at most, each from the last one's result; 10 by default. One that changes nothing is the last. */
  readonly iterations?: number;
  /** Runs, of which the best counts; 1 by default. */
  readonly restarts?: number;
  /** θ, in units of the weights; 0.01 by default. The smaller, the more often the refinement takes the largest gain. */
  readonly randomness?: number;
  /** Seed 0 by default. A search takes four numbers of it. */
  readonly random?: Random;
}

/**
 * Communities of high modularity, each connected inside, by the Leiden algorithm. An iteration goes through levels, from
 * the graph to ever smaller ones:
 *   1. Nodes move, from a queue in random order, to the group that gains most, their own empty one included; the neighbours
 *      of a node that moved come up again unless they are in its new group.
 *   2. Every group is refined into well connected parts: see `refine`.
 *   3. The parts are the nodes of the next level, which starts from the groups of step 1.
 * It ends when every group is one node. Better than Louvain, since parts of a group may leave it later on; and no group ever
 * falls apart. O(edges) per level and iteration, O(n + edges) memory.
 *
 * Of a directed graph the directed modularity is raised, γ′ k_i K_R being γ/2s · (k_out,i K_in,R + k_in,i K_out,R), and
 * connected means by edges walked either way.
 *
 * The authors' program goes on after an iteration that changed nothing; leidenalg stops there if told `n_iterations=-1`. The
 * Brain Connectivity Toolbox and NetworkX 2.8 have no Leiden.
 * @throws {ArgumentError} for a negative weight, an option out of range, and weights whose sum is not finite
 * Source: Traag, Waltman & van Eck 2019, doi:10.1038/s41598-019-41695-z.
 */
export function leiden(input: GraphInput, options: LeidenOptions = {}): Partition {
  const { resolution = 1, iterations = 10, restarts = 1, randomness = 0.01, random = new Random(0) } = options,
    graph = unsignedGraphOf("leiden", input);
  expectNumber("leiden", "resolution", resolution, 0);
  expectInteger("leiden", "iterations", iterations, 1);
  expectInteger("leiden", "restarts", restarts, 1);
  expectRandom("leiden", random);
  if (!(typeof randomness === "number" && randomness > 0 && randomness < Number.POSITIVE_INFINITY))
    throw new ArgumentError("leiden", "randomness", randomness, "a number above 0");
  const [level, chance] = firstLevel("leiden", graph, resolution, "sta"),
    search = new Search(level, chance, randomness, new Draws(random));
  let best: Partition | undefined;
  for (let run = 0; run < restarts; run++) {
    const communities = search.run(iterations),
      quality = modularity(graph, communities, { resolution });
    if (!best || quality > best.modularity) best = { communities, modularity: quality };
  }
  return best!;
}

/** The arrays of all runs on one graph. */
class Search {
  readonly #first: Level;
  readonly #chance: Chance;
  readonly #randomness: number;
  readonly #draws: Draws;
  readonly #work: LevelWorkspace;
  readonly #buffers = [new LevelBuffer(), new LevelBuffer()] as const;
  /** Group and part of each node of the level at hand. */
  readonly #labels: Int32Array;
  readonly #parts: Int32Array;
  /** The node of the level at hand in which each node of the graph is. */
  readonly #place: Int32Array;
  /** Groups after the moves on the graph itself, and weights into them as `LevelWorkspace.kept`. */
  readonly #groups: Int32Array;
  readonly #kept: Float64Array;

  constructor(first: Level, chance: Chance, randomness: number, draws: Draws) {
    const { nodes } = first;
    this.#first = first;
    this.#chance = chance;
    this.#randomness = randomness;
    this.#draws = draws;
    this.#work = new LevelWorkspace(nodes, chance);
    this.#labels = new Int32Array(nodes);
    this.#parts = new Int32Array(nodes);
    this.#place = new Int32Array(nodes);
    this.#groups = new Int32Array(nodes);
    this.#kept = new Float64Array(nodes);
  }

  run(iterations: number): Int32Array {
    const communities = new Int32Array(this.#first.nodes);
    for (let i = 0; i < communities.length; i++) communities[i] = i;
    this.#kept.fill(0); // alone, and without self-loops
    for (let iteration = 0; iteration < iterations; iteration++) if (!this.#improve(communities)) break;
    return communities;
  }

  /** One iteration, from a partition and into it. Gives whether it changed. */
  #improve(communities: Int32Array): boolean {
    const nodes = communities.length,
      labels = this.#labels,
      parts = this.#parts,
      place = this.#place,
      work = this.#work;
    labels.set(communities);
    work.kept.set(this.#kept);
    for (let i = 0; i < nodes; i++) place[i] = i;
    for (let level = this.#first, depth = 0; ; depth++) {
      if (depth > 0) work.kept.fill(Number.NaN, 0, level.nodes);
      moveNodes(level, this.#chance, labels, work, this.#draws, { tolerance: 1e-10, leave: true, exhaustive: false });
      if (depth === 0) {
        this.#groups.set(labels);
        this.#kept.set(work.kept);
      }
      refine(level, this.#chance, labels, parts, work, this.#draws, this.#randomness);
      const groups = renumber(labels, level.nodes, work.touched);
      if (groups === level.nodes) break;
      const count = renumber(parts, level.nodes, work.touched);
      if (count === level.nodes) {
        // Each part would be a node again. What is one group here might yet be in pieces.
        separate(level, labels, work);
        break;
      }
      for (let i = 0; i < nodes; i++) place[i] = parts[place[i]!]!;
      // A part's number is at most that of its first node, so no label is lost before it is read.
      for (let i = 0; i < level.nodes; i++) labels[parts[i]!] = labels[i]!;
      level = aggregate(level, parts, count, work, this.#buffers[depth & 1]!);
    }
    let changed = false;
    for (let i = 0; i < nodes; i++) {
      const label = labels[place[i]!]!;
      changed ||= label !== communities[i];
      communities[i] = label;
    }
    this.#forgetChanged(communities);
    return changed;
  }

  /** Of groups that are not what the moves on the graph itself had left, the weights kept are not known. */
  #forgetChanged(communities: Int32Array): void {
    const groups = this.#groups,
      kept = this.#kept,
      { sizes: now, empty: before, touched: changed } = this.#work;
    now.fill(-1);
    before.fill(-1);
    changed.fill(0);
    for (let i = 0; i < groups.length; i++) {
      const group = groups[i]!,
        community = communities[i]!;
      if (now[group] === -1) now[group] = community;
      if (before[community] === -1) before[community] = group;
      if (now[group] !== community) changed[community] = changed[now[group]!] = 1;
      if (before[community] !== group) changed[community] = 1;
    }
    for (let i = 0; i < groups.length; i++) if (changed[communities[i]!] === 1) kept[i] = Number.NaN;
  }
}

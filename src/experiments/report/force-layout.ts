import { ArgumentError, ShapeError } from "../../errors.js";
import { Random } from "../../random.js";

export interface ForceLayoutOptions {
  readonly nodes: number;
  /** Edges between nodes from 0; which way they lead does not matter, and an edge from a node to itself pulls at nothing. */
  readonly sources: ArrayLike<number>;
  readonly targets: ArrayLike<number>;
  /** How strongly each edge pulls; 1 when left out. */
  readonly weights?: ArrayLike<number>;
  /** 150 by default. */
  readonly iterations?: number;
  /** Draws where nodes begin; seed 0 by default. */
  readonly random?: Random;
}

/**
 * Places nodes in the unit square so that those with an edge come near each other: all nodes repel each other, edges pull.
 *   repulsion k²/d,   attraction w d²/k,   k = ½ √(1/n),   d the distance of two nodes
 * Each iteration moves every node along the sum of its forces, no farther than the temperature, which falls evenly from 0.1
 * to 0, and no farther than the frame. O(n² + edges) an iteration: for up to a few thousand nodes.
 * @returns x and y of every node, one node after the other
 * @throws {ShapeError} for arrays of unequal length    @throws {ArgumentError} for an end that is no node
 * Source: Fruchterman & Reingold 1991, "Graph drawing by force-directed placement", doi:10.1002/spe.4380211102.
 */
export function forceLayout(options: ForceLayoutOptions): Float64Array {
  const { nodes, sources, targets, weights, iterations = 150, random = new Random(0) } = options,
    edges = sources.length;
  if (targets.length !== edges || (weights && weights.length !== edges))
    throw new ShapeError(
      "forceLayout",
      `${edges} sources, ${targets.length} targets, ${weights?.length ?? edges} weights`,
    );
  for (const [name, ends] of Object.entries({ sources, targets }))
    for (let e = 0; e < edges; e++)
      if (!(Number.isInteger(ends[e]) && ends[e]! >= 0 && ends[e]! < nodes))
        throw new ArgumentError("forceLayout", `${name}[${e}]`, ends[e], `one of the nodes 0 … ${nodes - 1}`);
  const places = Float64Array.from({ length: 2 * nodes }, () => random.uniform()),
    moves = new Float64Array(2 * nodes),
    // The paper leaves the factor to experiment: half leaves room between most graphs and the frame.
    spacing = 0.5 * Math.sqrt(1 / Math.max(1, nodes));
  for (let step = 0; step < iterations; step++) {
    moves.fill(0);
    repel(places, moves, spacing * spacing);
    for (let e = 0; e < edges; e++) attract(places, moves, sources[e]!, targets[e]!, (weights?.[e] ?? 1) / spacing);
    const temperature = 0.1 * (1 - step / iterations);
    for (let i = 0; i < 2 * nodes; i += 2) {
      const [x, y] = [moves[i]!, moves[i + 1]!],
        length = Math.sqrt(x * x + y * y);
      if (!(length > 0)) continue;
      const share = Math.min(length, temperature) / length;
      places[i] = Math.min(1, Math.max(0, places[i]! + x * share));
      places[i + 1] = Math.min(1, Math.max(0, places[i + 1]! + y * share));
    }
  }
  return places;
}

function repel(places: Float64Array, moves: Float64Array, strength: number): void {
  for (let i = 0; i < places.length; i += 2)
    for (let j = i + 2; j < places.length; j += 2) {
      // Nodes at one place, in a corner say, part along x.
      const dx = places[i]! - places[j]! || (places[i + 1] === places[j + 1] ? 1e-9 : 0),
        dy = places[i + 1]! - places[j + 1]!,
        force = strength / (dx * dx + dy * dy);
      moves[i]! += dx * force;
      moves[i + 1]! += dy * force;
      moves[j]! -= dx * force;
      moves[j + 1]! -= dy * force;
    }
}

function attract(places: Float64Array, moves: Float64Array, source: number, target: number, pull: number): void {
  const [i, j] = [2 * source, 2 * target],
    dx = places[i]! - places[j]!,
    dy = places[i + 1]! - places[j + 1]!,
    force = Math.sqrt(dx * dx + dy * dy) * pull;
  moves[i]! -= dx * force;
  moves[i + 1]! -= dy * force;
  moves[j]! += dx * force;
  moves[j + 1]! += dy * force;
}

import { ArgumentError } from "../errors.js";
import { expectNumber } from "./expect.js";
import { type Graph, outgoing } from "./graph.js";
import { type GraphInput, graphOf, groupsOf, unsignedGraphOf } from "./graph-input.js";

export interface ModularityOptions {
  /** γ; 1, the default, is Newman's definition, more makes small groups better and less large ones. */
  readonly resolution?: number;
}

/**
 * How positive and negative weights are weighed against each other, Q⁺ and Q⁻ being the sums over each alone:
 * `"sta"`: Q⁺/s⁺ − Q⁻/(s⁺ + s⁻), so that negative weights count less; `"gja"`: both over s⁺ + s⁻; `"smp"`: Q⁺/s⁺ − Q⁻/s⁻.
 */
export type SignedKind = "sta" | "gja" | "smp";

export interface SignedModularityOptions extends ModularityOptions {
  /** `"sta"` by default. */
  readonly kind?: SignedKind;
}

/**
 * Newman's modularity of a partition: the share of the weight inside groups, less what chance would put there.
 *   Q = 1/s Σ_ij (W_ij − γ k_out,i k_in,j / s) δ(c_i, c_j) = Σ_c [W_cc/s − γ K_out,c K_in,c / s²]
 *   s = Σ W,   k_out,i = Σ_j W_ij,   k_in,j = Σ_i W_ij,   K and W_cc: their sums over and inside a group
 * One formula for undirected (s = 2m), directed and weighted graphs. From −1/2 to 1 at γ = 1, 0 for one group, and 0 for a
 * graph without edges. O(n + edges), double-precision sums.
 *
 * A self-loop counts once, as W_ii. NetworkX counts it twice in undirected graphs, inside its group and in the degree, as
 * if W_ii were 2w; the Brain Connectivity Toolbox, as here, takes the diagonal as it is given.
 * Brain Connectivity Toolbox: `modularity_und(A, γ, ci)`, `modularity_dir`.
 * @param communities n labels, any integers
 * @throws {ShapeError} unless there is one label per node
 * @throws {ArgumentError} for a negative weight (take `signedModularity`), a label that is no integer, a resolution below 0,
 *   and weights whose sum is not finite
 * Source: Newman 2006, doi:10.1073/pnas.0601602103; directed: Leicht & Newman 2008, doi:10.1103/PhysRevLett.100.118703;
 * γ: Reichardt & Bornholdt 2006, doi:10.1103/PhysRevE.74.016110.
 */
export function modularity(
  input: GraphInput,
  communities: ArrayLike<number>,
  { resolution = 1 }: ModularityOptions = {},
): number {
  const graph = unsignedGraphOf("modularity", input),
    { labels, count } = groupsOf("modularity", "communities", communities, graph.nodes);
  expectNumber("modularity", "resolution", resolution, 0);
  const { inside, chance, total } = groupSums("modularity", graph, labels, count, 1);
  return total === 0 ? 0 : inside - resolution * chance;
}

/**
 * Modularity of a partition of a graph with negative weights. Q⁺ is s⁺ times the modularity of the positive weights, Q⁻ that
 * of the negative ones' sizes, each with its own strengths and total s⁺, s⁻; `kind` says how they are joined. Without
 * negative weights it is `modularity`, in every kind. A part without edges counts 0.
 * Brain Connectivity Toolbox: `modularity_und_sign`.
 * @throws {ShapeError} {ArgumentError} as `modularity` does, but for negative weights; and for an unknown kind
 * Source: Rubinov & Sporns 2011, doi:10.1016/j.neuroimage.2011.03.069.
 */
export function signedModularity(
  input: GraphInput,
  communities: ArrayLike<number>,
  { resolution = 1, kind = "sta" }: SignedModularityOptions = {},
): number {
  const graph = graphOf(input),
    { labels, count } = groupsOf("signedModularity", "communities", communities, graph.nodes);
  expectNumber("signedModularity", "resolution", resolution, 0);
  expectKind("signedModularity", kind);
  const positive = groupSums("signedModularity", graph, labels, count, 1),
    negative = groupSums("signedModularity", graph, labels, count, -1),
    [up, down] = signedShares(kind, positive.total, negative.total);
  return (
    up * (positive.inside - resolution * positive.chance) - down * (negative.inside - resolution * negative.chance)
  );
}

/** @throws {ArgumentError} for an unknown kind */
export function expectKind(call: string, kind: unknown): void {
  if (!["sta", "gja", "smp"].includes(kind as string))
    throw new ArgumentError(call, "kind", kind, '"sta", "gja" or "smp"');
}

/** What the modularities Q⁺/s⁺ and Q⁻/s⁻ are multiplied by in the signed one. */
export function signedShares(kind: SignedKind, positive: number, negative: number): [number, number] {
  const all = positive + negative,
    of = (part: number, whole: number) => (part === 0 ? 0 : part / whole);
  return [of(positive, kind === "gja" ? all : positive), of(negative, kind === "smp" ? negative : all)];
}

/**
 * Of the weights of one sign, taken as positive: their total, the share of it inside groups, and Σ_c K_out,c K_in,c / s².
 * @throws {ArgumentError} where the total is not finite
 */
function groupSums(call: string, graph: Graph, labels: Int32Array, count: number, sign: 1 | -1) {
  const { pointers, targets, weights } = outgoing(graph),
    out = new Float64Array(count),
    into = graph.directed ? new Float64Array(count) : out,
    // Edges of weight 1 need only be counted.
    counts = sign > 0 && !graph.weighted && !graph.directed;
  let inside = 0;
  for (let i = 0; i < graph.nodes; i++) {
    const own = labels[i]!,
      end = pointers[i + 1]!;
    let strength = 0,
      kept = 0;
    if (counts) {
      let left = 0;
      // Sums in place of branches, which would be guessed wrong: −1 wherever the labels differ.
      for (let p = pointers[i]!; p < end; p++) {
        const difference = labels[targets[p]!]! ^ own;
        left -= (difference | -difference) >> 31;
      }
      strength = end - pointers[i]!;
      kept = strength - left;
    } else
      for (let p = pointers[i]!; p < end; p++) {
        const weight = sign * weights[p]!;
        if (weight < 0) continue;
        const other = labels[targets[p]!]!;
        strength += weight;
        if (other === own) kept += weight;
        if (graph.directed) into[other]! += weight;
      }
    out[own]! += strength;
    inside += kept;
  }
  const total = expectTotal(
    call,
    out.reduce((sum, strength) => sum + strength, 0),
  );
  if (total === 0) return { total, inside: 0, chance: 0 };
  let chance = 0;
  // Shares first: the square of a large total need not be finite.
  for (let c = 0; c < count; c++) chance += (out[c]! / total) * (into[c]! / total);
  return { total, inside: inside / total, chance };
}

/** @throws {ArgumentError} unless the sum of weights is finite */
export function expectTotal(call: string, total: number): number {
  if (total === Number.POSITIVE_INFINITY)
    throw new ArgumentError(call, "the sum of weights", total, "finite: take mapWeights to make them smaller");
  return total;
}

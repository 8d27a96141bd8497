import { ArgumentError } from "../errors.js";
import { Random } from "../random.js";
import { Arena } from "../wasm/arena.js";
import { expectFraction, portionOf } from "./check.js";
import { Least } from "./least.js";
import { connectionsOf, leastOf, type Picker, type PruningCriterion, pickerFor } from "./pruning-criterion.js";
import { RewindPoint } from "./rewind-point.js";
import type { RewiringSite } from "./rewiring.js";
import { applyProposal, type Wired, wiredOf } from "./wired.js";

/** Which connections are compared with each other: all of the network's, or those of each matrix apart. */
export type PruningScope = "global" | "layer";

/** What `prune` is to leave, and how it chooses; one of `fraction` and `density`. */
export interface PruneOptions {
  /** Share of the present connections that go, from 0 to below 1; their number is rounded down. */
  readonly fraction?: number;
  /** Connections per cell of the matrices afterwards, above 0 and at most the present density: round(density · cells) stay. */
  readonly density?: number;
  /** `magnitude` by default. */
  readonly by?: PruningCriterion;
  /** `global` by default. */
  readonly scope?: PruningScope;
  /**
   * Activating-while-pruning: the share of the present connections that goes to raise activity, within what goes anyway; 0 by
   * default. After the criterion has chosen the others, those negative weights go that moved least since `since`. Where too
   * few are negative, the criterion chooses the rest. Both numbers are rounded down: ⌊(fraction − activate) · n⌋ + ⌊activate · n⌋.
   * A rectified unit can only be more active without a negative weight where its inputs are not negative.
   * Source: Liu, Ghosh & Motani 2022, arXiv:2212.06145.
   */
  readonly activate?: number;
  /** The values from which movement is measured, as at the start of training; wanted with `activate`. */
  readonly since?: RewindPoint;
  /** For `random`, drawn from; `new Random(0)` by default. */
  readonly random?: Random;
}

/**
 * Removes connections from the sparse matrices of a network, for good: memory and later steps get smaller. The number is
 * exact, and of equal scores the last connections go first, so the same weights give the same wiring. Biases and dense
 * layers stay as they are; a SparseLinear of density 1 has all weights and can be pruned. For a network that is not being
 * trained at the moment: an optimiser's moments follow only when `fit` is given `gradualPruning`, or in `iterativePruning`.
 *
 *     const start = new RewindPoint(network);
 *     await network.fit(images);
 *     prune(network, { fraction: 0.2, activate: 0.02, since: start });
 *     start.rewind();
 * @param target a network, or some of its matrices as `wiredOf` finds them
 * @returns how many connections went
 * @throws {ArgumentError} for an option out of range, or a network without sparse matrices; all is as before then
 * @throws {MemoryError} when there is no room to choose in
 */
export function prune(target: Pick<RewiringSite, "parameters"> | readonly Wired[], options: PruneOptions): number {
  const { layers, groups, budgets } = planPruning(target, options),
    { by = "magnitude", random = new Random(0), since } = options,
    arena = new Arena(layers[0]!.matrix.arena.kernels);
  try {
    const least = new Least(arena, connectionsOf(layers));
    const chosen = groups.map((group, g) => {
      const pick = pickerFor(group, by, random, least),
        { usual, activating } = budgets[g]!;
      return activating > 0 ? withActivating(group, pick, usual, activating, since!, least) : pick(usual);
    });
    for (const { matrix } of layers) matrix.prepareRewiring();
    groups.forEach((group, g) => {
      drop(group, chosen[g]!);
    });
    return chosen.reduce((sum, { length }) => sum + length, 0);
  } finally {
    arena.dispose();
  }
}

/** What is to be pruned, and how many of each group. @throws {ArgumentError} for an option out of range, as prune */
export function planPruning(target: Pick<RewiringSite, "parameters"> | readonly Wired[], options: PruneOptions) {
  const layers = layersOf(target),
    { by = "magnitude", scope = "global", random = new Random(0), activate = 0, since } = options ?? {};
  expectCriterion("prune", by, scope, random);
  if (!(activate >= 0 && activate < 1)) throw new ArgumentError("prune", "activate", activate, "from 0 to below 1");
  if (activate > 0 && !(since instanceof RewindPoint))
    throw new ArgumentError("prune", "since", since, "a RewindPoint, to measure movement from");
  const groups = groupsOf(layers, scope);
  return { layers, groups, budgets: groups.map((group) => budgetFor(group, options ?? {})) };
}

/** @throws {ArgumentError} for what is none of these */
export function expectCriterion(operation: string, by: unknown, scope: unknown, random: unknown): void {
  if (by !== "magnitude" && by !== "lamp" && by !== "random" && typeof by !== "function")
    throw new ArgumentError(operation, "by", by, '"magnitude", "lamp", "random" or a function');
  if (scope !== "global" && scope !== "layer")
    throw new ArgumentError(operation, "scope", scope, '"global" or "layer"');
  if (!(random instanceof Random)) throw new ArgumentError(operation, "random", random, "a Random");
}

/** The matrices whose connections are compared with each other. */
export const groupsOf = (layers: readonly Wired[], scope: PruningScope): readonly Wired[][] =>
  scope === "global" ? [[...layers]] : layers.map((layer) => [layer]);

/** Connections that full matrices of their sizes would have. */
export const cellsOf = (layers: readonly Wired[]): number =>
  layers.reduce((sum, { matrix }) => sum + matrix.rows * matrix.columns, 0);

/** Lets connections go that are numbered through all layers, ascending. */
export function drop(layers: readonly Wired[], numbers: Int32Array): void {
  let first = 0,
    k = 0;
  for (const layer of layers) {
    const from = k,
      end = first + layer.matrix.nnz;
    while (k < numbers.length && numbers[k]! < end) k++;
    const dropped = numbers.subarray(from, k).map((number) => number - first);
    if (dropped.length > 0) applyProposal(layer, { dropped, grown: new Float64Array(0) });
    first = end;
  }
}

function layersOf(target: Pick<RewiringSite, "parameters"> | readonly Wired[]): readonly Wired[] {
  const isNetwork = Array.isArray((target as Partial<RewiringSite> | null)?.parameters);
  if (!isNetwork && !Array.isArray(target)) throw new ArgumentError("prune", "target", target, "a network or matrices");
  const layers = isNetwork ? wiredOf(target as RewiringSite) : (target as readonly Wired[]);
  if (layers.length === 0)
    throw new ArgumentError("prune", "target", target, "with sparse matrices: SparseLinear of density 1 is a full one");
  return layers;
}

/** How many connections of a group go by the criterion, and to activate. */
function budgetFor(
  group: readonly Wired[],
  { fraction, density, activate = 0 }: PruneOptions,
): { readonly usual: number; readonly activating: number } {
  const present = connectionsOf(group),
    cells = cellsOf(group),
    activating = portionOf(present, activate);
  if ((fraction === undefined) === (density === undefined))
    throw new ArgumentError("prune", "fraction", fraction, "given, or else density, and not both");
  if (density === undefined) {
    expectFraction("prune", "fraction", fraction!);
    if (fraction === 1) throw new ArgumentError("prune", "fraction", fraction, "below 1");
    if (activate > fraction!) throw new ArgumentError("prune", "activate", activate, `at most fraction, ${fraction}`);
    return { usual: portionOf(present, fraction! - activate), activating };
  }
  const all = excessOver("prune", density, present, cells);
  if (activating > all)
    throw new ArgumentError("prune", "activate", activate, `at most ${all} of ${present} connections: no more go`);
  return { usual: all - activating, activating };
}

/** @returns how many of the present connections are beyond a density    @throws {ArgumentError} where it is no such one */
export function excessOver(operation: string, density: number, present: number, cells: number): number {
  if (!(density > 0 && density <= 1)) throw new ArgumentError(operation, "density", density, "above 0, up to 1");
  const stay = Math.round(density * cells);
  if (stay > present)
    throw new ArgumentError(operation, "density", density, `at most ${present / cells}, the present density`);
  return present - stay;
}

function withActivating(
  group: readonly Wired[],
  pick: Picker,
  usual: number,
  activating: number,
  since: RewindPoint,
  least: Least,
): Int32Array {
  const weights = joined(group, ({ matrix }) => matrix.values.data),
    before = joined(group, (layer) => since.valuesOf(layer.weights)),
    goes = new Uint8Array(weights.length),
    numbers = Int32Array.from(weights.keys());
  const mark = (chosen: Int32Array) => {
    for (const number of chosen) goes[number] = 1;
  };
  mark(pick(usual));
  const negative = numbers.filter((number) => !goes[number] && weights[number]! < 0),
    still = Math.min(activating, negative.length);
  mark(leastOf(negative, (number) => weights[number]! - before[number]!, still, least));
  if (still < activating)
    mark(
      pick(
        activating - still,
        numbers.filter((number) => !goes[number]),
      ),
    );
  return numbers.filter((number) => goes[number]);
}

/** Numbers of all connections of a group, one layer after another. */
function joined(group: readonly Wired[], numbersOf: (layer: Wired) => Float32Array): Float32Array {
  const all = new Float32Array(connectionsOf(group));
  let first = 0;
  for (const layer of group) {
    all.set(numbersOf(layer), first);
    first += layer.matrix.nnz;
  }
  return all;
}

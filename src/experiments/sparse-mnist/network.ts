import { Dense } from "../../networks/dense.js";
import { Dropout } from "../../networks/dropout.js";
import { SparseLinear } from "../../networks/sparse-linear.js";
import type { Random } from "../../random.js";
import { layerBudgets } from "../../sparsity/layer-budgets.js";
import { uniformPattern } from "../../sparsity/random.js";
import { relu } from "../../tape/activations.js";
import { CsrMatrix } from "../../tensor/csr.js";
import type { Pattern } from "../../tensor/pattern.js";
import { Sequential } from "../../training/sequential.js";
import { Arena } from "../../wasm/arena.js";
import type { Kernels } from "../../wasm/load.js";

/** "dense", "90 % sparse", "99 % sparse". */
export function nameOf(density: number): string {
  return density === 1 ? "dense" : `${Number((100 * (1 - density)).toFixed(2))} % sparse`;
}

export interface NetworkOptions {
  readonly inputs: number;
  readonly hidden: readonly number[];
  readonly outputs: number;
  readonly density: number;
  /** Share of hidden units silenced while training. */
  readonly dropout: number;
  readonly random: Random;
}

/**
 * A rectifier network in an arena of its own that stores the given share of all connections, shared out among the layers
 * by `layerBudgets`; a layer that comes out full is an ordinary dense one.
 */
export function buildNetwork(kernels: Kernels, { inputs, hidden, outputs, density, dropout, random }: NetworkOptions) {
  const widths = [...hidden, outputs],
    sizes = widths.map((rows, l) => ({ rows, columns: l === 0 ? inputs : widths[l - 1]! })),
    { counts } = layerBudgets(sizes, { density });
  const layers = sizes.flatMap(({ rows, columns }, l) => {
    const count = counts[l]!;
    const pattern = (own: Random, size: { rows: number; columns: number }) => uniformPattern(own, { ...size, count });
    const layer = count === rows * columns ? new Dense(rows) : new SparseLinear(rows, { pattern });
    if (l === hidden.length) return [layer];
    return dropout > 0 ? [layer, relu, new Dropout(dropout)] : [layer, relu];
  });
  const arena = new Arena(kernels);
  return new Sequential(arena, { inputs, layers, random });
}

/** Patterns of the network's weight layers, input side first; undefined for a dense one. */
export function patternsOf(network: Sequential): (Pattern | undefined)[] {
  return network.layers
    .filter((layer) => layer.parameters.length > 0)
    .map((layer) => ("matrix" in layer && layer.matrix instanceof CsrMatrix ? layer.matrix.pattern() : undefined));
}

/** Stored weights without biases. */
export function weightCount(network: Sequential): number {
  return network.parameters.reduce((sum, { decays, value }) => sum + (decays ? value.size : 0), 0);
}

/** Weights, gradients and indices as they stand in memory, and the two moments that Adam keeps of every trained value. */
export function bytesOf(network: Sequential): number {
  return network.arena.memory().bytesInUse + 2 * 4 * network.parameterCount;
}

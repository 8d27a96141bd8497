import { ArgumentError } from "../errors.js";
import { expectInteger } from "../ops/check.js";
import { Random } from "../random.js";
import { Tensor } from "../tensor/tensor.js";
import { Least } from "./least.js";
import { cellsOf, drop, excessOver, expectCriterion, groupsOf, type PruningScope } from "./prune.js";
import { connectionsOf, type PruningCriterion, pickerFor } from "./pruning-criterion.js";
import type { Rewiring } from "./rewiring.js";
import { wiredOf } from "./wired.js";

export interface GradualPruningOptions {
  /** Connections per cell of the matrices in the end, above 0 and at most what the network has. */
  readonly density: number;
  /** The step, counted from 0 over all epochs, in which the fall begins; 0 by default. */
  readonly from?: number;
  /** The step in which it ends, `from` or a later one. A run that ends before does not reach `density`. */
  readonly until: number;
  /** Steps from one pruning to the next, 100 by default. */
  readonly every?: number;
  /** `magnitude` by default. */
  readonly by?: PruningCriterion;
  /** `global` by default: all matrices have one density together. With `layer` each has it by itself. */
  readonly scope?: PruningScope;
  /** For `random`; `new Random(0)` by default. It is not drawn from: the stream that it names is. */
  readonly random?: Random;
}

/**
 * Gradual pruning while a network learns: the density falls from what it is to `density` along a cubic, quickly at first,
 *   d(t) = density + (d(0) − density) · (1 − (t − from) / (until − from))³,
 * every so many steps and in step `until`, where round(density · cells) connections are left. Nothing comes back.
 * @throws {ArgumentError} on an option out of range; binding throws it for a density above the present one, or a network
 *   without sparse matrices
 * Source: Zhu & Gupta 2017, arXiv:1710.01878, equation 1.
 */
export function gradualPruning(options: GradualPruningOptions): Rewiring {
  const operation = "gradualPruning",
    { density, from = 0, until, every = 100, by = "magnitude", scope = "global" } = options ?? {},
    { random = new Random(0) } = options ?? {};
  if (!(density > 0 && density <= 1)) throw new ArgumentError(operation, "density", density, "above 0, up to 1");
  expectInteger(operation, "from", from, 0, Number.MAX_SAFE_INTEGER);
  expectInteger(operation, "until", until, from, Number.MAX_SAFE_INTEGER);
  expectInteger(operation, "every", every, 1, Number.MAX_SAFE_INTEGER);
  expectCriterion(operation, by, scope, random);
  return {
    name: operation,
    bind(site) {
      const layers = wiredOf(site);
      if (layers.length === 0)
        throw new ArgumentError(operation, "network", site.parameters, "one with sparse matrices, as SparseLinear has");
      const groups = groupsOf(layers, scope),
        cells = groups.map(cellsOf);
      for (const [g, group] of groups.entries()) excessOver(operation, density, connectionsOf(group), cells[g]!);
      for (const { matrix } of layers) matrix.prepareRewiring();
      const generator = random.stream(operation),
        least = new Least(site.arena, connectionsOf(layers)),
        // Kept with a checkpoint, so that who goes on from there with the pruned network follows the same curve.
        initial = Tensor.from(
          site.arena,
          [groups.length],
          groups.map((group, g) => connectionsOf(group) / cells[g]!),
        ),
        pickers = groups.map((group) => pickerFor(group, by, generator, least));
      return {
        layers,
        state: new Map([["density", initial]]),
        ...(by === "random" && { generators: new Map([["choice", generator]]) }),
        step({ epoch, step, steps }) {
          const time = epoch * steps + step;
          if (time < from || time > until || (time < until && (time - from) % every !== 0)) return undefined;
          const left = until > from ? (until - time) / (until - from) : 0;
          for (const [g, group] of groups.entries()) {
            const wanted = density + (initial.data[g]! - density) * left * left * left,
              excess = connectionsOf(group) - Math.round(wanted * cells[g]!);
            if (excess > 0) drop(group, pickers[g]!(excess));
          }
          return undefined;
        },
      };
    },
  };
}

import { ArgumentError } from "../errors.js";
import { expectInteger } from "../ops/check.js";
import { fillUniform } from "../ops/random.js";
import type { Random } from "../random.js";
import { fixedFanInPattern } from "../sparsity/random.js";
import { linear } from "../tape/linear.js";
import { Parameter } from "../tape/parameter.js";
import { sparseLinear } from "../tape/sparse-linear.js";
import type { Variable } from "../tape/variable.js";
import { CsrMatrix } from "../tensor/csr.js";
import { Tensor } from "../tensor/tensor.js";
import { type Arena, expectArena } from "../wasm/arena.js";
import { type Contexts, dendriticGate } from "./dendritic-gate.js";
import { expectBoolean, expectOptions, expectPositive } from "./expect.js";
import { kWinners, winnersOf } from "./k-winners.js";
import type { SegmentChoice } from "./segments.js";

export interface ActiveDendritesOptions {
  /** Dendritic segments of each unit; 0 for none, and then the units are ordinary ones. */
  readonly segments: number;
  /** Numbers in a context. */
  readonly contextSize: number;
  /** Share of its inputs that each unit is connected to, exactly round(density · inputs) of them; 0.5 by default, 1 for all. */
  readonly density?: number;
  /** Share of units that win, `kWinners`; left out, all stay as they are. */
  readonly winners?: number;
  /** Share of the inputs that are active, as far as initial weights go: that of the winners below; 1 by default. */
  readonly inputActivity?: number;
  /** Which response speaks for a unit; `absolute` by default. */
  readonly choose?: SegmentChoice;
  /** What `record` uses when it is given no contexts, as in a `Sequential`. */
  readonly contexts?: Contexts;
}

/** Where a layer stands in a network, as far as this one needs to know. */
export interface ActiveDendritesSite {
  readonly arena: Arena;
  /** Unique in the network; parameters are named after it. */
  readonly name: string;
  /** Width of what comes in. */
  readonly features: number;
  /** Whether what comes in is the network's input, to which no credit goes; false by default. */
  readonly first?: boolean;
  readonly random: Random;
}

/** A layer with its parameters, ready to be recorded on any number of tapes. */
export interface BoundActiveDendrites {
  /** Width of what goes out. */
  readonly features: number;
  /** `<name>.weights`, `<name>.bias`, and with segments `<name>.segments`, [units, segments, contextSize]. */
  readonly parameters: readonly Parameter[];
  /** @throws {ArgumentError} without contexts, where there are segments */
  record(x: Variable, contexts?: Contexts): Variable;
}

/**
 * A layer of units with active dendrites: t = W·x + b, gated by the segment that answers to the context (`dendriticGate`),
 * of which then the k largest win (`kWinners`). Feed-forward weights are sparse, absent rather than masked; those of
 * dendrites are dense and have no bias. Weights start from U(±1/√(inputActivity · density · inputs)), those of dendrites
 * from U(±1/√(0.1 · contextSize)), biases from 0.
 * Source: Iyer et al. 2022, doi:10.3389/fnbot.2022.846219.
 */
export class ActiveDendrites {
  readonly name = "activeDendrites";
  readonly units: number;
  readonly options: ActiveDendritesOptions;

  /** @throws {ArgumentError} for options outside of their range */
  constructor(units: number, options: ActiveDendritesOptions) {
    if (typeof options !== "object" || options === null)
      throw new ArgumentError("ActiveDendrites", "options", options, "an object with segments and contextSize");
    const { segments, contextSize, density = 0.5, winners, inputActivity = 1, choose = "absolute" } = options;
    expectInteger("ActiveDendrites", "units", units, 1, 2 ** 20);
    expectInteger("ActiveDendrites", "segments", segments, 0, 2 ** 16);
    expectInteger("ActiveDendrites", "contextSize", contextSize, segments > 0 ? 1 : 0, 2 ** 24);
    for (const [name, share] of Object.entries({ density, inputActivity, winners: winners ?? 1 }))
      if (!(expectPositive("ActiveDendrites", name, share) <= 1))
        throw new ArgumentError("ActiveDendrites", name, share, "above 0, up to 1");
    if (choose !== "absolute" && choose !== "max")
      throw new ArgumentError("ActiveDendrites", "choose", choose, '"absolute" or "max"');
    this.units = units;
    this.options = options;
  }

  /**
   * Draws the wiring, then the weights.
   * @throws {ArgumentError} for a site that is none    @throws {MemoryError} when memory runs out
   */
  bind(site: ActiveDendritesSite): BoundActiveDendrites {
    const call = "ActiveDendrites.bind",
      { arena, name, features, first = false, random } = expectOptions(call, site, "site");
    expectArena(call, arena);
    if (typeof name !== "string") throw new ArgumentError(call, "name", name, "a string");
    expectInteger(call, "features", features, 1, 2 ** 24);
    expectBoolean(call, "first", first);
    if (typeof random?.stream !== "function") throw new ArgumentError(call, "random", random, "a Random");
    const { units } = this,
      { segments: count, contextSize, density = 0.5, winners, inputActivity = 1, choose = "absolute" } = this.options,
      fanIn = Math.max(1, Math.round(density * features)),
      k = winners === undefined ? undefined : winnersOf(winners, units);
    const matrix =
      fanIn < features
        ? CsrMatrix.from(arena, fixedFanInPattern(random.stream("pattern"), { rows: units, columns: features, fanIn }))
        : undefined;
    if (!first) matrix?.transposeIndex(); // credit will go back through it: allocated with the rest
    const draw = (what: string, value: Tensor, range: number) =>
      new Parameter(`${name}.${what}`, fillUniform(random.stream(what), value, -range, range));
    const range = 1 / Math.sqrt(inputActivity * density * features),
      weights = draw("weights", matrix?.values ?? new Tensor(arena, [units, features]), range),
      bias = new Parameter(`${name}.bias`, new Tensor(arena, [units]), { decays: false }),
      segments =
        count > 0
          ? draw("segments", new Tensor(arena, [units, count, contextSize]), 1 / Math.sqrt(0.1 * contextSize))
          : undefined;
    return {
      features: units,
      parameters: segments ? [weights, bias, segments] : [weights, bias],
      record: (x, contexts = this.options.contexts) => {
        let y = matrix ? sparseLinear(x, matrix, weights, bias) : linear(x, weights, bias);
        if (segments) {
          if (!contexts) throw new ArgumentError("ActiveDendrites", "contexts", contexts, "given: dendrites need them");
          y = dendriticGate(y, segments, contexts, { choose });
        }
        return k === undefined ? y : kWinners(y, k);
      },
    };
  }
}

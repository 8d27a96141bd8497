import { ArgumentError } from "../errors.js";
import type { Network } from "../networks/layer.js";
import { expectInteger } from "../ops/check.js";
import { Random } from "../random.js";
import type { Variable } from "../tape/variable.js";
import { type Arena, expectArena } from "../wasm/arena.js";
import { type Connection, drawParameters, type ModuleParameters } from "./functional-modularity/parameters.js";
import { type RecurrentGraph, recurrentGraph } from "./functional-modularity/structure.js";
import { type Unrolled, unroll } from "./functional-modularity/unroll.js";

export type { Connection, ModuleParameters } from "./functional-modularity/parameters.js";
export { type RecurrentGraph, structuralModularity } from "./functional-modularity/structure.js";
export type { Unrolled } from "./functional-modularity/unroll.js";

export interface ModularNetworkOptions {
  /** Inputs of each module; 784 by default. */
  readonly inputs?: number;
  /** From 2, the default. */
  readonly modules?: number;
  /** Hidden units of each module, N; 100 by default. */
  readonly units?: number;
  /** Classes; 10 by default. */
  readonly outputs?: number;
  /** Time steps, T; 5 by default. */
  readonly steps?: number;
  /** Connections from each module to each other one, exactly so many: from 1 to N². */
  readonly connections: number;
  /** Linear units between a module's state and its readout, the paper's 5 for instance; none by default. */
  readonly bottleneck?: number;
  /**
   * How a module's state follows from its input, its own state and those of the others:
   * - `additive`, the default and the paper's first version: tanh(W_ih x + β_ih + W_hh h + β_hh + Σ_m W_sp h^(m));
   * - `parallel`, the later one: tanh(W_ih x + W_hh h) + tanh(W_ih x + Σ_m W_sp h^(m)).
   */
  readonly cell?: "additive" | "parallel";
  /** `binary` sends steps to 0 or 1 in place of the parallel cell's second tanh; `continuous` by default. */
  readonly channel?: "continuous" | "binary";
  /** Whether units have a connection to themselves; by default in the additive cell only. */
  readonly selfConnections?: boolean;
  /** Whether the cell has β_ih and β_hh; by default the additive one has. Readouts always have a bias. */
  readonly biases?: boolean;
  /** `fixed` leaves the readouts at their initial values, as the authors' code of 2022 did; `trained` by default. */
  readonly readout?: "trained" | "fixed";
  /** `inside`, as in the code of 2022: W_hh(h + Σ_m W_sp h^(m)), additive cell only. `outside` by default. */
  readonly communication?: "outside" | "inside";
  /** All weights and biases start from U(−range, range); 0.1 by default, which is 1/√N at N = 100. */
  readonly range?: number;
  /** Source of the wiring and of the initial weights; `new Random(0)` by default. */
  readonly random?: Random;
}

/** All options but where numbers come from. */
export type Architecture = Required<Omit<ModularNetworkOptions, "random" | "bottleneck">> & {
  readonly bottleneck: number | undefined;
};

/** Equal recurrent modules, each with its own part of the input and its own readout, joined by few connections. */
export interface ModularNetwork extends Network {
  readonly architecture: Architecture;
  /** Of all modules, whether trained or not. */
  readonly modules: readonly ModuleParameters[];
  /** Between all ordered pairs of modules. */
  readonly connections: readonly Connection[];
  /** Records all time steps on the tape of x, [modules · inputs, batch], of which module n sees its n-th part. */
  unroll(x: Variable): Unrolled;
  /** Records the max decision after the last step: the surest module answers for each example, [outputs, batch]. */
  record(x: Variable): Variable;
  /** The graph of all recurrent connections, whatever their weights. */
  structure(): RecurrentGraph;
}

/**
 * The network of Béna & Goodman 2021, "Extreme sparsity gives rise to functional specialization", arXiv:2106.02626 v1, and,
 * by its options, of its later version (doi:10.1038/s41467-024-55188-9). Every module sees the same input at all steps, all
 * start from h = 0 and are updated at once; the connections' places are drawn uniformly without replacement.
 *
 * Parameters are called `module0/input`, `inputBias`, `recurrent`, `recurrentBias`, `bottleneck`, `bottleneckBias`,
 * `readout`, `readoutBias`, and `from1to0`. Left out: noisy inputs and onset times, which belong to the data.
 * @throws {ArgumentError} for options outside of their range, or that do not go together
 * @throws {MemoryError} when memory runs out; nothing stays allocated then
 */
export function modularNetwork(arena: Arena, options: ModularNetworkOptions): ModularNetwork {
  expectArena("modularNetwork", arena);
  if (typeof options !== "object" || options === null)
    throw new ArgumentError("modularNetwork", "options", options, "an object with the number of connections");
  const architecture = architectureOf(options),
    { random = new Random(0) } = options,
    { inputs, outputs } = architecture;
  const wiring = arena.atomically(() => drawParameters(arena, architecture, random)),
    { modules, connections, parameters } = wiring;
  return {
    arena,
    inputs: inputs * modules.length,
    outputs,
    architecture,
    modules,
    connections,
    parameters,
    unroll: (x) => unroll(wiring, x),
    record: (x) => unroll(wiring, x).decision().output,
    structure: () => recurrentGraph(architecture, connections),
  };
}

function architectureOf(options: ModularNetworkOptions): Architecture {
  const { cell = "additive", inputs = 784, modules = 2, units = 100, outputs = 10, steps = 5, range = 0.1 } = options,
    { connections, bottleneck, channel = "continuous", readout = "trained", communication = "outside" } = options,
    { selfConnections = cell === "additive", biases = cell === "additive" } = options;
  const expectCount = (name: string, value: number, least: number, most: number) =>
    expectInteger("modularNetwork", name, value, least, most);
  for (const [name, value] of Object.entries({ inputs, outputs, steps, bottleneck: bottleneck ?? 1 }))
    expectCount(name, value, 1, 2 ** 20);
  expectCount("modules", modules, 2, 2 ** 10);
  expectCount("units", units, 1, 2 ** 15);
  expectCount("connections", connections, 1, units * units);
  expectOneOf("cell", cell, ["additive", "parallel"]);
  expectOneOf("channel", channel, cell === "parallel" ? ["continuous", "binary"] : ["continuous"]);
  expectOneOf("readout", readout, ["trained", "fixed"]);
  expectOneOf("communication", communication, cell === "additive" ? ["outside", "inside"] : ["outside"]);
  if (!(range > 0 && range <= 1e6)) throw new ArgumentError("modularNetwork", "range", range, "above 0, up to 1e6");
  const sizes = { inputs, modules, units, outputs, steps, connections, bottleneck, range };
  return { ...sizes, cell, channel, selfConnections, biases, readout, communication };
}

function expectOneOf(name: string, value: string, allowed: readonly string[]): void {
  if (!allowed.includes(value))
    throw new ArgumentError("modularNetwork", name, value, `one of ${allowed.join(", ")} in this cell`);
}

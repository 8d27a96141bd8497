import { ActiveDendrites, type BoundActiveDendrites } from "../dendrites/active-dendrites.js";
import type { Contexts } from "../dendrites/dendritic-gate.js";
import { expectOptions } from "../dendrites/expect.js";
import { dendrites } from "../dendrites/kernels.js";
import { nearestPrototype } from "../dendrites/prototypes.js";
import type { SegmentChoice } from "../dendrites/segments.js";
import { ArgumentError } from "../errors.js";
import type { Network } from "../networks/layer.js";
import { expectInteger } from "../ops/check.js";
import { Random } from "../random.js";
import { relu } from "../tape/activations.js";
import type { Variable } from "../tape/variable.js";
import { Tensor } from "../tensor/tensor.js";
import { type Arena, expectArena } from "../wasm/arena.js";

export interface ActiveDendriteOptions {
  /** 784 by default. */
  readonly inputs?: number;
  /** Widths of the hidden layers; 2048 and 2048 by default. */
  readonly hidden?: readonly number[];
  /** Classes of the one readout that all tasks share; 10 by default. */
  readonly outputs?: number;
  /** Dendritic segments of every hidden unit, in the paper as many as there are tasks; 10 by default, 0 for no dendrites. */
  readonly segments?: number;
  /** Numbers in a context; as many as inputs by default. */
  readonly contextSize?: number;
  /** Share of a hidden layer's units that win; 0.05 by default. `false` puts rectifiers in place of winners. */
  readonly winners?: number | false;
  /** Share of its inputs that each unit is connected to, readout included; 0.5 by default, 1 for all. */
  readonly density?: number;
  readonly choose?: SegmentChoice;
  /** Source of the wiring and of the initial weights; `new Random(0)` by default. */
  readonly random?: Random;
}

/** A network that learns one task after another, told by a context which. */
export interface ActiveDendriteNetwork extends Network {
  /** What the dendrites of the whole batch see, [contextSize, 1]: write the task's context here. Zeros at first. */
  readonly context: Tensor;
  /** Hidden layers and the readout. */
  readonly layers: readonly BoundActiveDendrites[];
  /** Records the network in the one context of `context`. */
  record(x: Variable): Variable;
  /**
   * The same network, told nothing: each example's context is the prototype nearest to it, [inputs, prototypes]. Without
   * dendrites it is the network itself.
   * @throws {ArgumentError} from its `record` when contexts are not of the inputs' size
   */
  inferring(prototypes: Tensor): Network;
}

/**
 * The network of Iyer et al. 2022, "Avoiding catastrophe: active dendrites enable multi-task learning in dynamic
 * environments", doi:10.3389/fnbot.2022.846219: hidden layers of units with active dendrites and k winners, one readout for
 * all tasks. Without segments, or with rectifiers for winners, it is what the paper compares with; with neither and density
 * 1, a multi-layer perceptron.
 *
 * Weights of layer l start from U(±1/√(activity · density · inputs_l)), where the activity is 1 below the first layer and the
 * share of winners below the others; those of dendrites from U(±1/√(0.1 · contextSize)). Parameters are called
 * `hidden0.weights`, `hidden0.bias`, `hidden0.segments`, …, `readout.weights`, `readout.bias`. Left out: sparse dendrites,
 * Synaptic Intelligence, and prototypes inferred while training.
 * @throws {ArgumentError} for options outside of their range, or an arena without the kernels of `dendrites`
 * @throws {MemoryError} when memory runs out; nothing stays allocated then
 */
export function activeDendriteNetwork(arena: Arena, options: ActiveDendriteOptions = {}): ActiveDendriteNetwork {
  const call = "activeDendriteNetwork";
  expectArena(call, arena);
  expectOptions(call, options);
  const { inputs = 784, hidden = [2048, 2048], outputs = 10, segments = 10, contextSize = inputs } = options,
    { winners = 0.05, density = 0.5, choose = "absolute", random = new Random(0) } = options;
  expectInteger(call, "inputs", inputs, 1, 2 ** 20);
  expectInteger(call, "outputs", outputs, 1, 2 ** 20);
  if (!Array.isArray(hidden) || hidden.length === 0)
    throw new ArgumentError(call, "hidden", hidden, "the widths of one or more hidden layers");
  if (typeof random?.stream !== "function") throw new ArgumentError(call, "random", random, "a Random");
  dendrites.of(call, arena);
  const share = winners === false ? undefined : winners,
    common = { contextSize, density, choose },
    widths = [inputs, ...hidden];
  const descriptions = [
    ...hidden.map((units: number, l) => {
      const inputActivity = l === 0 ? 1 : share;
      const activity = {
        ...(inputActivity !== undefined && { inputActivity }),
        ...(share !== undefined && { winners: share }),
      };
      return { name: `hidden${l}`, layer: new ActiveDendrites(units, { ...common, ...activity, segments }) };
    }),
    {
      name: "readout",
      layer: new ActiveDendrites(outputs, {
        ...common,
        segments: 0,
        ...(share !== undefined && { inputActivity: share }),
      }),
    },
  ];
  const { context, layers } = arena.atomically(() => ({
    context: new Tensor(arena, [contextSize, 1]),
    layers: descriptions.map(({ name, layer }, l) =>
      layer.bind({ arena, name, features: widths[l]!, first: l === 0, random: random.stream(name) }),
    ),
  }));
  const recordIn = (x: Variable, contexts: Contexts) =>
    layers.reduce((below, layer, l) => {
      const y = layer.record(below, contexts);
      return l < hidden.length && share === undefined ? relu(y) : y;
    }, x);
  const network: ActiveDendriteNetwork = {
    arena,
    inputs,
    outputs,
    context,
    layers,
    parameters: layers.flatMap(({ parameters }) => parameters),
    record: (x) => recordIn(x, { values: context }),
    inferring: (prototypes) =>
      segments === 0
        ? network
        : {
            ...network,
            record(x) {
              if (contextSize !== inputs)
                throw new ArgumentError(call, "contextSize", contextSize, `${inputs}, as inputs, where it is inferred`);
              return recordIn(x, { values: prototypes, assignment: nearestPrototype(x, prototypes).assignment });
            },
          },
  };
  return network;
}

import type { Dataset } from "../../data/dataset.js";
import { bp } from "../../learning/bp.js";
import { nextTask } from "../../next-task.js";
import { Random } from "../../random.js";
import { adam } from "../../training/optimizers.js";
import type { Sequential } from "../../training/sequential.js";
import { identityOrder, Session } from "../../training/session.js";
import { Arena } from "../../wasm/arena.js";
import type { Context } from "../experiment.js";
import type { Config } from "./config.js";
import { buildNetwork, nameOf, patternsOf } from "./network.js";
import { PlainNetwork } from "./plain-javascript.js";

/** Medians of one training step (gather a batch, forward, backward, Adam; no dropout), in milliseconds. */
export interface StepTimes {
  readonly name: string;
  readonly density: number;
  readonly wasmMs: number;
  readonly plainMs: number;
  /** Steps measured of each. */
  readonly wasmSteps: number;
  readonly plainSteps: number;
}

/** One network twice, ready to take steps on the same batches from the same weights. */
export interface Pair {
  readonly name: string;
  readonly density: number;
  readonly network: Sequential;
  readonly plain: PlainNetwork;
  /** Stored weights of every layer, without biases. */
  readonly weightCounts: readonly number[];
  stepWasm(): void;
  stepPlain(): void;
  dispose(): void;
}

const adamDefaults = { rate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

/** Builds the network in WebAssembly, and in plain JavaScript with copies of its weights. */
export function pairOf(
  { kernels, seed }: Pick<Context, "kernels" | "seed">,
  { batchSize, hidden }: Pick<Config, "batchSize" | "hidden">,
  data: Dataset,
  density: number,
  hyperparameters = adamDefaults,
): Pair {
  const random = new Random(seed).stream("speed"),
    network = buildNetwork(kernels, {
      inputs: data.features,
      hidden,
      outputs: data.outputs,
      density,
      dropout: 0,
      random,
    });
  const arena = new Arena(kernels),
    session = new Session(arena, network, data, { batchSize, gradients: true }),
    rule = bp().bind(session.tape, session.loss, random),
    optimizer = adam(hyperparameters).bind(arena, network.parameters),
    order = identityOrder(arena, data.size);

  const patterns = patternsOf(network),
    weightLayers = network.layers.filter((layer) => layer.parameters.length > 0);
  const weights = weightLayers.map(({ features, parameters: [weight, bias] }, l) => ({
    rows: features,
    columns: weightLayers[l - 1]?.features ?? data.features,
    weights: weight!.value.data.slice(),
    bias: bias!.value.data.slice(),
    pattern: patterns[l],
  }));
  const plain = new PlainNetwork(weights, batchSize, hyperparameters),
    inputs = new Float32Array(data.features * batchSize),
    labels = new Int32Array(batchSize);

  const batches = Math.floor(data.size / batchSize);
  let wasmSteps = 0,
    plainSteps = 0;
  return {
    name: nameOf(density),
    density,
    network,
    plain,
    weightCounts: weights.map((layer) => layer.weights.length),
    stepWasm() {
      session.load(order, (wasmSteps++ % batches) * batchSize);
      session.tape.forward();
      rule.assignCredit();
      optimizer.step();
    },
    stepPlain() {
      gatherBatch(data, (plainSteps++ % batches) * batchSize, batchSize, inputs, labels);
      plain.step(inputs, labels);
    },
    dispose() {
      arena.dispose();
      network.arena.dispose();
    },
  };
}

function gatherBatch(data: Dataset, start: number, batch: number, inputs: Float32Array, labels: Int32Array): void {
  const { features, scale, offset } = data;
  for (let b = 0; b < batch; b++) {
    const from = (start + b) * features;
    for (let i = 0; i < features; i++) inputs[i * batch + b] = data.inputs[from + i]! * scale + offset;
    labels[b] = data.labels![start + b]!;
  }
}

/**
 * Times both forms of every network in turns, one round after the other, for at least `comparisonMs` and three rounds
 * after one to warm up. Undefined when aborted before the third.
 */
export async function compareSpeed(config: Config, data: Dataset, context: Context): Promise<StepTimes[] | undefined> {
  const pairs = config.networks.map(({ density }) => pairOf(context, config, data, density));
  try {
    const times = pairs.map(() => ({ wasm: [] as number[], plain: [] as number[] }));
    const begin = performance.now();
    let rounds = -1;
    for (let spent = 0; rounds < 3 || spent < config.comparisonMs; rounds++) {
      for (const [index, pair] of pairs.entries()) {
        if (context.signal.aborted) return undefined;
        const { wasm, plain } = times[index]!;
        for (let repeat = 0; repeat < 4; repeat++) wasm.push(timeOf(pair.stepWasm));
        plain.push(timeOf(pair.stepPlain));
        await nextTask();
      }
      if (rounds < 0) for (const lists of times) lists.wasm.length = lists.plain.length = 0;
      spent = performance.now() - begin;
      const share = Math.min(spent / config.comparisonMs, (rounds + 1) / 3);
      context.progress({ label: "comparing speeds", done: Math.min(share, 1), total: 1 });
    }
    return pairs.map(({ name, density }, index) => {
      const { wasm, plain } = times[index]!;
      return {
        name,
        density,
        wasmMs: median(wasm),
        plainMs: median(plain),
        wasmSteps: wasm.length,
        plainSteps: plain.length,
      };
    });
  } finally {
    for (const pair of pairs) pair.dispose();
  }
}

function timeOf(step: () => void): number {
  const begin = performance.now();
  step();
  return performance.now() - begin;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b),
    middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

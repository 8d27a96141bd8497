import type { Dataset } from "../src/data/dataset.js";
import { bp } from "../src/learning/bp.js";
import { gevb } from "../src/learning/gevb.js";
import { VectorGate } from "../src/networks/vector-gate.js";
import { VectorLinear } from "../src/networks/vector-linear.js";
import { VectorOutput } from "../src/networks/vector-output.js";
import { Random } from "../src/random.js";
import { isWeightOperation } from "../src/tape/operation.js";
import type { Tensor } from "../src/tensor/tensor.js";
import { adam } from "../src/training/optimizers.js";
import { Sequential } from "../src/training/sequential.js";
import { identityOrder, Session } from "../src/training/session.js";
import { Arena } from "../src/wasm/arena.js";
import type { Kernels } from "../src/wasm/load.js";
import { gather } from "./baseline/gather.js";
import { PlainVectorNetwork } from "./baseline/vector-network.js";

/** A nonnegative vector network twice, ready to take training steps on the same batches from the same weights. */
export interface VectorStep {
  readonly network: Sequential;
  readonly plain: PlainVectorNetwork;
  /** A whole step of the kernels: the parts below, in this order. */
  step(): void;
  gather(): void;
  forward(): void;
  /** How far every unit is to answer for the error: the gates under GEVB, a sweep through the weights under BP. */
  credit(): void;
  /** The gradients of weights and bias that follow from the credit. */
  update(): void;
  /** Adam; by itself, at a rate of 0: steps along stale gradients would soon make numbers that nobody trains with. */
  optimise(): void;
  /** A whole step in plain JavaScript. */
  stepPlain(): void;
  dispose(): void;
}

const hyperparameters = { rate: 3e-4, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

export function vectorStep(
  kernels: Kernels,
  data: Dataset,
  { hidden, batch, rule }: { hidden: readonly number[]; batch: number; rule: "gevb" | "bp" },
): VectorStep {
  const random = new Random(1).stream("bench"),
    arena = new Arena(kernels),
    components = data.outputs,
    nonnegative = true;
  const network = new Sequential(new Arena(kernels), {
    inputs: data.features,
    layers: [
      ...hidden.flatMap((units) => [new VectorLinear(units, { components, nonnegative }), new VectorGate()]),
      new VectorOutput({ nonnegative }),
    ],
    random,
  });
  const session = new Session(arena, network, data, { batchSize: batch, gradients: true }),
    { tape, loss } = session,
    weightOperations = tape.operations.filter(isWeightOperation),
    bound = (rule === "gevb" ? gevb() : bp()).bind(tape, loss, random),
    optimizer = adam(hyperparameters).bind(arena, network.parameters),
    order = identityOrder(arena, data.size);

  // Rules assign credit and compute weight gradients in one sweep. To be timed alone, the gradients can be left out of it.
  let gradients = true;
  for (const operation of weightOperations) {
    const weightGradient = operation.weightGradient;
    operation.weightGradient = (credit) => {
      if (gradients) return weightGradient(credit);
      operation.weights.accumulates();
      operation.bias?.accumulates();
    };
  }

  const plain = plainCopy(network, data, batch, rule),
    inputs = new Float32Array(data.features * batch),
    indices = order.data.slice();
  const batches = Math.floor(data.size / batch);
  let steps = 0,
    plainSteps = 0;
  const parts = {
    gather: () => void session.load(order, (steps++ % batches) * batch),
    forward: () => tape.forward(),
    credit() {
      gradients = false;
      bound.assignCredit();
      gradients = true;
    },
    update() {
      tape.startSweep();
      for (const { weightGradient, output } of weightOperations) weightGradient(output.gradient!);
    },
    optimise: () => optimizer.step(0),
  };
  return {
    network,
    plain,
    ...parts,
    step() {
      parts.gather();
      parts.forward();
      bound.assignCredit();
      optimizer.step();
    },
    stepPlain() {
      const start = (plainSteps++ % batches) * batch,
        end = start + batch;
      gather(data.inputs, data.features, indices.subarray(start, end), data.scale, data.offset, inputs);
      plain.step(inputs, data.labels!.subarray(start, end));
    },
    dispose() {
      arena.dispose();
      network.arena.dispose();
    },
  };
}

function plainCopy(network: Sequential, data: Dataset, batch: number, rule: "gevb" | "bp"): PlainVectorNetwork {
  const layers = network.layers.flatMap(({ parameters: [weights, bias] }, l) => {
    if (!weights || !bias) return [];
    const gate = network.layers[l + 1] as { readonly directions?: Tensor } | undefined;
    return {
      weights: weights.value.data,
      bias: bias.value.data,
      directions: gate?.directions?.data,
      minimum: weights.minimum,
    };
  });
  const shape = { inputs: data.features, components: data.outputs, batch, rule };
  return new PlainVectorNetwork(layers, shape, hyperparameters);
}

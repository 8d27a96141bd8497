import { Dataset } from "../../data/dataset.js";
import { nearestPrototype, prototypeOf } from "../../dendrites/prototypes.js";
import { type ActiveDendriteNetwork, activeDendriteNetwork } from "../../models/active-dendrites.js";
import type { Network } from "../../networks/layer.js";
import { nextTask } from "../../next-task.js";
import { Random } from "../../random.js";
import { Tensor } from "../../tensor/tensor.js";
import { evaluate } from "../../training/evaluate.js";
import { fit } from "../../training/fit.js";
import { adam } from "../../training/optimizers.js";
import { fingerprint } from "../../training/snapshot.js";
import { Arena } from "../../wasm/arena.js";
import type { JobContext } from "../experiment.js";
import { type Config, type Variant, variantTitles } from "./config.js";
import { imagesFor, permutationOf, permuted } from "./data.js";
import type { Found, Job } from "./found.js";

/** Learns one task after another, each with a fresh optimiser, and looks back after every one. */
export async function runJob(job: Job, config: Config, context: JobContext): Promise<Found> {
  const begin = performance.now(),
    { train, test } = imagesFor(config, context),
    random = new Random(context.seed).stream("run").stream(job.run),
    orders = Array.from({ length: job.tasks }, (_, task) => permutationOf(task, train.features, random)),
    prototypes: Float32Array[] = [],
    course: number[][] = [];
  const arena = new Arena(context.kernels);
  try {
    const network = networkFor(job, config, train, arena, random);
    for (const [task, order] of orders.entries()) {
      const images = permuted(train, order);
      prototypes.push(prototypeOf(images));
      network.context.data.set(prototypes[task]!);
      await fit(network, images, {
        epochs: job.epochs,
        batchSize: config.batchSize,
        optimizer: adam({ rate: job.rate }),
        random: random.stream("fit").stream(task),
        signal: context.signal,
        callbacks: [
          {
            onBatch({ epoch, step, steps }) {
              const done = task + (epoch - 1 + step / steps) / job.epochs;
              context.progress(done / job.tasks, `${variantTitles[job.variant]}, task ${task + 1} of ${job.tasks}`);
              return undefined;
            },
          },
        ],
      });
      if (context.signal.aborted) break;
      if (config.track > 0)
        course.push(await lookBack(network, test.take(config.track), orders.slice(0, task + 1), prototypes));
    }
    const all = test.size === config.track && course.length === job.tasks;
    return {
      course,
      final: all ? course.at(-1)! : await lookBack(network, test, orders, prototypes),
      contexts: segmentsOf(job, config) > 0 ? await rightContexts(network, test, orders, prototypes) : Number.NaN,
      parameters: network.parameters.reduce((sum, { value }) => sum + value.size, 0),
      milliseconds: performance.now() - begin,
      fingerprint: await fingerprint(network.parameters),
    };
  } finally {
    arena.dispose();
  }
}

const segmentsOf = ({ variant, tasks }: Job, { segments }: Config): number =>
  hasDendrites(variant) ? Math.min(tasks, segments) : 0;

const hasDendrites = (variant: Variant): boolean => variant === "dendrites" || variant === "both";

function networkFor(job: Job, config: Config, images: Dataset, arena: Arena, random: Random): ActiveDendriteNetwork {
  const { variant } = job,
    { units, winners, density } = config;
  return activeDendriteNetwork(arena, {
    inputs: images.features,
    hidden: [units, units],
    outputs: images.outputs,
    segments: segmentsOf(job, config),
    winners: variant === "winners" || variant === "both" ? winners : false,
    density: variant === "mlp" ? 1 : density,
    random: random.stream("network"),
  });
}

/** Accuracy on each of the tasks, whose contexts are the nearest of the prototypes so far. */
async function lookBack(
  network: ActiveDendriteNetwork,
  test: Dataset,
  orders: readonly Int32Array[],
  prototypes: readonly Float32Array[],
): Promise<number[]> {
  const known = matrixOf(network.arena, prototypes),
    inferring = network.inferring(known),
    accuracies: number[] = [];
  for (const order of orders.slice(0, prototypes.length)) {
    accuracies.push(evaluate(inferring, permuted(test, order)).accuracy);
    await nextTask();
  }
  known.dispose();
  return accuracies;
}

/** Share of the test images of all tasks that are nearest to the prototype of their own. */
async function rightContexts(
  { arena, inputs }: ActiveDendriteNetwork,
  test: Dataset,
  orders: readonly Int32Array[],
  prototypes: readonly Float32Array[],
): Promise<number> {
  const known = matrixOf(arena, prototypes),
    outputs = prototypes.length;
  // What tells the tasks apart is itself a network, whose classes are the tasks.
  const guesser: Network = {
    arena,
    inputs,
    outputs,
    parameters: [],
    record: (x) => nearestPrototype(x, known).output,
  };
  let right = 0;
  for (let task = 0; task < outputs; task++) {
    const { inputs: pixels, features, scale, offset, size } = permuted(test, orders[task]!),
      labels = new Int32Array(size).fill(task);
    right += evaluate(guesser, new Dataset({ inputs: pixels, features, scale, offset, labels, outputs })).accuracy;
    await nextTask();
  }
  known.dispose();
  return right / outputs;
}

/** Prototypes side by side, [features, prototypes]. */
function matrixOf(arena: Arena, prototypes: readonly Float32Array[]): Tensor {
  const features = prototypes[0]!.length,
    values = new Float32Array(features * prototypes.length);
  for (const [p, prototype] of prototypes.entries())
    for (let i = 0; i < features; i++) values[i * prototypes.length + p] = prototype[i]!;
  return Tensor.from(arena, [features, prototypes.length], values);
}

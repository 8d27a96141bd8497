import type { Dataset } from "../../data/dataset.js";
import { SparseLinear } from "../../networks/sparse-linear.js";
import { Random } from "../../random.js";
import { staticDeadNeuronRate } from "../../sparsity/dead-neurons.js";
import { density } from "../../sparsity/pattern.js";
import { wiredOf } from "../../sparsity/wired.js";
import { relu } from "../../tape/activations.js";
import { deadNeuronRate } from "../../training/dead-neurons.js";
import { evaluate } from "../../training/evaluate.js";
import { iterativePruning } from "../../training/iterative-pruning.js";
import { sgd } from "../../training/optimizers.js";
import { Sequential } from "../../training/sequential.js";
import { fingerprint } from "../../training/snapshot.js";
import { Arena } from "../../wasm/arena.js";
import type { JobContext } from "../experiment.js";
import { type Config, methodTitles } from "./config.js";
import { imagesFor } from "./data.js";
import type { Found, Job, Look } from "./found.js";

/** Trains, prunes and rewinds one network, and looks at it after every training. Runs of one number begin alike. */
export async function runJob(job: Job, config: Config, context: JobContext): Promise<Found> {
  const begin = performance.now(),
    { train, test } = imagesFor(config, context),
    random = new Random(context.seed).stream("run").stream(job.run),
    { hidden, cycles, epochs, slowEpochs, rate, momentum, weightDecay, batchSize, fraction } = config,
    course: Look[] = [];
  const arena = new Arena(context.kernels);
  try {
    const network = new Sequential(arena, {
      inputs: train.features,
      layers: [
        ...hidden.flatMap((units) => [new SparseLinear(units, { density: 1 }), relu]),
        new SparseLinear(train.outputs, { density: 1 }),
      ],
      random: random.stream("network"),
    });
    await iterativePruning(network, train, {
      cycles,
      epochs,
      batchSize,
      optimizer: sgd({ rate, momentum, weightDecay }),
      schedule: ({ epoch }) => (epoch < epochs - slowEpochs ? 1 : 0.1),
      prune: { fraction, activate: job.method === "activating" ? config.activate : 0 },
      random: random.stream("training"),
      signal: context.signal,
      callbacks: [
        {
          onBatch({ epoch, step, steps }) {
            const done = course.length + (epoch - 1 + step / steps) / epochs;
            context.progress(done / cycles, `${methodTitles[job.method]}, cycle ${course.length + 1} of ${cycles}`);
            return undefined;
          },
        },
      ],
      onCycle: () => void course.push(lookAt(network, test)) as undefined,
    });
    const { rowPointers, columnIndices } = wiredOf(network)[0]!.matrix.pattern();
    return {
      course,
      wiring: { rowPointers: [...rowPointers], columnIndices: [...columnIndices] },
      milliseconds: performance.now() - begin,
      fingerprint: await fingerprint(network.parameters),
    };
  } finally {
    arena.dispose();
  }
}

function lookAt(network: Sequential, test: Dataset): Look {
  const patterns = wiredOf(network).map(({ matrix }) => matrix.pattern()),
    fanOut = new Array<number>(network.inputs).fill(0);
  for (const column of patterns[0]!.columnIndices) fanOut[column]!++;
  return {
    remaining:
      patterns.reduce((sum, { columnIndices }) => sum + columnIndices.length, 0) /
      patterns.reduce((sum, { rows, columns }) => sum + rows * columns, 0),
    accuracy: evaluate(network, test).accuracy,
    silent: deadNeuronRate(network, test).rate,
    cutOff: staticDeadNeuronRate(patterns.slice(0, -1)),
    densities: patterns.map(density),
    fanOut,
  };
}

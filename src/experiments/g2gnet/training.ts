import { type G2GNet, g2gNet } from "../../models/g2gnet.js";
import { Random } from "../../random.js";
import { adam } from "../../training/optimizers.js";
import { fingerprint } from "../../training/snapshot.js";
import { Arena } from "../../wasm/arena.js";
import type { JobContext } from "../experiment.js";
import type { Config } from "./config.js";
import { imagesFor } from "./data.js";
import type { Found, Job } from "./found.js";
import { type Layers, structureOf, wiringOf } from "./structure.js";
import { variants } from "./variants.js";

/** Trains one network. All networks of a run see the same batches. */
export async function runJob(job: Job, config: Config, context: JobContext): Promise<Found> {
  const begin = performance.now(),
    { train, test } = imagesFor(config, context),
    { title, wiring, rewiring } = variants[job.variant],
    times = { ...config, steps: Math.ceil(train.size / config.batchSize) },
    random = new Random(context.seed).stream("run").stream(job.run),
    course: number[] = [];
  const arena = new Arena(context.kernels);
  try {
    const network = g2gNet(arena, {
      inputs: train.features,
      hidden: config.hidden,
      outputs: train.outputs,
      wiring,
      groups: config.groups,
      inter: job.inter,
      random: random.stream("network"),
    });
    const before = layersOf(network);
    await network.fit(train, {
      epochs: config.epochs,
      batchSize: config.batchSize,
      optimizer: adam({ rate: config.rate }),
      ...(rewiring && { rewiring: rewiring(times, random.stream("rewiring")) }),
      validation: test,
      random: random.stream("fit"),
      signal: context.signal,
      callbacks: [
        {
          onBatch({ epoch, step, steps }) {
            context.progress((epoch - 1 + step / steps) / config.epochs, title);
            return undefined;
          },
          onEpoch({ validation }) {
            course.push(validation!.accuracy);
            return undefined;
          },
        },
      ],
    });
    const after = layersOf(network),
      shown = job.run === 1 && job.inter === config.inter && after.length > 0;
    return {
      course,
      density: after.length > 0 ? densityOf(after) : 1,
      before: before.length > 0 ? structureOf(before, random.stream("communities")) : null,
      after: after.length > 0 ? structureOf(after, random.stream("communities")) : null,
      wirings: shown
        ? {
            before: before.map(({ pattern }) => wiringOf(pattern)),
            after: after.map(({ pattern }) => wiringOf(pattern)),
          }
        : null,
      milliseconds: performance.now() - begin,
      fingerprint: await fingerprint(network.parameters),
    };
  } finally {
    arena.dispose();
  }
}

const layersOf = ({ masked }: G2GNet): Layers =>
  masked.map(({ matrix, rowGroups, columnGroups }) => ({ pattern: matrix.pattern(), rowGroups, columnGroups }));

function densityOf(layers: Layers): number {
  const sum = (of: (layer: Layers[number]) => number) => layers.reduce((total, layer) => total + of(layer), 0);
  return sum(({ pattern }) => pattern.columnIndices.length) / sum(({ pattern }) => pattern.rows * pattern.columns);
}

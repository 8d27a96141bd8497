import type { Dataset } from "../../data/dataset.js";
import { Random } from "../../random.js";
import { cosine } from "../../schedules.js";
import type { EpochRecord, Progress } from "../../training/callback.js";
import { adam } from "../../training/optimizers.js";
import type { Sequential } from "../../training/sequential.js";
import type { Context } from "../experiment.js";
import { percent } from "../report/text.js";
import type { Config } from "./config.js";
import { buildNetwork, nameOf } from "./network.js";

/** A network with the course of its training. */
export interface Trained {
  readonly density: number;
  readonly name: string;
  readonly network: Sequential;
  readonly epochs: readonly EpochRecord[];
  /** Its last step; undefined when it took none. */
  readonly last: Progress | undefined;
}

export interface TrainingData {
  readonly train: Dataset;
  readonly test: Dataset;
}

/**
 * Trains all networks at once, in turns of some 30 ms and epoch by epoch: none begins the next before all have finished the
 * last, so that a slow minute of the machine falls on all of them. All see the same batches in the same order. An abort
 * ends all of them after their current batch.
 */
export async function trainAll(
  config: Config,
  data: TrainingData,
  epochs: number,
  context: Context,
): Promise<Trained[]> {
  const random = new Random(context.seed),
    failed = new AbortController(),
    signal = AbortSignal.any([context.signal, failed.signal]);
  const contenders = config.networks.map(({ density, rate, dropout }) => {
    const network = buildNetwork(context.kernels, {
      inputs: data.train.features,
      hidden: config.hidden,
      outputs: data.train.outputs,
      density,
      dropout,
      random: random.stream("network").stream(String(density)),
    });
    return {
      density,
      rate,
      name: nameOf(density),
      network,
      epochs: [] as EpochRecord[],
      last: undefined as Progress | undefined,
    };
  });

  // A step costs about what its weights cost, and a little more: that makes the time left a fair guess.
  const steps = epochs * Math.ceil(data.train.size / config.batchSize),
    costs = contenders.map(({ network }) => network.parameterCount + 50_000),
    total = steps * costs.reduce((sum, cost) => sum + cost, 0);
  const barrier = new Barrier(contenders.length);
  let done = 0;
  const report = () => {
    const reached = contenders.map(({ name, epochs: records }) => {
      const accuracy = records.at(-1)?.validation?.accuracy;
      return accuracy === undefined ? name : `${name} ${percent(accuracy, 1)} (${records.length}/${epochs})`;
    });
    context.progress({ label: "training", done, total, note: reached.join(", ") });
  };
  const runs = contenders.map((contender, index) =>
    contender.network
      .fit(data.train, {
        epochs,
        batchSize: config.batchSize,
        optimizer: adam({ rate: contender.rate }),
        schedule: cosine({ epochs }),
        validation: data.test,
        random: random.stream("training"),
        signal,
        callbacks: [
          {
            onBatch(progress) {
              contender.last = progress;
              done += costs[index]!;
              report();
            },
            async onEpoch(record) {
              contender.epochs.push(record);
              report();
              return barrier.arrive();
            },
          },
        ],
      })
      .catch((error: unknown) => {
        failed.abort();
        throw error;
      })
      .finally(() => barrier.leave()),
  );
  // All must have come to rest before anybody may take their memory away.
  const ends = await Promise.allSettled(runs);
  for (const end of ends)
    if (end.status === "rejected") {
      for (const { network } of contenders) network.arena.dispose();
      throw end.reason;
    }
  return contenders;
}

/** Holds those that arrive until all members have. */
class Barrier {
  #members: number;
  #waiting: ((go: undefined) => void)[] = [];

  constructor(members: number) {
    this.#members = members;
  }

  arrive(): Promise<undefined> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#open();
    });
  }

  leave(): void {
    this.#members--;
    this.#open();
  }

  #open(): void {
    if (this.#waiting.length < this.#members) return;
    for (const resolve of this.#waiting.splice(0)) resolve(undefined);
  }
}

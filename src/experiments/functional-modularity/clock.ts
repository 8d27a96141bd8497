import type { Callback } from "../../training/callback.js";
import type { JobContext } from "../experiment.js";
import type { Config } from "./config.js";

/** A step of a readout costs little beside one of a network through all time steps. */
const readoutCost = 0.03;

/** How far a job has come, in steps of training. */
export class Clock {
  readonly #context: JobContext;
  readonly #total: number;
  #done = 0;

  constructor(config: Config, context: JobContext) {
    const { epochs, keep, masks, retraining, measures } = config,
      epochsOfMasks = measures.includes("mask") ? 2 * 2 * keep.length * masks : 0,
      networks = measures.includes("bottleneck") ? 2 : 1;
    const readouts = (measures.includes("bottleneck") ? 8 : 0) + (measures.includes("retraining") ? 12 : 0);
    this.#context = context;
    this.#total =
      Math.ceil(config.train / config.batchSize) *
      (epochs * networks + epochsOfMasks + readoutCost * readouts * retraining);
  }

  /** Counts the steps of a network. */
  network(note: string): Callback {
    return this.#counter(1, note);
  }

  /** Counts the steps of a readout. */
  readout(note: string): Callback {
    return this.#counter(readoutCost, note);
  }

  get signal(): AbortSignal {
    return this.#context.signal;
  }

  #counter(cost: number, note: string): Callback {
    return {
      onBatch: () => {
        this.#done += cost;
        this.#context.progress(Math.min(1, this.#done / this.#total), note);
        return undefined;
      },
    };
  }
}

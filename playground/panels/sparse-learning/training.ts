import {
  Arena,
  ArgumentError,
  adam,
  bp,
  type Checkpoint,
  checkpointFromBytes,
  checkpointToBytes,
  type Dataset,
  dfa,
  FormatError,
  fa,
  fingerprint,
  gevb,
  type Kernels,
  type Progress,
  Random,
  type Sequential,
  schedules,
  snapshot,
} from "neurite";
import { readSafetensors } from "neurite/io";
import { Curves } from "./curves.js";
import type { Examples } from "./examples.js";
import { buildNetwork } from "./network.js";
import { mostEpochs, type Settings, settingNames } from "./settings.js";

const learningRules = { gevb, bp, fa, dfa };

/** Of the learning rate, from epoch to epoch. */
const decay = 0.9;

/** The text of a saved file that tells its settings. */
const KEY = "neurite.playground";

export interface TrainOptions {
  readonly signal?: AbortSignal;
  readonly onStep?: (progress: Progress) => void;
  readonly onEpoch?: () => void;
}

/**
 * A network with its examples, trained epoch by epoch. It rests at the end of an epoch only: of one that is aborted or fails
 * nothing stays. So the settings, the examples and the number of epochs decide every bit of it, however often it rested.
 */
export class Training {
  readonly settings: Settings;
  readonly examples: Examples;
  readonly network: Sequential;
  readonly curves = new Curves();
  #checkpoint: Checkpoint | undefined;

  /** @throws {ArgumentError} {MemoryError} when the network cannot be built */
  constructor(kernels: Kernels, settings: Settings, examples: Examples) {
    const arena = new Arena(kernels),
      inputs = examples.train.features,
      outputs = examples.classes.length;
    try {
      this.network = buildNetwork(arena, settings, { inputs, outputs });
    } catch (error) {
      arena.dispose();
      throw error;
    }
    this.settings = settings;
    // GEVB's networks see −1 … 1, the others 0 … 1.
    const seen = (data: Dataset) =>
      settings.rule === "gevb" ? data.withScale(2 * data.scale, 2 * data.offset - 1) : data;
    this.examples = { ...examples, train: seen(examples.train), test: seen(examples.test) };
  }

  /** Finished epochs. */
  get epoch(): number {
    return this.curves.epochs.length;
  }

  /**
   * Trains until so many epochs are finished, or the signal aborts.
   * @throws {NumericalError} when the learning rate was too high; the last finished epoch stays
   */
  async train(until: number, { signal, onStep, onEpoch }: TrainOptions = {}): Promise<void> {
    if (until <= this.epoch) return;
    const { train } = this.examples,
      batchSize = this.#batchSize,
      rest = snapshot(this.network.parameters);
    try {
      await this.network.fit(train, {
        ...this.#options(),
        epochs: until,
        ...(signal && { signal }),
        callbacks: [
          {
            onBatch: (progress) => {
              this.curves.addStep(progress, batchSize, train.size);
              onStep?.(progress);
              return undefined;
            },
            onEpoch: (record, run) => {
              this.#checkpoint = run.checkpoint();
              this.curves.addEpoch(record);
              rest.save();
              onEpoch?.();
              return undefined;
            },
          },
        ],
      });
    } finally {
      rest.restore();
      this.curves.rollBack();
    }
  }

  /** SHA-256 of all weights and biases, in hexadecimal. */
  fingerprint(): Promise<string> {
    return fingerprint(this.network.parameters);
  }

  /** A safetensors file to go on from. @throws {ArgumentError} before the first epoch is finished */
  save(): Uint8Array<ArrayBuffer> {
    if (!this.#checkpoint) throw new ArgumentError("save weights", "trained epochs", 0, "1 or more");
    return checkpointToBytes(this.#checkpoint, { [KEY]: JSON.stringify(this.settings) });
  }

  /**
   * Goes on from a saved file. Nothing is changed unless it fits.
   * @throws {FormatError} for bytes that `save` did not write    @throws {ArgumentError} {ShapeError} naming what does not fit
   */
  async load(bytes: ArrayBuffer, name: string): Promise<void> {
    const checkpoint = checkpointFromBytes(bytes, { name });
    expectSameSettings(readSafetensors(bytes, { name }).metadata[KEY], this.settings, name);
    const { epochs, arrays } = checkpoint;
    if (epochs.length > mostEpochs)
      throw new FormatError(name, `holds ${epochs.length} epochs, may hold ${mostEpochs}`);
    if (!epochs.every(({ validation }) => validation)) throw new FormatError(name, "an epoch lacks its test accuracy");
    for (const [array, { data }] of arrays)
      if (array.startsWith("parameters/") && !data.every(Number.isFinite))
        throw new FormatError(name, `${array} holds NaN or infinity`);
    // A run that was already at its end trains nothing, but restores, and refuses, all of the checkpoint.
    await this.network.fit(this.examples.train, {
      ...this.#options(),
      epochs: epochs.length,
      resume: checkpoint,
    });
    this.#checkpoint = checkpoint;
    this.curves.replace(epochs);
  }

  dispose(): void {
    this.network.arena.dispose();
  }

  get #batchSize(): number {
    return Math.min(this.settings.batch, this.examples.train.size);
  }

  #options() {
    const { rule, rate, seed } = this.settings;
    return {
      batchSize: this.#batchSize,
      rule: learningRules[rule](),
      optimizer: adam({ rate }),
      schedule: schedules.exponential({ factor: decay }),
      validation: this.examples.test,
      random: new Random(seed).stream("training"),
      ...(this.#checkpoint && { resume: this.#checkpoint }),
    };
  }
}

function expectSameSettings(text: string | undefined, here: Settings, name: string): void {
  let saved: Partial<Record<keyof Settings, unknown>> | null;
  try {
    saved = JSON.parse(text ?? "null");
  } catch (cause) {
    throw new FormatError(name, "its settings are not JSON", { cause });
  }
  if (typeof saved !== "object" || saved === null)
    throw new FormatError(name, `holds no settings of this page: its metadata has no "${KEY}"`);
  for (const setting of settingNames)
    if (saved[setting] !== here[setting])
      throw new ArgumentError(
        "load weights",
        `the ${setting} of ${name}`,
        saved[setting],
        `${here[setting]}, as set here`,
      );
}

import {
  Arena,
  adam,
  type Callback,
  type Checkpoint,
  type EpochRecord,
  evaluate,
  type FitOptions,
  fingerprint,
  fit,
  type Kernels,
  Random,
  type Run,
  type Snapshot,
  snapshot,
} from "neurite";
import { type ModularNetwork, modularNetwork } from "neurite/models/functional-modularity";
import {
  correlationSpecialisation,
  type MeasureName,
  maskSpecialisation,
  measuredModularity,
  retrainingSpecialisation,
  type Specialisation,
} from "./measures.js";
import { type Images, imageSize, type Pairs, pairsFor } from "./pairs.js";
import { Camera, type Picture } from "./picture.js";
import { expectSettings, type Settings } from "./settings.js";

/** Where a network stood after an epoch; after 0 it was untrained, and its loss is that of the test pairs. */
export interface Point {
  readonly epoch: number;
  readonly loss: number;
  readonly accuracy: number;
  readonly testAccuracy: number;
  /** By correlation. */
  readonly specialisation: Specialisation;
}

/** How far the running epoch has come. */
export interface Running {
  /** Share of the epoch. */
  readonly share: number;
  readonly loss: number;
  readonly accuracy: number;
}

/** Specialisations by all measures. */
export type Measured = Readonly<Record<MeasureName, Specialisation>>;

/**
 * One network, its pairs and its course. It stands after an epoch whenever nobody trains it: an epoch that was cut short
 * is taken back, so that what comes next has the bits of a course without a break.
 */
export class Trainee implements Disposable {
  readonly settings: Settings;
  readonly network: ModularNetwork;
  /** Q, counted on the graph. */
  readonly modularity: number;
  readonly #arena: Arena;
  readonly #pairs: Pairs;
  readonly #camera: Camera;
  readonly #untrained: Snapshot;
  readonly #settled: Snapshot;
  #points: readonly Point[];
  #checkpoint: Checkpoint | undefined;
  #fingerprint = "";

  /** An untrained network. @throws {ArgumentError} for settings out of their range */
  static async open(settings: Settings, images: Images, kernels: Kernels): Promise<Trainee> {
    expectSettings(settings);
    const arena = new Arena(kernels);
    try {
      const trainee = new Trainee(arena, settings, images);
      await trainee.#settle();
      return trainee;
    } catch (error) {
      arena.dispose();
      throw error;
    }
  }

  private constructor(arena: Arena, settings: Settings, images: Images) {
    const { units, connections, seed } = settings;
    this.settings = settings;
    this.#arena = arena;
    this.#pairs = pairsFor(settings, images);
    this.network = modularNetwork(arena, {
      inputs: imageSize,
      units,
      connections,
      // 0.1 at the paper's 100 units.
      range: 1 / Math.sqrt(units),
      random: new Random(seed).stream("network"),
    });
    this.#camera = new Camera(arena, this.network, this.#pairs);
    this.modularity = measuredModularity(this.network);
    this.#untrained = snapshot(this.network.parameters);
    this.#settled = snapshot(this.network.parameters);
    const { loss, accuracy } = evaluate(this.network, this.#pairs.test.dataset),
      specialisation = correlationSpecialisation(this.network, this.#pairs);
    this.#points = [{ epoch: 0, loss, accuracy, testAccuracy: accuracy, specialisation }];
  }

  /** Of all finished epochs, the untrained network first. */
  get points(): readonly Point[] {
    return this.#points;
  }

  get epochs(): number {
    return this.#points.length - 1;
  }

  /** SHA-256 over the bits of all weights after the last finished epoch. */
  get fingerprint(): string {
    return this.#fingerprint;
  }

  /** All that the next epochs depend on; undefined before the first. */
  get checkpoint(): Checkpoint | undefined {
    return this.#checkpoint;
  }

  /**
   * Trains up to so many epochs; does nothing when it is there already.
   * @param look called after every step    @throws {NumericalError} when the weights leave the finite numbers
   */
  async train(epochs: number, { signal, look }: { signal?: AbortSignal; look?: (running?: Running) => void } = {}) {
    const settle = async (record: EpochRecord, run: Run) => {
      this.#points = [...this.#points, pointOf(record, correlationSpecialisation(this.network, this.#pairs))];
      this.#checkpoint = run.checkpoint();
      await this.#settle();
      look?.();
      return undefined;
    };
    const callback: Callback = {
      onBatch: ({ step, steps, score }) => void look?.({ share: step / steps, ...score }),
      onEpoch: settle,
    };
    try {
      await this.#fit(Math.max(epochs, this.epochs), this.#checkpoint, {
        callbacks: [callback],
        ...(signal && { signal }),
      });
    } finally {
      this.#settled.restore();
    }
  }

  /**
   * Goes on from another course of equal settings.
   * @param specialisations by correlation, after each epoch of the checkpoint
   * @throws {ArgumentError} {ShapeError} when the checkpoint is of another network; nothing has changed then
   */
  async resume(checkpoint: Checkpoint, specialisations: readonly Specialisation[]): Promise<void> {
    const { epochs } = checkpoint;
    await this.#fit(epochs.length, checkpoint);
    this.#checkpoint = checkpoint;
    await this.#settle();
    this.#points = [this.#points[0]!, ...epochs.map((record, i) => pointOf(record, specialisations[i]!))];
  }

  /** By all measures, as it is and as it was untrained. @throws the signal's reason; the network is as before then */
  async measure(signal?: AbortSignal): Promise<{ trained: Measured; untrained: Measured }> {
    const trained = await this.#measured(signal);
    this.#untrained.restore();
    try {
      return { trained, untrained: await this.#measured(signal) };
    } finally {
      this.#settled.restore();
    }
  }

  picture(example: number): Picture {
    return this.#camera.picture(example);
  }

  dispose(): void {
    this.#arena.dispose();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  async #settle(): Promise<void> {
    this.#settled.save();
    this.#fingerprint = await fingerprint(this.network.parameters);
  }

  #fit(epochs: number, resume: Checkpoint | undefined, more: Pick<FitOptions, "callbacks" | "signal"> = {}) {
    const { rate, seed } = this.settings;
    return fit(this.network, this.#pairs.fresh, {
      epochs,
      batchSize: 64,
      optimizer: adam({ rate }),
      validation: this.#pairs.test.dataset,
      random: new Random(seed).stream("fit"),
      ...(resume && { resume }),
      ...more,
    });
  }

  async #measured(signal?: AbortSignal): Promise<Measured> {
    return {
      correlation: correlationSpecialisation(this.network, this.#pairs),
      mask: await maskSpecialisation(this.network, this.#pairs, signal),
      retraining: await retrainingSpecialisation(this.network, this.#pairs, signal),
    };
  }
}

const pointOf = ({ epoch, loss, accuracy, validation }: EpochRecord, specialisation: Specialisation): Point => ({
  epoch,
  loss,
  accuracy,
  testAccuracy: validation?.accuracy ?? Number.NaN,
  specialisation,
});

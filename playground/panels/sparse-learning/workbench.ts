import { ArgumentError, type Kernels, load } from "neurite";
import { centred } from "./drawing.js";
import { type Examples, generatedExamples, ownExamples } from "./examples.js";
import type { Attention, Live, Opened, Shown } from "./live.js";
import { type WeightLayer, weightLayers } from "./network.js";
import { Probe } from "./probe.js";
import { histogram, WeightRaster } from "./raster.js";
import type { Settings } from "./settings.js";
import { Training } from "./training.js";

export interface OpenInput {
  readonly settings: Settings;
  readonly attention: Attention;
  /** The user's own data; generated digits when left out. */
  readonly files?: readonly File[];
}

/** Least time between two pictures while the network learns. */
const frameMs = 16;

/** The worker's side of the page: one network at a time, and what of it is looked at. */
export class Workbench {
  #kernels: Kernels | undefined;
  #examples: { readonly key: string; readonly value: Examples } | undefined;
  #training: Training | undefined;
  #probe: Probe | undefined;
  #layers: readonly WeightLayer[] = [];
  #rasters: WeightRaster[] = [];
  #attention: Attention = { layer: 0, example: 0 };
  #step = { step: 0, steps: 0 };
  /** Of the resting network. */
  #fingerprint: string | undefined;

  get isOpen(): boolean {
    return this.#training !== undefined;
  }

  /** Builds a new network in place of the one before, which stays should that fail. */
  async open({ settings, attention, files }: OpenInput): Promise<Opened> {
    this.#kernels ??= await load();
    const training = new Training(this.#kernels, settings, await this.#examplesOf(settings, files));
    this.#probe?.dispose();
    this.#training?.dispose();
    this.#step = { step: 0, steps: 0 };
    const { network, examples } = (this.#training = training);
    this.#probe = new Probe(network);
    this.#layers = weightLayers(network);
    this.#rasters = this.#layers.map((layer) => new WeightRaster(layer));
    const counts = this.#layers.map(({ weights }) => weights.value.size);
    return {
      shown: this.look(attention),
      live: await this.rest(),
      layers: this.#layers.map(({ name }, index) => ({ name, count: counts[index]! })),
      weightCount: counts.reduce((sum, count) => sum + count, 0),
      possibleCount: this.#layers.reduce((sum, { rows, columns }) => sum + rows * columns, 0),
      classes: examples.classes,
      trainSize: examples.train.size,
      testSize: examples.test.size,
      features: network.inputs,
    };
  }

  /** Trains until so many epochs are finished; `show` gets at most a picture for each frame. */
  async train(until: number, signal: AbortSignal, show: (live: Live) => void): Promise<Live> {
    let shownAt = -Infinity;
    const showSoon = () => {
      const now = performance.now();
      if (now - shownAt < frameMs) return;
      shownAt = now;
      show(this.see());
    };
    this.#fingerprint = undefined;
    try {
      await this.#open.train(until, {
        signal,
        onStep: ({ step, steps }) => {
          this.#step = { step, steps };
          showSoon();
        },
        onEpoch: () => {
          this.#step = { ...this.#step, step: 0 };
          show(this.see());
        },
      });
    } finally {
      this.#step = { ...this.#step, step: 0 };
    }
    return this.rest();
  }

  /** What is seen of a network that is not learning, with its fingerprint. */
  async rest(): Promise<Live> {
    this.#fingerprint = await this.#open.fingerprint();
    return this.see();
  }

  see(): Live {
    const { curves, epoch } = this.#open,
      layer = Math.min(this.#attention.layer, this.#layers.length - 1),
      { probabilities, activity } = this.#probe!.ask(this.#input());
    return {
      epoch,
      ...this.#step,
      times: Float32Array.from(curves.times),
      losses: Float32Array.from(curves.losses),
      trainAccuracy: Float32Array.from(curves.epochs, ({ accuracy }) => accuracy),
      testAccuracy: Float32Array.from(curves.epochs, ({ validation }) => validation!.accuracy),
      weights: this.#rasters[layer]!.draw(),
      histogram: histogram(this.#layers[layer]!.weights.value.data),
      activity: activity[Math.min(layer, activity.length - 1)]!,
      probabilities,
      ...(this.#fingerprint !== undefined && { fingerprint: this.#fingerprint }),
    };
  }

  /** Turns to another layer or example. */
  look(attention: Attention): Shown {
    this.#attention = attention;
    const { test, classes } = this.#open.examples,
      [rows = 1, columns = 1] = test.shape;
    const index = this.#exampleIndex();
    if (attention.drawing) return { example: index, label: undefined, image: undefined };
    const raw = test.inputs.subarray(index * test.features, (index + 1) * test.features);
    return {
      example: index,
      label: classes[test.labels![index]!],
      image: test.shape.length === 2 ? { rows, columns, values: Float32Array.from(raw) } : undefined,
    };
  }

  save(): Uint8Array<ArrayBuffer> {
    return this.#open.save();
  }

  async load(file: File): Promise<Live> {
    await this.#open.load(await file.arrayBuffer(), file.name);
    return this.rest();
  }

  get #open(): Training {
    if (!this.#training) throw new ArgumentError("sparse learning", "network", undefined, "opened before it is used");
    return this.#training;
  }

  #exampleIndex(): number {
    return Math.min(this.#attention.example, this.#open.examples.test.size - 1);
  }

  /** What the network sees of the example or the drawing. */
  #input(): Float32Array {
    const { test } = this.#open.examples,
      { drawing } = this.#attention;
    if (drawing) {
      const digit = centred(drawing);
      return this.#open.settings.rule === "gevb" ? digit.map((ink) => 2 * ink - 1) : digit;
    }
    const start = this.#exampleIndex() * test.features,
      raw = test.inputs.subarray(start, start + test.features);
    return Float32Array.from(raw, (value) => value * test.scale + test.offset);
  }

  async #examplesOf({ digits, seed }: Settings, files: readonly File[] | undefined): Promise<Examples> {
    const key = [
      seed,
      ...(files?.flatMap(({ name, size, lastModified }) => [name, size, lastModified]) ?? [digits]),
    ].join();
    if (this.#examples?.key === key) return this.#examples.value;
    const value = files ? await ownExamples(files, seed) : generatedExamples({ digits, seed });
    this.#examples = { key, value };
    return value;
  }
}

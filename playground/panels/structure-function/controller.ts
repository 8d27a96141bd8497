import { batch, computed, effect, signal } from "@preact/signals";
import type { JobWorker } from "neurite/jobs";
import { type State, settingsIn } from "./fields.js";
import { expectSettings, type Settings } from "./settings.js";
import { type SweepPoint, type SweepUpdate, sweepSettings } from "./sweep.js";
import type { Found, View, Wanted } from "./worker.js";

/** A slider on the move need not make a network for every place it passes. */
const settleMs = 60;

/**
 * Keeps what is shown in step with the address: a network of these settings that has learnt so many epochs. Two workers,
 * so that a sweep and a course do not wait for each other.
 */
export class Controller {
  readonly view = signal<View | undefined>(undefined);
  /** Of the network as it stands after its last epoch. */
  readonly found = signal<Found | undefined>(undefined);
  readonly activity = signal<"idle" | "preparing" | "training" | "measuring">("preparing");
  readonly error = signal<unknown>(undefined);
  readonly swept = signal<SweepUpdate>({ points: [], share: 0 });
  readonly sweeping = signal(false);
  readonly sweepError = signal<unknown>(undefined);
  /** Epochs that the network shown has finished. */
  readonly epochs = computed(() => (this.view.value ? this.view.value.points.length - 1 : 0));
  readonly #state: State;
  readonly #course: JobWorker;
  readonly #sweeper: JobWorker;
  #stop = new AbortController();
  #stopSweep = new AbortController();
  #sweptOf = "";
  /** The epochs of the address when the network shown was last at rest. */
  #reached = -1;
  /** A setting was changed while a network learnt: the one of the new setting learns in its place. */
  #goesOn = false;

  constructor(state: State, course: JobWorker, sweeper: JobWorker) {
    this.#state = state;
    this.#course = course;
    this.#sweeper = sweeper;
  }

  /** Follows the address until it is told not to. */
  follow(): () => void {
    let timer: ReturnType<typeof setTimeout>;
    const ends = [
      effect(() => {
        const settings = settingsIn(this.#state),
          epochs = this.#state.trained.value;
        clearTimeout(timer);
        if (this.#shows(settings, epochs)) return;
        const shown = this.view.peek();
        this.#goesOn =
          (this.#goesOn || this.activity.peek() === "training") &&
          epochs === 0 &&
          shown !== undefined &&
          courseOf(shown.settings) !== courseOf(settings);
        this.#stop.abort();
        this.activity.value = "preparing";
        timer = setTimeout(() => void this.#bring(this.#goesOn ? settings.epochs : epochs), settleMs);
      }),
      effect(() => {
        const example = this.#state.example.value;
        if (this.view.peek()) void this.#look(example);
      }),
      effect(() => {
        const settings = settingsIn(this.#state);
        if (this.#state.sweep.value) void this.#sweep(settings);
        else this.#stopSweep.abort();
      }),
    ];
    return () => {
      clearTimeout(timer);
      this.#stop.abort();
      this.#stopSweep.abort();
      for (const end of ends) end();
    };
  }

  /** Learns up to the epochs that are set. */
  train(): void {
    void this.#bring(this.#state.epochs.peek());
  }

  /** Back to the last finished epoch, at once; training goes on from there with the same bits. */
  pause(): void {
    void this.#rest();
  }

  /** The untrained network again. */
  restart(): void {
    this.#state.trained.value = 0;
    if (this.#reached === 0) void this.#bring(0);
  }

  /** The weights and all that training goes on from, as a file; undefined for an untrained network, or on an error. */
  async save(): Promise<Uint8Array<ArrayBuffer> | undefined> {
    try {
      return await this.#course.run("save");
    } catch (error) {
      this.error.value = error;
      return undefined;
    }
  }

  /** @throws what is wrong with the file; nothing has changed then */
  async restore(file: File): Promise<void> {
    const bytes = await file.arrayBuffer(),
      signal = this.#next();
    try {
      const view = await this.#course.run<View>("restore", { bytes, name: file.name }, { signal, transfer: [bytes] });
      batch(() => {
        for (const [name, value] of Object.entries(view.settings)) this.#state[name as keyof Settings].value = value;
        this.#settled(view);
      });
    } catch (error) {
      // Something else is wanted by now, and the file is not.
      if (signal.aborted) return;
      void this.#rest();
      throw error;
    }
    void this.#measure(signal);
  }

  /** One run at a time: the one before is aborted. */
  #next(): AbortSignal {
    this.#stop.abort();
    this.#stop = new AbortController();
    return this.#stop.signal;
  }

  /** Whether the network shown is that of these settings after so many epochs, or on its way from there. */
  #shows(settings: Settings, epochs: number): boolean {
    const shown = this.view.peek();
    if (!shown || this.error.peek() !== undefined) return false;
    return courseOf(shown.settings) === courseOf(settings) && this.#reached === epochs;
  }

  async #bring(epochs: number): Promise<void> {
    const settings = settingsIn(this.#state),
      signal = this.#next(),
      wanted: Wanted = { settings, epochs, example: this.#state.example.peek() };
    this.#goesOn = false;
    batch(() => {
      this.activity.value = epochs > 0 ? "training" : "preparing";
      this.error.value = undefined;
      this.found.value = undefined;
    });
    try {
      expectSettings(settings);
      const onProgress = (view: View) => void (this.view.value = view),
        view = await this.#course.run<View, View>("train", wanted, { signal, onProgress });
      this.#settled(view);
      await this.#measure(signal);
    } catch (error) {
      this.#failed(error, signal);
    }
  }

  /** Stops where the network stands, after its last finished epoch. */
  async #rest(): Promise<void> {
    const signal = this.#next(),
      example = this.#state.example.peek();
    this.activity.value = "preparing";
    try {
      const view = await this.#course.run<View | undefined>("look", { example }, { signal });
      if (!view) return void this.#bring(this.#state.trained.peek());
      this.#settled(view);
      await this.#measure(signal);
    } catch (error) {
      this.#failed(error, signal);
    }
  }

  /** At rest: the address says so. */
  #settled(view: View): void {
    batch(() => {
      this.view.value = view;
      this.error.value = undefined;
      this.activity.value = "idle";
      this.#reached = view.points.length - 1;
      this.#state.trained.value = this.#reached;
    });
  }

  async #measure(signal: AbortSignal): Promise<void> {
    this.found.value = undefined;
    if (this.epochs.peek() === 0) return;
    this.activity.value = "measuring";
    try {
      const found = await this.#course.run<Found | undefined>("measure", undefined, { signal });
      batch(() => {
        this.found.value = found;
        this.activity.value = "idle";
      });
    } catch (error) {
      this.#failed(error, signal);
    }
  }

  async #look(example: number): Promise<void> {
    const view = await this.#course.run<View | undefined>("look", { example }).catch(() => undefined);
    // Meanwhile another network may have come.
    if (view && view.fingerprint === this.view.peek()?.fingerprint && this.activity.peek() !== "training")
      this.view.value = view;
  }

  async #sweep(settings: Settings): Promise<void> {
    const networks = sweepSettings(settings),
      of = JSON.stringify(networks);
    if (of === this.#sweptOf && (this.sweeping.peek() || this.swept.peek().share === 1)) return;
    const done: readonly SweepPoint[] = of === this.#sweptOf ? this.swept.peek().points : [];
    this.#stopSweep.abort();
    this.#stopSweep = new AbortController();
    const { signal } = this.#stopSweep;
    batch(() => {
      this.#sweptOf = of;
      this.swept.value = { points: done, share: done.length / networks.length };
      this.sweepError.value = undefined;
      this.sweeping.value = true;
    });
    try {
      const onProgress = (update: SweepUpdate) => void (this.swept.value = update);
      await this.#sweeper.run("sweep", { networks, done }, { signal, onProgress });
    } catch (error) {
      if (!signal.aborted) this.sweepError.value = error;
    } finally {
      if (this.#stopSweep.signal === signal) this.sweeping.value = false;
    }
  }

  #failed(error: unknown, signal: AbortSignal): void {
    if (signal.aborted) return;
    batch(() => {
      this.error.value = error;
      this.activity.value = "idle";
    });
  }
}

/** What tells courses apart: all settings but how far they are to go. */
const courseOf = ({ epochs: _, ...rest }: Settings): string => JSON.stringify(Object.entries(rest).sort());

import { batch, computed, effect, signal } from "@preact/signals";
import { NeuriteError } from "neurite";
import type { JobWorker } from "neurite/jobs";
import { side } from "./drawing.js";
import { attentionOf, type State, settingsOf } from "./fields.js";
import type { Attention, Live, Opened, Shown } from "./live.js";
import { mostEpochs } from "./settings.js";
import type { OpenInput } from "./workbench.js";

const pauseReason = "pause";

/** Time in which a slider may move on before a network is built. */
const settleMs = 120;

/**
 * Makes the worker's network what the state says: built by the settings, trained for so many epochs. Whatever changes, a
 * slider or the address, the network follows: it is built anew and trained as far as before.
 */
export class Control {
  readonly opened = signal<Opened | undefined>(undefined);
  readonly live = signal<Live | undefined>(undefined);
  readonly shown = signal<Shown | undefined>(undefined);
  readonly phase = signal<"opening" | "training" | "resting">("opening");
  readonly error = signal<unknown>(undefined);
  readonly files = signal<readonly File[]>([]);
  /** Own examples are wanted, which an address cannot hold. */
  readonly lacksFiles = computed(() => this.#state.data.value === "own" && this.files.value.length === 0);
  /** Whether the network's inputs are a drawing's pixels. */
  readonly drawable = computed(() => this.opened.value?.features === side * side);
  readonly #jobs: JobWorker;
  readonly #state: State;
  /** Epochs to train for. */
  #goal: number;
  /** The trained epochs that the state was last seen, or made, to say. */
  #said: number;
  /** What the worker's network was built of. */
  #built: string | undefined;
  #busy = false;
  #work: Promise<void> = Promise.resolve();
  #abort: AbortController | undefined;

  constructor(jobs: JobWorker, state: State) {
    this.#jobs = jobs;
    this.#state = state;
    this.#goal = this.#said = state.trained.peek();
  }

  /** Follows the state until the function given back is called. */
  connect(): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ends = [
      effect(() => {
        this.#recipe(this.#files);
        const { value } = this.#state.trained;
        // Said by somebody else: another address, or the defaults.
        if (value !== this.#said) this.#goal = this.#said = value;
        clearTimeout(timer);
        timer = setTimeout(() => this.#follow(), this.#built === undefined ? 0 : settleMs);
      }),
      effect(() => {
        const attention = attentionOf(this.#state, this.drawable.value);
        if (this.opened.value) void this.#look(attention);
      }),
      () => clearTimeout(timer),
      () => this.#abort?.abort(),
    ];
    return () => {
      for (const end of ends) end();
    };
  }

  /** Trains until so many epochs are finished; for fewer than there are it starts anew. */
  trainTo(epochs: number): void {
    this.error.value = undefined;
    this.#goal = Math.min(epochs, mostEpochs);
    this.#follow();
  }

  /** Stops now; the last finished epoch stays. */
  pause(): void {
    if (this.phase.peek() === "training") this.#abort?.abort(pauseReason);
    else this.#goal = this.live.peek()?.epoch ?? 0;
  }

  /** Learns from own examples, or, without files, from generated digits again. @throws what is wrong with them */
  async useFiles(files: readonly File[]): Promise<void> {
    await this.#alone(async () => {
      const before = this.#goal;
      this.#goal = 0;
      try {
        await this.#open(files);
      } catch (error) {
        this.#goal = before;
        throw error;
      }
      batch(() => {
        this.files.value = files;
        this.#state.data.value = files.length > 0 ? "own" : "digits";
      });
    });
  }

  save(): Promise<Uint8Array<ArrayBuffer>> {
    return this.#jobs.run("save");
  }

  /** Goes on from saved weights. @throws what does not fit */
  async load(file: File): Promise<void> {
    await this.#alone(async () => {
      const live = await this.#jobs.run<Live>("load", file);
      this.#goal = live.epoch;
      this.#rest(live);
    });
  }

  get #files(): readonly File[] {
    return this.#state.data.value === "own" ? this.files.value : [];
  }

  /** All that decides about the network as it is built. */
  #recipe(files: readonly File[]): string {
    const known = files.map(({ name, size, lastModified }) => [name, size, lastModified]);
    return JSON.stringify([settingsOf(this.#state), known]);
  }

  /** Makes the network what is wanted, unless that is being done. */
  #follow(): void {
    if (!this.#busy) this.#begin(() => this.#catchUp());
    else if (this.#recipe(this.#files) !== this.#built || this.#goal <= (this.live.peek()?.epoch ?? 0))
      this.#abort?.abort();
  }

  /** Does something while nothing else is done. */
  async #alone(work: () => Promise<void>): Promise<void> {
    this.error.value = undefined;
    this.pause();
    while (this.#busy) await this.#work.catch(() => undefined);
    this.phase.value = "opening";
    this.#begin(work);
    await this.#work;
    this.#follow();
  }

  #begin(work: () => Promise<void>): void {
    this.#busy = true;
    this.#work = work().finally(() => {
      this.#busy = false;
      this.phase.value = "resting";
    });
  }

  /** Does one thing after the other until the network is what is wanted. */
  async #catchUp(): Promise<void> {
    try {
      while (!this.lacksFiles.peek()) {
        const epoch = this.live.peek()?.epoch ?? 0;
        if (this.#recipe(this.#files) !== this.#built || this.#goal < epoch) await this.#open(this.#files);
        else if (epoch < this.#goal) await this.#train();
        else break;
      }
    } catch (error) {
      this.#goal = this.live.peek()?.epoch ?? 0;
      // A worker that died is replaced by one that knows of no network.
      if (isWorkerError(error)) this.#built = undefined;
      this.error.value = error;
    }
  }

  async #open(files: readonly File[]): Promise<void> {
    this.phase.value = "opening";
    const recipe = this.#recipe(files),
      settings = settingsOf(this.#state),
      attention = attentionOf(this.#state, this.drawable.peek());
    const input: OpenInput = { settings, attention, ...(files.length > 0 && { files }) },
      opened = await this.#jobs.run<Opened>("open", input);
    this.#built = recipe;
    batch(() => {
      this.error.value = undefined;
      this.opened.value = opened;
      this.shown.value = opened.shown;
      this.#rest(opened.live);
    });
  }

  async #train(): Promise<void> {
    const { signal } = (this.#abort = new AbortController()),
      onProgress = (live: Live) => this.#see(live);
    this.phase.value = "training";
    try {
      this.#rest(await this.#jobs.run<Live, Live>("train", this.#goal, { signal, onProgress }));
    } catch (error) {
      if (isWorkerError(error)) throw error;
      // What failed or was aborted left the last finished epoch; a worker that did not stop in time, nothing.
      const live = await this.#jobs.run<Live | undefined>("rest");
      if (!live) {
        this.#built = undefined;
        if (signal.reason === pauseReason) this.#goal = this.live.peek()!.epoch;
        return;
      }
      // The worker may have finished an epoch more than the page had seen.
      if (signal.reason === pauseReason) this.#goal = live.epoch;
      this.#rest(live);
      if (!signal.aborted) throw error;
    }
  }

  #see(live: Live): void {
    batch(() => {
      this.live.value = live;
      // An address that asks for more keeps asking until it is there.
      if (live.epoch > this.#said) this.#say(live.epoch);
    });
  }

  #rest(live: Live): void {
    batch(() => {
      this.live.value = live;
      if (this.#goal <= live.epoch) this.#say(live.epoch);
    });
  }

  #say(epoch: number): void {
    this.#said = epoch;
    this.#state.trained.value = epoch;
  }

  async #look(attention: Attention): Promise<void> {
    try {
      const looked = await this.#jobs.run<{ shown: Shown; live: Live } | undefined>("look", attention);
      if (!looked) {
        this.#built = undefined;
        return this.#follow();
      }
      const { shown, live } = looked;
      batch(() => {
        this.shown.value = shown;
        // While the network learns, the next picture comes anyway, and this one may be late.
        if (live.fingerprint !== undefined) this.live.value = live;
      });
    } catch (error) {
      this.error.value = error;
    }
  }
}

const isWorkerError = (error: unknown): boolean => error instanceof NeuriteError && error.code === "worker";

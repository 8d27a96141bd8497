import { batch, effect, signal } from "@preact/signals";
import { fields, type State, settingsOf } from "../fields.js";
import type { Jobs } from "../jobs.js";
import type { Frame } from "./frame.js";
import type { ShowRequest } from "./replay.js";

/** Shows the state that the address names, one request at a time, and while it runs counts the address's steps up. */
export class Player {
  readonly frame = signal<Frame | undefined>(undefined);
  readonly error = signal<unknown>(undefined);
  readonly running = signal(false);
  /** The share done of a long replay. */
  readonly progress = signal<number | undefined>(undefined);
  /** The file begun with. */
  readonly saved = signal<{ readonly id: number; readonly file: File } | undefined>(undefined);
  /** Anomaly of every step shown. */
  readonly anomalies: number[] = [];
  readonly #jobs: Jobs;
  readonly #state: State;
  /** What the frame shows, and what is on its way. */
  #shown = "";
  #underway: { readonly key: string; readonly abort: AbortController } | undefined;
  #files = 0;
  #due = 0;

  constructor(jobs: Jobs, state: State) {
    this.#jobs = jobs;
    this.#state = state;
  }

  /** Follows the address. @returns what ends it */
  connect(): () => void {
    const stop = effect(() => {
      this.#want();
    });
    return () => {
      stop();
      this.#files++;
      this.running.value = false;
      this.#underway?.abort.abort();
    };
  }

  /** Counts up by what is due after so many milliseconds; called for every frame of the screen. */
  tick(milliseconds: number): void {
    const { steps, speed } = this.#state;
    if (!this.running.peek()) return;
    // What cannot be shown in time is not made up for later.
    this.#due = Math.min(this.#due + (milliseconds * speed.peek()) / 1000, Math.max(1, speed.peek() / 4));
    if (this.#underway) return;
    const whole = Math.floor(this.#due);
    this.#due -= whole;
    if (whole > 0) steps.value = Math.min(steps.peek() + whole, fields.steps.maximum);
    if (steps.peek() === fields.steps.maximum) this.running.value = false;
  }

  /** @throws {FormatError} for what is no memory; the one before is shown then */
  async open(file: File): Promise<void> {
    const saved = { id: ++this.#files, file },
      request: ShowRequest = { settings: settingsOf(this.#state), steps: 0, from: 0, saved };
    this.running.value = false;
    this.#underway?.abort.abort();
    try {
      await this.#jobs.run<Frame, number>("show", request);
    } catch (error) {
      if (saved.id === this.#files) this.#want();
      throw error;
    }
    // Meanwhile another file may have come, or the reader have gone.
    if (saved.id !== this.#files) return;
    batch(() => {
      this.#state.steps.value = 0;
      this.saved.value = saved;
    });
  }

  async save(): Promise<Uint8Array<ArrayBuffer>> {
    return this.#jobs.run<Uint8Array<ArrayBuffer>, number>("save", this.#request());
  }

  #request(): ShowRequest & { readonly key: string } {
    const settings = settingsOf(this.#state),
      saved = this.saved.value,
      steps = this.#state.steps.value,
      key = JSON.stringify([settings, saved?.id]),
      goesOn = key === this.#shown && steps >= this.anomalies.length;
    return { settings, steps, saved, key, from: goesOn ? this.anomalies.length : 0 };
  }

  #want(): void {
    const { key, ...request } = this.#request(),
      before = this.#underway;
    // Of the same memory an earlier state is on its way to a later one.
    if (before?.key === key && !before.abort.signal.aborted) return;
    before?.abort.abort();
    void this.#ask(key, request);
  }

  async #ask(key: string, request: ShowRequest): Promise<void> {
    const abort = new AbortController(),
      underway = { key, abort };
    this.#underway = underway;
    try {
      const frame = await this.#jobs.run<Frame, number>("show", request, {
        signal: abort.signal,
        onProgress: (share) => (this.progress.value = share),
      });
      this.#take(key, frame);
      this.error.value = undefined;
    } catch (error) {
      if (abort.signal.aborted) return;
      this.error.value = error;
      this.running.value = false;
    }
    if (this.#underway !== underway) return;
    this.#underway = undefined;
    this.progress.value = undefined;
    if (this.error.peek() === undefined && this.frame.peek()?.steps !== this.#state.steps.peek()) this.#want();
  }

  #take(key: string, frame: Frame): void {
    this.anomalies.length = frame.from;
    for (const anomaly of frame.anomalies) this.anomalies.push(anomaly);
    this.#shown = key;
    this.frame.value = frame;
  }
}

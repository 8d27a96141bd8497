import { batch, effect, signal } from "@preact/signals";
import type { State } from "../fields.js";
import type { Jobs } from "../jobs.js";
import type { Opened, Scored, Source } from "../worker.js";
import type { Alarm } from "./alarms.js";
import { exampleCsv } from "./example.js";
import type { Columns } from "./reading.js";

/** A stream from its file to its scores. */
export class Scoring {
  readonly source = signal<Source | undefined>(undefined);
  readonly isExample = signal(false);
  readonly opened = signal<Opened | undefined>(undefined);
  readonly columns = signal<Columns | undefined>(undefined);
  readonly scored = signal<Scored | undefined>(undefined);
  readonly error = signal<unknown>(undefined);
  /** The share of rows done, while it runs. */
  readonly progress = signal<number | undefined>(undefined);
  readonly #jobs: Jobs;
  readonly #state: State;
  #underway: AbortController | undefined;

  constructor(jobs: Jobs, state: State) {
    this.#jobs = jobs;
    this.#state = state;
  }

  /** Takes the example when the address asks for it. @returns what ends it */
  connect(): () => void {
    const stop = effect(() => {
      const { example, seed } = this.#state;
      if (example.value) void this.#take({ name: "example.csv", content: exampleCsv(seed.value) }, true);
    });
    return () => {
      stop();
      this.stop();
      // What is being opened is not scored any more.
      this.source.value = undefined;
    };
  }

  async open(file: File): Promise<void> {
    this.#state.example.value = false;
    await this.#take({ name: file.name, content: file }, false);
  }

  /** Scores the columns chosen, in place of what runs. */
  async run(): Promise<void> {
    this.stop();
    const underway = new AbortController(),
      input = { source: this.source.peek(), columns: this.columns.peek(), seed: this.#state.seed.peek() };
    this.#underway = underway;
    this.progress.value = 0;
    this.error.value = undefined;
    this.scored.value = undefined;
    try {
      this.scored.value = await this.#jobs.run<Scored, number>("score", input, {
        signal: underway.signal,
        onProgress: (share) => (this.progress.value = share),
      });
    } catch (error) {
      if (!underway.signal.aborted) this.error.value = error;
    }
    if (this.#underway === underway) this.progress.value = undefined;
  }

  stop(): void {
    this.#underway?.abort();
    this.#underway = undefined;
    this.progress.value = undefined;
  }

  /** All rows with their scores as CSV. */
  exported(alarms: readonly Alarm[]): Promise<Blob> {
    return this.#jobs.run<Blob, never>("export", { ...this.scored.peek(), alarms });
  }

  async #take(source: Source, isExample: boolean): Promise<void> {
    this.stop();
    batch(() => {
      this.source.value = source;
      this.isExample.value = isExample;
      this.opened.value = undefined;
      this.scored.value = undefined;
      this.error.value = undefined;
    });
    try {
      const opened = await this.#jobs.run<Opened, never>("open", source);
      if (this.source.peek() !== source) return;
      batch(() => {
        this.columns.value = opened.guess;
        this.opened.value = opened;
      });
      await this.run();
    } catch (error) {
      if (this.source.peek() === source) this.error.value = error;
    }
  }
}

import { WorkerError } from "../../errors.js";
import {
  ARGUMENTS,
  BEGIN,
  type Control,
  controlOf,
  DONE,
  END,
  EPOCH,
  FAILED,
  JOINING,
  KERNEL,
  nextEpoch,
  SEEN,
  SLEEPERS,
  STEP,
  spin,
  TICKET,
  takePiece,
} from "./control.js";
import { type Recruit, recruit, type WorkerLike } from "./recruit.js";
import type { Threads } from "./threads.js";

/** What a worker is told first. */
export interface Enlistment {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly control: SharedArrayBuffer;
  readonly index: number;
  /** Exports that a hand-out may name, by their place in this list. */
  readonly kernels: readonly string[];
  /** How long it watches for the next hand-out before it sleeps. */
  readonly spinMs: number;
}

export interface TeamOptions {
  readonly workers: number;
  readonly start: (() => WorkerLike) | undefined;
  readonly patienceMs: number;
}

type Kernel = (begin: number, end: number, ...rest: number[]) => void;

/** Waking a sleeping thread takes about 30 µs; the kernels of a training step follow each other faster than this. */
const spinMs = 0.2;
/** How long the caller sleeps at most before it looks at the clock. */
const sliceMs = 20;
/** A worker may take so many times as long for a piece as the caller has taken for all of its own. */
const slowness = 8;
/** How often workers are started until all are there: those that never were, and those that were there before. */
const firstAttempts = 3,
  laterAttempts = 30;

/**
 * Workers that share the caller's memory and do pieces of its kernels beside it. The caller takes pieces as they do, so a
 * worker that is asleep, dead or not there yet costs time, never the result. One that has taken a piece and does not bring it
 * back makes the call throw, is ended, and a new one started.
 */
export class Team implements Threads {
  readonly #enlistment: Omit<Enlistment, "control" | "index">;
  readonly #options: TeamOptions;
  #control: Control = controlOf();
  /** Workers on their way or, once the team is at work, all of them there. */
  #recruits: readonly Recruit[] = [];
  #atWork = false;
  #epoch = 0;
  #generation = 0;
  #handOuts = 0;
  /** For each worker the epoch it had seen when it was last looked at, and when that was new. */
  #signs: { epoch: number; since: number }[] = [];
  #reason: string | undefined;
  #mayWait = true;
  #wasReady = false;
  /** Settled when the workers last asked for are at work, or given up. */
  ready: Promise<void>;

  constructor(enlistment: Pick<Enlistment, "module" | "memory" | "kernels">, options: TeamOptions) {
    this.#enlistment = { ...enlistment, spinMs };
    this.#options = options;
    try {
      Atomics.wait(this.#control.words, EPOCH, 1, 0);
    } catch {
      this.#mayWait = false; // the main thread of a page
    }
    this.ready = this.#gather();
  }

  /** Threads at work at the moment, the caller's among them. */
  get count(): number {
    return this.#atWork ? 1 + this.#recruits.length : 1;
  }

  /** Why there are no workers, where they could not be started. */
  get reason(): string | undefined {
    return this.#reason;
  }

  /** Ends all workers for good; the caller goes on alone. */
  async stop(): Promise<void> {
    this.#generation++;
    await this.#dismiss();
  }

  /**
   * kernel(begin, end, …rest) in pieces of `step`, at most 63, by all threads.
   * @throws {WorkerError} when a worker ended, or gave no sign for `patienceMs`, with a piece in its hands
   * @throws what the kernel throws
   */
  run(name: string, index: number, kernel: Kernel, begin: number, end: number, rest: number[], step: number): void {
    const { words, values } = this.#control,
      pieces = Math.ceil((end - begin) / step),
      start = performance.now();
    if (++this.#handOuts % 1024 === 0 && this.#silent(start)) {
      this.#regather();
      kernel(begin, end, ...rest);
      return;
    }
    this.#epoch = nextEpoch(this.#epoch);
    words[KERNEL] = index;
    words[BEGIN] = begin;
    words[END] = end;
    words[STEP] = step;
    words[ARGUMENTS] = rest.length;
    for (let i = 0; i < rest.length; i++) values[i] = rest[i]!;
    Atomics.store(words, DONE, 0);
    Atomics.store(words, FAILED, 0);
    Atomics.store(words, TICKET, (this.#epoch << 6) | pieces);
    Atomics.store(words, EPOCH, this.#epoch);
    if (Atomics.load(words, SLEEPERS) > 0) Atomics.notify(words, EPOCH);
    let own = 0,
      failure: { readonly error: unknown } | undefined;
    for (let piece = this.#take(); piece >= 0; piece = this.#take(), own++) {
      const from = begin + piece * step;
      try {
        if (!failure) kernel(from, Math.min(from + step, end), ...rest);
      } catch (error) {
        failure = { error };
      }
    }
    this.#join(name, pieces - own, start);
    if (failure) throw failure.error;
    if (Atomics.load(words, FAILED) !== 0) throw new WorkerError(name, "a kernel failed in a worker");
  }

  #take(): number {
    return takePiece(this.#control, this.#epoch);
  }

  /** Waits until workers have brought back that many pieces of a hand-out begun at `start`. */
  #join(name: string, pieces: number, start: number): void {
    const { words } = this.#control;
    let done = Atomics.load(words, DONE);
    if (done >= pieces) return;
    let last = performance.now(),
      waited = 0;
    // Where pieces take long, those of the caller did, too.
    const patience = this.#options.patienceMs + slowness * (last - start);
    while (done < pieces) {
      if (!spin(words, DONE, done, spinMs)) {
        if (this.#mayWait) {
          Atomics.store(words, JOINING, 1);
          Atomics.wait(words, DONE, done, sliceMs);
          Atomics.store(words, JOINING, 0);
        }
        // Not what the clock says alone: a computer that was asleep has held up the workers, too.
        const now = performance.now();
        waited += Math.min(now - last, 2 * sliceMs);
        last = now;
        if (waited > patience && Atomics.load(words, DONE) === done) this.#lose(name, pieces - done, patience);
      }
      const before = done;
      done = Atomics.load(words, DONE);
      if (done !== before) waited = 0;
    }
  }

  /** Whoever still has a piece does not begin it any more; one that was begun runs to its end at most. */
  #lose(name: string, pieces: number, patience: number): never {
    this.#regather();
    throw new WorkerError(
      name,
      `workers kept ${pieces} ${pieces === 1 ? "piece" : "pieces"} of the work for more than ${(patience / 1000).toPrecision(2)} s, so what it was to write is incomplete. They are replaced, and the next call works`,
    );
  }

  /** A worker that was ended without a word takes no pieces: now and then each is asked for a sign of life. */
  #silent(now: number): boolean {
    return this.#signs.some((sign, w) => {
      const epoch = Atomics.load(this.#control.words, SEEN + w);
      if (epoch !== sign.epoch) this.#signs[w] = { epoch, since: now };
      return epoch === sign.epoch && now - sign.since > this.#options.patienceMs;
    });
  }

  #regather(): void {
    void this.#dismiss();
    this.ready = this.#gather();
  }

  async #dismiss(): Promise<void> {
    const recruits = this.#recruits;
    this.#recruits = [];
    this.#atWork = false;
    await Promise.all(recruits.map((one) => one.stop()));
  }

  /** Starts workers with a control block of their own: whoever still holds the old one can take no new piece. */
  async #gather(): Promise<void> {
    const generation = ++this.#generation,
      attempts = this.#wasReady ? laterAttempts : firstAttempts;
    for (let attempt = 1; generation === this.#generation; attempt++) {
      try {
        const control = controlOf();
        this.#recruits = Array.from({ length: this.#options.workers }, (_, index) => {
          const enlistment: Enlistment = { ...this.#enlistment, control: control.words.buffer, index };
          return recruit(this.#options.start, enlistment, () => generation === this.#generation && this.#regather());
        });
        await Promise.all(this.#recruits.map((one) => one.ready));
        if (generation === this.#generation) this.#begin(control);
        return;
      } catch (error) {
        if (generation !== this.#generation) return;
        this.#reason = `workers cannot be started: ${(error as Error).message}`;
      }
      void this.#dismiss();
      if (attempt === attempts) return;
      await pause(2 ** Math.min(attempt, 12), this.#wasReady);
    }
  }

  #begin(control: Control): void {
    this.#control = control;
    this.#epoch = 0;
    this.#signs = this.#recruits.map(() => ({ epoch: 0, since: performance.now() }));
    this.#atWork = true;
    this.#reason = undefined;
    this.#wasReady = true;
  }
}

/** Keeps the process alive only in the foreground: while `load` waits, which would else never end. */
function pause(milliseconds: number, background: boolean): Promise<void> {
  return new Promise((resolve) => {
    const timer: { unref?(): void } | number = setTimeout(resolve, milliseconds);
    if (background && typeof timer === "object") timer.unref?.();
  });
}

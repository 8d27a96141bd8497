import { ArgumentError, DisposedError, type NeuriteError } from "../errors.js";
import { Run, type RunOptions } from "./run.js";
import { longestTimeout, Thread, type WorkerHandle } from "./thread.js";

export interface JobWorkerOptions {
  /** How long an aborted job may go on before its worker is ended, in milliseconds; 1000 by default. */
  readonly graceMs?: number;
  /**
   * How long a worker may stay without a turn of its event loop, in milliseconds, before it counts as hanging; 30 000 by
   * default. A job that computes longer without a pause needs more; Infinity is never.
   */
  readonly stallMs?: number;
}

/**
 * Has the jobs done that a worker serves. The worker is started at the first run; one that died, hung or was ended is
 * replaced at the next.
 * `new JobWorker(() => new Worker(new URL("./worker.js", import.meta.url), { type: "module" }))`
 */
export class JobWorker implements Disposable {
  readonly #start: () => WorkerHandle;
  readonly #graceMs: number;
  readonly #stallMs: number;
  #disposed = false;
  #thread: Thread | undefined;
  /** Runs that the worker has not been given: it is starting, or an aborted job of it may have it ended. */
  readonly #queue = new Set<Run>();
  /** Runs that the worker has; of those that nobody waits for any longer, what will end it. */
  readonly #given = new Map<Run, ReturnType<typeof setTimeout> | undefined>();

  /**
   * @param start makes a Web Worker, or a Worker of node:worker_threads, of a file that calls `serve`
   * @throws {ArgumentError} for what is no function, or no time
   */
  constructor(start: () => WorkerHandle, { graceMs = 1000, stallMs = 30_000 }: JobWorkerOptions = {}) {
    if (typeof start !== "function")
      throw new ArgumentError("JobWorker", "start", start, "a function that makes a worker: () => new Worker(…)");
    if (!(graceMs >= 0)) throw new ArgumentError("JobWorker", "graceMs", graceMs, "at least 0");
    if (!(stallMs > 0)) throw new ArgumentError("JobWorker", "stallMs", stallMs, "greater than 0");
    this.#start = start;
    this.#graceMs = graceMs;
    this.#stallMs = stallMs;
  }

  /**
   * Has a job done; several may be under way at once. Input, updates and result are plain data, what `structuredClone` can
   * copy. After an abort the promise rejects in the same turn of the event loop, whatever the worker is doing.
   * @throws {ArgumentError} for a job that is not served, or data that cannot be sent to another thread
   * @throws {WorkerError} when the worker could not be started, died or hung, or was ended because of an aborted job
   * @throws {DisposedError} after, or because of, `dispose`
   * @throws the signal's reason, what `onProgress` throws, what the job throws: with its class, where it is of this package
   */
  async run<Result = unknown, Update = unknown>(
    name: string,
    input?: unknown,
    options: RunOptions<Update> = {},
  ): Promise<Result> {
    if (this.#disposed) throw new DisposedError("JobWorker");
    options.signal?.throwIfAborted();
    const run = new Run(name, input, options as RunOptions, {
      onAbandoned: () => this.#abandoned(run),
      onEnded: () => {
        this.#forget(run);
        this.#advance();
      },
    });
    this.#queue.add(run);
    this.#advance();
    return run.result as Promise<Result>;
  }

  /** Ends the worker, and with it all runs. May be called twice. */
  dispose(): void {
    this.#disposed = true;
    this.#thread?.end();
    this.#thread = undefined;
    this.#fail([...this.#given.keys(), ...this.#queue], new DisposedError("JobWorker"));
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  /** Gives the worker what it can be given now, and starts one where there is none. */
  #advance(): void {
    if (this.#queue.size > 0) this.#thread ??= this.#startThread();
    const thread = this.#thread,
      given = [...this.#given.keys()];
    // Runs that come after an abort wait until it is clear that the worker will live.
    if (thread?.ready && given.every((run) => run.waiting))
      for (const run of this.#queue) {
        this.#queue.delete(run);
        this.#given.set(run, undefined);
        thread.give(run.port);
      }
    thread?.watch(this.#queue.size > 0 || [...this.#given.keys()].some((run) => run.waiting));
  }

  #startThread(): Thread | undefined {
    try {
      const thread: Thread = new Thread(this.#start, this.#stallMs, {
        onReady: () => this.#advance(),
        onLost: (error) => {
          this.#thread = undefined;
          // What a worker that served was not given yet, another one can do.
          this.#fail(thread.ready ? this.#given.keys() : this.#queue, error);
          this.#advance();
        },
      });
      return thread;
    } catch (error) {
      this.#fail(this.#queue, error as NeuriteError);
      return undefined;
    }
  }

  #abandoned(run: Run): void {
    const thread = this.#thread;
    if (this.#given.has(run)) {
      const end = () => thread?.lose(`its aborted job ${JSON.stringify(run.name)} went on for ${this.#graceMs} ms`);
      this.#given.set(run, setTimeout(end, Math.min(this.#graceMs, longestTimeout)));
    } else {
      this.#queue.delete(run);
      run.close();
    }
    this.#advance();
  }

  #fail(runs: Iterable<Run>, error: NeuriteError): void {
    for (const run of runs) {
      this.#forget(run);
      run.close();
      run.fail(error);
    }
  }

  #forget(run: Run): void {
    clearTimeout(this.#given.get(run));
    this.#given.delete(run);
    this.#queue.delete(run);
  }
}

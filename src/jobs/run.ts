import { WorkerError } from "../errors.js";
import type { FromJob, ToJob } from "./messages.js";
import { unpackError } from "./packed-error.js";
import { post } from "./post.js";

export interface RunOptions<Update = unknown> {
  /** Ends the run at once; the worker is told, and ended itself when the job goes on. */
  readonly signal?: AbortSignal | undefined;
  /** Told of the job's updates, while the job goes on. What it throws ends the run; a promise is not waited for. */
  readonly onProgress?: ((update: Update) => void) | undefined;
  /** Parts of the input that are handed over instead of copied: buffers, ports. Afterwards they are empty here. */
  readonly transfer?: readonly Transferable[] | undefined;
}

/** What is told of a run. */
interface Listener {
  /** Nobody waits for it any longer, but the job may be going on. */
  onAbandoned(run: Run): void;
  /** The job has ended, whether or not somebody waits. */
  onEnded(run: Run): void;
}

/** One run on the page's side: its channel, and the promise of its result. */
export class Run {
  readonly name: string;
  readonly result: Promise<unknown>;
  /** The job's end of the channel, with the input inside. */
  readonly port: MessagePort;
  readonly #port: MessagePort;
  readonly #listener: Listener;
  readonly #signal: AbortSignal | undefined;
  readonly #onProgress: RunOptions["onProgress"];
  readonly #onAbort = () => this.#abandon(this.#signal?.reason);
  #resolve!: (found: unknown) => void;
  #reject!: (error: unknown) => void;
  #waiting = true;

  /** @throws {ArgumentError} when the input cannot be sent to another thread */
  constructor(name: string, input: unknown, options: RunOptions, listener: Listener) {
    const { port1, port2 } = new MessageChannel();
    post(port1, { kind: "start", name, input }, options.transfer ?? [], "JobWorker.run", "input", input);
    this.name = name;
    this.port = port2;
    this.#port = port1;
    this.#listener = listener;
    this.#signal = options.signal;
    this.#onProgress = options.onProgress;
    this.result = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    port1.onmessage = ({ data }: MessageEvent<FromJob>) => this.#hear(data);
    port1.onmessageerror = () =>
      this.#abandon(new WorkerError("JobWorker.run", `what the job ${JSON.stringify(name)} sent cannot be read here`));
    this.#signal?.addEventListener("abort", this.#onAbort);
  }

  /** Whether somebody waits for the result. */
  get waiting(): boolean {
    return this.#waiting;
  }

  fail(error: unknown): void {
    this.#settle();
    this.#reject(error);
  }

  /** After this nothing is heard of it. */
  close(): void {
    this.#port.close();
  }

  #abandon(reason: unknown): void {
    if (!this.#waiting) return;
    this.fail(reason);
    this.#send({ kind: "abort" });
    this.#listener.onAbandoned(this);
  }

  #hear(message: FromJob): void {
    if (message.kind === "update") this.#update(message.update);
    else {
      this.close();
      this.#settle();
      if (message.kind === "found") this.#resolve(message.found);
      else this.#reject(unpackError(message.thrown));
      this.#listener.onEnded(this);
    }
  }

  #update(update: unknown): void {
    if (!this.#waiting) return;
    try {
      this.#onProgress?.(update);
      this.#send({ kind: "next" });
    } catch (error) {
      this.#abandon(error);
    }
  }

  #send(message: ToJob): void {
    this.#port.postMessage(message);
  }

  #settle(): void {
    this.#waiting = false;
    this.#signal?.removeEventListener("abort", this.#onAbort);
  }
}

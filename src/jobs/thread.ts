import { ArgumentError, WorkerError } from "../errors.js";
import type { FromWorker, ToWorker } from "./messages.js";

/** A Web Worker, or a Worker of node:worker_threads. */
export interface WorkerHandle {
  postMessage(message: unknown, transfer: never[]): void;
  terminate(): unknown;
}

type NodeWorker = WorkerHandle & { on(event: string, listener: (value: never) => void): void; unref(): void };
type WebWorker = WorkerHandle & EventTarget;

/** Longer ones are none, for timers: they come at once. */
export const longestTimeout = 2 ** 31 - 1;

/** So many pings without an answer, one in each quarter of the time, and a worker hangs. */
const patience = 4;

const notStarted = "could not be started";

/** What is told of a worker. */
interface Listener {
  /** It serves: from now on it can be given runs. */
  onReady(): void;
  /** It is no more; told once, and not after `end`. */
  onLost(error: WorkerError): void;
}

/** One worker from its start to its end; knows whether it lives, and nothing of what it does. */
export class Thread {
  readonly #worker: WorkerHandle;
  readonly #stallMs: number;
  readonly #listener: Listener;
  #ready = false;
  #ended = false;
  #unanswered = 0;
  #heart: ReturnType<typeof setInterval> | undefined;

  /** @throws {WorkerError} when `start` throws    @throws {ArgumentError} when it gives no worker */
  constructor(start: () => WorkerHandle, stallMs: number, listener: Listener) {
    this.#stallMs = stallMs;
    this.#listener = listener;
    this.#worker = started(start);
    this.#listen();
    // A worker that was started long ago has said that it serves before anyone listened.
    this.#send({ neurite: "ping" });
  }

  get ready(): boolean {
    return this.#ready;
  }

  /** Gives it a run. */
  give(port: MessagePort): void {
    this.#send({ neurite: "run", port }, [port]);
  }

  /** Whether anyone waits for it: only then is it watched for hanging, and keeps a Node.js process alive. */
  watch(wanted: boolean): void {
    if (!wanted) {
      clearInterval(this.#heart);
      this.#heart = undefined;
      return;
    }
    if (this.#heart !== undefined) return;
    this.#unanswered = 0;
    // Answers are counted, not time: a page that slept or was busy itself has had no turn to hear them.
    const beat = () => {
      if (this.#unanswered >= patience) return this.lose(`it has not answered for ${this.#stallMs} ms`);
      this.#unanswered++;
      this.#send({ neurite: "ping" });
    };
    this.#heart = setInterval(beat, Math.min(this.#stallMs / patience, longestTimeout));
  }

  /** Ends it, as an accident. */
  lose(reason: string, cause?: unknown): void {
    if (this.#ended) return;
    this.end();
    const detail = `the worker ${this.#ready ? "ended too early" : notStarted}: ${reason}`;
    this.#listener.onLost(new WorkerError("JobWorker.run", detail, cause === undefined ? {} : { cause }));
  }

  end(): void {
    this.#ended = true;
    this.watch(false);
    this.#worker.terminate();
  }

  #send(message: ToWorker, transfer: readonly Transferable[] = []): void {
    this.#worker.postMessage(message, transfer as never[]); // what may be handed over, DOM and Node.js type differently
  }

  #hear(message: Partial<FromWorker> | undefined): void {
    if (message?.neurite !== "alive" || this.#ended) return;
    this.#unanswered = 0;
    if (this.#ready) return;
    this.#ready = true;
    this.#listener.onReady();
  }

  #listen(): void {
    const unreadable = () => this.lose("a message of it cannot be read");
    if ("on" in this.#worker) {
      const worker = this.#worker as NodeWorker;
      worker.on("message", (message: FromWorker) => this.#hear(message));
      worker.on("messageerror", unreadable);
      worker.on("error", (error: unknown) => this.lose(messageOf(error), error));
      worker.on("exit", (code: number) => this.lose(`exit code ${code}`));
      worker.unref();
    } else {
      const worker = this.#worker as WebWorker;
      worker.addEventListener("message", (event) => this.#hear((event as MessageEvent).data));
      worker.addEventListener("messageerror", unreadable);
      worker.addEventListener("error", (event) => {
        event.preventDefault(); // it is reported here, and Deno would end the program
        const { message, error } = event as Partial<ErrorEvent>;
        this.lose(message || "its file cannot be loaded", error);
      });
    }
  }
}

function started(start: () => WorkerHandle): WorkerHandle {
  let worker: WorkerHandle;
  try {
    worker = start();
  } catch (cause) {
    throw new WorkerError("JobWorker.run", `the worker ${notStarted}: ${messageOf(cause)}`, { cause });
  }
  if (typeof worker?.postMessage !== "function" || !("on" in worker || "addEventListener" in worker))
    throw new ArgumentError("JobWorker.run", "what start() gives", worker, "a Worker");
  return worker;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

import { ArgumentError, UnsupportedError, WorkerError } from "../errors.js";
import type { FromJob, FromWorker, ToJob, ToWorker } from "./messages.js";
import { packError } from "./packed-error.js";
import { post } from "./post.js";
import { Transferring } from "./transferring.js";

/** What a job has besides its input. */
export interface JobContext<Update = unknown> {
  /** Aborted when the page aborts the run, or goes on without it: pass it to `fit` and the like. */
  readonly signal: AbortSignal;
  /**
   * Tells the page, which gets it with `onProgress`. At most one update is on its way: of those in between only the newest is
   * sent, and the last one before the result. It may be sent later, so give copies (`tensor.data.slice()`) and leave them
   * alone. After the job's end it does nothing.
   * @param transfer parts of the update that are handed over instead of copied
   * @throws {ArgumentError} for what cannot be sent to another thread; the run rejects with it where it is sent later
   */
  progress(update: Update, transfer?: readonly Transferable[]): void;
}

/** One kind of work, done with its input; what it gives, a promise or not, is what the run gives. All of it plain data. */
export type Job = {
  // As a method, because the parameters of those may be narrower: each job has its own types of input and update.
  job(input: unknown, context: JobContext): unknown;
}["job"];

let serving = false;

/**
 * Does these jobs, by their names, for the page (or the Node.js thread) that started this worker; in a Web Worker as in a
 * worker of node:worker_threads. Called once, at the top of the worker's file. Jobs that wait may run concurrently.
 * @throws {UnsupportedError} outside of a worker, or when called twice    @throws {ArgumentError} for a job that is no function
 */
export function serve(jobs: Readonly<Record<string, Job>>): void {
  const starter = findStarter();
  if (serving) throw new UnsupportedError("serve", "this worker serves already: give all jobs in one call");
  if (typeof jobs !== "object" || jobs === null)
    throw new ArgumentError("serve", "jobs", jobs, "an object of functions: { train() { … } }");
  for (const [name, job] of Object.entries(jobs))
    if (typeof job !== "function") throw new ArgumentError("serve", `job ${JSON.stringify(name)}`, job, "a function");
  serving = true;
  starter.listen((message) => {
    if (message?.neurite === "ping") starter.send({ neurite: "alive" });
    if (message?.neurite === "run") attend(message.port, jobs);
  });
  starter.send({ neurite: "alive" });
}

/** The way to the thread that started this worker. */
interface Starter {
  send(message: FromWorker): void;
  listen(hear: (message: ToWorker | undefined) => void): void;
}

/** @throws {UnsupportedError} where this is no worker */
function findStarter(): Starter {
  if ("DedicatedWorkerGlobalScope" in globalThis)
    return {
      send: (message) => globalThis.postMessage(message),
      listen: (hear) => globalThis.addEventListener("message", ({ data }) => hear(data)),
    };
  // Not by an import: bundlers for browsers know no such module.
  const port = globalThis.process?.getBuiltinModule?.("node:worker_threads")?.parentPort;
  if (!port) throw new UnsupportedError("serve", "must be called in a worker that a JobWorker starts");
  return { send: (message) => port.postMessage(message), listen: (hear) => void port.on("message", hear) };
}

/** Does the job that comes through this port. The page closes it when it has the answer. */
function attend(port: MessagePort, jobs: Readonly<Record<string, Job>>): void {
  const controller = new AbortController();
  let held: (() => void) | undefined, // the newest update, while another is on its way
    onItsWay = false,
    over = false;
  const send = (message: FromJob, transfer: readonly Transferable[], what: string, value: unknown) =>
    post(port, message, transfer, "serve", what, value);
  const sendHeld = () => {
    const update = held;
    held = undefined;
    update?.();
  };
  const end = (answer: () => void) => {
    if (over) return;
    try {
      sendHeld();
      answer();
    } catch (error) {
      port.postMessage({ kind: "thrown", thrown: packError(error) } satisfies FromJob);
    }
    over = true;
  };
  const fail = (error: unknown) =>
    end(() => {
      throw error;
    });
  const context: JobContext = {
    signal: controller.signal,
    progress(update, transfer = []) {
      if (over) return;
      held = () => {
        send({ kind: "update", update }, transfer, "an update", update);
        onItsWay = true;
      };
      if (!onItsWay) sendHeld();
    },
  };
  const work = async (name: string, input: unknown) => {
    try {
      const job = Object.hasOwn(jobs, name) ? jobs[name] : undefined,
        names = Object.keys(jobs).join(", ");
      if (!job) throw new ArgumentError("JobWorker.run", "name", name, `a job that the worker serves: ${names}`);
      const result = await job(input, context),
        { value: found, transfer } = result instanceof Transferring ? result : new Transferring(result, []);
      end(() => send({ kind: "found", found }, transfer, "the result", found));
    } catch (error) {
      fail(error);
    }
  };
  port.onmessage = ({ data }: MessageEvent<ToJob>) => {
    if (data.kind === "start") void work(data.name, data.input);
    else if (data.kind === "abort") controller.abort();
    else
      try {
        onItsWay = false;
        sendHeld();
      } catch (error) {
        fail(error);
        controller.abort(error);
      }
  };
  port.onmessageerror = () => fail(new WorkerError("JobWorker.run", "the input cannot be read in the worker"));
}

import { workerProgram } from "../inline/worker.js";
import { controlOf, stopAll } from "./control.js";
import type { Enlistment } from "./team.js";

/** What a Web Worker and a Worker of node:worker_threads have in common. */
export interface WorkerLike {
  postMessage(message: unknown): void;
  terminate(): unknown;
}

/** A worker on its way, or at work. */
export interface Recruit {
  /** Settled when it is ready to work; rejected when it cannot. */
  readonly ready: Promise<void>;
  /** Never rejects. */
  stop(): Promise<void>;
}

interface Ears extends WorkerLike {
  on?(event: string, listener: (value: never) => void): unknown;
  unref?(): void;
  onmessage?: unknown;
  onerror?: unknown;
}

/** How long a worker may take to answer. */
const startMs = 10_000;

/** Starts a worker; `onEnd` is told when one that was ready ends by itself. */
export function recruit(start: (() => WorkerLike) | undefined, enlistment: Enlistment, onEnd: () => void): Recruit {
  let worker: Ears | undefined,
    timer: ReturnType<typeof setTimeout> | undefined,
    state: "new" | "ready" | "ended" = "new",
    end: (error: Error) => void;
  const ready = new Promise<void>((resolve, reject) => {
    end = (error: Error) => {
      clearTimeout(timer);
      const before = state;
      state = "ended";
      reject(error);
      if (before === "ready") onEnd();
    };
    const hear = ({ problem }: { problem?: string }) => {
      if (problem !== undefined) return end(new Error(problem));
      clearTimeout(timer);
      if (state === "new") state = "ready";
      resolve();
    };
    timer = setTimeout(() => end(new Error(`no answer within ${startMs / 1000} s`)), startMs);
    try {
      worker = (start ?? inlineWorker)() as Ears;
      if (worker.on) {
        worker.on("message", hear);
        worker.on("error", end);
        worker.on("exit", () => end(new Error("it ended")));
      } else {
        worker.onmessage = ({ data }: { data: object }) => hear(data);
        worker.onerror = ({ message }: Partial<ErrorEvent>) => end(new Error(message ?? "the browser refuses it"));
      }
      worker.unref?.();
      worker.postMessage(enlistment);
    } catch (error) {
      end(error as Error);
    }
  });
  return {
    ready,
    async stop() {
      state = "ended";
      end(new Error("it was stopped"));
      stopAll(controlOf(enlistment.control));
      try {
        await worker?.terminate();
      } catch {
        // What was given as a worker is none: a promise of one, say.
      }
    },
  };
}

/** The address of the worker's program, made once. */
let address: string | undefined;

interface Host {
  readonly process?: { getBuiltinModule?(name: string): NodeThreads | undefined };
  readonly Worker?: new (address: string, options: { type: "module" }) => WorkerLike;
}
interface NodeThreads {
  readonly Worker: new (program: string, options: { eval: true }) => WorkerLike;
}

/**
 * A worker that needs no file: its program travels inside the package. Node's kind comes first, as Deno and Bun have both
 * and let a process end beside it.
 */
function inlineWorker(): WorkerLike {
  const { process, Worker } = globalThis as unknown as Host,
    node = process?.getBuiltinModule?.("node:worker_threads"); // not imported: bundlers for browsers refuse the name
  if (node) return new node.Worker(workerProgram, { eval: true });
  if (!Worker) throw new Error("there are no workers in this environment");
  address ??= URL.createObjectURL(new Blob([workerProgram], { type: "text/javascript" }));
  return new Worker(address, { type: "module" });
}

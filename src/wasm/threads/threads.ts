import { ArgumentError } from "../../errors.js";
import { MOST_WORKERS } from "./control.js";
import type { WorkerLike } from "./recruit.js";

/** The threads behind kernels that were loaded with `threads`. */
export interface Threads {
  /** How many work at the moment, the caller's among them. */
  readonly count: number;
  /** Why the caller works alone, where it was to have help. */
  readonly reason: string | undefined;
  /** Settled when workers that had to be replaced are there again, or given up. */
  readonly ready: Promise<void>;
  /** Ends the workers; the kernels go on alone. Kernels that nobody refers to any more do so by themselves. */
  stop(): Promise<void>;
}

export interface ThreadOptions {
  /** The caller's thread and the workers; "auto" for one per processor, at most eight. Default: "auto". */
  readonly count?: number | "auto";
  /**
   * Starts a worker whose program is `neurite/worker`, for pages whose content security policy forbids `blob:`:
   * `() => new Worker(new URL("./worker.js", import.meta.url), { type: "module" })`. Default: one that needs no file.
   */
  readonly worker?: () => WorkerLike;
  /**
   * How long a worker may keep a piece of work (of well below a millisecond) before it is taken for lost; the call then
   * throws a WorkerError. Default: 3000.
   */
  readonly patienceMs?: number;
  /** Kernels that would take less than about this are not handed out: handing out takes some 0.005. Default: 0.02. */
  readonly leastMs?: number;
}

/**
 * The options with their defaults.
 * @throws {ArgumentError} for what is no number of threads, no function or no time
 */
export function threadOptions(threads: number | "auto" | ThreadOptions): Crew {
  const given: ThreadOptions = typeof threads === "object" && threads !== null ? threads : { count: threads },
    { count = "auto", worker, patienceMs = 3000, leastMs = 0.02 } = given,
    most = MOST_WORKERS + 1;
  if (count !== "auto" && !(Number.isInteger(count) && count >= 1 && count <= most))
    throw new ArgumentError("load", "threads", count, `"auto" or a whole number from 1 to ${most}`);
  if (worker !== undefined && typeof worker !== "function")
    throw new ArgumentError("load", "threads.worker", worker, "a function that starts a Worker");
  if (!(patienceMs > 0)) throw new ArgumentError("load", "threads.patienceMs", patienceMs, "greater than 0");
  if (!(leastMs >= 0)) throw new ArgumentError("load", "threads.leastMs", leastMs, "0 or more");
  return { count: count === "auto" ? Math.min(8, processors()) : count, worker, patienceMs, leastMs };
}

/** ThreadOptions with nothing left open. */
export interface Crew {
  readonly count: number;
  readonly worker: (() => WorkerLike) | undefined;
  readonly patienceMs: number;
  readonly leastMs: number;
}

/** How many processors the engine tells of. */
export function processors(): number {
  return globalThis.navigator?.hardwareConcurrency ?? nodeProcessors() ?? 1;
}

/** Node.js has a navigator only from version 21 on. */
function nodeProcessors(): number | undefined {
  const { process } = globalThis as unknown as {
    process?: { getBuiltinModule?(name: string): { availableParallelism(): number } };
  };
  return process?.getBuiltinModule?.("node:os").availableParallelism();
}

/** Why no memory can be shared with workers here; undefined when it can. */
export function aloneBecause(): string | undefined {
  if (typeof SharedArrayBuffer === "undefined" || globalThis.crossOriginIsolated === false)
    return "SharedArrayBuffer is missing: a page needs the headers Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp";
  try {
    new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
    return undefined;
  } catch (error) {
    return `WebAssembly memory cannot be shared: ${(error as Error).message}`;
  }
}

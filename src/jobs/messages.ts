import type { PackedError } from "./packed-error.js";

// Every run has a channel of its own. The page writes the job into it at once, so that input is copied or handed over in the
// call, and sends the worker the other end when that one is ready for it.

/** To a worker. */
export type ToWorker =
  | { readonly neurite: "ping" }
  /** The end of a run's channel. */
  | { readonly neurite: "run"; readonly port: MessagePort };

/** From a worker: once when it serves, and as the answer to every ping. */
export interface FromWorker {
  readonly neurite: "alive";
}

/** From the page to a job, in this order: one start, one `next` for each update, at most one abort. */
export type ToJob =
  | { readonly kind: "start"; readonly name: string; readonly input: unknown }
  | { readonly kind: "next" }
  | { readonly kind: "abort" };

/** From a job to the page. The last two end it. */
export type FromJob =
  | { readonly kind: "update"; readonly update: unknown }
  | { readonly kind: "found"; readonly found: unknown }
  | { readonly kind: "thrown"; readonly thrown: PackedError };

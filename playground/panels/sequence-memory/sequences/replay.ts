import type { Arena } from "neurite";
import { Queue } from "../../../shell/queue.js";
import { Turns } from "../turns.js";
import type { Frame } from "./frame.js";
import { Session, type Settings } from "./session.js";

export interface ShowRequest {
  readonly settings: Settings;
  /** The state after so many symbols. */
  readonly steps: number;
  /** The first step whose anomaly is wanted. */
  readonly from: number;
  /** A memory to begin with in place of a new one: bytes of TemporalMemory.save(), and a number that tells files apart. */
  readonly saved?: { readonly id: number; readonly file: Blob } | undefined;
}

interface ReplayContext {
  readonly signal: AbortSignal;
  /** The share of steps done. */
  progress(share: number): void;
}

/** Brings about any state that a request names: by going on from the last one where it can, else from the beginning. */
export class Replay implements Disposable {
  readonly #arena: Arena;
  /** Requests go on with one session. */
  readonly #queue = new Queue();
  #session: Session | undefined;
  #key = "";

  constructor(arena: Arena) {
    this.#arena = arena;
  }

  show(request: ShowRequest, context: ReplayContext): Promise<Frame> {
    return this.#queue.run(async () => (await this.#reach(request, context)).frame(request.from), context.signal);
  }

  /** What `show` shows, as bytes that TemporalMemory.load takes. */
  save(request: ShowRequest, context: ReplayContext): Promise<Uint8Array<ArrayBuffer>> {
    return this.#queue.run(async () => (await this.#reach(request, context)).memory.save(), context.signal);
  }

  async #reach({ settings, steps, saved }: ShowRequest, { signal, progress }: ReplayContext): Promise<Session> {
    const key = JSON.stringify([settings, saved?.id]),
      bytes = saved && key !== this.#key ? new Uint8Array(await saved.file.arrayBuffer()) : undefined;
    signal.throwIfAborted();
    if (!this.#session || key !== this.#key || this.#session.steps > steps) {
      this[Symbol.dispose]();
      this.#session = new Session(this.#arena, settings, bytes);
      this.#key = key;
    }
    const session = this.#session,
      turns = new Turns(signal);
    while (session.steps < steps) {
      session.step();
      if (!turns.over) continue;
      progress(session.steps / steps);
      await turns.next();
    }
    return session;
  }

  [Symbol.dispose](): void {
    this.#session?.[Symbol.dispose]();
    this.#session = undefined;
    this.#key = "";
  }
}

import { nextTask } from "../next-task.js";

/** Work between two turns of the event loop. */
const sliceMs = 30;

/** Work done in one go: some milliseconds of a kernel that spends a nanosecond on each unit. */
const unitsPerPiece = 4e6;

/** Lets other tasks have their turn about every 30 ms of a long computation, and hears an abort. */
export class Turns {
  readonly #signal: AbortSignal | undefined;
  #end = performance.now() + sliceMs;

  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal;
  }

  /** To be awaited between two pieces of work. @throws the signal's reason after an abort */
  async take(): Promise<void> {
    this.#signal?.throwIfAborted();
    if (performance.now() < this.#end) return;
    await nextTask();
    this.#end = performance.now() + sliceMs;
    this.#signal?.throwIfAborted();
  }

  /** Calls `work` for consecutive ranges of 0 … count, short ones where each element costs many units. */
  async over(count: number, unitsEach: number, work: (begin: number, end: number) => void): Promise<void> {
    const length = Math.max(1, Math.floor(unitsPerPiece / Math.max(1, unitsEach)));
    for (let begin = 0; begin < count; begin += length) {
      work(begin, Math.min(begin + length, count));
      await this.take();
    }
  }
}

/** How long a loop may run before others have their turn. */
const turnMs = 20;

/** For loops that are to be aborted: lets messages in now and then. */
export class Turns {
  readonly #signal: AbortSignal;
  #begun = performance.now();

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  /** Whether it is time for `next`. */
  get over(): boolean {
    return performance.now() - this.#begun > turnMs;
  }

  /** @throws the signal's reason once it is aborted; nothing else may have been touched by then */
  async next(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve));
    this.#signal.throwIfAborted();
    this.#begun = performance.now();
  }
}

/** For jobs of one worker that share something: each waits for those before it. */
export class Queue {
  #last: Promise<unknown> = Promise.resolve();

  /**
   * Does work when it is its turn. Work that is told to stop may need a moment for that; its answer comes at once.
   * @throws what the work throws, or the signal's reason
   */
  run<Result>(work: () => Result | Promise<Result>, signal?: AbortSignal): Promise<Result> {
    const turn = this.#last.then(() => {
      signal?.throwIfAborted();
      return work();
    });
    this.#last = turn.catch(() => undefined);
    return new Promise((resolve, reject) => {
      const stop = () => reject(signal!.reason);
      signal?.addEventListener("abort", stop);
      turn.then(resolve, reject).finally(() => signal?.removeEventListener("abort", stop));
    });
  }
}

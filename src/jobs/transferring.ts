/** Marks parts of a job's result that are handed over instead of copied; made by `transferring`. */
export class Transferring<Value> {
  readonly value: Value;
  readonly transfer: readonly Transferable[];

  constructor(value: Value, transfer: readonly Transferable[]) {
    this.value = value;
    this.transfer = transfer;
  }
}

/**
 * What a job returns so that parts of its result are handed over instead of copied; the run gives `value`.
 * `return transferring({ weights }, [weights.buffer])`
 * @param transfer buffers, ports and the like inside `value`; afterwards they are empty here
 */
export function transferring<Value>(value: Value, transfer: readonly Transferable[]): Transferring<Value> {
  return new Transferring(value, transfer);
}

/**
 * The block of shared memory through which a team hands out work: words that every thread reads and writes atomically,
 * then the arguments of the kernel at work. What the words mean:
 *   EPOCH     number of the current hand-out; idle workers watch it, and sleep on it. STOPPED ends them
 *   TICKET    epoch · 64 + pieces not yet taken: whoever takes the ticket from k to k − 1 does piece k − 1. The epoch in it
 *             keeps a worker that was held up from taking a piece of another hand-out than the one it knows
 *   DONE      pieces that workers have finished; the caller sleeps on it when JOINING is set
 *   FAILED    not 0 when a piece ended in an error
 *   SLEEPERS  workers that must be woken
 *   KERNEL, BEGIN, END, STEP, ARGUMENTS   which kernel, over which range, in pieces of which size; number of arguments
 *   SEEN + w  the last epoch that worker w has seen: a sign of life
 * A piece's holder alone reads the second half, and a hand-out ends when all its pieces are done: nobody reads what the
 * next one writes. Words that different threads write lie on cache lines of their own.
 */
export const EPOCH = 0,
  TICKET = 16,
  DONE = 32,
  FAILED = 33,
  JOINING = 34,
  SLEEPERS = 48,
  KERNEL = 64,
  BEGIN = 65,
  END = 66,
  STEP = 67,
  ARGUMENTS = 68,
  SEEN = 80;

/** No hand-out's number: who reads it as EPOCH touches nothing any more. */
export const STOPPED = -1;

/** Most workers of a team, and most pieces of a hand-out. */
export const MOST_WORKERS = 63,
  MOST_PIECES = 63;

const words = SEEN + MOST_WORKERS + 1,
  mostArguments = 32;

/** Both views of a control block. */
export interface Control {
  readonly words: Int32Array<SharedArrayBuffer>;
  readonly values: Float64Array<SharedArrayBuffer>;
}

export function controlOf(buffer: SharedArrayBuffer = new SharedArrayBuffer(4 * words + 8 * mostArguments)): Control {
  return { words: new Int32Array(buffer, 0, words), values: new Float64Array(buffer, 4 * words, mostArguments) };
}

/** The epoch after this one; 26 bits, as the ticket has six more. */
export const nextEpoch = (epoch: number): number => (epoch + 1) & 0x3ffffff;

/** Takes a piece of that epoch: its number, or −1 when none is left or the epoch is over. */
export function takePiece({ words }: Control, epoch: number): number {
  for (;;) {
    const ticket = Atomics.load(words, TICKET),
      left = ticket & 63;
    if (ticket >>> 6 !== epoch || left === 0) return -1;
    if (Atomics.compareExchange(words, TICKET, ticket, ticket - 1) === ticket) return left - 1;
  }
}

/** Has the workers return, from sleep too; whoever does a piece does it to its end, and begins no other. */
export function stopAll({ words }: Control): void {
  Atomics.store(words, EPOCH, STOPPED);
  Atomics.notify(words, EPOCH);
}

/** Watches a word for a while. True when it has left `value`. */
export function spin(words: Int32Array<SharedArrayBuffer>, word: number, value: number, milliseconds: number): boolean {
  for (const end = performance.now() + milliseconds; ; ) {
    for (let i = 0; i < 100; i++) if (Atomics.load(words, word) !== value) return true;
    if (performance.now() > end) return false;
  }
}

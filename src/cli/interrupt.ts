import type { Terminal } from "./terminal.js";

/** Runs `work` with a signal that Ctrl-C aborts; what it answers is for `work` to decide. */
export async function interruptible<T>(terminal: Terminal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const forget = terminal.onInterrupt(() => {
    terminal.err.write("\nStopping after this step; Ctrl-C again stops at once.\n");
    controller.abort();
  });
  try {
    return await work(controller.signal);
  } finally {
    forget();
  }
}

/** One of the command's two streams; `process.stdout` is one. */
export interface Sink {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** All the command sees of the world around it; tests give one of their own. */
export interface Terminal {
  readonly out: Sink;
  readonly err: Sink;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Calls `handler` at the next Ctrl-C, which then does not end the process; gives a function that takes this back. */
  onInterrupt(handler: () => void): () => void;
}

/** The real one. A second Ctrl-C finds no handler and ends the process. */
export const processTerminal: Terminal = {
  out: process.stdout,
  err: process.stderr,
  env: process.env,
  onInterrupt(handler) {
    process.once("SIGINT", handler);
    return () => process.off("SIGINT", handler);
  },
};

const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 };

export type Colour = keyof typeof codes;
export type Paint = (colour: Colour, text: string) => string;

/** Paints on a terminal; leaves text as it is in files and pipes, and where NO_COLOR is set (no-color.org). */
export function paintFor(sink: Sink, { env }: Pick<Terminal, "env">): Paint {
  const on = sink.isTTY === true && !env.NO_COLOR && env.TERM !== "dumb";
  return on ? (colour, text) => `\x1b[${codes[colour]}m${text}\x1b[0m` : (_, text) => text;
}

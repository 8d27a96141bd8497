import type { Terminal } from "../../src/cli/terminal.js";

/** A terminal that keeps what is written, and whose Ctrl-C is a method. */
export class FakeTerminal implements Terminal {
  stdout = "";
  stderr = "";
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: Terminal["out"];
  readonly err: Terminal["err"];
  #handler: (() => void) | undefined;

  constructor({ env = {}, isTTY = false }: { env?: Record<string, string>; isTTY?: boolean } = {}) {
    this.env = env;
    this.out = { write: (text) => (this.stdout += text), isTTY, columns: 80 };
    this.err = { write: (text) => (this.stderr += text), isTTY, columns: 80 };
  }

  onInterrupt(handler: () => void): () => void {
    this.#handler = handler;
    return () => (this.#handler = undefined);
  }

  get listening(): boolean {
    return this.#handler !== undefined;
  }

  interrupt(): void {
    this.#handler?.();
  }
}

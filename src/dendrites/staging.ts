import type { Arena } from "../wasm/arena.js";

/** A block of words in the kernels' memory for what a call brings along; it grows and is used again. */
export class Staging {
  readonly #arena: Arena;
  readonly #owner: string;
  #pointer = 0;
  #words = 0;

  constructor(arena: Arena, owner: string) {
    this.#arena = arena;
    this.#owner = owner;
  }

  /** Address of `words` words, and their live view. The contents of the call before are gone. */
  take(words: number): { readonly pointer: number; readonly view: Uint32Array } {
    if (words > this.#words || this.#pointer === 0) {
      const room = Math.max(64, words + (words >>> 1)),
        pointer = this.#arena.allocate(4 * room, this.#owner);
      if (this.#pointer !== 0) this.#arena.release(this.#pointer);
      this.#pointer = pointer;
      this.#words = room;
    }
    return { pointer: this.#pointer, view: new Uint32Array(this.#arena.buffer, this.#pointer, words) };
  }

  dispose(): void {
    if (this.#pointer !== 0) this.#arena.release(this.#pointer);
    this.#pointer = 0;
    this.#words = 0;
  }
}

import { ArgumentError, DisposedError } from "../errors.js";
import { Random } from "../random.js";
import { type Arena, expectArena } from "../wasm/arena.js";
import { expectOptions } from "./expect.js";
import { dendrites } from "./kernels.js";

/** Where draws come from: this package's generator, or the twister and order of draws of the C++ implementation. */
export type DrawOptions = { readonly random?: Random } | { readonly compatible: { readonly seed: number } };

/** Words of a twister's state, of which xoshiro128** uses four. */
const twisterWords = 624;

/** A generator in the kernels' memory: xoshiro128** started from a Random, or in compatible mode MT19937. */
export class KernelRandom {
  readonly arena: Arena;
  readonly #pointer: number;
  #disposed = false;

  /** @throws {ArgumentError} for a seed that is no integer from 0 to 2^32 − 1 or a random that is none */
  constructor(operation: string, arena: Arena, options: DrawOptions) {
    expectArena(operation, arena);
    const { compatible, random = new Random(0) } = expectOptions(operation, options) as {
      compatible?: { seed: number };
      random?: Random;
    };
    const seed = compatible === undefined ? 0 : expectOptions(operation, compatible, "compatible").seed;
    if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32)
      throw new ArgumentError(operation, "compatible.seed", seed, "an integer from 0 to 2^32 − 1");
    if (typeof random?.integer !== "function") throw new ArgumentError(operation, "random", random, "a Random");
    const kernels = dendrites.of(operation, arena),
      wordsAt = 16;
    this.arena = arena;
    // Drawn before there is anything to give back. Words from 1 up: xoshiro's state must not be all zero.
    const words = compatible ? [] : Array.from({ length: 4 }, () => 1 + random.integer(2 ** 32 - 1));
    this.#pointer = arena.allocate(wordsAt + 4 * twisterWords, operation);
    const header = new Uint32Array(arena.buffer, this.pointer, 3);
    header[2] = this.pointer + wordsAt;
    if (compatible) kernels.random_seed(this.pointer, seed);
    else this.words.set(words);
  }

  /** Address of the structure. @throws {DisposedError} after dispose() */
  get pointer(): number {
    if (this.#disposed) throw new DisposedError("KernelRandom");
    return this.#pointer;
  }

  get #header(): Uint32Array {
    return new Uint32Array(this.arena.buffer, this.pointer, 3);
  }

  get compatible(): boolean {
    return this.#header[0] === 1;
  }

  /** The whole state behind the header, a live view. */
  get words(): Uint32Array {
    return new Uint32Array(this.arena.buffer, this.pointer + 16, this.compatible ? twisterWords : 4);
  }

  /** Words of a twister that were used. */
  get position(): number {
    return this.#header[1]!;
  }

  /** Everything it goes on from: mode, position, words. */
  get state(): Uint32Array {
    return Uint32Array.of(Number(this.compatible), this.position, ...this.words);
  }

  /** Goes on from the state of a generator of the same mode. @throws {ArgumentError} for what is none */
  set state(state: Uint32Array) {
    if (!(state instanceof Uint32Array && KernelRandom.isState(state) && state[0] === Number(this.compatible)))
      throw new ArgumentError("KernelRandom", "state", state, "a state of a generator of the same mode");
    this.#header[1] = state[1]!;
    this.words.set(state.subarray(2));
  }

  /** Whether these words could be a `state`. */
  static isState(state: Uint32Array): boolean {
    if (!(state instanceof Uint32Array)) return false;
    const [compatible, position = -1, ...words] = state;
    const [length, most] = compatible === 1 ? [twisterWords, twisterWords] : [4, 0];
    return compatible! <= 1 && words.length === length && position <= most && words.some((word) => word !== 0);
  }

  dispose(): void {
    if (this.#disposed) return;
    if (!this.arena.disposed) this.arena.release(this.#pointer);
    this.#disposed = true;
  }
}

/** @throws {ArgumentError} unless `random` is a KernelRandom whose memory is that of `arena` */
export function expectKernelRandom(operation: string, random: KernelRandom, arena: Arena): void {
  if (!(random instanceof KernelRandom) || random.arena.kernels !== arena.kernels)
    throw new ArgumentError(operation, "random", random, "a KernelRandom in the same memory");
}

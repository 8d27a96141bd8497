import { type Arena, expectArena } from "../wasm/arena.js";
import { readNumbers } from "./input.js";
import { checkedPattern, type Pattern, type PatternLike, patternOf } from "./pattern.js";
import { Tensor } from "./tensor.js";

/**
 * Which elements of a dense matrix exist: one byte each, 1 or 0, row-major. For matrices too full for CsrMatrix to pay.
 * Frozen like a CsrMatrix's structure, so that `count` stays true: `toDense()` and `toPattern()` copy it out.
 */
export class Mask implements Disposable {
  readonly arena: Arena;
  readonly rows: number;
  readonly columns: number;
  /** Number of ones. */
  readonly count: number;
  readonly #bytes: Tensor<"u8">;

  private constructor(arena: Arena, pattern: Pattern) {
    const { rows, columns, rowPointers, columnIndices } = pattern;
    this.arena = arena;
    this.rows = rows;
    this.columns = columns;
    this.count = columnIndices.length;
    this.#bytes = new Tensor(arena, [rows, columns], "u8");
    const bytes = this.#bytes.data;
    for (let row = 0, p = 0; row < rows; row++)
      for (const end = rowPointers[row + 1]!; p < end; p++) bytes[row * columns + columnIndices[p]!] = 1;
  }

  /**
   * Ones at the entries of a structure.
   * @throws {ShapeError} {@link ArgumentError} as validatePattern does
   * @throws {MemoryError} when the memory cannot hold rows · columns bytes
   */
  static from(arena: Arena, pattern: PatternLike): Mask {
    expectArena("Mask.from", arena);
    return new Mask(arena, checkedPattern("Mask.from", pattern, arena.buffer));
  }

  /**
   * Ones at the non-zero elements of a row-major matrix, after rounding to f32: NaN and ±∞ count as non-zero, −0 and what
   * rounds to zero do not. So the mask of a dense matrix has the structure of CsrMatrix.fromDense.
   * @throws {ShapeError} unless `dense` has rows · columns elements
   * @throws {MemoryError} when the memory cannot hold rows · columns bytes
   */
  static fromDense(arena: Arena, rows: number, columns: number, dense: ArrayLike<number>): Mask {
    expectArena("Mask.fromDense", arena);
    const numbers = readNumbers("Mask.fromDense", "dense", dense, arena.buffer);
    return new Mask(arena, patternOf("Mask.fromDense", rows, columns, numbers));
  }

  /** Address of u8[rows, columns], for kernels. @throws {DisposedError} when the mask or its arena was disposed */
  get ptr(): number {
    return this.#bytes.ptr;
  }

  /** The rows · columns bytes, copied out. @throws {DisposedError} when the mask or its arena was disposed */
  toDense(): Uint8Array<ArrayBuffer> {
    return this.#bytes.data.slice();
  }

  /** The ones as a structure for CsrMatrix.from. @throws {DisposedError} when the mask or its arena was disposed */
  toPattern(): Pattern {
    return patternOf("Mask.toPattern", this.rows, this.columns, this.#bytes.data);
  }

  /** Gives the memory back before the arena does; twice is fine, any use afterwards throws DisposedError. */
  dispose(): void {
    this.#bytes.dispose();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }
}

import { ShapeError } from "../errors.js";
import { type Arena, expectArena } from "../wasm/arena.js";
import { plainArray, readNumbers } from "./input.js";
import { checkedPattern, type Pattern, type PatternLike, patternOf } from "./pattern.js";
import { type DataType, Tensor } from "./tensor.js";

/** Addresses of a matrix's structure: i32[rows + 1] and i32[nnz]. For kernels; valid until the matrix is disposed. */
export interface CsrStructure {
  readonly rowPointers: number;
  readonly columnIndices: number;
}

/**
 * Addresses of a matrix's transposed index: entry q of column j, columnPointers[j] ≤ q < columnPointers[j + 1], lies in
 * row rowIndices[q] and has the value values[permutation[q]]. `gathered` is room for nnz values in that order.
 */
export interface TransposeIndex {
  readonly columnPointers: number;
  readonly rowIndices: number;
  readonly permutation: number;
  readonly gathered: number;
}

/**
 * A sparse matrix in compressed rows: a fixed structure and trainable `values` [nnz], a synapse per stored entry. What
 * is not stored does not exist, so no gradient reaches it; a stored zero stays an entry.
 *
 * The structure is checked on construction and frozen: kernels trust its indices, so it has no writable view. `pattern()`
 * copies it out; another structure is another matrix.
 */
export class CsrMatrix implements Disposable {
  readonly arena: Arena;
  readonly rows: number;
  readonly columns: number;
  /** Number of stored entries. */
  readonly nnz: number;
  /** The stored entries' values, row by row, [nnz]. */
  readonly values: Tensor;
  readonly #rowPointers: Tensor<"i32">;
  readonly #columnIndices: Tensor<"i32">;
  #transposed: Record<keyof TransposeIndex, Tensor<DataType>> | undefined;

  private constructor(arena: Arena, pattern: Pattern) {
    this.arena = arena;
    this.rows = pattern.rows;
    this.columns = pattern.columns;
    this.nnz = pattern.columnIndices.length;
    this.#rowPointers = new Tensor(arena, [this.rows + 1], "i32");
    this.#columnIndices = new Tensor(arena, [this.nnz], "i32");
    this.values = new Tensor(arena, [this.nnz]);
    this.#rowPointers.data.set(pattern.rowPointers);
    this.#columnIndices.data.set(pattern.columnIndices);
  }

  /**
   * Checks the structure and copies it in.
   * @param values one per stored entry; zeros when left out
   * @throws {ShapeError} {@link ArgumentError} as validatePattern does, or when `values` has another length than nnz
   * @throws {MemoryError} when the memory cannot hold it; nothing stays allocated then
   */
  static from(arena: Arena, pattern: PatternLike, values?: ArrayLike<number>): CsrMatrix {
    expectArena("CsrMatrix.from", arena);
    const operation = "CsrMatrix.from",
      checked = checkedPattern(operation, pattern, arena.buffer),
      nnz = checked.columnIndices.length;
    const numbers = values && readNumbers(operation, "values", values, arena.buffer);
    if (numbers && numbers.length !== nnz)
      throw new ShapeError(operation, `${numbers.length} values for ${nnz} stored entries`);
    const matrix = arena.atomically(() => new CsrMatrix(arena, checked));
    if (numbers) matrix.values.data.set(numbers);
    return matrix;
  }

  /**
   * Stores the non-zero elements of a row-major matrix, after rounding to f32: NaN and ±∞ are stored, −0 and what
   * rounds to zero are not.
   * @throws {ShapeError} unless `dense` has rows · columns elements
   * @throws {MemoryError} when the memory cannot hold it
   */
  static fromDense(arena: Arena, rows: number, columns: number, dense: ArrayLike<number>): CsrMatrix {
    expectArena("CsrMatrix.fromDense", arena);
    const numbers = readNumbers("CsrMatrix.fromDense", "dense", dense, arena.buffer);
    const pattern = patternOf("CsrMatrix.fromDense", rows, columns, numbers);
    return CsrMatrix.from(
      arena,
      pattern,
      numbers.filter((value) => value !== 0),
    );
  }

  /** The structure's addresses. @throws {DisposedError} when the matrix or its arena was disposed */
  structure(): CsrStructure {
    return { rowPointers: this.#rowPointers.ptr, columnIndices: this.#columnIndices.ptr };
  }

  /**
   * The transposed index, which products with Aᵀ walk: 12 more bytes per entry, built by the first call in
   * O(rows + columns + nnz). Call it when a layer is built, so that no training step allocates.
   * @throws {MemoryError} when the memory cannot hold it; the matrix is unchanged then
   * @throws {DisposedError} when the matrix or its arena was disposed
   */
  transposeIndex(): TransposeIndex {
    const { rowPointers, columnIndices } = this.structure();
    const built = this.#transposed,
      tensors =
        built ??
        this.arena.atomically(() => ({
          columnPointers: new Tensor(this.arena, [this.columns + 1], "i32"),
          rowIndices: new Tensor(this.arena, [this.nnz], "i32"),
          permutation: new Tensor(this.arena, [this.nnz], "i32"),
          gathered: new Tensor(this.arena, [this.nnz]),
        }));
    const index = {
      columnPointers: tensors.columnPointers.ptr,
      rowIndices: tensors.rowIndices.ptr,
      permutation: tensors.permutation.ptr,
      gathered: tensors.gathered.ptr,
    };
    if (!built) {
      const { columnPointers, rowIndices, permutation } = index;
      const { rows, columns } = this;
      this.arena.kernels.csr_transpose_i32(
        rows,
        columns,
        rowPointers,
        columnIndices,
        columnPointers,
        rowIndices,
        permutation,
      );
      this.#transposed = tensors;
    }
    return index;
  }

  /** The structure, copied out. @throws {DisposedError} when the matrix or its arena was disposed */
  pattern(): Pattern {
    const { rows, columns } = this;
    return {
      rows,
      columns,
      rowPointers: this.#rowPointers.data.slice(),
      columnIndices: this.#columnIndices.data.slice(),
    };
  }

  /**
   * All rows · columns elements, row-major, +0 where nothing is stored.
   * @throws {MemoryError} when JavaScript has no room for them
   * @throws {DisposedError} when the matrix or its arena was disposed
   */
  toDense(): Float32Array {
    const pointers = this.#rowPointers.data,
      indices = this.#columnIndices.data,
      values = this.values.data,
      dense = plainArray("CsrMatrix.toDense", Float32Array, this.rows * this.columns);
    for (let row = 0; row < this.rows; row++)
      for (let p = pointers[row]!; p < pointers[row + 1]!; p++) dense[row * this.columns + indices[p]!] = values[p]!;
    return dense;
  }

  /** Gives the memory back before the arena does; twice is fine, any use afterwards throws DisposedError. */
  dispose(): void {
    const transposed = this.#transposed ? Object.values(this.#transposed) : [];
    for (const tensor of [this.#rowPointers, this.#columnIndices, this.values, ...transposed]) tensor.dispose();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }
}

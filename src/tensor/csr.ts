import { ShapeError } from "../errors.js";
import { type Arena, expectArena } from "../wasm/arena.js";
import { plainArray, readNumbers } from "./input.js";
import { ownerOf } from "./owner.js";
import { checkedPattern, type Pattern, type PatternLike, patternOf } from "./pattern.js";
import { differenceOf, expectCompanions, mergeInto, moveRowPointers, planRewiring, vacanciesOf } from "./rewiring.js";
import { type DataType, Tensor, truncate } from "./tensor.js";

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

export interface RewireOptions {
  /** Values of the grown entries, in the order of `grown`; 0 when left out. */
  readonly values?: ArrayLike<number>;
  /** Tensors of f32 or i32 [nnz] whose elements belong to the entries, as moments do: they move along, 0 at grown ones. */
  readonly companions?: readonly Tensor<DataType>[];
}

/**
 * A sparse matrix in compressed rows: a structure and trainable `values` [nnz], a synapse per stored entry. What is not
 * stored does not exist, so no gradient reaches it; a stored zero stays an entry.
 *
 * Kernels trust the structure's indices, so they have no writable view: they are checked on construction and changed by
 * `rewire` alone, in place, so that recorded operations go on with the new structure. `pattern()` copies it out.
 */
export class CsrMatrix implements Disposable {
  readonly arena: Arena;
  readonly rows: number;
  readonly columns: number;
  /** The stored entries' values, row by row, [nnz]. */
  readonly values: Tensor;
  readonly #rowPointers: Tensor<"i32">;
  readonly #columnIndices: Tensor<"i32">;
  #transposed: Record<keyof TransposeIndex, Tensor<DataType>> | undefined;
  #room: { readonly sources: Tensor<"i32">; readonly old: Tensor<"i32"> } | undefined;
  #rewirings = 0;

  private constructor(arena: Arena, pattern: Pattern) {
    this.arena = arena;
    this.rows = pattern.rows;
    this.columns = pattern.columns;
    const nnz = pattern.columnIndices.length;
    this.#rowPointers = new Tensor(arena, [this.rows + 1], "i32");
    this.#columnIndices = new Tensor(arena, [nnz], "i32");
    this.values = new Tensor(arena, [nnz]);
    this.#rowPointers.data.set(pattern.rowPointers);
    this.#columnIndices.data.set(pattern.columnIndices);
    ownerOf.set(this.values, this);
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

  /** Number of stored entries; `rewire` may lower it. */
  get nnz(): number {
    return this.values.size;
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
    this.structure();
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
      this.#transposed = tensors;
      this.#transpose(tensors);
    }
    return index;
  }

  /** Fills the transposed index, whose columnPointers must be zeros. */
  #transpose({ columnPointers, rowIndices, permutation }: Record<keyof TransposeIndex, Tensor<DataType>>): void {
    this.arena.kernels.csr_transpose_i32(
      this.rows,
      this.columns,
      this.#rowPointers.ptr,
      this.#columnIndices.ptr,
      columnPointers.ptr,
      rowIndices.ptr,
      permutation.ptr,
    );
  }

  /** How often `rewire` has changed the structure. */
  get rewirings(): number {
    return this.#rewirings;
  }

  /**
   * Allocates what `rewire` works with, 8 bytes per entry, so that it allocates nothing there; else its first call does.
   * @throws {MemoryError} when the memory cannot hold it; the matrix is unchanged then
   */
  prepareRewiring(): void {
    this.structure();
    this.#room ??= this.arena.atomically(() => ({
      sources: new Tensor(this.arena, [this.nnz], "i32"),
      old: new Tensor(this.arena, [this.nnz], "i32"),
    }));
  }

  /**
   * Lets connections go and others grow, in place: addresses stay, values and companions move with their entries, and the
   * transposed index follows if it is built. Where fewer grow than go, `nnz`, values and companions get shorter, and the
   * memory is given back. Tensors over the entries that are no companions stay as they are.
   * O(nnz + rows + columns) at most; what is refused leaves everything as it was.
   * @param dropped places 0 … nnz − 1 of the entries that go, strictly ascending
   * @param grown flat positions row · columns + column, strictly ascending, where no entry stays: a place whose entry is
   * just dropped may grow again; at most as many as are dropped
   * @returns places of the grown entries in the new list
   * @throws {ShapeError} when more grow than go, `values` has another length than `grown`, or a companion is not as above or
   * overlaps another
   * @throws {ArgumentError} on an element out of place, or when rows · columns exceeds 2^53
   * @throws {MemoryError} when this is the first call and the memory cannot hold what `prepareRewiring` allocates
   */
  rewire(
    dropped: ArrayLike<number>,
    grown: ArrayLike<number>,
    { values, companions = [] }: RewireOptions = {},
  ): Int32Array {
    const operation = "CsrMatrix.rewire",
      plan = planRewiring(operation, this.#livePattern(), dropped, grown),
      drops = plan.removed.length,
      grows = plan.inserted.length,
      numbers = values && readNumbers(operation, "values", values, this.arena.buffer);
    if (numbers && numbers.length !== grows)
      throw new ShapeError(operation, `${numbers.length} values for ${grows} grown entries`);
    expectCompanions(operation, this.values, companions);
    this.prepareRewiring();
    const { sources, old } = this.#room!,
      { nnz } = this,
      { first, before, after } = mergeInto(sources.data, plan, nnz),
      lists: Tensor<DataType>[] = [this.values as Tensor<DataType>, ...companions];
    if (plan.changes) lists.push(this.#columnIndices as Tensor<DataType>);
    for (const { ptr } of lists) this.arena.kernels.regroup_u32(after, before, sources.ptr, old.ptr, ptr + 4 * first);
    if (grows < drops) {
      const { rowIndices, permutation, gathered } = this.#transposed ?? {};
      for (const list of [...lists, sources, old, rowIndices, permutation, gathered])
        if (list) truncate(list as Tensor<DataType>, nnz - drops + grows);
    }
    const live = this.values.data;
    numbers?.forEach((value, k) => {
      live[plan.inserted[k]!] = value;
    });
    if (!plan.changes) return plan.inserted;
    this.#rewirings++;
    const indices = this.#columnIndices.data;
    plan.columns.forEach((column, k) => {
      indices[plan.inserted[k]!] = column;
    });
    moveRowPointers(this.#rowPointers.data, plan);
    if (this.#transposed) {
      this.#transposed.columnPointers.data.fill(0);
      this.#transpose(this.#transposed);
    }
    return plan.inserted;
  }

  /**
   * Rewires to a whole structure with no more entries: those in both keep their values, the others start from 0.
   * @throws {ShapeError} {ArgumentError} as validatePattern does, or when its sizes are not this matrix's
   */
  rewireTo(pattern: PatternLike, options: Omit<RewireOptions, "values"> = {}): void {
    const { dropped, grown } = differenceOf(this.#livePattern(), this.expectPattern(pattern));
    this.rewire(dropped, grown, options);
  }

  /**
   * Throws unless `rewireTo` takes the structure, and gives it checked.
   * @throws {ShapeError} {ArgumentError} as `rewireTo`
   */
  expectPattern(pattern: PatternLike): Pattern {
    const operation = "CsrMatrix.rewireTo",
      wanted = checkedPattern(operation, pattern, this.arena.buffer),
      { rows, columns, nnz } = this,
      entries = wanted.columnIndices.length;
    if (wanted.rows === rows && wanted.columns === columns && entries <= nnz) return wanted;
    const found = `${entries} entries in [${wanted.rows},${wanted.columns}]`;
    throw new ShapeError(operation, `${found}, must be at most ${nnz} in [${rows},${columns}]`);
  }

  /**
   * Flat positions, ascending, of places where nothing is stored, given by their ranks 0, 1, … among all such places in
   * that order. With distinct random ranks: places to grow at, each equally likely, drawn without looking at all of them.
   * @param ranks strictly ascending    @param dropped entries that count as gone already, as `rewire` takes them
   * @throws {ArgumentError} on an element out of place, or when rows · columns exceeds 2^53
   */
  vacancies(ranks: ArrayLike<number>, dropped: ArrayLike<number> = []): Float64Array<ArrayBuffer> {
    return vacanciesOf("CsrMatrix.vacancies", this.#livePattern(), ranks, dropped);
  }

  /** The structure as it lies in memory, for this class's own eyes. */
  #livePattern(): Pattern {
    const { rows, columns } = this;
    return { rows, columns, rowPointers: this.#rowPointers.data, columnIndices: this.#columnIndices.data };
  }

  /** The structure, copied out. @throws {DisposedError} when the matrix or its arena was disposed */
  pattern(): Pattern {
    const { rowPointers, columnIndices, ...sizes } = this.#livePattern();
    return { ...sizes, rowPointers: rowPointers.slice(), columnIndices: columnIndices.slice() };
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
    const built = [...Object.values(this.#transposed ?? {}), ...Object.values(this.#room ?? {})];
    for (const tensor of [this.#rowPointers, this.#columnIndices, this.values, ...built]) tensor.dispose();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }
}

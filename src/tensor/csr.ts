import { ArgumentError, ShapeError } from "../errors.js";
import { type Arena, expectArena } from "../wasm/arena.js";
import { plainArray, readNumbers } from "./input.js";
import { ownerOf } from "./owner.js";
import { checkedPattern, type Pattern, type PatternLike, patternOf } from "./pattern.js";
import {
  differenceOf,
  expectCells,
  expectCompanions,
  readAscending,
  readPlaces,
  readPositions,
  rewiringKernels,
  withLists,
} from "./rewiring.js";
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
  /** Whether an entry that is dropped and grows again stays as it is; false by default: it starts anew. */
  readonly keep?: boolean;
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
  #room: Record<"sources" | "old" | "pointers" | "lists", Tensor<"i32">> | undefined;
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
   * Allocates what `rewire` works with, 20 bytes per entry and 4 per row; else its first call does. 12 of the 20, and 64 MiB
   * at most, are room for the lists it is given; a call whose lists are longer borrows room for them.
   * @throws {MemoryError} when the memory cannot hold it; the matrix is unchanged then
   */
  prepareRewiring(): void {
    this.structure();
    this.#room ??= this.arena.atomically(() => ({
      sources: new Tensor(this.arena, [this.nnz + 1], "i32"),
      old: new Tensor(this.arena, [this.nnz + 1], "i32"),
      pointers: new Tensor(this.arena, [this.rows + 1], "i32"),
      lists: new Tensor(this.arena, [Math.min(3 * this.nnz, 2 ** 24)], "i32"),
    }));
  }

  /**
   * Lets connections go and others grow, in place: addresses stay, values and companions move with their entries, and the
   * transposed index follows if it is built. Where fewer grow than go, `nnz`, values and companions get shorter, and the
   * memory is given back. Tensors over the entries that are no companions stay as they are.
   * O(nnz + rows + columns); what is refused leaves everything as it was.
   * @param dropped places 0 … nnz − 1 of the entries that go, strictly ascending
   * @param grown flat positions row · columns + column, strictly ascending, where no entry stays: a place whose entry is
   * just dropped may grow again; at most as many as are dropped
   * @returns places of the grown entries in the new list
   * @throws {ShapeError} when more grow than go, `values` has another length than `grown`, or a companion is not as above,
   * overlaps another or holds a matrix's values
   * @throws {ArgumentError} on an element out of place, or when rows · columns exceeds 2^53
   * @throws {MemoryError} when the memory cannot hold what `prepareRewiring` allocates, or lend
   * @throws {DisposedError} when the matrix, its values or a companion was disposed
   */
  rewire(
    dropped: ArrayLike<number>,
    grown: ArrayLike<number>,
    { values, keep = false, companions = [] }: RewireOptions = {},
  ): Int32Array {
    const operation = "CsrMatrix.rewire",
      { arena, rows, columns, nnz } = this,
      places = expectCells(operation, rows, columns),
      leaving = readPlaces(operation, "dropped", dropped, nnz, arena.buffer),
      coming = readPositions(operation, "grown", grown, places, arena.buffer),
      drops = leaving.length,
      grows = coming.length,
      after = nnz - drops + grows,
      numbers = values === undefined ? undefined : readNumbers(operation, "values", values, arena.buffer);
    if (grows > drops)
      throw new ShapeError(operation, `${drops} entries dropped and ${grows} grown: their number must not rise`);
    if (numbers && numbers.length !== grows)
      throw new ShapeError(operation, `${numbers.length} values for ${grows} grown entries`);
    expectCompanions(operation, this.values, companions);
    this.prepareRewiring();
    return withLists(arena, operation, leaving, coming, this.#room!.lists, (leavingAt, comingAt) => {
      const kernels = rewiringKernels.of(arena.kernels),
        { sources, old, pointers } = this.#room!,
        { rowPointers, columnIndices } = this.structure(),
        moving = [this.values, ...companions].map(({ ptr }) => ptr), // what is disposed throws before anything changes
        lists = [leavingAt, comingAt, rowPointers, columnIndices, pointers.ptr, old.ptr, sources.ptr] as const,
        again = kernels.merge_csr(rows, columns, drops, grows, keep ? 1 : 0, ...lists);
      if (again < 0) throw this.#refusal(leaving, coming, -1 - drops - again);
      // In place of the dropped, and before anything moves: they may be a view of it.
      if (numbers && grows > 0) new Float32Array(arena.buffer, leavingAt, grows).set(numbers);
      const changes = again < drops;
      if (changes) {
        this.#rowPointers.data.set(pointers.data);
        this.#columnIndices.data.set(old.data.subarray(0, after));
        this.#rewirings++;
      }
      for (const list of moving) kernels.regroup_u32(after, nnz, sources.ptr, old.ptr, list);
      if (numbers) kernels.place_f32(grows, comingAt, sources.ptr, leavingAt, moving[0]!);
      if (grows < drops) {
        const { rowIndices, permutation, gathered } = this.#transposed ?? {};
        for (const list of [this.values, ...companions, this.#columnIndices, rowIndices, permutation, gathered])
          if (list) truncate(list as Tensor<DataType>, after);
        for (const list of [sources, old]) truncate(list as Tensor<DataType>, after + 1);
      }
      if (changes && this.#transposed) {
        this.#transposed.columnPointers.data.fill(0);
        this.#transpose(this.#transposed);
      }
      return new Int32Array(arena.buffer, comingAt, grows).slice();
    });
  }

  /** What is wrong with lists that a kernel has refused; when it is neither their order nor their range, the place at `k`. */
  #refusal(dropped: Int32Array, grown: Float64Array, k: number): ArgumentError {
    const operation = "CsrMatrix.rewire";
    readAscending(operation, "dropped", dropped, this.nnz);
    readAscending(operation, "grown", grown, this.rows * this.columns);
    const row = Math.floor(grown[k]! / this.columns);
    return new ArgumentError(
      operation,
      `grown[${k}]`,
      grown[k],
      `a place where no entry stays; row ${row} has one there`,
    );
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
   * Borrows 8 bytes per rank and 4 per dropped entry, unless they fit into what `prepareRewiring` keeps.
   * @param ranks strictly ascending    @param dropped entries that count as gone already, as `rewire` takes them
   * @throws {ArgumentError} on an element out of place, or when rows · columns exceeds 2^53
   * @throws {MemoryError} when the arena cannot lend that
   */
  vacancies(ranks: ArrayLike<number>, dropped: ArrayLike<number> = []): Float64Array<ArrayBuffer> {
    const operation = "CsrMatrix.vacancies",
      { arena, rows, columns, nnz } = this,
      cells = expectCells(operation, rows, columns),
      leaving = readPlaces(operation, "dropped", dropped, nnz, arena.buffer),
      vacant = cells - nnz + leaving.length,
      wanted = readPositions(operation, "ranks", ranks, vacant, arena.buffer);
    return withLists(arena, operation, leaving, wanted, this.#room?.lists, (leavingAt, wantedAt) => {
      const { rowPointers, columnIndices } = this.structure(),
        { vacancies_csr } = rewiringKernels.of(arena.kernels),
        { length } = wanted;
      if (!vacancies_csr(rows, columns, leaving.length, length, leavingAt, rowPointers, columnIndices, wantedAt)) {
        readAscending(operation, "dropped", leaving, nnz);
        readAscending(operation, "ranks", wanted, vacant);
      }
      return new Float64Array(arena.buffer, wantedAt, length).slice();
    });
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

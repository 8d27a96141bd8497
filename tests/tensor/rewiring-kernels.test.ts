import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Random } from "../../src/random.js";
import { sampleWithoutReplacement } from "../../src/sparsity/sample.js";
import { rewiringKernels } from "../../src/tensor/rewiring.js";
import { Tensor } from "../../src/tensor/tensor.js";
import type { Arena } from "../../src/wasm/arena.js";
import { patterns } from "../arbitraries/sparse.js";
import { openArena, type Variant, variants } from "../support.js";
import { cellsOf, vacant } from "./support.js";

const roomBytes = 2 ** 15,
  guard = 0xa5;

/** Lists side by side in a block of an arena, among bytes that nobody may write. */
class Lists {
  readonly #arena: Arena;
  readonly #block: number;
  #taken: [begin: number, end: number][] = [];

  constructor(arena: Arena) {
    this.#arena = arena;
    this.#block = arena.allocate(roomBytes);
  }

  /** Forgets the lists so far. */
  clear(): void {
    this.#taken = [];
    this.#bytes().fill(guard);
  }

  i32(numbers: ArrayLike<number>): Int32Array {
    const list = new Int32Array(this.#arena.buffer, this.#place(4 * numbers.length), numbers.length);
    list.set(numbers);
    return list;
  }

  f64(numbers: ArrayLike<number>): Float64Array {
    const list = new Float64Array(this.#arena.buffer, this.#place(8 * numbers.length), numbers.length);
    list.set(numbers);
    return list;
  }

  expectGuards(): void {
    const bytes = this.#bytes().slice();
    for (const [begin, end] of this.#taken) bytes.fill(guard, begin, end);
    expect(bytes.every((byte) => byte === guard)).toBe(true);
  }

  #bytes(): Uint8Array {
    return new Uint8Array(this.#arena.buffer, this.#block, roomBytes);
  }

  #place(bytes: number): number {
    const begin = 64 + 16 * Math.ceil((this.#taken.at(-1)?.[1] ?? 0) / 16);
    this.#taken.push([begin, begin + bytes]);
    return this.#block + begin;
  }
}

/** Lists in the low or in the upper half of the addresses, where pointers are negative as i32. */
async function opened(variant: Variant, upper: boolean) {
  const arena = await openArena(variant),
    { kernels } = arena;
  // Not through the arena, which would fill them with zeros.
  if (upper) for (const bytes of [2 ** 30 - 64, 2 ** 30 - 64, 2 ** 20]) kernels.allocate(bytes);
  const lists = new Lists(arena);
  lists.clear();
  expect(lists.i32([]).byteOffset >= 2 ** 31).toBe(upper);
  return { ...rewiringKernels.of(kernels), lists };
}

const builds = variants.flatMap((variant) => [false, true].map((upper) => [variant, upper] as const));
const share = fc.constantFrom(0, 0.2, 0.5, 0.8, 1);

/** What a list may hold that no caller should give. */
const foul = fc.oneof(
  fc.constantFrom(Number.NaN, Infinity, -Infinity, -1, -0, 0.5, 5e-324, 2 ** 31 - 1, 2 ** 31, 2 ** 53),
  fc.double(),
  fc.nat(60),
);

/** A structure, the shares that go and grow, and what spoils one of the two lists. */
const cases = fc.record({ pattern: patterns(7, 8), seed: fc.nat(), share, part: share, keep: fc.boolean() });
const spoils = fc.record({ at: fc.nat(), by: foul, list: fc.constantFrom("neither", "dropped", "other") });

function spoil(list: number[], { at, by }: { at: number; by: number }): number[] {
  return list.with(at % list.length, by);
}

const drawn = (random: Random, population: number, part: number) => [
  ...sampleWithoutReplacement(random, population, Math.round(part * population)),
];

/** The first element that is not an integer above the one before it and below the limit; −1 when there is none. */
const misplaced = (list: readonly number[], limit: number) =>
  list.findIndex((value, i) => !(Number.isInteger(value) && value > (list[i - 1] ?? -1) && value < limit));

describe.each(builds)("%s build, above 2 GiB: %s", (variant, upper) => {
  it("merge_csr gives the merged structure or the first fault, and writes nothing else", async () => {
    const { lists, merge_csr } = await opened(variant, upper);
    let refused = 0;
    fc.assert(
      fc.property(cases, spoils, ({ pattern, seed, share, part, keep }, { list, ...fault }) => {
        lists.clear();
        const { rows, columns, rowPointers, columnIndices } = pattern,
          nnz = columnIndices.length,
          random = new Random(seed);
        let dropped = drawn(random, nnz, share),
          grown = drawn(random, vacant(pattern, dropped).length, part).slice(0, dropped.length);
        grown = grown.map((rank) => vacant(pattern, dropped)[rank]!);
        if (list === "dropped" && dropped.length > 0) dropped = [...Int32Array.from(spoil(dropped, fault))];
        if (list === "other" && grown.length > 0) grown = spoil(grown, fault);
        const drops = dropped.length,
          grows = grown.length,
          structure = [lists.i32(rowPointers), lists.i32(columnIndices)] as const,
          given = [lists.i32(dropped), lists.f64(grown)] as const,
          pointers = lists.i32(new Int32Array(rows + 1)),
          indices = lists.i32(new Int32Array(nnz + 1)),
          sources = lists.i32(new Int32Array(nnz + 1)),
          addresses = [...given, ...structure, pointers, indices, sources].map(({ byteOffset }) => byteOffset),
          again = merge_csr(rows, columns, drops, grows, Number(keep), ...(addresses as Addresses));
        lists.expectGuards();
        expect(structure).toEqual([rowPointers, columnIndices]);
        expect([...given[0]]).toEqual(dropped);

        const k = misplaced(dropped, nnz);
        if (k >= 0) expect(again).toBe(-1 - k);
        if (again < 0) refused++;
        if (k >= 0) return;
        const cells = cellsOf(pattern),
          free = new Set(vacant(pattern, dropped)),
          bad = grown.some((cell) => !free.has(cell)) || misplaced(grown, rows * columns) >= 0;
        expect(again < 0).toBe(bad);
        if (bad) {
          const at = -1 - drops - again;
          expect(at >= 0 && at < grows).toBe(true);
          // When neither order nor range are wrong, it is the first that grows where an entry stays.
          if (misplaced(grown, rows * columns) < 0) expect(at).toBe(grown.findIndex((cell) => !free.has(cell)));
          return;
        }
        const gone = new Set(dropped.map((p) => cells[p]!)),
          coming = grown.map((cell) => cell + 0), // without −0
          after = [...cells.filter((cell) => !gone.has(cell)), ...coming].sort((a, b) => a - b);
        expect([...indices].slice(0, after.length)).toEqual(after.map((cell) => cell % columns));
        expect([...sources].slice(0, after.length)).toEqual(
          after.map((cell) => (coming.includes(cell) && !(keep && gone.has(cell)) ? -1 : cells.indexOf(cell))),
        );
        expect([...pointers]).toEqual(
          Array.from({ length: rows + 1 }, (_, row) => after.filter((cell) => cell < row * columns).length),
        );
        expect([...new Int32Array(given[1].buffer, given[1].byteOffset, grows)]).toEqual(
          coming.map((cell) => after.indexOf(cell)),
        );
        expect(again).toBe(coming.filter((cell) => gone.has(cell)).length);
      }),
      { numRuns: 500 },
    );
    expect(refused).toBeGreaterThan(20);
  });

  it("vacancies_csr gives the places or writes nothing", async () => {
    const { lists, vacancies_csr } = await opened(variant, upper);
    let refused = 0;
    fc.assert(
      fc.property(cases, spoils, ({ pattern, seed, share, part }, { list, ...fault }) => {
        lists.clear();
        const { rows, columns, rowPointers, columnIndices } = pattern,
          nnz = columnIndices.length,
          random = new Random(seed);
        let dropped = drawn(random, nnz, share),
          ranks = drawn(random, rows * columns - nnz + dropped.length, part);
        if (list === "dropped" && dropped.length > 0) dropped = [...Int32Array.from(spoil(dropped, fault))];
        if (list === "other" && ranks.length > 0) ranks = spoil(ranks, fault);
        const free = vacant(pattern, dropped),
          structure = [lists.i32(rowPointers), lists.i32(columnIndices)] as const,
          leaving = lists.i32(dropped),
          wanted = lists.f64(ranks),
          [dropsAt, pointersAt, indicesAt, wantedAt] = [leaving, ...structure, wanted].map((each) => each.byteOffset),
          sizes = [rows, columns, dropped.length, ranks.length] as const,
          done = vacancies_csr(...sizes, dropsAt!, pointersAt!, indicesAt!, wantedAt!);
        lists.expectGuards();
        expect(structure).toEqual([rowPointers, columnIndices]);
        expect([...leaving]).toEqual(dropped);
        const good = misplaced(dropped, nnz) < 0 && misplaced(ranks, rows * columns - nnz + dropped.length) < 0;
        expect(Boolean(done)).toBe(good);
        expect([...wanted]).toEqual(good ? ranks.map((rank) => free[rank]) : ranks);
        if (!good) refused++;
      }),
      { numRuns: 500 },
    );
    expect(refused).toBeGreaterThan(20);
  });
});

type Addresses = [number, number, number, number, number, number, number];

it.each(variants)("%s build: regroup_u32 leaves the memory around its lists alone", async (variant) => {
  using arena = await openArena(variant);
  const random = new Random(3);
  for (let n = 0; n < 40; n++) {
    const before = random.integer(40),
      values = Array.from({ length: before }, (_, i) => i + 1),
      places = Array.from({ length: n }, () => random.integer(before + 1) - 1),
      guarded = (size: number, within: number[] = []) =>
        Tensor.from(arena, [size + 8], [9, 9, 9, 9, ...within, ...Array(size + 4 - within.length).fill(9)]),
      list = guarded(Math.max(n, before), values),
      old = guarded(before),
      sources = Tensor.from(arena, [n], places, "i32"),
      tail = [...list.data.subarray(n + 4)];
    rewiringKernels.of(arena.kernels).regroup_u32(n, before, sources.ptr, old.ptr + 16, list.ptr + 16);
    expect([...list.data.subarray(0, n + 4)]).toEqual([9, 9, 9, 9, ...places.map((place) => place + 1)]);
    expect([...list.data.subarray(n + 4)]).toEqual(tail);
    expect([...old.data]).toEqual([9, 9, 9, 9, ...values, 9, 9, 9, 9]);
  }
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DisposedError, ShapeError } from "../../src/errors.js";
import { matmul, matmulTransposeA, matmulTransposeB } from "../../src/ops/gemm.js";
import { Random } from "../../src/random.js";
import { Tensor } from "../../src/tensor/tensor.js";
import type { Arena } from "../../src/wasm/arena.js";
import { type Form, inDouble, product, promisedOrder, type Sizes, shapes } from "../reference/gemm.js";
import { openArena, variants } from "../support.js";

const ops = { matmul, matmulTransposeA, matmulTransposeB };
const forms = Object.keys(ops) as Form[];
const cases = variants.flatMap((variant) => forms.map((form) => [form, variant] as const));

/** Sizes that cross every tile edge: 2, 4 and 16 rows, 16, 4 and 1 columns, 64 depths. */
const sizes = fc.tuple(
  fc.oneof(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 15, max: 37 })),
  fc.integer({ min: 0, max: 41 }),
  fc.oneof(fc.integer({ min: 0, max: 13 }), fc.constantFrom(63, 64, 65, 131)),
);

/** Long inner sums over narrow and wide B: many passes, each with a part left over. */
const longSums: Sizes[] = [
  [17, 1, 8195],
  [5, 7, 1203],
  [3, 131, 129],
];

const draw = (random: Random, count: number) =>
  Float32Array.from({ length: count }, () => (random.uniform() - 0.5) * 2 ** random.integer(4));

function operands(form: Form, size: Sizes, seed: number) {
  const [aShape, bShape] = shapes(form, size),
    random = new Random(seed),
    a = draw(random, aShape[0] * aShape[1]),
    b = draw(random, bShape[0] * bShape[1]);
  return { aShape, bShape, a, b, old: draw(random, size[0] * size[1]) };
}

/** Both arrays hold the same bits; on failure shows the first element that differs. */
function expectSameBits(got: Float32Array, want: Float32Array): void {
  const [x, y] = [got, want].map((values) => new Int32Array(values.slice().buffer)) as [Int32Array, Int32Array];
  expect(got.length).toBe(want.length);
  const at = x.findIndex((bits, i) => bits !== y[i]);
  expect(at < 0 ? "no difference" : `[${at}]: ${got[at]}, not ${want[at]}`).toBe("no difference");
}

/** Runs the op on copies and gives C back; everything it allocated is released again. */
function run(arena: Arena, form: Form, size: Sizes, a: ArrayLike<number>, b: ArrayLike<number>, old?: Float32Array) {
  const [aShape, bShape] = shapes(form, size),
    c = Tensor.from(arena, [size[0], size[1]], old ?? new Float32Array(size[0] * size[1]).fill(Number.NaN)),
    tensors = [Tensor.from(arena, aShape, a), Tensor.from(arena, bShape, b), c] as const;
  expect(ops[form](...tensors, old !== undefined)).toBe(c);
  const result = c.data.slice();
  for (const tensor of tensors) tensor.dispose();
  return result;
}

describe.each(cases)("%s, %s build", (form, variant) => {
  it("equals the definition within the error of k single-precision additions", async () => {
    using arena = await openArena(variant);
    const value = fc.float({ noNaN: true, noDefaultInfinity: true, min: -1024, max: 1024 });
    const small = fc.tuple(fc.nat(6), fc.nat(21), fc.nat(9)).chain(([m, n, k]) =>
      fc.record({
        size: fc.constant<Sizes>([m, n, k]),
        a: fc.array(value, { minLength: m * k, maxLength: m * k }),
        b: fc.array(value, { minLength: k * n, maxLength: k * n }),
      }),
    );
    fc.assert(
      fc.property(small, ({ size, a, b }) => {
        const got = run(arena, form, size, a, b),
          want = product(form, size, a, b),
          magnitude = product(form, size, a.map(Math.abs), b.map(Math.abs)),
          k = size[2];
        // k products and k additions, each off by at most 2^-24 of Σ|x||y| (to first order), or by half a subnormal step
        const bound = (at: number) => k * (2 ** -23 * magnitude[at]! + 2 ** -149);
        expect(want.filter((w, at) => !(Math.abs(got[at]! - w) <= bound(at)))).toEqual([]);
      }),
    );
    expect(arena.memory().bytesInUse).toBe(0);
  });

  it("adds in the promised order, bit for bit, for every size, overwriting and accumulating", async () => {
    using arena = await openArena(variant);
    const check = (size: Sizes, seed: number) => {
      const { a, b, old } = operands(form, size, seed);
      const single = (start?: Float32Array) => Float32Array.from(product(form, size, a, b, promisedOrder[form], start));
      expectSameBits(run(arena, form, size, a, b), single());
      expectSameBits(run(arena, form, size, a, b, old), single(old));
    };
    fc.assert(fc.property(sizes, fc.nat(), check), { numRuns: 40 });
    for (const size of longSums) check(size, 1);
  });

  it("writes the rows it is asked for and nothing else, however the rows are split", async () => {
    using arena = await openArena(variant);
    const guard = 5; // not a multiple of four: C is not aligned to vectors
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), (size, seed, at) => {
        const [m, n, k] = size,
          { aShape, bShape, a, b, old } = operands(form, size, seed),
          whole = run(arena, form, size, a, b, old),
          x = Tensor.from(arena, aShape, a),
          y = Tensor.from(arena, bShape, b),
          room = Tensor.from(arena, [m * n + 2 * guard], new Float32Array(m * n + 2 * guard).fill(77)),
          cut = at % (m + 1),
          kernels = arena.kernels;
        room.data.set(old, guard);
        const rows = (begin: number, end: number) => {
          const rest = [n, k, x.ptr, y.ptr, room.ptr + 4 * guard, 1] as const;
          if (form === "matmul") kernels.gemm_nn_f32(begin, end, ...rest);
          else if (form === "matmulTransposeA") kernels.gemm_tn_f32(begin, end, m, ...rest);
          else kernels.gemm_nt_f32(begin, end, ...rest);
        };
        const expectRows = (c: Float32Array) => {
          const expected = new Float32Array(room.size).fill(77);
          expected.set(c, guard);
          expectSameBits(room.data, expected);
        };
        rows(cut, m);
        const half = whole.slice();
        half.set(old.subarray(0, cut * n));
        expectRows(half);
        rows(0, cut);
        expectRows(whole);
        for (const tensor of [x, y, room]) tensor.dispose();
      }),
      { numRuns: 50 },
    );
  });

  it("keeps a NaN to the row and the column it belongs to", async () => {
    using arena = await openArena(variant);
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), (size, seed, at) => {
        const [m, n, k] = size,
          { a, b } = operands(form, size, seed);
        fc.pre(m * n * k > 0);
        const i = at % m,
          j = at % n,
          p = at % k;
        a[form === "matmulTransposeA" ? p * m + i : i * k + p] = Number.NaN;
        b[form === "matmulTransposeB" ? j * k + p : p * n + j] = Number.POSITIVE_INFINITY;
        const got = run(arena, form, size, a, b),
          want = product(form, size, a, b, inDouble);
        const kind = (value: number) => (Number.isFinite(value) ? "finite" : `${value}`);
        expect(want.findIndex((value, at) => kind(value) !== kind(got[at]!))).toBe(-1);
      }),
      { numRuns: 25 },
    );
  });
});

describe.each(forms)("%s refuses", (form) => {
  const op = ops[form],
    size: Sizes = [3, 5, 4],
    [aShape, bShape] = shapes(form, size);

  it.each<[string, number[], number[], number[]]>([
    ["a of another inner size", aShape.map((d) => (d === 4 ? 2 : d)), bShape, [3, 5]],
    ["b of another inner size", aShape, bShape.map((d) => (d === 4 ? 2 : d)), [3, 5]],
    ["c of another shape", aShape, bShape, [5, 3]],
    ["c of another rank", aShape, bShape, [15]],
    ["a that is no matrix", [12], bShape, [3, 5]],
    ["b that is no matrix", aShape, [...bShape, 1], [3, 5]],
  ])("%s", async (_, a, b, c) => {
    using arena = await openArena();
    const tensors = [new Tensor(arena, a), new Tensor(arena, b), new Tensor(arena, c)] as const;
    tensors[2].data.fill(7);
    const before = arena.memory();
    expect(() => op(...tensors)).toThrow(ShapeError);
    expect(() => op(...tensors)).toThrow(form);
    expect(arena.memory()).toEqual(before);
    expect(tensors[2].data.every((v) => v === 7)).toBe(true);
  });

  it("integers, an output that overlaps an input, other memories and disposed tensors", async () => {
    using arena = await openArena();
    using other = await openArena();
    const square = () => new Tensor(arena, [4, 4]),
      [a, b, c] = [square(), square(), square()];
    expect(() => op(new Tensor(arena, [4, 4], "i32") as unknown as Tensor, b, c)).toThrow(ShapeError);
    expect(() => op(a, b, a)).toThrow("a and c must not overlap");
    expect(() => op(a, b, b.reshape([4, 4]))).toThrow("b and c must not overlap");
    expect(() => op(a, b, new Tensor(other, [4, 4]))).toThrow(ShapeError);
    expect(() => op(a, new Tensor(other, [4, 4]), c)).toThrow(ShapeError);
    expect(op(a, a, c)).toBe(c); // one matrix may be both factors
    b.dispose();
    expect(() => op(a, b, c)).toThrow(DisposedError);
  });
});

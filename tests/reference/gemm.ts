/** Naive definitions of the dense products. Row-major arrays in, an array of m·n numbers out. */
export type Form = "matmul" | "matmulTransposeA" | "matmulTransposeB";

/** Sizes of C [m,n] and of the inner index k. */
export type Sizes = readonly [m: number, n: number, k: number];

type Factor = (p: number) => number;
type Dot = (k: number, x: Factor, y: Factor, start: number) => number;

/** Shapes of A and B. */
export function shapes(form: Form, [m, n, k]: Sizes): [[number, number], [number, number]] {
  return [form === "matmulTransposeA" ? [k, m] : [m, k], form === "matmulTransposeB" ? [n, k] : [k, n]];
}

/** C = old + the product, every element by `dot` from its two factors as functions of the inner index. */
export function product(
  form: Form,
  [m, n, k]: Sizes,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  dot: Dot = inDouble,
  old?: ArrayLike<number>,
): number[] {
  const x = (i: number): Factor => (form === "matmulTransposeA" ? (p) => a[p * m + i]! : (p) => a[i * k + p]!),
    y = (j: number): Factor => (form === "matmulTransposeB" ? (p) => b[j * k + p]! : (p) => b[p * n + j]!);
  return Array.from({ length: m * n }, (_, at) => dot(k, x(Math.floor(at / n)), y(at % n), old?.[at] ?? 0));
}

/** The definition, Σ_p x[p]·y[p], in double precision. */
export const inDouble: Dot = (k, x, y, start) => {
  let total = start;
  for (let p = 0; p < k; p++) total += x(p) * y(p);
  return total;
};

/** The order in which matmul and matmulTransposeA promise to add in single precision: ascending. */
const ascending: Dot = (k, x, y, start) => {
  let total = start;
  for (let p = 0; p < k; p++) total = Math.fround(total + Math.fround(x(p) * y(p)));
  return total;
};

/** The order of matmulTransposeB: four interleaved sums, added pairwise, the last k mod 4 terms, the old value. */
const interleaved: Dot = (k, x, y, start) => {
  const whole = k - (k % 4);
  const [s0, s1, s2, s3] = [0, 1, 2, 3].map((lane) =>
    ascending(
      whole / 4,
      (p) => x(4 * p + lane),
      (p) => y(4 * p + lane),
      0,
    ),
  ) as [number, number, number, number];
  const total = ascending(
    k - whole,
    (p) => x(whole + p),
    (p) => y(whole + p),
    Math.fround(Math.fround(s0 + s1) + Math.fround(s2 + s3)),
  );
  return Math.fround(total + start);
};

export const promisedOrder: Record<Form, Dot> = {
  matmul: ascending,
  matmulTransposeA: ascending,
  matmulTransposeB: interleaved,
};

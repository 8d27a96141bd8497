const single = new Float32Array(1),
  bits = new Int32Array(single.buffer);

/** Distance between adjacent f32 values around `value`; 2^-149 among the subnormals. */
export function ulp(value: number): number {
  single[0] = value;
  return 2 ** (Math.max((bits[0]! >>> 23) & 255, 1) - 150);
}

/**
 * Error of an f32 against the exact result, in ulp of the latter. Infinite unless NaN meets NaN and infinity the same
 * infinity, where results that round to infinity count as infinite.
 */
export function ulpError(got: number, exact: number): number {
  const want = Math.fround(exact);
  if (Object.is(got, want) || (Number.isNaN(got) && Number.isNaN(want))) return 0;
  if (!Number.isFinite(got) || !Number.isFinite(want)) return Infinity;
  return Math.abs(got - exact) / ulp(exact);
}

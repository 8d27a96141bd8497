/** out[f, b] = samples[indices[b], f]·scale + offset in f32 arithmetic, 0 beyond the indices: the bits to expect. */
export function gather(
  samples: ArrayLike<number>,
  features: number,
  indices: readonly number[],
  scale: number,
  offset: number,
  batch: number,
): number[] {
  const out = new Array<number>(features * batch).fill(0);
  for (const [b, index] of indices.entries())
    for (let f = 0; f < features; f++) {
      const product = Math.fround(samples[index * features + f]! * Math.fround(scale));
      out[f * batch + b] = Math.fround(product + Math.fround(offset));
    }
  return out;
}

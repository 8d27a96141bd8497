/** A transposing batch gather in plain JavaScript over typed arrays, reading along each sample, the faster of the two loop orders. */
export function gather(
  samples: Uint8Array | Float32Array,
  features: number,
  indices: Int32Array,
  scale: number,
  offset: number,
  out: Float32Array,
): void {
  const batch = indices.length;
  for (let b = 0; b < batch; b++) {
    const row = indices[b]! * features;
    for (let f = 0; f < features; f++) out[f * batch + b] = samples[row + f]! * scale + offset;
  }
}

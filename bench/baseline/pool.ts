/** Averages of size × size pixels. */
export function averagePool(
  width: number,
  outHeight: number,
  outWidth: number,
  size: number,
  pixel: number,
  x: Float32Array,
  y: Float32Array,
): void {
  const share = 1 / size ** 2;
  y.fill(0);
  for (let i = 0; i < outHeight * size; i++)
    for (let j = 0; j < outWidth * size; j++) {
      const source = (i * width + j) * pixel,
        out = (Math.floor(i / size) * outWidth + Math.floor(j / size)) * pixel;
      for (let e = 0; e < pixel; e++) y[out + e]! += share * x[source + e]!;
    }
}

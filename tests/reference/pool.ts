/** Average pooling of channel-last images by its definition, rounded to f32 after every step as the kernels are. */
export interface Pool {
  readonly height: number;
  readonly width: number;
  readonly size: number;
  /** Numbers of one pixel: channels · n. */
  readonly pixel: number;
}

const f = Math.fround;

export const pooledPositions = ({ height, width, size }: Pool): number =>
  Math.floor(height / size) * Math.floor(width / size);

export function averagePool(pool: Pool, x: ArrayLike<number>): number[] {
  const { width, size, pixel } = pool,
    outWidth = Math.floor(width / size);
  return Array.from({ length: pooledPositions(pool) * pixel }, (_, at) => {
    const p = Math.floor(at / pixel);
    let sum = 0;
    for (let u = 0; u < size; u++)
      for (let v = 0; v < size; v++) {
        const h = Math.floor(p / outWidth) * size + u,
          w = (p % outWidth) * size + v;
        sum = f(sum + x[(h * width + w) * pixel + (at % pixel)]!);
      }
    return f(sum / size ** 2);
  });
}

export function averagePoolBackward(pool: Pool, d: ArrayLike<number>, old?: ArrayLike<number>): number[] {
  const { height, width, size, pixel } = pool,
    outHeight = Math.floor(height / size),
    outWidth = Math.floor(width / size);
  return Array.from({ length: height * width * pixel }, (_, at) => {
    const q = Math.floor(at / pixel),
      i = Math.floor(q / width / size),
      j = Math.floor((q % width) / size),
      start = old?.[at] ?? 0;
    return i < outHeight && j < outWidth
      ? f(start + f(d[(i * outWidth + j) * pixel + (at % pixel)]! / size ** 2))
      : start;
  });
}

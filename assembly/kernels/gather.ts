import { madd, read4, update4, vectorBytes } from "../simd";

/** First position in [begin, end) whose index is not one of 0 … limit − 1, or −1. indices i32[n]. */
export function find_outside_i32(begin: i32, end: i32, limit: i32, indices: usize): i32 {
  for (let i = begin; i < end; i++)
    if (<u32>load<i32>(indices + ((<usize>i) << 2)) >= <u32>limit) return i;
  return -1;
}

/** out[i] = values[indices[i]]. values i32[any], indices i32[n] valid, out i32[n], overlaps neither. */
export function gather_i32(begin: i32, end: i32, values: usize, indices: usize, out: usize): void {
  for (let i = (<usize>begin) << 2, stop = (<usize>end) << 2; i < stop; i += 4)
    store<i32>(out + i, load<i32>(values + ((<usize>load<i32>(indices + i)) << 2)));
}

/** y[i] = x[i] for the k indices, else 0. x, y f32[n]; indices i32[k] valid; none may overlap. */
export function keep_entries_f32(n: i32, k: i32, indices: usize, x: usize, y: usize): void {
  memory.fill(y, 0, (<usize>n) << 2);
  for (const stop = indices + ((<usize>k) << 2); indices < stop; indices += 4) {
    const at = (<usize>load<i32>(indices)) << 2;
    store<f32>(y + at, load<f32>(x + at));
  }
}

/**
 * y[i,b] (+)= x[i,b] in the columns with which[b] = wanted, else 0, for rows [begin, end).
 *   which i32[batch]   x, y f32[rows, batch]; y may be x. `accumulate` adds to y.
 */
export function select_columns_f32(
  begin: i32, end: i32, batch: i32, accumulate: bool, wanted: i32, which: usize, x: usize, y: usize,
): void {
  const row = (<usize>batch) << 2,
    lanes = vectorBytes(batch),
    wants = i32x4.splat(wanted);
  for (let i = <usize>begin; i < <usize>end; i++) {
    const from = x + i * row,
      to = y + i * row;
    let b: usize = 0;
    for (; b < lanes; b += 16) {
      const chosen = i32x4.eq(v128.load(which + b), wants);
      update4(to + b, v128.and(read4(from + b, false), chosen), accumulate, false);
    }
    for (; b < row; b += 4) {
      const chosen = i32x4.eq(v128.load_splat<i32>(which + b), wants);
      update4(to + b, v128.and(read4(from + b, true), chosen), accumulate, true);
    }
  }
}

/**
 * Picks samples and turns them feature-major: out[f, b] = samples[indices[b], f]·scale + offset for b < count, 0 for
 * count ≤ b < batch. Features [begin, end) are written. Sixteen samples are read along their features together: reads run
 * in streams, and every line of `out` is completed while it is at hand.
 *   samples f32[any, features]   indices i32[count] valid   out f32[features, batch], overlaps neither
 */
export function gather_f32(
  begin: i32, end: i32, features: i32, count: i32, batch: i32, scale: f32, offset: f32,
  samples: usize, indices: usize, out: usize,
): void {
  const stride = (<usize>features) << 2,
    row = (<usize>batch) << 2,
    lanes = count & ~3,
    s = f32x4.splat(scale),
    o = f32x4.splat(offset);
  const tiles = begin + ((end - begin) & ~3);
  for (let block = 0; block < lanes; block += 16) {
    const stop = min(block + 16, lanes);
    for (let f = begin; f < tiles; f += 4) {
      const first = samples + ((<usize>f) << 2),
        target = out + <usize>f * row;
      for (let b = block; b < stop; b += 4) {
        const at = indices + ((<usize>b) << 2);
        const x0 = v128.load(first + <usize>load<i32>(at) * stride),
          x1 = v128.load(first + <usize>load<i32>(at, 4) * stride),
          x2 = v128.load(first + <usize>load<i32>(at, 8) * stride),
          x3 = v128.load(first + <usize>load<i32>(at, 12) * stride);
        const low01 = i32x4.shuffle(x0, x1, 0, 4, 1, 5),
          high01 = i32x4.shuffle(x0, x1, 2, 6, 3, 7),
          low23 = i32x4.shuffle(x2, x3, 0, 4, 1, 5),
          high23 = i32x4.shuffle(x2, x3, 2, 6, 3, 7);
        let to = target + ((<usize>b) << 2);
        v128.store(to, madd(i32x4.shuffle(low01, low23, 0, 1, 4, 5), s, o));
        v128.store((to += row), madd(i32x4.shuffle(low01, low23, 2, 3, 6, 7), s, o));
        v128.store((to += row), madd(i32x4.shuffle(high01, high23, 0, 1, 4, 5), s, o));
        v128.store((to += row), madd(i32x4.shuffle(high01, high23, 2, 3, 6, 7), s, o));
      }
    }
  }
  // What the tiles left: the last features in full, and the last samples of every feature.
  for (let g = begin; g < end; g++) {
    const target = out + <usize>g * row;
    for (let b = g < tiles ? lanes : 0; b < count; b++) {
      const sample = samples + <usize>load<i32>(indices + ((<usize>b) << 2)) * stride;
      store<f32>(target + ((<usize>b) << 2), load<f32>(sample + ((<usize>g) << 2)) * scale + offset);
    }
    if (count < batch) memory.fill(target + ((<usize>count) << 2), 0, (<usize>(batch - count)) << 2);
  }
}

/** `gather_f32` for samples u8[any, features]. */
export function gather_u8_f32(
  begin: i32, end: i32, features: i32, count: i32, batch: i32, scale: f32, offset: f32,
  samples: usize, indices: usize, out: usize,
): void {
  const stride = <usize>features,
    row = (<usize>batch) << 2,
    lanes = count & ~3,
    s = f32x4.splat(scale),
    o = f32x4.splat(offset);
  const tiles = begin + ((end - begin) & ~15);
  for (let block = 0; block < lanes; block += 16) {
    const stop = min(block + 16, lanes);
    for (let f = begin; f < tiles; f += 16) {
      const first = samples + <usize>f,
        target = out + <usize>f * row;
      for (let b = block; b < stop; b += 4) {
        const at = indices + ((<usize>b) << 2);
        const x0 = v128.load(first + <usize>load<i32>(at) * stride),
          x1 = v128.load(first + <usize>load<i32>(at, 4) * stride),
          x2 = v128.load(first + <usize>load<i32>(at, 8) * stride),
          x3 = v128.load(first + <usize>load<i32>(at, 12) * stride);
        // Bytes of samples 0 and 2, and of 1 and 3, side by side; then all four: one feature per 32-bit lane.
        const low02 = interleaveLow(x0, x2),
          high02 = interleaveHigh(x0, x2),
          low13 = interleaveLow(x1, x3),
          high13 = interleaveHigh(x1, x3);
        const to = target + ((<usize>b) << 2),
          group = row << 2;
        store4(interleaveLow(low02, low13), s, o, to, row);
        store4(interleaveHigh(low02, low13), s, o, to + group, row);
        store4(interleaveLow(high02, high13), s, o, to + 2 * group, row);
        store4(interleaveHigh(high02, high13), s, o, to + 3 * group, row);
      }
    }
  }
  for (let g = begin; g < end; g++) {
    const target = out + <usize>g * row;
    for (let b = g < tiles ? lanes : 0; b < count; b++) {
      const sample = samples + <usize>load<i32>(indices + ((<usize>b) << 2)) * stride;
      store<f32>(target + ((<usize>b) << 2), <f32>load<u8>(sample + <usize>g) * scale + offset);
    }
    if (count < batch) memory.fill(target + ((<usize>count) << 2), 0, (<usize>(batch - count)) << 2);
  }
}

// @ts-ignore: decorator
@inline
function interleaveLow(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}

// @ts-ignore: decorator
@inline
function interleaveHigh(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
}

/** Four features of four samples, one byte each, to four rows of f32. */
// @ts-ignore: decorator
@inline
function store4(bytes: v128, scale: v128, offset: v128, to: usize, row: usize): void {
  const low = i16x8.extend_low_i8x16_u(bytes),
    high = i16x8.extend_high_i8x16_u(bytes);
  v128.store(to, madd(f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(low)), scale, offset));
  v128.store(to + row, madd(f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_u(low)), scale, offset));
  v128.store(to + 2 * row, madd(f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(high)), scale, offset));
  v128.store(to + 3 * row, madd(f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_u(high)), scale, offset));
}

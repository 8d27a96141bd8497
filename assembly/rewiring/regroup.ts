/**
 * Puts a list of 4-byte elements in another order, in place: x[i] becomes the old x[sources[i]], or 0 where that is negative.
 *   sources i32[n], each below oldSize   old u32[max(oldSize, 1)], scratch   x u32[max(n, oldSize)]; none may overlap
 */
export function regroup_u32(n: i32, oldSize: i32, sources: usize, old: usize, x: usize): void {
  const end = x + (<usize>n << 2);
  memory.copy(old, x, <usize>oldSize << 2);
  for (; x < end; x += 4, sources += 4) {
    // Which are negative cannot be predicted, so there is no branch.
    const source = load<i32>(sources),
      stayed = ~(source >> 31);
    store<u32>(x, load<u32>(old + (<usize>(source & stayed) << 2)) & stayed);
  }
}

/**
 * Gives the grown entries their values: values[places[k]] = x[k] where sources[places[k]] is negative.
 *   places i32[n]   sources i32[nnz]   x f32[n]   values f32[nnz]; none may overlap
 */
export function place_f32(n: i32, places: usize, sources: usize, x: usize, values: usize): void {
  for (let k: usize = 0; k < <usize>n << 2; k += 4) {
    const place = <usize>load<u32>(places + k) << 2;
    if (load<i32>(sources + place) < 0) store<f32>(values + place, load<f32>(x + k));
  }
}

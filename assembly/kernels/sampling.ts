import { bits53, remainder53 } from "../philox";

/** Fills x i32[n] with 0 … n − 1 in random order. Returns the number of blocks drawn. */
export function permutation_i32(
  n: i32, key0: i32, key1: i32, stream0: i32, stream1: i32, position: f64, x: usize,
): f64 {
  for (let i: i32 = 0; i < n; i++) store<i32>(x + ((<usize>i) << 2), i);
  return shuffle_i32(n, key0, key1, stream0, stream1, position, x);
}

/**
 * Shuffles x i32[n], every order equally likely. Returns the number of blocks drawn.
 * Source: Durstenfeld 1964, doi:10.1145/364520.364540 (Fisher–Yates).
 */
export function shuffle_i32(
  n: i32, key0: i32, key1: i32, stream0: i32, stream1: i32, position: f64, x: usize,
): f64 {
  const first = <u64>position;
  let block = first;
  for (let i = n - 1; i > 0; i--) {
    const limit = <u64>(i + 1);
    let bits: u64, drawn: u64;
    do {
      bits = bits53(block++, key0, key1, stream0, stream1);
      drawn = remainder53(bits, limit);
    } while (bits - drawn > (1 << 53) - limit); // the last, incomplete run of `limit` values is drawn again
    const a = x + ((<usize>i) << 2),
      b = x + ((<usize>drawn) << 2),
      value = load<i32>(a);
    store<i32>(a, load<i32>(b));
    store<i32>(b, value);
  }
  return <f64>(block - first);
}

/**
 * k distinct integers of 0 … n − 1, every subset equally likely, ascending in the first k cells of `cells` f64[3k],
 * which must come in zeroed. Returns the number of blocks drawn. Expected time O(k).
 * Floyd's draws go into a linear-probing table of 2k homes whose hash ⌊v·2k/n⌋ grows with v and whose clusters are kept
 * sorted, so reading it from the start yields them in order; k cells of room at the end hold any overflow.
 * A cell holds value + 1, 0 when empty. Source: Bentley & Floyd 1987, doi:10.1145/30401.315746.
 */
export function sample_f64(
  n: f64, k: i32, key0: i32, key1: i32, stream0: i32, stream1: i32, position: f64, cells: usize,
): f64 {
  const homes = 2 * <f64>k,
    ratio = homes / n,
    last = homes - 1,
    first = <u64>position;
  let block = first;
  for (let top = n - <f64>k; top < n; top++) {
    const limit = <u64>top + 1;
    let bits: u64, drawn: u64;
    do {
      bits = bits53(block++, key0, key1, stream0, stream1);
      drawn = remainder53(bits, limit);
    } while (bits - drawn > (1 << 53) - limit);
    let value = <f64>drawn,
      at = place(value, cells, ratio, last);
    if (load<f64>(at) == value + 1) {
      value = top; // larger than all before it, so certainly new
      at = place(value, cells, ratio, last);
    }
    let carried = value + 1;
    while (carried != 0) {
      const next = load<f64>(at);
      store<f64>(at, carried);
      carried = next;
      at += 8;
    }
  }
  let out = cells;
  const stop = cells + (<usize>k) * 24;
  for (let at = cells; at < stop; at += 8) {
    const cell = load<f64>(at);
    store<f64>(out, cell - 1); // an empty cell's −1 is overwritten by the next value; `out` never passes `at`
    out += cell != 0 ? 8 : 0;
  }
  return <f64>(block - first);
}

/** The cell where `value` stands or belongs: the first from its home on that is empty or not smaller. */
// @ts-ignore: decorator
@inline
function place(value: f64, cells: usize, ratio: f64, last: f64): usize {
  let at = cells + ((<usize>min<f64>(value * ratio, last)) << 3);
  const wanted = value + 1;
  let cell = load<f64>(at);
  while (cell != 0 && cell < wanted) {
    at += 8;
    cell = load<f64>(at);
  }
  return at;
}

/**
 * Philox4x32-10, the twin of src/tensor/random.ts: block b of a stream is a pure function of (key, stream, b).
 * Source: Salmon, Moraes, Dror & Shaw 2011, doi:10.1145/2063384.2063405.
 */
export const multiplier0: i32 = 0xd2511f53;
export const multiplier1: i32 = 0xcd9e8d57;
export const weyl0: i32 = 0x9e3779b9;
export const weyl1: i32 = 0xbb67ae85;

/** 53 random bits: the first two words of one block, as Random.uniform and Random.integer draw them. */
// @ts-ignore: decorator
@inline
export function bits53(block: u64, key0: i32, key1: i32, stream0: i32, stream1: i32): u64 {
  const words = philox(block, key0, key1, stream0, stream1);
  const a = <u64>(<u32>i32x4.extract_lane(words, 0)),
    b = <u64>(<u32>i32x4.extract_lane(words, 1));
  return ((a >> 5) << 26) | (b >> 6);
}

/**
 * bits mod limit for bits < 2^53. A division in double precision takes a third of the time of one of 64-bit integers, and no
 * quotient is rounded up to the next integer: that is 1/limit away or more, and half the distance between doubles is less.
 */
// @ts-ignore: decorator
@inline
export function remainder53(bits: u64, limit: u64): u64 {
  return bits - <u64>(<i64>(<f64>(<i64>bits) / <f64>(<i64>limit))) * limit;
}

/** The four words of one block, in lane order. */
function philox(block: u64, key0: i32, key1: i32, stream0: i32, stream1: i32): v128 {
  const multipliers = i32x4(multiplier0, multiplier1, 0, 0),
    weyl = i32x4(weyl0, 0, weyl1, 0);
  let counter = i32x4.replace_lane(i64x2.splat(block), 2, stream0),
    key = i32x4.replace_lane(i64x2.splat(<u32>key0), 2, key1);
  counter = i32x4.replace_lane(counter, 3, stream1);
  for (let round = 0; round < 10; round++) {
    // [low0, high0, low1, high1] of c0·M0 and c2·M1; the shift leaves [c1, 0, c3, 0].
    const products = i64x2.extmul_low_i32x4_u(i32x4.shuffle(counter, counter, 0, 2, 4, 6), multipliers);
    const odd = v128.xor(i64x2.shr_u(counter, 32), key);
    counter = v128.xor(i32x4.shuffle(products, products, 3, 2, 1, 0), odd);
    key = i32x4.add(key, weyl);
  }
  return counter;
}

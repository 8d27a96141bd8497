import { madd, read4, vectorBytes, write4 } from "../simd";

/**
 * Noise and penalty on the strengths f = sign·w of connections that keep their signs: f += noiseScale·noise − penalty,
 * w = sign·f.
 *   sign f32[n] of −1 and 1   noise f32[n]   w f32[n], changed in place; overlaps none
 *   dormant i32[n] receives, ascending from its start, the places of elements [begin, end) where f ≤ 0
 * Returns their number. NaN is not dormant: it stays, to be seen. Source: Bellec, Kappel, Maass & Legenstein 2018,
 * arXiv:1711.05136, algorithm 1.
 */
export function deep_r_f32(
  begin: i32, end: i32, noiseScale: f32, penalty: f32, sign: usize, noise: usize, w: usize, dormant: usize,
): i32 {
  const lanes = vectorBytes(end - begin),
    bytes = (<usize>(end - begin)) << 2,
    from = (<usize>begin) << 2,
    first = dormant,
    scale = f32x4.splat(noiseScale),
    cost = f32x4.splat(penalty),
    zero = f32x4.splat(0);
  sign += from;
  noise += from;
  w += from;
  for (let i: usize = 0; i < bytes; ) {
    const tail = i >= lanes,
      s = read4(sign + i, tail),
      change = f32x4.sub(f32x4.mul(read4(noise + i, tail), scale), cost),
      strength = madd(s, read4(w + i, tail), change);
    write4(w + i, f32x4.mul(strength, s), tail);
    let hits = i32x4.bitmask(f32x4.le(strength, zero)) & (tail ? 1 : 15);
    for (; hits; hits &= hits - 1) {
      store<i32>(dormant, begin + <i32>(i >>> 2) + ctz(hits));
      dormant += 4;
    }
    i += tail ? 4 : 16;
  }
  return <i32>((dormant - first) >>> 2);
}

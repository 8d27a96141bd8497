import { u32At } from "./array";

/** The n-th largest of `count` permanences, n from 1 to count. */
export function nthLargest(permanences: usize, count: u32, n: u32): f32 {
  // Permanences lie in [0, 1], where bits are ordered as numbers are: the value is found bit by bit from the top.
  let prefix: u32 = 0;
  for (let bit = 29; bit >= 0; bit--) {
    const candidate = prefix | (1 << bit),
      wanted = i32x4.splat(candidate);
    let atLeast: u32 = 0,
      i: u32 = 0;
    for (; i + 4 <= count; i += 4)
      atLeast += popcnt(i32x4.bitmask(i32x4.ge_s(v128.load(permanences + ((<usize>i) << 2)), wanted)));
    for (; i < count; i++) atLeast += u32At(permanences, i) >= candidate ? 1 : 0;
    if (atLeast >= n) prefix = candidate;
  }
  return reinterpret<f32>(prefix);
}

import { u32At } from "./array";

/** Bits in 32-bit words, by cell or input. */

/** Bytes of as many bits. */
// @ts-ignore: decorator
@inline
export function bitBytes(count: u32): usize {
  return ((<usize>count + 31) >> 5) << 2;
}

/** 1 when the bit is set, else 0. */
// @ts-ignore: decorator
@inline
export function bitAt(bits: usize, i: u32): u32 {
  return (u32At(bits, i >> 5) >> (i & 31)) & 1;
}

/** Sets a bit that is clear, clears one that is set. */
// @ts-ignore: decorator
@inline
export function flipBit(bits: usize, i: u32): void {
  const word = bits + ((<usize>i >> 5) << 2);
  store<u32>(word, load<u32>(word) ^ (1 << (i & 31)));
}

// @ts-ignore: decorator
@inline
export function setBit(bits: usize, i: u32, on: bool): void {
  const word = bits + ((<usize>i >> 5) << 2),
    bit: u32 = 1 << (i & 31);
  store<u32>(word, on ? load<u32>(word) | bit : load<u32>(word) & ~bit);
}

/** Sets or clears the bits of the cells listed. */
export function setBits(bits: usize, cells: usize, count: u32, on: bool): void {
  for (let i: u32 = 0; i < count; i++) setBit(bits, u32At(cells, i), on);
}

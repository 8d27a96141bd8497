import type { BitRows } from "./bit-rows.js";

/** How many bits every segment shares with every pattern: [segments, patterns]. Walks only words a segment has bits in. */
export function matchCounts(segments: BitRows, patterns: BitRows): Uint16Array {
  const { stride } = segments,
    counts = new Uint16Array(segments.rows * patterns.rows),
    filled = new Int32Array(stride);
  let next = 0;
  for (let i = 0; i < segments.rows; i++) {
    const own = i * stride;
    let words = 0;
    for (let w = 0; w < stride; w++) if (segments.words[own + w] !== 0) filled[words++] = w;
    for (let j = 0; j < patterns.rows; j++) {
      let count = 0;
      for (let k = 0; k < words; k++) {
        const w = filled[k]!;
        count += ones(segments.words[own + w]! & patterns.words[j * stride + w]!);
      }
      counts[next++] = count;
    }
  }
  return counts;
}

/** Bits of a word that are set: sums of pairs, of fours and of bytes, then all four bytes by one product. */
function ones(word: number): number {
  word -= (word >>> 1) & 0x55555555;
  word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
  return Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

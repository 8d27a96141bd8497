import { overlaps } from "../../dendrites/overlap.js";
import { Tensor } from "../../tensor/tensor.js";
import { Arena } from "../../wasm/arena.js";
import type { Kernels } from "../../wasm/load.js";
import type { BitRows } from "./bit-rows.js";

/** How many bits every segment shares with every pattern: [segments, patterns]. */
export function matchCounts(kernels: Kernels, segments: BitRows, patterns: BitRows): Int32Array {
  using arena = new Arena(kernels);
  const packed = ({ rows, stride, words }: BitRows) =>
    Tensor.from(arena, [rows, 4 * stride], new Uint8Array(words.buffer, words.byteOffset, words.byteLength), "u8");
  return overlaps(
    packed(segments),
    packed(patterns),
    new Tensor(arena, [segments.rows, patterns.rows], "i32"),
  ).data.slice();
}

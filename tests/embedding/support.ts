import { fillNormal } from "../../src/ops/random.js";
import { Random } from "../../src/random.js";
import { Tensor } from "../../src/tensor/tensor.js";
import type { Arena } from "../../src/wasm/arena.js";

/** Numbers of a standard normal distribution, copied out of the arena. */
export function normals(arena: Arena, seed: number, count: number): Float32Array<ArrayBuffer> {
  const tensor = fillNormal(new Random(seed), new Tensor(arena, [count])),
    copied = tensor.data.slice();
  tensor.dispose();
  return copied;
}

/** `each` points around each of three far centres in ten dimensions, and which centre is whose. */
export function blobs(arena: Arena, each: number): { points: Float32Array<ArrayBuffer>; labels: number[] } {
  const labels = Array.from({ length: 3 * each }, (_, i) => i % 3),
    points = normals(arena, 17, 30 * each).map((v, at) => v + (at % 10 === labels[Math.floor(at / 10)] ? 12 : 0));
  return { points, labels };
}

import { type topK, topKByMagnitude, topKScratchSize } from "../ops/topk.js";
import { rewiringKernels } from "../tensor/rewiring.js";
import { Tensor } from "../tensor/tensor.js";
import type { Arena } from "../wasm/arena.js";

/**
 * Finds the k least of up to `capacity` scores, as what the n − k largest leave; once bound, it allocates no WebAssembly memory.
 * @returns a function that gives their indices, ascending: as `select` orders scores, NaN before all others, of equals the last
 * @throws {MemoryError} when there is no room
 */
export function bindLeast(arena: Arena, capacity: number) {
  const room = new Tensor(arena, [capacity], "i32"),
    scratch = new Tensor(arena, [topKScratchSize], "i32");
  return (scores: Tensor, k: number, select: typeof topK): Int32Array<ArrayBuffer> => {
    const { size } = scores,
      kept = select(scores, size - k, room.rows(0, size - k), scratch),
      least = room.rows(size - k, k);
    rewiringKernels.of(arena.kernels).complement_i32(size, size - k, kept.ptr, least.ptr);
    return least.data.slice() as Int32Array<ArrayBuffer>;
  };
}

/** Room to find the scores of least size in. */
export class Least {
  /** Write the scores here; they are left as they are. */
  readonly scores: Tensor;
  readonly #find: ReturnType<typeof bindLeast>;

  /** @throws {MemoryError} when there is no room */
  constructor(arena: Arena, capacity: number) {
    this.scores = new Tensor(arena, [capacity]);
    this.#find = bindLeast(arena, capacity);
  }

  /** Indices of the k least |scores| among the first `count`, ascending: NaN before all others, of equals the last. O(count). */
  find(count: number, k: number): Int32Array {
    return this.#find(this.scores.rows(0, count), k, topKByMagnitude);
  }
}

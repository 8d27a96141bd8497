import { topKByMagnitude, topKScratchSize } from "../ops/topk.js";
import { Tensor } from "../tensor/tensor.js";
import type { Arena } from "../wasm/arena.js";

/** Room to find the least of many scores in: once made, finding allocates no WebAssembly memory. */
export class Least {
  /** Write the scores here; they are left as they are. */
  readonly scores: Tensor;
  readonly #kept: Tensor<"i32">;
  readonly #scratch: Tensor<"i32">;

  /** @throws {MemoryError} when there is no room */
  constructor(arena: Arena, capacity: number) {
    this.scores = new Tensor(arena, [capacity]);
    this.#kept = new Tensor(arena, [capacity], "i32");
    this.#scratch = new Tensor(arena, [topKScratchSize], "i32");
  }

  /** Indices of the k least |scores| among the first `count`, ascending: NaN before all others, of equals the last. O(count). */
  find(count: number, k: number): Int32Array {
    const kept = this.#kept.rows(0, count - k);
    topKByMagnitude(this.scores.rows(0, count), count - k, kept, this.#scratch);
    const stays = kept.data,
      least = new Int32Array(k);
    for (let index = 0, next = 0, found = 0; found < k; index++)
      if (stays[next] === index) next++;
      else least[found++] = index;
    return least;
  }
}

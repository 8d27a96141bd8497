import { MemoryError } from "../../src/errors.js";
import type { Arena } from "../../src/wasm/arena.js";

/**
 * Runs `work` on what `make` makes with the arena's n-th allocation failing, n = 1, 2, 3 … until it needs fewer; behind
 * each `after`, told whether it failed.
 * @returns how many allocations `work` takes
 */
export function failEveryAllocation<T>(
  arena: Arena,
  make: () => T,
  work: (made: T) => void,
  after: (made: T, failed: boolean) => void,
): number {
  for (let fails = 1; ; fails++) {
    if (fails > 1000) throw new Error("never ends");
    const made = make(),
      failed = failingAt(arena, fails, () => work(made));
    after(made, failed);
    if (!failed) return fails - 1;
  }
}

/** Whether `work` failed because the arena's n-th allocation did. Other errors pass. */
export function failingAt(arena: Arena, fails: number, work: () => void): boolean {
  const allocate = arena.allocate;
  let calls = 0;
  arena.allocate = (bytes, owner = "test") => {
    if (++calls === fails) throw new MemoryError(owner, bytes, "this one was made to fail");
    return allocate.call(arena, bytes, owner);
  };
  try {
    work();
    return false;
  } catch (error) {
    if (error instanceof MemoryError && calls === fails) return true;
    throw error;
  } finally {
    arena.allocate = allocate;
  }
}

/**
 * What this module takes from outside. Its memory is the kernels' own, so tensors and segments lie side by side; blocks
 * come from the arena that owns the structure, whose allocator throws (through these frames) when memory is full.
 * So: whatever needs room is reserved first, and only then is anything changed.
 */

/** `bytes` zeroed bytes, 16-byte aligned, for the structure at `owner`. */
// @ts-ignore: decorator
@external("host", "allocate")
export declare function allocate(owner: usize, bytes: usize): usize;

// @ts-ignore: decorator
@external("host", "release")
export declare function release(owner: usize, pointer: usize): void;

/** Gives a block back, if there is one. */
export function giveBack(owner: usize, pointer: usize): void {
  if (pointer) release(owner, pointer);
}

/** A block of at least `bytes` bytes in place of one of `held`, with its contents. */
export function reallocate(owner: usize, pointer: usize, held: usize, bytes: usize): usize {
  const block = allocate(owner, bytes);
  if (pointer) {
    memory.copy(block, pointer, held);
    release(owner, pointer);
  }
  return block;
}

/** The module's only state: AssemblyScript's own two-level segregated-fit allocator. Blocks are 16-byte aligned. */

/** Largest block the allocator can hand out; asking for more would trap. */
export function allocation_limit(): usize {
  return <usize>(1 << 30) - 64;
}

/** Reserves `bytes` bytes with whatever they held before. Traps when the memory cannot grow. */
export function allocate(bytes: usize): usize {
  return heap.alloc(bytes);
}

/** Gives back a block of `allocate`. */
export function release(pointer: usize): void {
  heap.free(pointer);
}

/** Gives back the end of a block, of which the first `bytes` bytes stay where they are. */
export function shrink(pointer: usize, bytes: usize): void {
  heap.realloc(pointer, bytes);
}

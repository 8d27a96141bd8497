/** The bit that marks an entry which goes: in its column, so that no kernel has to look for it in the list of them. */
const mark: i32 = 0x80000000;

// @ts-ignore: decorator
@inline
export function columnOf(entry: i32): i32 {
  return entry & ~mark;
}

// @ts-ignore: decorator
@inline
export function stays(entry: i32): i32 {
  return ~entry >>> 31;
}

/** −1 where all are places of entries in ascending order, else k where dropped[k] is none or not above the one before. */
export function firstMisplaced(drops: i32, nnz: i32, dropped: usize): i32 {
  for (let k = 0, last = -1; k < drops; k++) {
    const place = load<i32>(dropped + (<usize>k << 2));
    if (!(place > last && place < nnz)) return k;
    last = place;
  }
  return -1;
}

/** Marks entries, or takes their marks away.   dropped i32[drops], places of entries   columnIndices i32[nnz] */
export function toggle(drops: i32, dropped: usize, columnIndices: usize): void {
  for (const end = dropped + (<usize>drops << 2); dropped < end; dropped += 4) {
    const entry = columnIndices + (<usize>load<u32>(dropped) << 2);
    store<i32>(entry, load<i32>(entry) ^ mark);
  }
}

const rotate = (x: number, by: number) => (x << by) | (x >>> (32 - by));

/** MurmurHash3_x86_32 (Appleby, public domain) of the four little-endian bytes of one u32. */
export function murmur3(key: number, seed: number): number {
  let hash = seed ^ Math.imul(rotate(Math.imul(key, 0xcc9e2d51), 15), 0x1b873593);
  hash = Math.imul(rotate(hash, 13), 5) + 0xe6546b64;
  hash ^= 4;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

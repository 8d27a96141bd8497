/** What a shared memory may grow to; a memory of one's own may grow to all 4 GiB that addresses reach. */
const pages = 65536,
  fewestSharedPages = 1024;

/**
 * A memory of one page to start with. One that is shared between threads reserves its addresses at once: where that many
 * are refused (phones), half of them, and so on.
 * @throws {RangeError} when there are no addresses left
 */
export function createMemory(shared: boolean): WebAssembly.Memory {
  for (let maximum = pages; ; maximum /= 2)
    try {
      return new WebAssembly.Memory({ initial: 1, maximum, shared });
    } catch (error) {
      if (!shared || maximum <= fewestSharedPages) throw error;
    }
}

/** Told by tag, not by class: another frame's or test runner's is as good. */
export function isShared({ buffer }: WebAssembly.Memory): boolean {
  return Object.prototype.toString.call(buffer) === "[object SharedArrayBuffer]";
}

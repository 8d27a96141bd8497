/**
 * Pairs of nodes to be asked for, added and removed in constant time: open addressing with linear probing in one typed
 * array, at most half full. Undirected pairs are the same either way round.
 */
export class EdgeSet {
  /** Two numbers a slot, the first −1 where it is empty. */
  readonly #slots: Int32Array;
  readonly #mask: number;
  readonly #shift: number;
  readonly #directed: boolean;

  /** @param capacity the most pairs it will hold at a time */
  constructor(capacity: number, directed: boolean) {
    let bits = 3;
    while (2 ** bits < 2 * capacity) bits++;
    this.#slots = new Int32Array(2 ** (bits + 1)).fill(-1);
    this.#mask = 2 ** bits - 1;
    this.#shift = 32 - bits;
    this.#directed = directed;
  }

  has(a: number, b: number): boolean {
    return this.#directed || a < b ? this.#slots[this.#find(a, b)] !== -1 : this.#slots[this.#find(b, a)] !== -1;
  }

  /** Whether the pair was new. */
  add(a: number, b: number): boolean {
    const low = this.#directed || a < b ? a : b,
      high = low === a ? b : a,
      at = this.#find(low, high);
    if (this.#slots[at] !== -1) return false;
    this.#slots[at] = low;
    this.#slots[at + 1] = high;
    return true;
  }

  delete(a: number, b: number): void {
    const slots = this.#slots,
      mask = this.#mask,
      at = this.#directed || a < b ? this.#find(a, b) : this.#find(b, a);
    if (slots[at] === -1) return;
    // What follows moves up to where a search for it would otherwise stop short.
    let hole = at >> 1;
    for (let next = (hole + 1) & mask; slots[2 * next] !== -1; next = (next + 1) & mask) {
      const home = this.#home(slots[2 * next]!, slots[2 * next + 1]!);
      if (((next - home) & mask) < ((next - hole) & mask)) continue;
      slots[2 * hole] = slots[2 * next]!;
      slots[2 * hole + 1] = slots[2 * next + 1]!;
      hole = next;
    }
    slots[2 * hole] = -1;
  }

  #home(a: number, b: number): number {
    const mixed = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca77);
    return Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) >>> this.#shift;
  }

  /** Where the pair stands, or the empty place it would take. */
  #find(a: number, b: number): number {
    const slots = this.#slots;
    let slot = this.#home(a, b);
    while (slots[2 * slot] !== -1 && (slots[2 * slot] !== a || slots[2 * slot + 1] !== b))
      slot = (slot + 1) & this.#mask;
    return 2 * slot;
  }
}

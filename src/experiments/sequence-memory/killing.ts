import type { TemporalMemory } from "../../dendrites/temporal-memory.js";
import type { Random } from "../../random.js";

/** Kills cells of a memory in a random order: a dead cell is never predicted, and no segment hears of it. */
export class Killing {
  readonly #memory: TemporalMemory;
  readonly #order: Uint32Array;
  #killed = 0;

  constructor(memory: TemporalMemory, random: Random) {
    this.#memory = memory;
    const order = (this.#order = Uint32Array.from({ length: memory.cells }, (_, cell) => cell));
    for (let i = order.length - 1; i > 0; i--) {
      const j = random.integer(i + 1);
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
  }

  /** Until at least this share of all cells is dead. @returns how many are */
  upTo(share: number): number {
    const { segments, cells } = this.#memory,
      dead = new Uint8Array(cells),
      wanted = Math.round(share * cells);
    for (; this.#killed < wanted; this.#killed++) dead[this.#order[this.#killed]!] = 1;
    for (let cell = 0; cell < cells; cell++)
      for (const segment of segments.segmentsOf(cell))
        if (dead[cell]) segments.destroySegment(segment);
        else
          for (const input of segments.synapses(segment).inputs)
            if (dead[input]) segments.destroySynapse(segment, input);
    return this.#killed;
  }
}

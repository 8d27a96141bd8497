import type { Draws } from "./draws.js";

/** Nodes put round a ring. */
export class Ring {
  readonly #order: Int32Array;
  readonly #place: Int32Array;

  /** @param order the nodes, each once, as they follow each other */
  constructor(order: Int32Array) {
    this.#order = order;
    this.#place = new Int32Array(order.length);
    for (let place = 0; place < order.length; place++) this.#place[order[place]!] = place;
  }

  /** Steps from one node to another, the shorter way round. */
  apart(i: number, j: number): number {
    const steps = Math.abs(this.#place[i]! - this.#place[j]!);
    return Math.min(steps, this.#place.length - steps);
  }

  /** A random other node no farther from this one than a is from b. */
  near(node: number, a: number, b: number, draws: Draws): number {
    const most = this.apart(a, b),
      draw = draws.integer(2 * most),
      steps = draw < most ? draw + 1 : most - draw - 1,
      size = this.#place.length;
    return this.#order[(this.#place[node]! + steps + size) % size]!;
  }
}

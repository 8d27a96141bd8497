import { fillBernoulli } from "../ops/random.js";
import type { Random } from "../random.js";
import { vectorGate } from "../tape/vector-gate.js";
import { Tensor } from "../tensor/tensor.js";
import type { BoundLayer, Layer, Site } from "./layer.js";
import { expectVectors } from "./vector-options.js";

/**
 * The nonlinearity of vector units: a unit's vector h passes where t·h ≥ 0 and is zeroed elsewhere, with a fixed direction t
 * of ±1, drawn once. Units 2i and 2i + 1 have opposite directions; in images every channel has one, at all positions.
 * Source: Clark, Abbott & Chung 2021, arXiv:2106.04089.
 */
export class VectorGate implements Layer {
  readonly name = "vectorGate";

  /** @throws {ArgumentError} above scalar units */
  bind(site: Site): BoundLayer & { readonly directions: Tensor } {
    const { arena, features, shape, random } = site,
      components = expectVectors("VectorGate", site),
      directions = new Tensor(arena, [shape.at(-1)!, components]);
    fillDirections(directions, random);
    return {
      features,
      shape,
      components,
      directions,
      parameters: [],
      record: (x) => vectorGate(x, directions),
    };
  }
}

/** ±1 with equal chance in the even rows, and the opposite in the odd row that follows. */
function fillDirections(directions: Tensor, random: Random): void {
  const [rows = 0, components = 0] = directions.shape,
    coins = new Tensor(directions.arena, [Math.ceil(rows / 2), components]);
  fillBernoulli(random, coins);
  const to = directions.data;
  for (const [i, coin] of coins.data.entries()) {
    const at = i + components * Math.floor(i / components); // row 2p of pair p
    to[at] = 2 * coin - 1;
    if (at + components < to.length) to[at + components] = 1 - 2 * coin;
  }
  coins.dispose();
}

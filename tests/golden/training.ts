import { digits } from "../../src/data/digits.js";
import { dfa } from "../../src/learning/dfa.js";
import { Dense } from "../../src/networks/dense.js";
import { Dropout } from "../../src/networks/dropout.js";
import { MaskedLinear } from "../../src/networks/masked-linear.js";
import { SparseLinear } from "../../src/networks/sparse-linear.js";
import { Random } from "../../src/random.js";
import { cosine } from "../../src/schedules.js";
import { relu, sigmoid, tanh } from "../../src/tape/activations.js";
import { adam, sgd } from "../../src/training/optimizers.js";
import { Sequential } from "../../src/training/sequential.js";
import { fingerprint } from "../../src/training/snapshot.js";
import type { Arena } from "../../src/wasm/arena.js";

/**
 * Trains a small network with most of what the package has, by two rules and two optimisers, and gives the fingerprint
 * of its weights. It must be the same on every engine and in every release of one major version.
 */
export async function trainGolden(arena: Arena): Promise<string> {
  const network = new Sequential(arena, {
    inputs: 784,
    layers: [
      new SparseLinear(61, { density: 0.1 }),
      relu,
      new Dropout(0.1),
      new MaskedLinear(33, { density: 0.3 }),
      tanh,
      new Dense(18),
      sigmoid,
      new Dense(10),
    ],
    random: new Random(2026),
  });
  const data = digits({ count: 500, seed: 5 }),
    shared = { epochs: 3, batchSize: 64, clipNorm: 1, random: new Random(11) };
  await network.fit(data, { ...shared, optimizer: adam({ rate: 0.01 }), schedule: cosine({ epochs: 3 }) });
  await network.fit(data, { ...shared, optimizer: sgd({ rate: 0.1, momentum: 0.9 }), rule: dfa() });
  return fingerprint(network.parameters);
}

/** Made by this package itself on Node 20.20.2, x86-64, on 2026-11-22: it guards against change, not against error. */
export const goldenFingerprint = "bede805da9eb05cf7ad22a11ab367264c982d83eea68184819e0a648ce51735b";

/** Fingerprint of `neurite run sparse-mnist --scale smoke` on generated digits, seed 1, made like the one above. */
export const goldenSmokeFingerprint = "63c02317fafd313ec4c8a505c2b11931ae01c68b67773218352fdbd61eb932e9";

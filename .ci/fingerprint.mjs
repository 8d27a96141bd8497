// Trains one small network with every kind of layer, under every rule and two optimizers, and prints losses and hashes of
// all weights: the same text on every engine, or the promise of equal bits is broken. Uses the built package.
import * as neurite from "../dist/index.js";

const { adam, Arena, bp, Dense, Dropout, dfa, digits, fa, fingerprint, fit, load, MaskedLinear } = neurite;
const { Random, relu, Sequential, sgd, SparseLinear, tanh } = neurite;

const kernels = await load(),
  dataset = digits({ count: 500, seed: 1 });
for (const rule of [bp(), fa(), dfa()])
  for (const optimizer of [adam(), sgd({ rate: 0.05, momentum: 0.9 })]) {
    const arena = new Arena(kernels),
      hidden = [new Dense(48), tanh, new SparseLinear(40), relu, new Dropout(0.2), new MaskedLinear(33), relu],
      layers = [...hidden, new Dense(10)],
      network = new Sequential(arena, { inputs: dataset.features, layers, random: new Random(2) });
    const { epochs } = await fit(network, dataset, { epochs: 3, rule, optimizer, random: new Random(3) });
    console.log(rule.name, optimizer.name, epochs.at(-1).loss, await fingerprint(network.parameters));
    arena.dispose();
  }

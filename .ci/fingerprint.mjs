// Trains small networks with every kind of layer, under every rule and several optimizers, measures graphs, and prints
// losses, hashes of all weights and figures: the same text on every engine, or the promise of equal bits is broken.
import { digitPairs } from "../dist/data/index.js";
import * as neurite from "../dist/index.js";
import * as metrics from "../dist/metrics/index.js";
import { modularNetwork } from "../dist/models/functional-modularity.js";

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

// Connections that move, and an optimiser that measures its own step.
const arena = new Arena(kernels),
  modules = modularNetwork(arena, { units: 12, connections: 20, random: new Random(4) }),
  pairs = (epoch) => digitPairs(dataset, { size: 200, random: new Random(epoch) }).dataset,
  matrices = modules.connections.map(({ matrix }) => matrix);
const optimizer = neurite.grouped([
  { parameters: ({ name }) => name.startsWith("from"), optimizer: neurite.deepR({ matrices, rate: 0.05 }) },
  { parameters: () => true, optimizer: neurite.adadelta({ rate: 0.5 }) },
]);
await fit(modules, pairs, { epochs: 3, optimizer, random: new Random(5) });
console.log(
  "Deep R",
  await fingerprint(modules.parameters),
  ...matrices.map((matrix) => matrix.pattern().columnIndices.join()),
);
arena.dispose();

// Measures have logarithms, exponentials and roots of their own.
const { graph, communities } = metrics.plantedPartition({ nodes: 300, groups: 6, degreeInside: 8, degreeOutside: 4 }),
  weighted = metrics.graphFromEdges({ ...graph.toEdges(), weights: graph.toEdges().sources.map((i) => 1 + (i % 5)) }),
  found = metrics.leiden(weighted);
console.log("Leiden", found.modularity, metrics.normalisedMutualInformation(found.communities, communities));
console.log(
  "Louvain",
  metrics.louvain(weighted).modularity,
  metrics.consensusCommunities(weighted, { runs: 5 }).modularity,
);
console.log(
  "small world",
  metrics.smallWorldness(graph, { nulls: 2 }).omega,
  metrics.clustering(weighted, { weighted: true }).mean,
);
console.log(
  "activity",
  metrics.effectiveRank(Array.from({ length: 30 }, (_, i) => weighted.toDense().slice(300 * i, 300 * i + 20))),
);

// Trains small networks with every kind of layer, under every rule and several optimizers, measures graphs, learns a sequence
// with segments, and prints losses, hashes of all weights and figures: the same text on every engine, or the promise of equal bits is broken.
import { digitPairs } from "../dist/data/index.js";
import * as dendrites from "../dist/dendrites/index.js";
import * as neurite from "../dist/index.js";
import { sha256 } from "../dist/io/sha256.js";
import * as metrics from "../dist/metrics/index.js";
import { modularNetwork } from "../dist/models/functional-modularity.js";

const { adam, Arena, bp, Dense, Dropout, dfa, digits, fa, fingerprint, fit, load, MaskedLinear } = neurite;
const { Random, relu, Sequential, sgd, SparseLinear, tanh } = neurite;

// Alone, or with as many threads as the first argument says, which share whatever can be shared.
const count = Number(process.argv[2] ?? 1),
  kernels = await load({ threads: { count, leastMs: 0 } }),
  withSegments = await load({ families: [dendrites.dendrites], threads: { count, leastMs: 0 } }),
  dataset = digits({ count: 500, seed: 1 });
if (kernels.threads.count !== count) throw new Error(kernels.threads.reason);
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

// Pooled and remembered: a noisy wave, with draws of either kind, and what theory says of a segment.
const segments = new Arena(withSegments);
for (const draws of [{ compatible: { seed: 42 } }, { random: new Random(6) }]) {
  const encoder = new dendrites.RandomScalarEncoder({ size: 400, activeBits: 21, resolution: 0.1 }),
    noise = new Random(7),
    sizes = { inputDimensions: [400], columnDimensions: [512], potentialRadius: 400 },
    pooler = new dendrites.SpatialPooler(segments, { ...sizes, boostStrength: 2, ...draws }),
    memory = new dendrites.TemporalMemory(segments, {
      columns: 512,
      cellsPerColumn: 6,
      predictedDecrement: 0.01,
      ...draws,
    }),
    likelihood = new dendrites.AnomalyLikelihood({ learningPeriod: 50, estimationSamples: 50 });
  let last = 0;
  for (let step = 0; step < 600; step++) {
    const input = encoder.encode(Math.abs((step % 40) - 20)).noise({ count: 1 }, noise);
    last = likelihood.add(memory.compute(pooler.compute(input.indices)));
  }
  console.log("memory", last, await sha256(pooler.save()), await sha256(memory.save()));
}
console.log("theory", dendrites.log10FalseMatch({ cells: 10000, active: 300, synapses: 30, threshold: 12 }));
segments.dispose();
await Promise.all([kernels, withSegments].map(({ threads }) => threads.stop()));

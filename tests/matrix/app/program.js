import { Arena, adam, Dataset, load, Random, Sequential, SparseLinear } from "neurite";
import { modularPattern } from "neurite/sparsity";

/** Trains one sparse layer from a fixed seed: the same bits wherever it runs, or the promise is broken. */
export async function run(options) {
  const kernels = await load(options),
    arena = new Arena(kernels),
    random = new Random(7),
    inputs = Float32Array.from({ length: 64 * 32 }, () => random.uniform()),
    labels = Array.from({ length: 64 }, (_, i) => i % 8),
    pattern = (draws, size) => modularPattern(draws, { ...size, groups: 4, intra: 0.5, inter: 0.1 }),
    network = new Sequential(arena, { inputs: 32, layers: [new SparseLinear(8, { pattern })], random }),
    { epochs } = await network.fit(new Dataset({ inputs, features: 32, labels }), { epochs: 20, optimizer: adam() });
  let hash = 0x811c9dc5; // FNV-1a
  for (const { value } of network.parameters)
    for (const byte of new Uint8Array(value.data.slice().buffer)) hash = Math.imul(hash ^ byte, 0x01000193);
  const threads = kernels.threads?.count ?? 1;
  arena.dispose();
  await kernels.threads?.stop();
  const isolated = globalThis.crossOriginIsolated ?? false;
  return { hash: (hash >>> 0).toString(16), loss: epochs.at(-1).loss, isolated, threads };
}

import { digits } from "../src/data/digits.js";
import { textTable } from "../src/experiments/report/text.js";
import { scales } from "../src/experiments/sparse-mnist/config.js";
import { bytesOf, nameOf } from "../src/experiments/sparse-mnist/network.js";
import { type Pair, pairOf } from "../src/experiments/sparse-mnist/speed.js";
import type { Case, Suite } from "./suite.js";
import type { Entry } from "./table.js";

const config = scales.default;

/** With as few weights as the last of these has, a step takes what it takes without any. */
const densities = [1, 0.5, 0.25, 0.1, 0.05, 0.01, 1e-4];

/**
 * One training step of the digit network (gather, forward, backward, Adam) beside the same network in plain JavaScript, from
 * dense to a network of hardly any weights. All take turns, so that their times compare.
 */
export const training: Suite = {
  name: "training",
  *cases({ kernels }) {
    const data = digits({ count: 1024, seed: 1 }).normalise(),
      widths = [data.features, ...config.hidden, data.outputs].join("-"),
      pairs = densities.map((density) => pairOf({ kernels, seed: 1 }, config, data, density));
    try {
      yield pairs.map((pair) => caseOf(`${widths}, ${nameOf(pair.density)}`, pair));
    } finally {
      for (const pair of pairs) pair.dispose();
    }
  },
  summary(all) {
    const entries = all.filter(({ bytes }) => bytes !== undefined),
      floor = entries.find(({ density }) => density === densities.at(-1)),
      dense = entries.find(({ density }) => density === 1);
    if (!floor || !dense) return [];
    const rows = entries.map((entry) => rowOf(entry, dense, floor)),
      head = ["network", "ms", "of dense", "ms above the floor per % of weights", "MB", "of dense", "JavaScript MB"];
    return [
      ...textTable([head, ...rows], { right: [1, 2, 3, 4, 5, 6] }),
      `The floor, ${floor.medianMs.toFixed(3)} ms, is what the last one takes: gathering, activations, biases and loss.`,
      "Memory is that of weights, biases, gradients, Adam's moments and the structure of sparse weights.",
    ];
  },
};

function caseOf(name: string, { density, weightCounts, network, plain, stepWasm, stepPlain }: Pair): Case {
  // Forward and weight gradient at every layer, and the error passed down above the first.
  const [first = 0, ...others] = weightCounts,
    flops = 2 * config.batchSize * (2 * first + 3 * others.reduce((sum, count) => sum + count, 0)),
    bytes = { kernel: bytesOf(network), baseline: plain.bytes };
  return { name, density, flops, bytes, kernel: stepWasm, baseline: stepPlain };
}

function rowOf(entry: Entry, dense: Entry, floor: Entry): string[] {
  const megabytes = (count = Number.NaN) => (count / 1e6).toFixed(2),
    above = (entry.medianMs - floor.medianMs) / (100 * entry.density!);
  return [
    nameOf(entry.density!),
    entry.medianMs.toFixed(3),
    (entry.medianMs / dense.medianMs).toFixed(3),
    entry === floor ? "" : above.toFixed(3),
    megabytes(entry.bytes),
    (entry.bytes! / dense.bytes!).toFixed(3),
    megabytes(entry.baselineBytes),
  ];
}

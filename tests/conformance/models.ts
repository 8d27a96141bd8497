import { Dataset } from "../../src/data/dataset.js";
import { dendrites } from "../../src/dendrites/kernels.js";
import { bp } from "../../src/learning/bp.js";
import { dfa } from "../../src/learning/dfa.js";
import { gevb } from "../../src/learning/gevb.js";
import type { LearningRule } from "../../src/learning/rule.js";
import { type ActiveDendriteOptions, activeDendriteNetwork } from "../../src/models/active-dendrites.js";
import { type ModularNetworkOptions, modularNetwork } from "../../src/models/functional-modularity.js";
import { type G2GNetOptions, g2gNet } from "../../src/models/g2gnet.js";
import { type GevbNetworkOptions, gevbNetwork } from "../../src/models/gevb.js";
import { spatialNetwork } from "../../src/models/sernn.js";
import type { Network } from "../../src/networks/layer.js";
import { Random } from "../../src/random.js";
import type { Arena } from "../../src/wasm/arena.js";
import type { KernelFamily } from "../../src/wasm/family.js";

/** A model in a size for tests, and what it is to learn there. */
export interface ModelRow {
  readonly name: string;
  /** Kernels it needs beside the core's. */
  readonly families?: readonly KernelFamily[];
  build(arena: Arena, random: Random): Network;
  rule(): LearningRule;
  /** Examples of its toy task. */
  task(size: number, seed: number): Dataset;
  readonly examples: number;
  readonly epochs: number;
  readonly rate: number;
}

/** Ten fixed images of side × side pixels, 4 × 4 of which share a random sign, in noise as large as they are. */
function patterns(side: number): ModelRow["task"] {
  const blocks = Math.ceil(side / 4),
    features = side * side;
  return (size, seed) => {
    const fixed = new Random(99),
      random = new Random(seed),
      signs = Array.from({ length: 10 * blocks * blocks }, () => 2 * fixed.integer(2) - 1);
    const inputs = Float32Array.from({ length: size * features }, (_, i) => {
      const label = Math.floor(i / features) % 10,
        row = Math.floor((i % features) / side),
        block = Math.floor(row / 4) * blocks + Math.floor((i % side) / 4);
      return signs[label * blocks * blocks + block]! + 2 * random.uniform() - 1;
    });
    const labels = Int32Array.from({ length: size }, (_, i) => i % 10);
    return new Dataset({ name: "patterns", inputs, features, labels, outputs: 10 });
  };
}

function gevbRow(
  name: string,
  rule: () => LearningRule,
  { epochs = 12, ...options }: Omit<GevbNetworkOptions, "random"> & { epochs?: number },
): ModelRow {
  return {
    name: `gevb, ${name}`,
    build: (arena, random) => gevbNetwork(arena, { ...options, random }),
    rule,
    task: patterns(28),
    examples: 100,
    epochs,
    rate: 0.003,
  };
}

/** Two modules that see an upper and a lower half of every image. */
function modularRow(name: string, options: Partial<ModularNetworkOptions>): ModelRow {
  return {
    name: `functional modularity, ${name}`,
    build: (arena, random) =>
      modularNetwork(arena, { inputs: 72, units: 24, steps: 3, connections: 20, ...options, random }),
    rule: bp,
    task: patterns(12),
    examples: 100,
    epochs: 12,
    rate: 0.01,
  };
}

/** In one context for all examples. */
function dendriteRow(name: string, options: Partial<ActiveDendriteOptions>): ModelRow {
  return {
    name: `active dendrites, ${name}`,
    families: [dendrites],
    build(arena, random) {
      const network = activeDendriteNetwork(arena, {
        inputs: 144,
        hidden: [64, 64],
        segments: 3,
        contextSize: 20,
        winners: 0.25,
        ...options,
        random,
      });
      network.context.data.forEach((_, i, data) => void (data[i] = (i % 5) - 2));
      return network;
    },
    rule: bp,
    task: patterns(12),
    examples: 100,
    epochs: 12,
    rate: 0.01,
  };
}

/** The rows of an image are its time steps. */
const spatialRow: ModelRow = {
  name: "spatially embedded recurrent network",
  build: (arena, random) => spatialNetwork(arena, { inputs: 12, outputs: 10, steps: 12, lattice: [4, 4, 4], random }),
  rule: bp,
  task: patterns(12),
  examples: 100,
  epochs: 25,
  rate: 0.003,
};
/** Four ensembles in each of two layers. */
function g2gRow(wiring: NonNullable<G2GNetOptions["wiring"]>): ModelRow {
  return {
    name: `G2GNet, ${wiring}`,
    build: (arena, random) => g2gNet(arena, { inputs: 144, hidden: [64, 64], groups: 4, wiring, random }),
    rule: bp,
    task: patterns(12),
    examples: 100,
    epochs: 12,
    rate: 0.01,
  };
}

const nonnegative = true,
  data = "mnist";

/** Every model; a new one is tested by a new row. */
export const models: readonly ModelRow[] = [
  gevbRow("fully connected", gevb, { data, architecture: "fc", vectors: true, nonnegative, width: 1 / 16 }),
  gevbRow("convolutional", gevb, { data, architecture: "conv", vectors: true, nonnegative, width: 1 / 16 }),
  gevbRow("locally connected", gevb, { data, architecture: "lc", vectors: true, nonnegative, width: 1 / 16 }),
  gevbRow("conventional twin", () => dfa({ feedback: "nonnegative" }), {
    data,
    architecture: "conv",
    vectors: false,
    nonnegative,
    width: 1 / 8,
    epochs: 24,
  }),
  modularRow("additive", {}),
  modularRow("parallel, binary channel", { cell: "parallel", channel: "binary" }),
  modularRow("bottleneck", { bottleneck: 5 }),
  dendriteRow("dendrites and winners", {}),
  dendriteRow("dendrites alone, plain maximum", { winners: false, choose: "max" }),
  dendriteRow("winners alone", { segments: 0 }),
  spatialRow,
  g2gRow("index"),
  g2gRow("er"),
];

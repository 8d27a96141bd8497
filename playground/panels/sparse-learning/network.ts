import {
  type Arena,
  Dense,
  type Layer,
  type Parameter,
  type Pattern,
  Random,
  relu,
  Sequential,
  SparseLinear,
  SparseVectorLinear,
  VectorGate,
  VectorLinear,
  VectorOutput,
} from "neurite";
import { bipartiteSmallWorldPattern, modularPattern, uniformPattern } from "neurite/sparsity";
import type { Settings } from "./settings.js";

/** Modules of the modular topology, and the share of their connections that stays inside. */
const modules = 4;
const inside = 0.8;

/** Share of connections that leave their neighbourhood in the small-world topology. */
const rewiring = 0.1;

/**
 * A sparse network below a fully connected output: vector units with weights kept at 0 or above for GEVB, rectifiers for the
 * other rules. A density of 1 makes ordinary dense layers.
 * @throws {ArgumentError} {MemoryError} as Sequential
 */
export function buildNetwork(
  arena: Arena,
  settings: Settings,
  { inputs, outputs }: { inputs: number; outputs: number },
) {
  const { rule, layers, seed } = settings,
    hidden = Array.from({ length: layers }, () => (rule === "gevb" ? vectorUnits(settings, outputs) : units(settings)));
  const output = rule === "gevb" ? new VectorOutput({ nonnegative: true }) : new Dense(outputs);
  return new Sequential(arena, {
    inputs,
    layers: [...hidden.flat(), output],
    random: new Random(seed).stream("network"),
  });
}

function vectorUnits(settings: Settings, components: number): Layer[] {
  const options = { components, nonnegative: true };
  const layer =
    settings.density === 1
      ? new VectorLinear(settings.units, options)
      : new SparseVectorLinear(settings.units, { ...options, pattern: wiring(settings) });
  return [layer, new VectorGate()];
}

function units(settings: Settings): (Layer | typeof relu)[] {
  const layer =
    settings.density === 1
      ? new Dense(settings.units)
      : new SparseLinear(settings.units, { pattern: wiring(settings) });
  return [layer, relu];
}

/** Draws the connections between two layers; those between ON/OFF pairs where units stand in pairs. */
const wiring =
  ({ topology, density }: Settings) =>
  (random: Random, size: { rows: number; columns: number }): Pattern => {
    if (topology === "random") return uniformPattern(random, { ...size, density });
    if (topology === "small-world") {
      const neighbours = Math.max(1, Math.round(density * size.columns));
      return bipartiteSmallWorldPattern(random, { ...size, neighbours, rewiring });
    }
    const groups = Math.min(modules, size.rows, size.columns),
      intra = groups === 1 ? density : Math.min(1, inside * density * groups),
      inter = groups === 1 ? 0 : Math.min(1, (density * groups - intra) / (groups - 1));
    return modularPattern(random, { ...size, groups, intra, inter });
  };

/** The weights between two layers: a matrix of `rows` × `columns`, `rows / units` rows for every unit. */
export interface WeightLayer {
  readonly name: string;
  readonly units: number;
  readonly rows: number;
  readonly columns: number;
  readonly weights: Parameter;
  /** Where weights exist; undefined where all do. */
  readonly pattern: Pattern | undefined;
}

/** The network's layers with weights, input side first. */
export function weightLayers(network: Sequential): WeightLayer[] {
  const layers = network.layers.filter(({ parameters }) => parameters.length > 0);
  let columns = network.inputs;
  return layers.map((layer, index) => {
    const weights = layer.parameters[0]!,
      sparse = "matrix" in layer ? (layer as ReturnType<SparseLinear["bind"]>).matrix : undefined,
      rows = sparse ? sparse.rows : weights.value.size / columns,
      last = index === layers.length - 1,
      name = last ? "output" : `hidden ${index + 1}`;
    // The only output of a vector network is one unit with a component for every class.
    const entry = { name, units: Math.min(rows, layer.features), rows, columns, weights, pattern: sparse?.pattern() };
    columns = layer.features;
    return entry;
  });
}

/** Weights that exist, biases left out. */
export const weightCount = (network: Sequential): number =>
  weightLayers(network).reduce((sum, { weights }) => sum + weights.value.size, 0);

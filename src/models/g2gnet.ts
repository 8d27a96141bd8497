import { ArgumentError } from "../errors.js";
import { Dense } from "../networks/dense.js";
import type { BoundLayer } from "../networks/layer.js";
import { SparseLinear } from "../networks/sparse-linear.js";
import { expectInteger } from "../ops/check.js";
import { fillUniform } from "../ops/random.js";
import { Random } from "../random.js";
import { type EnsemblePattern, ensemblePattern } from "../sparsity/ensembles.js";
import { uniformPattern } from "../sparsity/random.js";
import { relu } from "../tape/activations.js";
import { CsrMatrix } from "../tensor/csr.js";
import { Sequential } from "../training/sequential.js";
import { type Arena, expectArena } from "../wasm/arena.js";

/** What `g2gNet` can be wired as. */
export const g2gWirings = ["index", "mixer", "random", "er", "dense"] as const;
/** Ensembles by `Grouping`; `er`, as many connections anywhere; `dense`, all connections. */
export type G2GWiring = (typeof g2gWirings)[number];

export interface G2GNetOptions {
  /** 784 by default. */
  readonly inputs?: number;
  /** Widths of the masked layers; 256 and 256 by default. */
  readonly hidden?: readonly number[];
  /** Classes, of a dense classifier; 10 by default. */
  readonly outputs?: number;
  /** `index` by default. */
  readonly wiring?: G2GWiring;
  /** Ensembles of every layer, G, a divisor of inputs and hidden widths; 8 by default. */
  readonly groups?: number;
  /** Density within ensembles, 1 by default, and between them, p′, 0.15 by default. */
  readonly intra?: number;
  readonly inter?: number;
  /** Source of the wiring and of the initial weights; `new Random(0)` by default. */
  readonly random?: Random;
}

/** The connections of a masked layer, and the ensembles they were drawn for. */
export interface EnsembleLayer extends Pick<EnsemblePattern, "rowGroups" | "columnGroups"> {
  readonly matrix: CsrMatrix;
}

/** A rectifier network of layers from ensemble to ensemble. */
export interface G2GNet extends Sequential {
  /** The masked layers, input side first; none in a dense network. */
  readonly masked: readonly EnsembleLayer[];
}

/**
 * G2GNet: masked layers with rectifiers, wired from ensemble to ensemble (see `ensemblePattern`), and a dense classifier.
 * Weights start from U(±1/√n), n the connections of their row, which is Kaiming's bound 1/√inputs times √(inputs / n);
 * biases from U(±1/√n̄), n̄ the mean of n. `er` has exactly as many connections in each layer, without ensembles; those of
 * `index` are counted for it.
 * Source: Konstantaropoulos, Smirnakis & Papadopouli 2025, arXiv:2508.14140. Rewiring is `fit`'s.
 * @throws {ArgumentError} for an unknown wiring, a width that is no positive integer, and as `ensemblePattern` does
 * @throws {MemoryError} when memory runs out; nothing stays allocated then
 */
export function g2gNet(arena: Arena, options: G2GNetOptions = {}): G2GNet {
  expectArena("g2gNet", arena);
  const { inputs = 784, hidden = [256, 256], outputs = 10, wiring = "index", random = new Random(0) } = options;
  if (!g2gWirings.includes(wiring))
    throw new ArgumentError("g2gNet", "wiring", wiring, `one of ${g2gWirings.join(", ")}`);
  if (!(random instanceof Random)) throw new ArgumentError("g2gNet", "random", random, "a Random");
  if (!Array.isArray(hidden)) throw new ArgumentError("g2gNet", "hidden", hidden, "an array of widths");
  for (const [name, width] of [["inputs", inputs], ...hidden.map((width, l) => [`hidden[${l}]`, width])] as const)
    expectInteger("g2gNet", name as string, width as number, 1, 2 ** 24);

  const patterns = hidden.map((rows, l) =>
    wiring === "dense"
      ? undefined
      : drawPattern(random.stream("wiring").stream(l), wiring, l + 1, {
          ...options,
          rows,
          columns: hidden[l - 1] ?? inputs,
        }),
  );
  const layers = hidden.flatMap((width, l) => {
    const pattern = patterns[l];
    return [pattern ? new SparseLinear(width, { pattern }) : new Dense(width), relu];
  });
  return arena.atomically(() => {
    const network = new Sequential(arena, { inputs, layers: [...layers, new Dense(outputs)], random });
    for (const [l, layer] of network.layers.entries()) draw(layer, patterns[l], hidden[l - 1] ?? inputs, random);
    const masked = network.layers.flatMap((layer, l) => ensemblesOf(layer, patterns[l]));
    // Credit goes back through all but the first: allocated with the rest.
    for (const { matrix } of masked.slice(1)) matrix.transposeIndex();
    return Object.assign(network, { masked });
  });
}

function drawPattern(
  random: Random,
  wiring: Exclude<G2GWiring, "dense">,
  layer: number,
  { rows, columns, groups = 8, intra = 1, inter = 0.15 }: G2GNetOptions & { rows: number; columns: number },
): EnsemblePattern {
  const grouping = wiring === "er" ? "index" : wiring,
    pattern = ensemblePattern(random, { rows, columns, groups, intra, inter, grouping, layer });
  if (wiring !== "er") return pattern;
  return { ...pattern, ...uniformPattern(random, { rows, columns, count: pattern.columnIndices.length }) };
}

function draw(layer: BoundLayer, pattern: EnsemblePattern | undefined, inputs: number, random: Random): void {
  const [weights, bias] = layer.parameters,
    { data, size } = fillUniform(random.stream(weights!.name), weights!.value, -1, 1),
    end = (row: number) => pattern?.rowPointers[row] ?? row * inputs;
  for (let row = 0, p = 0; row < layer.features; row++) {
    const bound = 1 / Math.sqrt(end(row + 1) - end(row));
    for (; p < end(row + 1); p++) data[p]! *= bound;
  }
  const bound = 1 / Math.sqrt(Math.max(1, size / layer.features));
  fillUniform(random.stream(bias!.name), bias!.value, -bound, bound);
}

function ensemblesOf(layer: BoundLayer, pattern: EnsemblePattern | undefined): EnsembleLayer[] {
  if (!pattern || !("matrix" in layer && layer.matrix instanceof CsrMatrix)) return [];
  const { rowGroups, columnGroups } = pattern;
  return [{ matrix: layer.matrix, rowGroups, columnGroups }];
}

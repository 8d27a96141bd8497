import { describe, expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { gevb } from "../../src/learning/gevb.js";
import type { BoundLayer, Site } from "../../src/networks/layer.js";
import { SparseVectorLinear } from "../../src/networks/sparse-vector-linear.js";
import { VectorGate } from "../../src/networks/vector-gate.js";
import { VectorOutput } from "../../src/networks/vector-output.js";
import { Random } from "../../src/random.js";
import { blockPattern } from "../../src/sparsity/blocks.js";
import { fixedFanInPattern, uniformPattern } from "../../src/sparsity/random.js";
import { Tape } from "../../src/tape/tape.js";
import type { Variable } from "../../src/tape/variable.js";
import { adam } from "../../src/training/optimizers.js";
import { Sequential } from "../../src/training/sequential.js";
import type { Arena } from "../../src/wasm/arena.js";
import { openArena } from "../support.js";
import { clusters } from "../training/clusters.js";
import { isVariance, meanSquare, site } from "./support.js";

/** A place above `features` vector units. */
const above = (arena: Arena, features: number, components = 3, seed = 1): Site => ({
  ...site(arena, features, seed),
  components,
  first: false,
});

describe("SparseVectorLinear", () => {
  it("gives each connection of a starting layer a weight per component, LeCun-initialised for its true fan-in", async () => {
    using arena = await openArena();
    const { matrix, parameters, components, features } = new SparseVectorLinear(50, {
      density: 0.2,
      components: 4,
    }).bind(site(arena, 200));
    expect([matrix.rows, matrix.columns, matrix.nnz]).toEqual([200, 200, 4 * 2000]);
    expect([components, features]).toEqual([4, 50]);
    expect(parameters.map(({ name, value }) => [name, value.shape])).toEqual([
      ["layer.weights", [8000]],
      ["layer.bias", [50, 4]],
    ]);
    expect(parameters[0]!.value).toBe(matrix.values);
    expect(isVariance(meanSquare(matrix.values.data), 1 / 40, 8000)).toBe(true);
    const connections = uniformPattern(new Random(1), { rows: 50, columns: 200, density: 0.2 });
    expect(matrix.pattern()).toEqual(blockPattern(connections, { rows: 4, columns: 1 }));
  });

  it("has one weight per connection above vector units, He-initialised; a tenth of all connections when nothing is said", async () => {
    using arena = await openArena();
    const { matrix, components } = new SparseVectorLinear(100).bind(above(arena, 200));
    expect([matrix.rows, matrix.columns, matrix.nnz, components]).toEqual([100, 200, 2000, 3]);
    expect(isVariance(meanSquare(matrix.values.data), 2 / 20, 2000)).toBe(true);
  });

  it("takes a pattern of [units, inputs], or a function that draws one, wherever it stands", async () => {
    using arena = await openArena();
    const pattern = fixedFanInPattern(new Random(3), { rows: 6, columns: 9, fanIn: 2 });
    const starting = new SparseVectorLinear(6, { pattern, components: 3, bias: false }).bind(site(arena, 9));
    expect(starting.matrix.pattern()).toEqual(blockPattern(pattern, { rows: 3, columns: 1 }));
    expect(starting.parameters).toHaveLength(1);
    const drawn = new SparseVectorLinear(6, {
      pattern: (random, size) => fixedFanInPattern(random, { ...size, fanIn: 4 }),
    });
    expect(drawn.bind(above(arena, 9)).matrix.nnz).toBe(24);
  });

  it("refuses no units, components that are missing or other than below, and patterns that do not fit", async () => {
    using arena = await openArena();
    const pattern = fixedFanInPattern(new Random(3), { rows: 6, columns: 9, fanIn: 2 });
    expect(() => new SparseVectorLinear(0)).toThrow(ArgumentError);
    expect(() => new SparseVectorLinear(6).bind(site(arena, 9))).toThrow(ArgumentError);
    expect(() => new SparseVectorLinear(6, { components: 2 }).bind(above(arena, 9))).toThrow(ArgumentError);
    expect(() => new SparseVectorLinear(6, { pattern }).bind(above(arena, 8))).toThrow(ShapeError);
    expect(() => new SparseVectorLinear(6, { pattern, density: 0.5 }).bind(above(arena, 9))).toThrow(ArgumentError);
    expect(() => new SparseVectorLinear(6, { pattern, nonnegative: true }).bind(above(arena, 9))).toThrow(
      ArgumentError,
    );
    expect(() => new SparseVectorLinear(5, { nonnegative: true }).bind(above(arena, 8))).toThrow(ArgumentError);
  });
});

describe("a sparse ON/OFF net", () => {
  const options = { density: 0.4, nonnegative: true };

  /** Two hidden layers and a single unit, all sparse, with their activity before and after each gate. */
  function activity(arena: Arena) {
    const tape = new Tape(arena),
      x = tape.input([9, 5]),
      layers: ReturnType<SparseVectorLinear["bind"]>[] = [],
      preactivations: Float32Array[] = [];
    x.value.data.set(Float32Array.from({ length: 45 }, (_, i) => ((i * 37) % 19) / 9.5 - 1));
    let below: Variable = x;
    for (const [index, units] of [12, 8, 1].entries()) {
      const here = index === 0 ? site(arena, 9, 1) : above(arena, below.value.shape[0]!, 3, 1 + index),
        layer = new SparseVectorLinear(units, { ...options, components: 3 }).bind(here),
        h = layer.record(below);
      tape.forward();
      preactivations.push(h.value.data.slice());
      layers.push(layer);
      below = units === 1 ? h : (new VectorGate().bind(above(arena, units, 3, 7)) as BoundLayer).record(h);
    }
    return { layers, preactivations };
  }

  it("starts with opposite vectors in every pair, exactly", async () => {
    using arena = await openArena();
    const { preactivations } = activity(arena);
    for (const [layer, h] of preactivations.slice(0, 2).entries()) {
      const unit = 3 * 5;
      for (let pair = 0; pair < h.length; pair += 2 * unit)
        for (let i = pair; i < pair + unit; i++) expect(h[i]! + h[i + unit]!, `layer ${layer}, element ${i}`).toBe(0);
      expect(h.some((value) => value !== 0)).toBe(true);
    }
  });

  it("starts with half of its weights 0 and none below above the first layer", async () => {
    using arena = await openArena();
    const { layers } = activity(arena);
    for (const { matrix, parameters } of layers.slice(1)) {
      const weights = matrix.values.data;
      expect(weights.filter((weight) => weight === 0)).toHaveLength(matrix.nnz / 2);
      expect(Math.min(...weights)).toBe(0);
      expect(parameters[0]!.minimum).toBe(0);
    }
    expect(layers.map(({ matrix }) => matrix.nnz)).toEqual([
      3 * 2 * Math.round(0.4 * 6 * 9),
      4 * Math.round(0.4 * 4 * 6),
      2 * Math.round(0.4 * 4),
    ]);
    expect(Math.min(...layers[0]!.matrix.values.data)).toBeLessThan(0);
    expect(layers[0]!.parameters[0]!.minimum).toBe(-Infinity);
  });

  it("learns to tell clusters apart by one error vector, and stays nonnegative", async () => {
    using arena = await openArena();
    const net = new Sequential(arena, {
      inputs: 8,
      layers: [
        new SparseVectorLinear(32, { ...options, components: 3 }),
        new VectorGate(),
        new SparseVectorLinear(16, options),
        new VectorGate(),
        new VectorOutput({ nonnegative: true }),
      ],
      random: new Random(2),
    });
    const before = net.parameters.map(({ value }) => value.data.slice());
    await net.fit(clusters(300), { epochs: 20, batchSize: 32, rule: gevb(), optimizer: adam({ rate: 0.01 }) });
    expect(net.evaluate(clusters(300, 2)).accuracy).toBeGreaterThan(0.95);
    const weights = net.parameters.map(({ value }) => value.data);
    for (const layer of [2, 4]) expect(Math.min(...weights[layer]!)).toBeGreaterThanOrEqual(0);
    for (const [i, values] of weights.entries()) expect(values, net.parameters[i]!.name).not.toEqual(before[i]);
  });
});

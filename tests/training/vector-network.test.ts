import { describe, expect, it } from "vitest";
import { ArgumentError, NeuriteError, NumericalError, ShapeError } from "../../src/errors.js";
import { bp } from "../../src/learning/bp.js";
import { gevb } from "../../src/learning/gevb.js";
import { Dense } from "../../src/networks/dense.js";
import type { BoundLayer } from "../../src/networks/layer.js";
import { VectorGate } from "../../src/networks/vector-gate.js";
import { VectorLinear } from "../../src/networks/vector-linear.js";
import { VectorOutput } from "../../src/networks/vector-output.js";
import { Random } from "../../src/random.js";
import { relu } from "../../src/tape/activations.js";
import type { Tensor } from "../../src/tensor/tensor.js";
import { adam, adamW, type Optimizer, sgd } from "../../src/training/optimizers.js";
import { Sequential } from "../../src/training/sequential.js";
import type { Arena } from "../../src/wasm/arena.js";
import { openArena } from "../support.js";
import { clusters } from "./clusters.js";

const network = (arena: Arena, components = 3) => {
  const nonnegative = true;
  return new Sequential(arena, {
    inputs: 8,
    layers: [
      new VectorLinear(12, { components, nonnegative }),
      new VectorGate(),
      new VectorLinear(8, { nonnegative }),
      new VectorGate(),
      new VectorOutput({ nonnegative }),
    ],
    random: new Random(2),
  });
};

const directionsOf = (layer: BoundLayer) => (layer as BoundLayer & { directions: Tensor }).directions.data;

const optimizers: readonly Optimizer[] = [
  sgd({ rate: 0.5, weightDecay: 0.01 }),
  sgd({ rate: 0.2, momentum: 0.9 }),
  sgd({ rate: 0.2, momentum: 0.9, nesterov: true }),
  adam({ rate: 0.05 }),
  adamW({ rate: 0.05, weightDecay: 0.1 }),
];

describe("a vector network under training", () => {
  it.each(
    optimizers.flatMap((optimizer) =>
      [bp, gevb].map((rule) => [optimizer.name, rule().name, optimizer, rule()] as const),
    ),
  )(
    "with %s and %s, keeps weights above the first layer at 0 or above after every step",
    async (_, __, optimizer, rule) => {
      using arena = await openArena();
      const net = network(arena),
        [first, , second, , output] = net.parameters.map(({ value }) => value),
        before = first!.data.slice(),
        negative = (values: Float32Array) => values.filter((w) => w < 0).length;
      let steps = 0,
        clamped = 0;
      const onBatch = (): undefined => {
        steps++;
        expect(negative(second!.data) + negative(output!.data)).toBe(0);
        // At 0, with a gradient that asks for less.
        const { data: gradient } = net.parameters[2]!.gradient;
        clamped += second!.data.filter((w, i) => w === 0 && gradient[i]! > 0).length;
      };
      const directions = [net.layers[1]!, net.layers[3]!].map((layer) => [...directionsOf(layer)]);
      await net.fit(clusters(90), { epochs: 20, batchSize: 32, optimizer, rule, callbacks: [{ onBatch }] });
      expect(steps).toBe(60);
      // The clamp had work to do, and the first layer goes on having both signs, and changes.
      expect(clamped).toBeGreaterThan(steps);
      expect(negative(first!.data)).toBeGreaterThan(100);
      expect(first!.data).not.toEqual(before);
      expect([net.layers[1]!, net.layers[3]!].map((layer) => [...directionsOf(layer)])).toEqual(directions);
      expect(net.parameters).toHaveLength(6);
    },
  );

  it.each(["bp", "gevb"])("leaves a unit alone whose gate is always shut, rule %s", async (name) => {
    using arena = await openArena();
    const net = network(arena),
      [w1, b1, w2, b2] = net.parameters.map(({ value }) => value),
      // Unit 1 of both layers is pushed far against its direction; in the first layer its partner goes on working.
      [t1, t2] = [directionsOf(net.layers[1]!), directionsOf(net.layers[3]!)];
    for (let k = 0; k < 3; k++) {
      b1!.data[3 + k] = -100 * t1[3 + k]!;
      b2!.data[3 + k] = -100 * t2[3 + k]!;
    }
    const of = () => [w1!.data.slice(24, 48), b1!.data.slice(3, 6), w2!.data.slice(12, 24), b2!.data.slice(3, 6)];
    const before = of(),
      partner = [w1!.data.slice(0, 24), w2!.data.slice(0, 12)];
    await net.fit(clusters(90), {
      epochs: 5,
      batchSize: 32,
      rule: name === "bp" ? bp() : gevb(),
      optimizer: adam({ rate: 0.01 }),
    });
    expect(of()).toEqual(before);
    expect([w1!.data.slice(0, 24), w2!.data.slice(0, 12)]).not.toEqual(partner);
  });

  it("ends the run by name when a weight is not a number, as networks of scalar units do", async () => {
    using arena = await openArena();
    const net = network(arena);
    net.parameters[0]!.value.data[5] = Number.NaN;
    const training = net.fit(clusters(90), { epochs: 1, rule: gevb() });
    await expect(training).rejects.toThrow(NumericalError);
    await expect(training).rejects.toThrow(/vectorLinear0\.weights holds NaN/);
    expect(net.evaluate(clusters(90)).loss).toBeNaN();
  });

  it("takes a last batch that is not full into account once", async () => {
    using arena = await openArena();
    const still = sgd({ rate: 1e-30 }),
      ragged = await network(arena).fit(clusters(50), { epochs: 1, batchSize: 16, optimizer: still, rule: gevb() });
    expect(ragged.epochs[0]!.loss).toBeCloseTo(network(arena).evaluate(clusters(50), { batchSize: 50 }).loss, 5);
  });
});

describe("a vector network that does not fit", () => {
  it("has as many components as there are classes", async () => {
    using arena = await openArena();
    const { bytesInUse } = arena.memory(),
      net = network(arena, 4);
    expect(net.outputs).toBe(4);
    await expect(net.fit(clusters(90))).rejects.toThrow(ShapeError);
    await expect(net.fit(clusters(90))).rejects.toThrow(/wants 3 outputs, the network has 4/);
    expect(arena.memory().bytesInUse).toBeGreaterThan(bytesInUse);
    const kept = arena.memory().bytesInUse;
    await expect(net.fit(clusters(90), { rule: gevb() })).rejects.toThrow(ShapeError);
    expect(arena.memory().bytesInUse).toBe(kept);
  });

  const start = new VectorLinear(6, { components: 3 });
  it.each([
    ["vectors of no length", [new VectorLinear(6)]],
    ["another length above", [start, new VectorGate(), new VectorOutput({ components: 2 })]],
    ["a gate above scalars", [new Dense(6), new VectorGate()]],
    ["an output above scalars", [new Dense(6), relu, new VectorOutput()]],
    ["odd pairs", [new VectorLinear(5, { components: 3, nonnegative: true })]],
    ["odd inputs of pairs", [new VectorLinear(5, { components: 3 }), new VectorOutput({ nonnegative: true })]],
  ])("is refused at once: %s", async (_, layers) => {
    using arena = await openArena();
    expect(() => new Sequential(arena, { inputs: 8, layers })).toThrow(ArgumentError);
    expect(arena.memory().blocks).toBe(0);
  });

  it.each([
    ["a scalar layer above vectors", [start, new VectorGate(), new Dense(3)]],
    ["a scalar function above vectors", [start, relu, new VectorOutput()]],
    ["no output", [new VectorLinear(3, { components: 3 }), new VectorGate()]],
  ])("is refused with the first run: %s", async (_, layers) => {
    using arena = await openArena();
    const net = new Sequential(arena, { inputs: 8, layers });
    await expect(net.fit(clusters(30), { epochs: 1 })).rejects.toThrow(NeuriteError);
  });

  it("learns by backpropagation only when scalar layers stand below, or a gate is missing", async () => {
    using arena = await openArena();
    for (const layers of [
      [new Dense(6), relu, new VectorLinear(6, { components: 3 }), new VectorGate(), new VectorOutput()],
      [start, new VectorOutput()],
    ]) {
      const net = new Sequential(arena, { inputs: 8, layers });
      await expect(net.fit(clusters(30), { epochs: 1, rule: gevb() })).rejects.toThrow(ArgumentError);
      expect((await net.fit(clusters(30), { epochs: 1 })).ending).toBe("finished");
    }
  });
});

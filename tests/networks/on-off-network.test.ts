import { describe, expect, it } from "vitest";
import type { BoundLayer } from "../../src/networks/layer.js";
import { VectorGate } from "../../src/networks/vector-gate.js";
import { VectorLinear } from "../../src/networks/vector-linear.js";
import { VectorOutput } from "../../src/networks/vector-output.js";
import { Random } from "../../src/random.js";
import { softmaxCrossEntropy } from "../../src/tape/losses.js";
import { Tape } from "../../src/tape/tape.js";
import { Tensor } from "../../src/tensor/tensor.js";
import { Sequential } from "../../src/training/sequential.js";
import type { Arena } from "../../src/wasm/arena.js";
import { openArena } from "../support.js";
import { parametersOf, recordVectors } from "../tape/vectors.js";

const components = 10,
  inputs = 20;

/** A vector network in its ON/OFF state at the start, the layers' product and gate by turns. */
function onOffNetwork(arena: Arena, widths: readonly number[], seed = 1) {
  const nonnegative = true;
  return new Sequential(arena, {
    inputs,
    layers: [
      ...widths.flatMap((units) => [new VectorLinear(units, { nonnegative, components }), new VectorGate()]),
      new VectorOutput({ nonnegative }),
    ],
    random: new Random(seed),
  });
}

/** An input of random numbers from [−1, 1). */
function randomInput(tape: Tape, batch: number) {
  const x = tape.input([inputs, batch]),
    random = new Random(9);
  for (let i = 0; i < x.value.size; i++) x.value.data[i] = 2 * random.uniform() - 1;
  return x;
}

const directionsOf = (layer: BoundLayer) => [...(layer as BoundLayer & { directions: Tensor }).directions.data];

describe("an ON/OFF network at the start", () => {
  const widths = [30, 24, 16],
    batch = 13;

  it("has opposite preactivations and equal gates in every pair of every hidden layer", async () => {
    using arena = await openArena();
    const { layers } = onOffNetwork(arena, widths);
    for (const [l, units] of widths.entries()) {
      // The layer's own gate is left out of the first tape, so that the preactivation is there to be seen.
      const values = [1, 2].map((last) => {
        const tape = new Tape(arena, { gradients: false });
        let x = randomInput(tape, batch);
        for (const layer of layers.slice(0, 2 * l + last)) x = layer.record(x);
        tape.forward();
        return [...x.value.data];
      });
      const [h, z] = values as [number[], number[]],
        length = components * batch;
      let open = 0;
      for (let at = 0; at < units * length; at += 2 * length)
        for (let i = at; i < at + length; i++) {
          expect(h[i + length]! + 0).toBe(0 - h[i]!);
          expect(z[i + length]! + 0).toBe(0 - z[i]!);
          expect([0, h[i]]).toContain(z[i]! + 0);
          if (z[i] !== 0) open++;
        }
      expect(open / ((units * length) / 2)).toBeGreaterThan(0.2);
      expect(open / ((units * length) / 2)).toBeLessThan(0.8);
    }
  });

  it("has no negative weight above the first layer, half of them 0, and a signed first layer", async () => {
    using arena = await openArena();
    const [first, ...above] = onOffNetwork(arena, widths).parameters.filter(({ name }) => name.endsWith("weights"));
    expect(above.map(({ value }) => value.shape)).toEqual([
      [24, 30],
      [16, 24],
      [1, 16],
    ]);
    for (const { value } of above) {
      expect(value.data.every((w) => w >= 0)).toBe(true);
      expect(value.data.filter((w) => w === 0)).toHaveLength(value.size / 2);
    }
    expect(first!.value.data.filter((w) => w < 0)).toHaveLength(first!.value.size / 2);
  });

  it("computes what a network of mixed signs with half the units computes, to the last bit", async () => {
    using arena = await openArena();
    const net = onOffNetwork(arena, widths),
      weights = net.parameters.filter(({ name }) => name.endsWith("weights")).map(({ value }) => value);
    const halves = [...widths, 2].map((units, l) => {
      const { data, size } = weights[l]!,
        row = size / (l < widths.length ? units : 1),
        even = Array.from({ length: units / 2 }, (_, p) => [...data.slice(2 * p * row, (2 * p + 1) * row)]).flat();
      return {
        units: units / 2,
        // above the first layer R = what comes from the equal minus what comes from the opposite unit
        weights: l === 0 ? even : even.flatMap((w, i) => (i % 2 ? [] : [w - even[i + 1]!])),
        bias: new Array((units / 2) * components).fill(0),
        directions:
          l < widths.length
            ? directionsOf(net.layers[2 * l + 1]!).filter((_, i) => i % (2 * components) < components)
            : undefined,
      };
    });
    const tape = new Tape(arena),
      x = randomInput(tape, batch),
      whole = net.record(x),
      half = recordVectors(x, parametersOf(arena, halves, components, inputs)).y;
    tape.forward();
    expect([...half.value.data].map((value) => value + 0)).toEqual([...whole.value.data].map((value) => value + 0));
    expect(whole.value.data.every((value) => Math.abs(value) > 1e-4)).toBe(true);
  });
});

/** Angle, in degrees and as the mean over examples, between the exact credit at a layer's output and equal credit for all. */
function angle({ data, shape: [units = 0, batch = 0] }: Tensor): number {
  let total = 0;
  for (let b = 0; b < batch; b++) {
    let sum = 0,
      squares = 0;
    for (let u = 0; u < units; u++) {
      sum += data[u * batch + b]!;
      squares += data[u * batch + b]! ** 2;
    }
    total += Math.acos(sum / Math.sqrt(units * squares));
  }
  return (total / batch) * (180 / Math.PI);
}

/**
 * Angles of the layer below the last hidden layer of m units, and of that layer: arctan √(2π(π − 1)/m) and arccos(1/√π).
 * The second depends on m/2 random numbers alone and has a standard deviation of 14.7°/√m, so several draws are averaged:
 * the bound of 1.5° is then at least 4.5 of them wide.
 */
it.each([
  { below: 300, last: 100, draws: 24, expected: 20.1 },
  { below: 1024, last: 512, draws: 4, expected: 9.21 },
  { below: 512, last: 1024, draws: 4, expected: 6.54 },
])("exact credit makes an angle of 55.65° and $expected° with equal credit below $last units", async (row) => {
  const { below, last, draws, expected } = row,
    totals = [0, 0],
    batch = 16;
  for (let seed = 0; seed < draws; seed++) {
    using arena = await openArena();
    const net = onOffNetwork(arena, [below, last], seed),
      tape = new Tape(arena),
      loss = softmaxCrossEntropy(net.record(randomInput(tape, batch)), new Tensor(arena, [batch], "i32"));
    tape.forward();
    tape.backward(loss);
    const gates = tape.operations.filter(({ name }) => name === "vectorGate");
    for (const [l, { output }] of gates.entries()) totals[l]! += angle(output.gradient!) / draws;
  }
  expect(Math.abs(totals[0]! - expected)).toBeLessThan(1.5);
  expect(Math.abs(totals[1]! - 55.65)).toBeLessThan(1.5);
  expect(expected).toBeCloseTo((Math.atan(Math.sqrt((2 * Math.PI * (Math.PI - 1)) / last)) * 180) / Math.PI, 1);
});

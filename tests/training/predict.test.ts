import { expect, it } from "vitest";
import { ArgumentError, ShapeError } from "../../src/errors.js";
import { Dense } from "../../src/networks/dense.js";
import { predict } from "../../src/training/predict.js";
import { Sequential } from "../../src/training/sequential.js";
import type { Arena } from "../../src/wasm/arena.js";
import { openArena } from "../support.js";

function network(arena: Arena): Sequential {
  const net = new Sequential(arena, { inputs: 2, layers: [new Dense(3)] });
  net.parameters[0]!.value.data.set([1, 0, 0, 1, -1, -1]);
  return net;
}

it("predict answers sample by sample, whatever the batch size", async () => {
  using arena = await openArena();
  const net = network(arena),
    before = arena.memory().bytesInUse;
  for (const batchSize of [1, 2, 8]) {
    const { outputs, probabilities, classes } = predict(net, Float32Array.of(3, 0, 0, 2, -1, -1), { batchSize });
    expect([...outputs]).toEqual([3, 0, -3, 0, 2, -2, -1, -1, 2]);
    expect([...classes]).toEqual([0, 1, 2]);
    const powers = [3, 0, -3].map(Math.exp),
      total = powers.reduce((a, b) => a + b);
    for (let k = 0; k < 3; k++) expect(probabilities[k]).toBeCloseTo(powers[k]! / total, 6);
  }
  expect(arena.memory().bytesInUse).toBe(before);
});

it("predict scales bytes", async () => {
  using arena = await openArena();
  const { outputs } = predict(network(arena), Uint8Array.of(255, 0), { scale: 1 / 255, offset: -0.5 });
  expect([...outputs]).toEqual([0.5, -0.5, 0]);
});

it("predict takes no samples, and refuses part of one", async () => {
  using arena = await openArena();
  expect(predict(network(arena), new Float32Array(0)).classes).toHaveLength(0);
  expect(() => predict(network(arena), new Float32Array(3))).toThrow(ShapeError);
  expect(() => predict(network(arena), new Float32Array(2), { batchSize: 0 })).toThrow(ArgumentError);
});
